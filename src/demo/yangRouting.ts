// The demo router's YANG module, last part: routing, and the operation of its own.

export const YANG_ROUTING = `
  container routing {
    description
      "How packets find their way.";
    container static {
      description
        "Routes by hand.";
      list route {
        key "prefix";
        description
          "One route.";
        leaf prefix {
          type ip-prefix;
          description
            "The destination.";
        }
        leaf next-hop {
          type ip-address;
          mandatory true;
          description
            "The router that packets are sent to.";
        }
        leaf distance {
          type uint8 {
            range "1..255";
          }
          default "1";
          description
            "The route with the lowest distance wins.";
        }
        leaf description {
          type string;
          description
            "What the route is for.";
        }
      }
    }
    container bgp {
      presence "The router speaks BGP.";
      description
        "The Border Gateway Protocol.";
      leaf as-number {
        type as-number;
        mandatory true;
        description
          "The router's own autonomous system.";
      }
      leaf router-id {
        type ipv4-address;
        description
          "The router's identifier.";
      }
      list neighbor {
        key "address";
        description
          "One neighbor.";
        leaf address {
          type ip-address;
          description
            "The neighbor's address.";
        }
        leaf remote-as {
          type as-number;
          mandatory true;
          description
            "The neighbor's autonomous system.";
        }
        leaf description {
          type string;
          description
            "Who the neighbor is.";
        }
        leaf enabled {
          type boolean;
          default "true";
          description
            "Whether the router talks to the neighbor.";
        }
        leaf hold-time {
          type uint16 {
            range "0 | 3..65535";
          }
          units "seconds";
          default "90";
          description
            "The session ends after this time without a message; 0 for never (RFC 4271).";
        }
        leaf session-state {
          type enumeration {
            enum idle {
              description
                "No session is wanted.";
            }
            enum active {
              description
                "The router tries to connect.";
            }
            enum established {
              description
                "Routes are exchanged.";
            }
          }
          config false;
          description
            "The state that the session is in.";
        }
        leaf prefixes-received {
          type uint32;
          config false;
          description
            "The number of routes that the neighbor has sent.";
        }
      }
    }
    container ospf {
      presence "The router speaks OSPF.";
      description
        "Open Shortest Path First.";
      leaf router-id {
        type ipv4-address;
        mandatory true;
        description
          "The router's identifier.";
      }
      list area {
        key "area-id";
        description
          "One area.";
        leaf area-id {
          type ipv4-address;
          description
            "The area's number in dotted-quad notation.";
        }
        list interface {
          key "name";
          description
            "An interface within the area.";
          leaf name {
            type leafref {
              path "/dr:interfaces/dr:interface/dr:name";
            }
            description
              "The interface's name.";
          }
          leaf cost {
            type uint16 {
              range "1..65535";
            }
            default "10";
            description
              "What it costs to send a packet here.";
          }
          leaf passive {
            type boolean;
            default "false";
            description
              "Whether the router keeps silent here.";
          }
        }
      }
    }
  }

  rpc clear-counters {
    description
      "Sets the counters of an interface, or of all of them, to zero.";
    input {
      leaf interface {
        type leafref {
          path "/dr:interfaces/dr:interface/dr:name";
        }
        description
          "The interface; all if absent.";
      }
    }
  }
}
`
