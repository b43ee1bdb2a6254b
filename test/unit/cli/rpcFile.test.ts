// Operations in files: as people write them, and as tools record them.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readRpcs } from '../../../src/cli/rpcFile.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'

describe('readRpcs', () => {
  test('an operation alone', () => {
    const [rpc] = readRpcs('<?xml version="1.0"?>\n<get/>', 'x')
    assert.deepEqual([rpc?.operation.name, rpc?.operation.xml, rpc?.rpcAttributes], ['get', '<get/>', {}])
  })

  test('a whole rpc: its attributes stay, its message-id does not, prefixes stand alone', () => {
    const text = `<nc:rpc xmlns:nc="${BASE}" xmlns:x="urn:x" message-id="9" x:user="me" nc:message-id="8"><nc:get/></nc:rpc>`
    const [rpc] = readRpcs(text, 'x')
    assert.equal(rpc?.operation.xml, `<nc:get xmlns:nc="${BASE}"/>`)
    assert.deepEqual(rpc.rpcAttributes, { 'xmlns:x': 'urn:x', 'x:user': 'me' })
  })

  test('a recorded session: hello and end marks are passed over', () => {
    const text = `<hello xmlns="${BASE}"/>]]>]]>\n<rpc xmlns="${BASE}" message-id="1"><commit/></rpc>]]>]]>\n<get/>`
    assert.deepEqual(
      readRpcs(text, 'x').map(({ operation }) => operation.name),
      ['commit', 'get'],
    )
  })

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['nothing', ' ', /In file\.xml, line 1/],
    ['a hello alone', `<hello xmlns="${BASE}"/>`, /no operation/],
    ['two operations in an rpc', '<rpc><get/><get/></rpc>', /holds 2 operations/],
    ['not well-formed', '<get>', /In file\.xml, line 1 column/],
  ]
  for (const [what, text, says] of wrong)
    test(what, () => assert.throws(() => readRpcs(text, 'file.xml'), says))
})
