import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema } from '../../../src/yang/schema.ts'
import { searchSchema } from '../../../src/yang/search.ts'

const schema = buildSchema({
  texts: [
    `module a { namespace "urn:a"; prefix a;
      container interfaces { list interface { key name; leaf name { type string; }
        leaf mtu { type int32; description "Largest packet."; } leaf l3-mtu { type int32; } choice c { case d { leaf mtu-source { type string; } } } } }
      container system { leaf hostname { type string; description "The name of this interface owner."; } } }`,
  ],
})

const TABLE: Record<string, string[]> = {
  MTU: [
    'name /a:interfaces/interface/mtu',
    'name /a:interfaces/interface/mtu-source',
    'name /a:interfaces/interface/l3-mtu',
  ],
  'interface name': ['path /a:interfaces/interface/name', 'description /a:system/hostname'],
  'interface/mtu': ['path /a:interfaces/interface/mtu'],
  'largest packet': ['description /a:interfaces/interface/mtu'],
  nothing: [],
  ' ': [],
}

for (const [query, expected] of Object.entries(TABLE)) {
  test(`search for “${query}”`, () => {
    assert.deepEqual(
      searchSchema(schema, query).map(({ where, path }) => `${where} ${path}`),
      expected,
    )
  })
}

test('a limit, and names only', () => {
  assert.equal(searchSchema(schema, 'mtu', { limit: 1 }).length, 1)
  assert.deepEqual(searchSchema(schema, 'largest', { descriptions: false }), [])
})
