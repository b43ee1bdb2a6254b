// Values against types: what is taken, in which canonical form, and what is said of the rest.

import assert from 'node:assert/strict'
import test from 'node:test'
import { ROUTER_SCHEMA } from '../../../src/demo/routerSchema.ts'
import type { SchemaNode } from '../../../src/demo/schemaNode.ts'
import { checkValue, type ValueType } from '../../../src/demo/valueType.ts'

function typeAt(path: string): ValueType {
  let schemas: readonly SchemaNode[] = ROUTER_SCHEMA.children
  let found: SchemaNode | undefined
  for (const name of path.split('/')) {
    found = schemas.find((schema) => schema.name === name)
    schemas = found !== undefined && 'children' in found ? found.children : []
  }
  assert.ok(found !== undefined && 'type' in found, path)
  return found.type
}

const MTU = 'interfaces/interface/mtu'
const IPV6 = 'interfaces/interface/ipv6/address/ip'
const HOLD = 'routing/bgp/neighbor/hold-time'

const good: readonly (readonly [path: string, text: string, canonical: string])[] = [
  [MTU, '68', '68'],
  [MTU, '9216', '9216'],
  [MTU, ' \n1500 ', '1500'],
  [MTU, '+0068', '68'],
  [HOLD, '0', '0'],
  [HOLD, '3', '3'],
  ['routing/bgp/as-number', '4294967295', '4294967295'],
  ['interfaces/interface/statistics/in-octets', '18446744073709551615', '18446744073709551615'],
  ['interfaces/interface/enabled', ' true ', 'true'],
  ['interfaces/interface/type', 'loopback', 'loopback'],
  ['interfaces/interface/description', '  spaces stay ', '  spaces stay '],
  ['interfaces/interface/description', '', ''],
  ['interfaces/interface/description', '🛰'.repeat(255), '🛰'.repeat(255)],
  ['interfaces/interface/ipv4/address/ip', '255.0.0.1', '255.0.0.1'],
  [IPV6, '::', '::'],
  [IPV6, '2001:db8::1', '2001:db8::1'],
  [IPV6, '::ffff:192.0.2.1', '::ffff:192.0.2.1'],
  [IPV6, '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ['system/dns/server', '192.0.2.1', '192.0.2.1'],
  ['system/dns/server', 'fe80::1', 'fe80::1'],
  ['routing/static/route/prefix', '0.0.0.0/0', '0.0.0.0/0'],
  ['routing/static/route/prefix', '::/0', '::/0'],
  ['routing/static/route/prefix', '2001:db8::/128', '2001:db8::/128'],
]
for (const [path, text, canonical] of good) {
  test(`${path} takes ${JSON.stringify(text.slice(0, 40))}`, () => {
    assert.deepEqual(checkValue(typeAt(path), text), { value: canonical })
  })
}

const bad: readonly (readonly [path: string, text: string, reason: string | RegExp])[] = [
  [MTU, '67', 'must be 68 to 9216, not 67'],
  [MTU, '-1', 'must be 68 to 9216, not -1'],
  [MTU, '9'.repeat(39), /^must be 68 to 9216/],
  [MTU, '1e3', 'must be a whole number, not "1e3"'],
  [MTU, '', 'must be a whole number, not ""'],
  [HOLD, '2', 'must be 0 or 3 to 65535, not 2'],
  ['routing/bgp/neighbor/prefixes-received', '4294967296', 'must be 0 to 4294967295, not 4294967296'],
  ['interfaces/interface/enabled', 'yes', 'must be one of true, false, not "yes"'],
  [
    'interfaces/interface/type',
    'Ethernet',
    /^must be one of ethernet, loopback, vlan, tunnel, not "Ethernet"$/,
  ],
  ['interfaces/interface/description', 'x'.repeat(256), 'must have 0 to 255 characters, not 256'],
  ['system/hostname', '-a', 'must be a host name of letters, digits and hyphens, not "-a"'],
  ['interfaces/interface/ipv4/address/ip', '256.0.0.1', 'must be an IPv4 address, not "256.0.0.1"'],
  ['interfaces/interface/ipv4/address/ip', '1.2.3.4\n', /^must be an IPv4 address/],
  [IPV6, '1::2::3', /^must be an IPv6 address/],
  [IPV6, ':'.repeat(100_000), /^must be an IPv6 address, not ":{60}…"$/],
  ['system/dns/server', 'ns.example.net', 'must be an IPv4 or IPv6 address, not "ns.example.net"'],
  ['routing/static/route/prefix', '192.0.2.0/33', /^must be an IPv4 or IPv6 prefix/],
]
for (const [path, text, reason] of bad) {
  test(`${path} refuses ${JSON.stringify(text.slice(0, 40))}`, () => {
    const checked = checkValue(typeAt(path), text)
    assert.ok('reason' in checked)
    if (typeof reason === 'string') assert.equal(checked.reason, reason)
    else assert.match(checked.reason, reason)
  })
}
