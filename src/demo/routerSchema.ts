// The demo router's schema as a table; it says the same as the YANG module's text (a test compares them).

import { container, leaf, leafList, list, type ContainerSchema, type LeafSchema } from './schemaNode.ts'
import type { ValueType } from './valueType.ts'
import { PATTERNS } from './yangTypes.ts'

const STRING: ValueType = { base: 'string' }
const TEXT: ValueType = { base: 'string', length: [0, 255] }
const BOOLEAN: ValueType = { base: 'boolean' }
const HOST_NAME: ValueType = {
  base: 'string',
  length: [1, 63],
  patterns: [PATTERNS.hostName],
  looks: 'a host name of letters, digits and hyphens',
}
const DOMAIN_NAME: ValueType = {
  base: 'string',
  length: [1, 253],
  patterns: [PATTERNS.domainName],
  looks: 'a domain name',
}
const IPV4_ADDRESS: ValueType = {
  base: 'string',
  patterns: [PATTERNS.ipv4Address],
  looks: 'an IPv4 address',
}
const IPV6_ADDRESS: ValueType = {
  base: 'string',
  patterns: PATTERNS.ipv6Address,
  looks: 'an IPv6 address',
}
const IP_ADDRESS: ValueType = {
  base: 'union',
  members: [IPV4_ADDRESS, IPV6_ADDRESS],
  looks: 'an IPv4 or IPv6 address',
}
const IPV4_PREFIX: ValueType = { base: 'string', patterns: [PATTERNS.ipv4Prefix], looks: 'an IPv4 prefix' }
const IPV6_PREFIX: ValueType = { base: 'string', patterns: PATTERNS.ipv6Prefix, looks: 'an IPv6 prefix' }
const IP_PREFIX: ValueType = {
  base: 'union',
  members: [IPV4_PREFIX, IPV6_PREFIX],
  looks: 'an IPv4 or IPv6 prefix such as 192.0.2.0/24',
}
const AS_NUMBER: ValueType = { base: 'uint32', range: [[1, 4_294_967_295]] }
const LIST_NAME: ValueType = {
  base: 'string',
  length: [1, 32],
  patterns: [PATTERNS.listName],
  looks: 'a name of letters, digits, hyphens and underscores',
}
const USER_NAME: ValueType = {
  base: 'string',
  length: [1, 32],
  patterns: [PATTERNS.userName],
  looks: 'a name of lower-case letters, digits, hyphens and underscores',
}
const INTERFACE_NAME: ValueType = { base: 'string', length: [1, 32] }
const INTERFACE_REF: ValueType = {
  base: 'leafref',
  path: ['interfaces', 'interface', 'name'],
  target: INTERFACE_NAME,
}
const ACCESS_LIST_REF: ValueType = {
  base: 'leafref',
  path: ['access-lists', 'access-list', 'name'],
  target: LIST_NAME,
}
const COUNTER: ValueType = { base: 'uint64' }
const STATE = { config: false }
const MANDATORY = { mandatory: true }

const names = (...all: string[]): ValueType => ({ base: 'enumeration', names: all })

const SYSTEM = container('system', [
  leaf('hostname', HOST_NAME, MANDATORY),
  leaf('contact', TEXT),
  leaf('location', TEXT),
  container('dns', [
    leaf('search-domain', DOMAIN_NAME),
    leafList('server', IP_ADDRESS, { orderedByUser: true, maxElements: 3 }),
  ]),
  container('ntp', [
    leaf('enabled', BOOLEAN, { default: 'true' }),
    list('server', ['address'], [leaf('address', IP_ADDRESS), leaf('prefer', BOOLEAN, { default: 'false' })]),
  ]),
  leaf('software-version', STRING, STATE),
  leaf('uptime', { base: 'uint32' }, STATE),
])

const USERS = container('users', [
  list(
    'user',
    ['name'],
    [
      leaf('name', USER_NAME),
      leaf('full-name', STRING),
      leaf('role', names('viewer', 'operator', 'admin'), MANDATORY),
    ],
  ),
])

const addresses = (name: string, ip: ValueType, bits: number): ContainerSchema =>
  container(name, [
    list(
      'address',
      ['ip'],
      [leaf('ip', ip), leaf('prefix-length', { base: 'uint8', range: [[0, bits]] }, MANDATORY)],
    ),
  ])

const INTERFACES = container('interfaces', [
  list(
    'interface',
    ['name'],
    [
      leaf('name', INTERFACE_NAME),
      leaf('type', names('ethernet', 'loopback', 'vlan', 'tunnel'), MANDATORY),
      leaf('description', TEXT),
      leaf('enabled', BOOLEAN, { default: 'true' }),
      leaf('mtu', { base: 'uint16', range: [[68, 9216]] }, { default: '1500' }),
      addresses('ipv4', IPV4_ADDRESS, 32),
      addresses('ipv6', IPV6_ADDRESS, 128),
      container('access', [leaf('in', ACCESS_LIST_REF), leaf('out', ACCESS_LIST_REF)]),
      leaf('oper-status', names('up', 'down'), STATE),
      container(
        'statistics',
        ['in-octets', 'in-packets', 'in-errors', 'out-octets', 'out-packets'].map((name) =>
          leaf(name, COUNTER, STATE),
        ),
        STATE,
      ),
    ],
  ),
])

const ACCESS_LISTS = container('access-lists', [
  list(
    'access-list',
    ['name'],
    [
      leaf('name', LIST_NAME),
      list(
        'rule',
        ['name'],
        [
          leaf('name', LIST_NAME),
          leaf('action', names('permit', 'deny'), MANDATORY),
          leaf('protocol', names('any', 'icmp', 'tcp', 'udp'), { default: 'any' }),
          leaf('source', IP_PREFIX),
          leaf('destination', IP_PREFIX),
          leaf('destination-port', { base: 'uint16', range: [[1, 65_535]] }),
        ],
        { orderedByUser: true },
      ),
    ],
  ),
])

const BGP_NEIGHBOR = list(
  'neighbor',
  ['address'],
  [
    leaf('address', IP_ADDRESS),
    leaf('remote-as', AS_NUMBER, MANDATORY),
    leaf('description', STRING),
    leaf('enabled', BOOLEAN, { default: 'true' }),
    leaf(
      'hold-time',
      {
        base: 'uint16',
        range: [
          [0, 0],
          [3, 65_535],
        ],
      },
      { default: '90' },
    ),
    leaf('session-state', names('idle', 'active', 'established'), STATE),
    leaf('prefixes-received', { base: 'uint32' }, STATE),
  ],
)

const OSPF_INTERFACE = list(
  'interface',
  ['name'],
  [
    leaf('name', INTERFACE_REF),
    leaf('cost', { base: 'uint16', range: [[1, 65_535]] }, { default: '10' }),
    leaf('passive', BOOLEAN, { default: 'false' }),
  ],
)

const ROUTING = container('routing', [
  container('static', [
    list(
      'route',
      ['prefix'],
      [
        leaf('prefix', IP_PREFIX),
        leaf('next-hop', IP_ADDRESS, MANDATORY),
        leaf('distance', { base: 'uint8', range: [[1, 255]] }, { default: '1' }),
        leaf('description', STRING),
      ],
    ),
  ]),
  container('bgp', [leaf('as-number', AS_NUMBER, MANDATORY), leaf('router-id', IPV4_ADDRESS), BGP_NEIGHBOR], {
    presence: true,
  }),
  container(
    'ospf',
    [
      leaf('router-id', IPV4_ADDRESS, MANDATORY),
      list('area', ['area-id'], [leaf('area-id', IPV4_ADDRESS), OSPF_INTERFACE]),
    ],
    { presence: true },
  ),
])

/** The node above the module's top nodes, which is in no message. */
export const ROUTER_SCHEMA: ContainerSchema = container('', [
  SYSTEM,
  USERS,
  INTERFACES,
  ACCESS_LISTS,
  ROUTING,
])

/** The input of the operation clear-counters. */
export const CLEAR_COUNTERS_INTERFACE: LeafSchema = leaf('interface', INTERFACE_REF)
