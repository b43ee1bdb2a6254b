// Answers of many devices in memory: equal ones once, within limits, and given back as they were.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  comparableText,
  messageText,
  SharedTexts,
  type KeptMessage,
} from '../../../src/panels/resultsTexts.ts'

const reply = (id: number, content: string, extra = ''): string =>
  `<rpc-reply message-id="${id}" xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"${extra}>${content}</rpc-reply>`

function kept(texts: SharedTexts, xml: string): KeptMessage {
  const message = texts.keep(xml)
  assert.ok(typeof message === 'object')
  return message
}

describe('texts of replies', () => {
  it('are shared when what is between the tags is the same, whatever the message-id', () => {
    const texts = new SharedTexts()
    const one = kept(texts, reply(1, '<data><a/></data>'))
    const other = kept(texts, reply(2, '<data><a/></data>', ' last-modified="today"'))
    assert.equal(one.body, other.body)
    assert.equal(texts.size, '<data><a/></data>'.length)
    assert.notEqual(one.body, kept(texts, reply(3, '<data><b/></data>')).body)
  })

  it('come back as they were', () => {
    const texts = new SharedTexts()
    for (const xml of [
      reply(1, '<data>ä\n</data>'),
      reply(1, ''),
      '<rpc-reply message-id="1"/>',
      '<?xml version="1.0"?>\n<nc:rpc-reply xmlns:nc="u"><nc:ok/></nc:rpc-reply>\n',
    ]) {
      assert.equal(messageText(kept(texts, xml)), xml)
    }
  })

  it('go when the last that used them is released', () => {
    const texts = new SharedTexts()
    const messages = [kept(texts, reply(1, '<ok/>')), kept(texts, reply(2, '<ok/>'))]
    texts.release(messages[0]!)
    assert.equal(texts.size, 5)
    texts.release(messages[1]!)
    assert.equal(texts.size, 0)
    texts.release(messages[1]!)
    assert.equal(texts.size, 0)
  })

  it('are refused when one is too large, or all together are', () => {
    const texts = new SharedTexts({ one: 200, total: 100 })
    assert.equal(texts.keep(reply(1, 'x'.repeat(200))), 'size')
    kept(texts, reply(1, 'x'.repeat(60)))
    assert.equal(texts.keep(reply(2, 'y'.repeat(60))), 'total')
    kept(texts, reply(3, 'x'.repeat(60)))
  })
})

describe('texts to be compared', () => {
  it('have a root with namespaces alone, so that ids and times are no differences', () => {
    const texts = new SharedTexts()
    const [one, other] = [
      kept(texts, reply(1, '<data/>', ' xmlns:b="u:b" last-modified="1"')),
      kept(texts, reply(22, '<data/>', ' last-modified="2" xmlns:b="u:b"')),
    ]
    assert.equal(comparableText(one), comparableText(other))
    assert.equal(
      comparableText(one),
      '<rpc-reply xmlns:b="u:b" xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><data/></rpc-reply>',
    )
  })
})
