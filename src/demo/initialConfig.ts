// What the demo router is configured with when it starts; addresses and AS numbers are those kept for documentation.

export const INITIAL_CONFIG = `<config>
<system xmlns="urn:example:netconf-explorer:demo-router">
  <hostname>demo-router</hostname>
  <contact>noc@example.net</contact>
  <location>Zürich, rack 12, unit 7</location>
  <dns>
    <search-domain>example.net</search-domain>
    <server>192.0.2.53</server>
    <server>2001:db8::53</server>
  </dns>
  <ntp>
    <server><address>192.0.2.123</address><prefer>true</prefer></server>
    <server><address>198.51.100.123</address></server>
    <server><address>2001:db8::123</address></server>
  </ntp>
</system>
<users xmlns="urn:example:netconf-explorer:demo-router">
  <user><name>ada</name><full-name>Ada Lovelace</full-name><role>admin</role></user>
  <user><name>grace</name><full-name>Grace Hopper</full-name><role>operator</role></user>
  <user><name>monitor</name><role>viewer</role></user>
</users>
<interfaces xmlns="urn:example:netconf-explorer:demo-router">
  <interface>
    <name>ge-0/0/0</name><type>ethernet</type><description>Uplink to transit, Genève</description><mtu>9000</mtu>
    <ipv4><address><ip>192.0.2.1</ip><prefix-length>31</prefix-length></address></ipv4>
    <ipv6><address><ip>2001:db8:0:1::1</ip><prefix-length>64</prefix-length></address></ipv6>
    <access><in>from-internet</in></access>
  </interface>
  <interface>
    <name>ge-0/0/1</name><type>ethernet</type><description>Uplink to exchange</description><mtu>9000</mtu>
    <ipv4><address><ip>192.0.2.3</ip><prefix-length>31</prefix-length></address></ipv4>
    <ipv6><address><ip>2001:db8:0:2::1</ip><prefix-length>64</prefix-length></address></ipv6>
    <access><in>from-internet</in></access>
  </interface>
  <interface>
    <name>ge-0/0/2</name><type>ethernet</type><description>Customers &lt;east&gt;</description><enabled>true</enabled>
    <ipv4>
      <address><ip>198.51.100.1</ip><prefix-length>25</prefix-length></address>
      <address><ip>198.51.100.129</ip><prefix-length>26</prefix-length></address>
    </ipv4>
  </interface>
  <interface>
    <name>ge-0/0/3</name><type>ethernet</type><description>spare</description><enabled>false</enabled>
  </interface>
  <interface>
    <name>xe-0/1/0</name><type>ethernet</type><description>Core ring, clockwise</description><mtu>9192</mtu>
    <ipv4><address><ip>203.0.113.1</ip><prefix-length>31</prefix-length></address></ipv4>
    <ipv6><address><ip>2001:db8:0:10::1</ip><prefix-length>64</prefix-length></address></ipv6>
  </interface>
  <interface>
    <name>xe-0/1/1</name><type>ethernet</type><description>Core ring, counter-clockwise</description><mtu>9192</mtu>
    <ipv4><address><ip>203.0.113.3</ip><prefix-length>31</prefix-length></address></ipv4>
    <ipv6><address><ip>2001:db8:0:11::1</ip><prefix-length>64</prefix-length></address></ipv6>
  </interface>
  <interface>
    <name>vlan100</name><type>vlan</type><description>Management</description>
    <ipv4><address><ip>203.0.113.129</ip><prefix-length>27</prefix-length></address></ipv4>
    <access><in>management</in></access>
  </interface>
  <interface>
    <name>lo0</name><type>loopback</type><description>Router address</description>
    <ipv4><address><ip>203.0.113.255</ip><prefix-length>32</prefix-length></address></ipv4>
    <ipv6><address><ip>2001:db8::255</ip><prefix-length>128</prefix-length></address></ipv6>
  </interface>
</interfaces>
<access-lists xmlns="urn:example:netconf-explorer:demo-router">
  <access-list>
    <name>from-internet</name>
    <rule><name>no-spoofing</name><action>deny</action><source>198.51.100.0/24</source></rule>
    <rule><name>web</name><action>permit</action><protocol>tcp</protocol><destination>198.51.100.80/32</destination>
      <destination-port>443</destination-port></rule>
    <rule><name>ping</name><action>permit</action><protocol>icmp</protocol></rule>
    <rule><name>rest</name><action>permit</action></rule>
  </access-list>
  <access-list>
    <name>management</name>
    <rule><name>netconf</name><action>permit</action><protocol>tcp</protocol><source>203.0.113.128/27</source>
      <destination-port>830</destination-port></rule>
    <rule><name>rest</name><action>deny</action></rule>
  </access-list>
</access-lists>
<routing xmlns="urn:example:netconf-explorer:demo-router">
  <static>
    <route><prefix>0.0.0.0/0</prefix><next-hop>192.0.2.0</next-hop><distance>200</distance>
      <description>last resort</description></route>
    <route><prefix>198.51.100.192/26</prefix><next-hop>198.51.100.2</next-hop><description>customer 4711</description></route>
    <route><prefix>2001:db8:4711::/48</prefix><next-hop>2001:db8:0:10::2</next-hop></route>
  </static>
  <bgp>
    <as-number>64496</as-number>
    <router-id>203.0.113.255</router-id>
    <neighbor><address>192.0.2.0</address><remote-as>64500</remote-as><description>transit</description></neighbor>
    <neighbor><address>192.0.2.2</address><remote-as>64501</remote-as><description>exchange, route server 1</description>
      <hold-time>30</hold-time></neighbor>
    <neighbor><address>2001:db8:0:1::2</address><remote-as>64500</remote-as><description>transit, IPv6</description></neighbor>
    <neighbor><address>203.0.113.254</address><remote-as>64496</remote-as><description>core-2</description></neighbor>
    <neighbor><address>198.51.100.66</address><remote-as>65551</remote-as><description>customer 0815, not yet</description>
      <enabled>false</enabled></neighbor>
  </bgp>
  <ospf>
    <router-id>203.0.113.255</router-id>
    <area>
      <area-id>0.0.0.0</area-id>
      <interface><name>xe-0/1/0</name><cost>10</cost></interface>
      <interface><name>xe-0/1/1</name><cost>20</cost></interface>
      <interface><name>lo0</name><passive>true</passive></interface>
    </area>
    <area>
      <area-id>0.0.0.1</area-id>
      <interface><name>ge-0/0/2</name><passive>true</passive></interface>
    </area>
  </ospf>
</routing>
</config>
`
