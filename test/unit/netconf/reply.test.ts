// The data of a reply.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dataOf } from '../../../src/netconf/reply.ts'
import { elementsOf } from '../../../src/xml/tree.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const reply = (content: string): string => `<rpc-reply xmlns="${BASE}" message-id="1">${content}</rpc-reply>`

describe('the data of a reply', () => {
  it('is its <data>, whatever the prefix', () => {
    assert.equal(elementsOf(dataOf({ xml: reply('<data><a/><b/></data>') })).length, 2)
    assert.equal(dataOf({ xml: `<n:rpc-reply xmlns:n="${BASE}"><n:data/></n:rpc-reply>` }).uri, BASE)
  })

  it('is a ProtocolError where there is none or where it is broken', () => {
    assert.throws(() => dataOf({ xml: reply('<ok/>') }), { kind: 'protocol', message: /no <data>/ })
    assert.throws(() => dataOf({ xml: reply('<data><a></data>') }), {
      kind: 'protocol',
      message: /not well-formed/,
    })
    assert.throws(() => dataOf({ xml: '' }), { kind: 'protocol' })
  })
})
