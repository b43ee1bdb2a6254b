// A read made again is the same read with another filter.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getData } from '../../../src/netconf/nmda.ts'
import { commit, get, getConfig, type Filter, type Operation } from '../../../src/netconf/operations.ts'
import { PREFIXED_DIALECT } from '../../../src/profiles/dialects.ts'
import { PLAIN_DIALECT } from '../../../src/netconf/dialect.ts'
import { wrapMessage } from '../../../src/netconf/prefix.ts'
import { readAgain } from '../../../src/netconf/readAgain.ts'

const OLD: Filter = { type: 'xpath', select: '/old' }
const NEW: Filter = { type: 'xpath', select: '/new' }

const READS: readonly (readonly [name: string, make: (filter?: Filter) => Operation])[] = [
  ['get', (filter) => get({ ...(filter && { filter }) })],
  ['get, defaults', (filter) => get({ ...(filter && { filter }), withDefaults: 'trim' })],
  ['get-config', (filter) => getConfig({ source: 'candidate', ...(filter && { filter }) })],
  ['get-data', (filter) => getData({ datastore: 'operational', ...(filter && { filter }) })],
  [
    'get-data, options',
    (filter) =>
      getData({
        datastore: 'operational',
        ...(filter && { filter }),
        configFilter: false,
        maxDepth: 3,
        withOrigin: true,
        withDefaults: 'report-all',
      }),
  ],
  [
    'get-data of a vendor',
    (filter) => getData({ datastore: { name: 'x', namespace: 'urn:v' }, ...(filter && { filter }) }),
  ],
]

for (const [name, make] of READS) {
  test(`again: ${name}`, () => {
    for (const dialect of [PLAIN_DIALECT, PREFIXED_DIALECT]) {
      for (const sent of [make(), make(OLD)]) {
        const rpc = wrapMessage('rpc', dialect, { 'message-id': '1' }, sent.xml)
        assert.deepEqual(readAgain(rpc, NEW), make(NEW))
        assert.deepEqual(readAgain(rpc, undefined), make())
      }
    }
  })
}

test('nothing else is a read', () => {
  const rpcs = [commit().xml, '<get-config><source><url>u</url></source></get-config>', '', '<get-data/>']
  for (const xml of rpcs) assert.equal(readAgain(`<rpc>${xml}</rpc>`, NEW), undefined)
  assert.equal(readAgain('<rpc', NEW), undefined)
  const narrow = getData({ datastore: 'operational', originFilter: ['learned'] })
  assert.equal(readAgain(`<rpc>${narrow.xml}</rpc>`, NEW), undefined)
})
