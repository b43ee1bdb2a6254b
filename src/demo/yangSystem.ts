// The demo router's YANG module, second part: the system and its users.

import { PATTERNS } from './yangTypes.ts'

export const YANG_SYSTEM = `
  container system {
    description
      "What the router says about itself, and the services that it uses.";
    leaf hostname {
      type host-name;
      mandatory true;
      description
        "The router's name.";
    }
    leaf contact {
      type string {
        length "0..255";
      }
      description
        "Whom to ask about this router.";
    }
    leaf location {
      type string {
        length "0..255";
      }
      description
        "Where the router stands.";
    }
    container dns {
      description
        "Name resolution.";
      leaf search-domain {
        type domain-name;
        description
          "Appended to names without a dot.";
      }
      leaf-list server {
        type ip-address;
        max-elements 3;
        ordered-by user;
        description
          "Name servers in the order in which they are asked.";
      }
    }
    container ntp {
      description
        "Time synchronization.";
      leaf enabled {
        type boolean;
        default "true";
        description
          "Whether the clock follows the servers.";
      }
      list server {
        key "address";
        description
          "A time server.";
        leaf address {
          type ip-address;
          description
            "Where the server is reached.";
        }
        leaf prefer {
          type boolean;
          default "false";
          description
            "Whether this server goes before the others.";
        }
      }
    }
    leaf software-version {
      type string;
      config false;
      description
        "The version of the router's software.";
    }
    leaf uptime {
      type uint32;
      units "seconds";
      config false;
      description
        "The time since the router was started.";
    }
  }

  container users {
    description
      "Who may log in.";
    list user {
      key "name";
      description
        "One account.";
      leaf name {
        type string {
          length "1..32";
          pattern '${PATTERNS.userName}';
        }
        description
          "The name to log in with.";
      }
      leaf full-name {
        type string;
        description
          "The person's name.";
      }
      leaf role {
        type enumeration {
          enum viewer {
            description
              "May read.";
          }
          enum operator {
            description
              "May read, and clear counters.";
          }
          enum admin {
            description
              "May do everything.";
          }
        }
        mandatory true;
        description
          "What the user may do.";
      }
    }
  }
`
