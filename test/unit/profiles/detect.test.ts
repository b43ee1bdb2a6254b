// Which profile is found for which device, and how that is explained.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readServerHello } from '../../../src/netconf/hello.ts'
import { detectProfile } from '../../../src/profiles/detect.ts'
import type { ProfileName } from '../../../src/profiles/profile.ts'
import { fixture } from '../fakes/fixtures.ts'

const BASE_10 = 'urn:ietf:params:netconf:base:1.0'

const HELLOS: readonly (readonly [file: string, profile: ProfileName, why: string])[] = [
  [
    'profiles/adva',
    'adva',
    'It announces http://www.advaoptical.com/aos/netconf/aos-core-managed-element: a YANG module of ADVA, so it is taken for ADVA.',
  ],
  [
    'profiles/alu',
    'alu',
    'It announces urn:alcatel-lucent.com:sros:ns:yang:conf-r13: a YANG module of classic SR OS, so it is taken for Nokia SR OS (classic).',
  ],
  ['profiles/arista', 'default', 'Nothing in its hello tells what it is.'],
  [
    'profiles/ciena',
    'ciena',
    'It announces urn:ciena:params:xml:ns:yang:ciena-pn:ciena-mef-fp: a YANG module of Ciena, so it is taken for Ciena SAOS and Waveserver.',
  ],
  [
    'profiles/clixon',
    'clixon',
    'It announces http://clicon.org/lib: a YANG module of Clixon, so it is taken for Clixon.',
  ],
  [
    'profiles/ericsson',
    'ericsson',
    'It announces urn:com:ericsson:ebase:0.1.0: an extension of Ericsson, so it is taken for Ericsson.',
  ],
  [
    'profiles/h3c',
    'h3c',
    'It announces urn:h3c:params:netconf:capability:h3c-netconf-ext:1.0: an extension of H3C Comware, so it is taken for H3C Comware.',
  ],
  [
    'profiles/hpcomware',
    'hpcomware',
    'It announces urn:hp:params:netconf:capability:hp-netconf-ext:1.0: an extension of HPE Comware, so it is taken for HPE Comware.',
  ],
  [
    'profiles/huawei',
    'huawei',
    'It announces http://www.huawei.com/netconf/capability/action/1.0: an extension of Huawei VRP, so it is taken for Huawei VRP.',
  ],
  [
    'profiles/huaweiyang',
    'huaweiyang',
    'It announces urn:huawei:yang:huawei-ifm: a YANG module of Huawei, so it is taken for Huawei VRP (YANG).',
  ],
  [
    'profiles/ios',
    'ios',
    'It announces urn:cisco:params:netconf:capability:pi-data-model:1.0: the NETCONF agent of old IOS, so it is taken for Cisco IOS (agent without YANG).',
  ],
  [
    'profiles/iosxe',
    'iosxe',
    'It announces http://cisco.com/ns/yang/Cisco-IOS-XE-native: a YANG module of IOS-XE, so it is taken for Cisco IOS-XE.',
  ],
  [
    'profiles/iosxr',
    'iosxr',
    'It announces http://cisco.com/ns/yang/Cisco-IOS-XR-ifmgr-cfg: a YANG module of IOS-XR, so it is taken for Cisco IOS-XR.',
  ],
  [
    'profiles/junos',
    'junos',
    'It announces http://xml.juniper.net/netconf/junos/1.0: the Junos management protocol, so it is taken for Juniper Junos.',
  ],
  [
    'profiles/junos-12.1',
    'junos',
    'Its hello holds <!-- user lab, class j-super-user -->: the comment that Junos puts before its hello, so it is taken for Juniper Junos.',
  ],
  [
    'netconfd-2.13/hello',
    'netconfd',
    'It announces http://netconfcentral.org/ns/yuma-mysession: a YANG module that netconfd implements, so it is taken for netconfd (yuma123).',
  ],
  [
    'profiles/netopeer2',
    'netopeer2',
    'It announces urn:ietf:params:xml:ns:yang:1: a module that libyang has built in, as Netopeer2 shows it, so it is taken for Netopeer2.',
  ],
  [
    'profiles/libnetconf2-2.0.24',
    'netopeer2',
    'It announces urn:ietf:params:xml:ns:yang:1: a module that libyang has built in, as Netopeer2 shows it, so it is taken for Netopeer2.',
  ],
  [
    'profiles/nexus',
    'nexus',
    'It announces http://cisco.com/ns/yang/cisco-nx-os-device: the YANG module of NX-OS, so it is taken for Cisco NX-OS.',
  ],
  [
    'profiles/ocnos',
    'ocnos',
    'It announces http://www.ipinfusion.com/yang/ocnos/ipi-interface: a YANG module of OcNOS, so it is taken for IP Infusion OcNOS.',
  ],
  [
    'profiles/srlinux',
    'srlinux',
    'It announces urn:nokia.com:srlinux:chassis:interfaces: a YANG module of SR Linux, so it is taken for Nokia SR Linux.',
  ],
  [
    'profiles/sros',
    'sros',
    'It announces urn:nokia.com:sros:ns:yang:sr:conf: a YANG module of SR OS, so it is taken for Nokia SR OS (model-driven).',
  ],
]

describe('the profile of a hello', () => {
  for (const [file, profile, why] of HELLOS) {
    it(`${file} is ${profile}`, () => {
      const helloXml = fixture(file)
      const { capabilities } = readServerHello(helloXml)
      const detected = detectProfile({ capabilities, helloXml })
      assert.deepEqual(
        [detected.profile.name, detected.found, detected.why],
        [profile, profile !== 'default', why],
      )
    })
  }

  const facts: readonly (readonly [name: string, Parameters<typeof detectProfile>[0], ProfileName])[] = [
    ['nothing', { capabilities: [] }, 'default'],
    ['OpenSSH', { capabilities: [BASE_10], sshIdent: 'SSH-2.0-OpenSSH_9.6' }, 'default'],
    ['the SSH server of IOS-XR', { capabilities: [BASE_10], sshIdent: 'SSH-2.0-Cisco-2.0' }, 'iosxr'],
    ['the SSH server of IOS', { capabilities: [BASE_10], sshIdent: 'SSH-2.0-Cisco-1.25' }, 'ios'],
    [
      'IOS-XE behind the SSH server of IOS',
      {
        capabilities: ['http://cisco.com/ns/yang/Cisco-IOS-XE-native?module=Cisco-IOS-XE-native'],
        sshIdent: 'SSH-2.0-Cisco-1.25',
      },
      'iosxe',
    ],
    [
      'YumaPro, which is not netconfd',
      {
        capabilities: [
          'http://netconfcentral.org/ns/yuma-system?module=yuma-system',
          'http://yumaworks.com/ns/yumaworks-system?module=yumaworks-system',
        ],
      },
      'default',
    ],
    ['a family only in passing', { capabilities: ['urn:x?about=http://clicon.org/'] }, 'default'],
  ]
  for (const [name, given, profile] of facts) {
    it(`for ${name} is ${profile}`, () => assert.equal(detectProfile(given).profile.name, profile))
  }

  it('cuts what a device sends short in the sentence', () => {
    const { why } = detectProfile({ capabilities: [`http://clicon.org/${'x'.repeat(5_000)}`] })
    assert.ok(why.length < 250, why)
  })
})

describe('what a profile changes', () => {
  const changes = (uri: string): readonly string[] => detectProfile({ capabilities: [uri] }).changes

  it('is said of Junos', () => {
    assert.deepEqual(changes('http://xml.juniper.net/netconf/junos/1.0'), [
      'Over SSH, the command “xml-mode netconf need-trailer” is run where the subsystem is refused.',
      'Our hello lists 13 capabilities.',
      'Requests are written with the prefix nc:.',
      'Configuration and filters without a namespace are sent in none.',
      'A reply that is not well-formed is mended where Junos left out the end of <routing-engine>.',
      'Operations of its own: command, get-configuration, compare-configuration, load-configuration, commit-configuration, rollback, rpc, reboot and halt.',
    ])
  })

  it('is said of NX-OS', () => {
    assert.deepEqual(changes('http://cisco.com/ns/yang/cisco-nx-os-device'), [
      'Over SSH, the subsystems netconf and xmlagent are tried in turn.',
      'Our hello lists 13 capabilities, among them urn:ietf:params:xml:ns:netconf:base:1.0.',
      'Each <rpc> declares the prefixes nxos, if, nfcli and vlan_mgr_cli.',
      'Only replies in the namespace of NETCONF count.',
      'Errors that say “*VLAN with the same name exists*” count as none.',
      'Modules that it cannot send are passed over.',
      'Operations of its own: exec-command.',
    ])
  })

  it('is said of classic SR OS', () => {
    assert.deepEqual(changes('urn:alcatel-lucent.com:sros:ns:yang:conf-r13'), [
      'Our hello offers base:1.0 alone, so messages end with ]]>]]> and are not sent in chunks.',
      'Only replies in the namespace of NETCONF count.',
      'Operations of its own: show-cli, get-configuration and load-configuration.',
    ])
  })

  it('is said of the limits', () => {
    assert.deepEqual(changes('urn:nokia.com:srlinux:general:system'), [
      'It sends no notifications.',
      'It has no YANG actions.',
    ])
    assert.deepEqual(changes('http://netconfcentral.org/ns/yuma-system'), [
      'The candidate is not validated before a commit.',
    ])
    assert.deepEqual(changes('http://www.advaoptical.com/aos/netconf/aos-core-pm'), [
      'A lock that it does not support is passed over.',
    ])
  })

  it('wants a new connection only where our hello or the way in is another', () => {
    const reconnect = (uri: string): boolean => detectProfile({ capabilities: [uri] }).needsReconnect
    assert.equal(reconnect('urn:alcatel-lucent.com:sros:ns:yang:conf-r13'), true)
    assert.equal(reconnect('http://xml.juniper.net/netconf/junos/1.0'), true)
    assert.equal(reconnect('urn:nokia.com:srlinux:general:system'), false)
    assert.equal(reconnect('urn:huawei:yang:huawei-ifm'), false)
  })
})
