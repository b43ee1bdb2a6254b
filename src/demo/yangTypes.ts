// The demo router's YANG module, first part: header and typedefs.

/** The patterns are written so that XSD (YANG) and JavaScript read them alike; the schema table uses the same strings. */
export const PATTERNS = {
  hostName: String.raw`[a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?`,
  domainName: String.raw`([a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?\.)*[a-zA-Z0-9]([a-zA-Z0-9\-]*[a-zA-Z0-9])?`,
  ipv4Address: String.raw`(([0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])\.){3}([0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])`,
  ipv6Address: [
    String.raw`((:|[0-9a-fA-F]{0,4}):)([0-9a-fA-F]{0,4}:){0,5}((([0-9a-fA-F]{0,4}:)?(:|[0-9a-fA-F]{0,4}))|(((25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])))`,
    String.raw`(([^:]+:){6}(([^:]+:[^:]+)|(.*\..*)))|((([^:]+:)*[^:]+)?::(([^:]+:)*[^:]+)?)`,
  ],
  ipv4Prefix: String.raw`(([0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])\.){3}([0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])/([0-9]|[1-2][0-9]|3[0-2])`,
  ipv6Prefix: [
    String.raw`((:|[0-9a-fA-F]{0,4}):)([0-9a-fA-F]{0,4}:){0,5}((([0-9a-fA-F]{0,4}:)?(:|[0-9a-fA-F]{0,4}))|(((25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])))/([0-9]|[0-9]{2}|1[0-1][0-9]|12[0-8])`,
    String.raw`(([^:]+:){6}(([^:]+:[^:]+)|(.*\..*))/.+)|((([^:]+:)*[^:]+)?::(([^:]+:)*[^:]+)?/.+)`,
  ],
  userName: String.raw`[a-z_][a-z0-9_\-]*`,
  listName: String.raw`[a-zA-Z0-9][a-zA-Z0-9_\-]*`,
} as const

export const MODULE_NAME = 'demo-router'
export const MODULE_REVISION = '2026-11-01'
export const MODULE_NAMESPACE = 'urn:example:netconf-explorer:demo-router'
export const MODULE_PREFIX = 'dr'

export const YANG_TYPES = `module ${MODULE_NAME} {
  yang-version 1.1;
  namespace "${MODULE_NAMESPACE}";
  prefix ${MODULE_PREFIX};

  organization
    "NETCONF Explorer";
  contact
    "The authors of NETCONF Explorer.";
  description
    "The configuration and state of the router that is built into NETCONF Explorer for first tries.
     It is small, but it has what real models have: lists with keys, lists in the user's order, leaf-lists,
     types with ranges and patterns, references, defaults, mandatory leafs and state data.";

  revision ${MODULE_REVISION} {
    description
      "First version.";
  }

  typedef host-name {
    type string {
      length "1..63";
      pattern '${PATTERNS.hostName}';
    }
    description
      "The name of a host without its domain.";
  }

  typedef domain-name {
    type string {
      length "1..253";
      pattern '${PATTERNS.domainName}';
    }
    description
      "A DNS domain name.";
  }

  typedef ipv4-address {
    type string {
      pattern '${PATTERNS.ipv4Address}';
    }
    description
      "An IPv4 address in dotted-quad notation.";
  }

  typedef ipv6-address {
    type string {
      pattern '${PATTERNS.ipv6Address[0]}';
      pattern '${PATTERNS.ipv6Address[1]}';
    }
    description
      "An IPv6 address in full, mixed, shortened, or shortened-mixed notation.";
  }

  typedef ip-address {
    type union {
      type ipv4-address;
      type ipv6-address;
    }
    description
      "An IPv4 or IPv6 address.";
  }

  typedef ipv4-prefix {
    type string {
      pattern '${PATTERNS.ipv4Prefix}';
    }
    description
      "An IPv4 address and the length of its prefix.";
  }

  typedef ipv6-prefix {
    type string {
      pattern '${PATTERNS.ipv6Prefix[0]}';
      pattern '${PATTERNS.ipv6Prefix[1]}';
    }
    description
      "An IPv6 address and the length of its prefix.";
  }

  typedef ip-prefix {
    type union {
      type ipv4-prefix;
      type ipv6-prefix;
    }
    description
      "An IPv4 or IPv6 prefix.";
  }

  typedef as-number {
    type uint32 {
      range "1..4294967295";
    }
    description
      "The number of an autonomous system (RFC 6793).";
  }

  typedef list-name {
    type string {
      length "1..32";
      pattern '${PATTERNS.listName}';
    }
    description
      "The name of an access list or of one of its rules.";
  }
`
