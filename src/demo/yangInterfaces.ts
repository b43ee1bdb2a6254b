// The demo router's YANG module, third part: interfaces and access lists.

export const YANG_INTERFACES = `
  container interfaces {
    description
      "The router's interfaces.";
    list interface {
      key "name";
      description
        "One interface.";
      leaf name {
        type string {
          length "1..32";
        }
        description
          "The interface's name, such as ge-0/0/0.";
      }
      leaf type {
        type enumeration {
          enum ethernet {
            description
              "An Ethernet port.";
          }
          enum loopback {
            description
              "An interface within the router that is always up.";
          }
          enum vlan {
            description
              "A VLAN on an Ethernet port.";
          }
          enum tunnel {
            description
              "An IP tunnel.";
          }
        }
        mandatory true;
        description
          "What kind of interface this is.";
      }
      leaf description {
        type string {
          length "0..255";
        }
        description
          "What the interface is for.";
      }
      leaf enabled {
        type boolean;
        default "true";
        description
          "Whether the interface carries traffic.";
      }
      leaf mtu {
        type uint16 {
          range "68..9216";
        }
        units "octets";
        default "1500";
        description
          "The largest packet that the interface sends.";
      }
      container ipv4 {
        description
          "IPv4 on this interface.";
        list address {
          key "ip";
          description
            "One address.";
          leaf ip {
            type ipv4-address;
            description
              "The address.";
          }
          leaf prefix-length {
            type uint8 {
              range "0..32";
            }
            mandatory true;
            description
              "The length of the subnet's prefix.";
          }
        }
      }
      container ipv6 {
        description
          "IPv6 on this interface.";
        list address {
          key "ip";
          description
            "One address.";
          leaf ip {
            type ipv6-address;
            description
              "The address.";
          }
          leaf prefix-length {
            type uint8 {
              range "0..128";
            }
            mandatory true;
            description
              "The length of the subnet's prefix.";
          }
        }
      }
      container access {
        description
          "Access lists that packets must pass.";
        leaf in {
          type leafref {
            path "/dr:access-lists/dr:access-list/dr:name";
          }
          description
            "The list for packets that come in.";
        }
        leaf out {
          type leafref {
            path "/dr:access-lists/dr:access-list/dr:name";
          }
          description
            "The list for packets that go out.";
        }
      }
      leaf oper-status {
        type enumeration {
          enum up {
            description
              "The interface passes packets.";
          }
          enum down {
            description
              "The interface does not pass packets.";
          }
        }
        config false;
        description
          "The state that the interface is in.";
      }
      container statistics {
        config false;
        description
          "Counters since the start or since they were cleared.";
        leaf in-octets {
          type uint64;
          description
            "Octets received.";
        }
        leaf in-packets {
          type uint64;
          description
            "Packets received.";
        }
        leaf in-errors {
          type uint64;
          description
            "Packets received that were broken.";
        }
        leaf out-octets {
          type uint64;
          description
            "Octets sent.";
        }
        leaf out-packets {
          type uint64;
          description
            "Packets sent.";
        }
      }
    }
  }

  container access-lists {
    description
      "Packet filters.";
    list access-list {
      key "name";
      description
        "A filter; the first rule that fits a packet decides.";
      leaf name {
        type list-name;
        description
          "The filter's name.";
      }
      list rule {
        key "name";
        ordered-by user;
        description
          "One rule.";
        leaf name {
          type list-name;
          description
            "The rule's name.";
        }
        leaf action {
          type enumeration {
            enum permit {
              description
                "Let the packet pass.";
            }
            enum deny {
              description
                "Drop the packet.";
            }
          }
          mandatory true;
          description
            "What happens to a packet that fits.";
        }
        leaf protocol {
          type enumeration {
            enum any {
              description
                "Every protocol.";
            }
            enum icmp {
              description
                "ICMP and ICMPv6.";
            }
            enum tcp {
              description
                "TCP.";
            }
            enum udp {
              description
                "UDP.";
            }
          }
          default "any";
          description
            "The protocol of packets that fit.";
        }
        leaf source {
          type ip-prefix;
          description
            "Where packets that fit come from; from anywhere if absent.";
        }
        leaf destination {
          type ip-prefix;
          description
            "Where packets that fit go to; anywhere if absent.";
        }
        leaf destination-port {
          type uint16 {
            range "1..65535";
          }
          description
            "The TCP or UDP port of packets that fit; any if absent.";
        }
      }
    }
  }
`
