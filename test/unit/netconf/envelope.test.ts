// The root of a message: found under whatever servers put before it, and refused where it is none.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { firstChildName, readEnvelope } from '../../../src/netconf/envelope.ts'
import { ProtocolError } from '../../../src/netconf/errors.ts'
import { damaged, seeded } from './byteStreams.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'

interface Read {
  readonly root: string
  readonly attributes: Record<string, string>
  readonly content: string
}

function read(text: string): Read {
  const { local, uri, attributes, contentStart } = readEnvelope(text)
  return {
    root: `{${uri}}${local}`,
    attributes: Object.fromEntries(attributes),
    content: text.slice(contentStart),
  }
}

describe('the root of a message', () => {
  const cases: readonly (readonly [name: string, text: string, root: string, id: string | undefined])[] = [
    [
      'default namespace',
      `<rpc-reply xmlns="${BASE}" message-id="1"><ok/></rpc-reply>`,
      `{${BASE}}rpc-reply`,
      '1',
    ],
    [
      'prefix',
      `<nc:rpc-reply xmlns:nc="${BASE}" message-id="1"><nc:ok/></nc:rpc-reply>`,
      `{${BASE}}rpc-reply`,
      '1',
    ],
    [
      'prefix beside another default',
      `<n:hello xmlns="urn:x" xmlns:n="${BASE}"/>`,
      `{${BASE}}hello`,
      undefined,
    ],
    ['no namespace', '<rpc-reply message-id="1"/>', '{}rpc-reply', '1'],
    ['prefix that is not declared', '<nc:hello/>', '{}hello', undefined],
    ['single quotes', `<rpc-reply message-id='1' a='"'/>`, '{}rpc-reply', '1'],
    ['> in a value', '<rpc-reply a="x>y" b=\'/>\' message-id="1"><ok/></rpc-reply>', '{}rpc-reply', '1'],
    ['white space everywhere', '<rpc-reply\n\tmessage-id =\r\n "1"\n><ok/></rpc-reply >', '{}rpc-reply', '1'],
    ['entities', '<rpc-reply message-id="&lt;&#49;&#x31;&gt;&amp;&quot;&apos;"/>', '{}rpc-reply', `<11>&"'`],
    ['an unknown entity stays', '<rpc-reply message-id="&nbsp;&LT;"/>', '{}rpc-reply', '&nbsp;&LT;'],
    [
      'entities called like members of an object',
      '<r message-id="&constructor;&toString;"/>',
      '{}r',
      '&constructor;&toString;',
    ],
    [
      'a number that is no character',
      '<r message-id="&#x110000;&#9999999;"/>',
      '{}r',
      '&#x110000;&#9999999;',
    ],
    ['an amp that begins nothing', '<r message-id="a&b"/>', '{}r', 'a&b'],
    ['unicode names', '<größe:名前 xmlns:größe="urn:ü" message-id="é"/>', '{urn:ü}名前', 'é'],
    ['declaration', '<?xml version="1.0" encoding="UTF-8"?>\n<hello/>', '{}hello', undefined],
    ['white space before', '\n\r\n \t<hello/>', '{}hello', undefined],
    ['byte order mark', '\ufeff<?xml version="1.0"?><hello/>', '{}hello', undefined],
    ['NUL bytes before (Huawei)', '\0\0<hello/>', '{}hello', undefined],
    ['comment with markup before', '<!-- <rpc-reply message-id="9"> -- > --><hello/>', '{}hello', undefined],
    ['processing instruction before', '<?a <hello> ?><?b?><hello/>', '{}hello', undefined],
    ['all of them', '\ufeff\0 <?xml version="1.0"?>\n<!--a--><?b?>\n<!----><hello/>', '{}hello', undefined],
  ]
  for (const [name, text, root, id] of cases) {
    it(name, () => {
      const envelope = read(text)
      assert.deepEqual([envelope.root, envelope.attributes['message-id']], [root, id])
    })
  }

  it('a message-id in a comment or in the content is none (peer defect 9)', () => {
    assert.deepEqual(read('<!-- message-id="7" --><rpc-reply><a message-id="8"/></rpc-reply>').attributes, {})
  })

  it('the content begins behind the start tag; a closed root has none', () => {
    assert.equal(read('<a b=">"> <ok/></a>').content, ' <ok/></a>')
    assert.equal(read('<a b="/"/>').content, '')
    assert.equal(read('<a />\n').content, '')
  })

  it('a prolog of megabytes does no harm', () => {
    for (const filler of [' ', '\0', '<!---->', '<?a?>']) {
      assert.equal(read(`${filler.repeat(2_000_000 / filler.length)}<hello/>`).root, '{}hello')
    }
  })
})

describe('the first child', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['<r><ok/></r>', 'ok'],
    ['<r>\n <nc:ok />\n</r>', 'ok'],
    ['<r><!-- <error/> --><?x?><data a="b">x</data></r>', 'data'],
    ['<r/>', ''],
    ['<r></r>', ''],
    ['<r>text<ok/></r>', ''],
  ]
  for (const [text, name] of cases) {
    it(`${text} → ${name || 'none'}`, () => assert.equal(firstChildName(text, readEnvelope(text)), name))
  }
})

describe('what is no message', () => {
  const bad: readonly (readonly [name: string, text: string, message: RegExp])[] = [
    ['a document type', '<!DOCTYPE hello [<!ENTITY a "b">]><hello/>', /document type/],
    ['a document type behind a declaration', '<?xml version="1.0"?>\n<!DOCTYPE a><a/>', /document type/],
    ['text', 'Welcome to core-1', /not XML/],
    ['JSON', '{"ok":true}', /not XML/],
    ['nothing', '', /not XML/],
    ['white space alone', ' \n', /not XML/],
    ['a start tag without end', '<hello', /not XML/],
    ['a value without end', '<hello a="b', /not XML/],
    ['an attribute without value', '<hello a>', /not XML/],
    ['an attribute without quotes', '<hello a=b>', /not XML/],
    ['attributes without a space', '<hello a="b"c="d">', /not XML/],
    ['< in a value', '<hello a="<">', /not XML/],
    ['an end tag', '</hello>', /not XML/],
    ['a comment without end', '<!-- <hello/>', /not XML/],
    ['CDATA', '<![CDATA[<hello/>]]>', /not XML/],
  ]
  for (const [name, text, message] of bad) {
    it(name, () => assert.throws(() => readEnvelope(text), { kind: 'protocol', message }))
  }

  it('damaged messages are read or are a ProtocolError', () => {
    const random = seeded(3)
    const text = `\ufeff<?xml version="1.0"?><!--c--><nc:rpc-reply xmlns:nc='${BASE}' message-id="&#49;"><ok/></nc:rpc-reply>`
    for (let round = 0; round < 3_000; round += 1) {
      const broken = Buffer.from(damaged(Buffer.from(text), random)).toString()
      try {
        firstChildName(broken, readEnvelope(broken))
      } catch (error) {
        assert.ok(error instanceof ProtocolError, String(error))
      }
    }
  })
})
