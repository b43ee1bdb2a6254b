// The pieces of a line: their kinds, and that nothing is lost.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tokensOf } from '../../../src/webview/xmlTokens.ts'
import { randomDocument, seeded } from '../xml/randomXml.ts'

type Inside = Parameters<typeof tokensOf>[1]

const CASES: readonly (readonly [text: string, inside: Inside, kinds: string])[] = [
  ['<a>', 'markup', 'punctuation:< tag:a punctuation:>'],
  [
    '<a b="1"/>',
    'markup',
    'punctuation:< tag:a punctuation:_ attribute:b punctuation:= value:"1" punctuation:/>',
  ],
  ['<a>1</a>', 'markup', 'punctuation:< tag:a punctuation:> text:1 punctuation:</ tag:a punctuation:>'],
  ['x &amp; y', 'text', 'text:x_ reference:&amp; text:_y'],
  ['<!-- <a> -->', 'markup', 'comment:<!--_<a>_-->'],
  ['b --><c/>', 'comment', 'comment:b_--> punctuation:< tag:c punctuation:/>'],
  ['<b>]]></a>', 'cdata', 'text:<b> punctuation:]]> punctuation:</ tag:a punctuation:>'],
  ['<![CDATA[<b>', 'markup', 'punctuation:<![CDATA[ text:<b>'],
  [
    '<?xml version="1.0"?>',
    'markup',
    'punctuation:<? tag:xml punctuation:_ attribute:version punctuation:= value:"1.0" punctuation:?>',
  ],
  [
    '<a b="never closed',
    'markup',
    'punctuation:< tag:a punctuation:_ attribute:b punctuation:= value:"never_closed',
  ],
]

for (const [text, inside, kinds] of CASES) {
  test(`tokens: ${text}`, () => {
    const found = tokensOf(text, inside).map((token) => `${token.kind}:${token.text.replaceAll(' ', '_')}`)
    assert.equal(found.join(' '), kinds)
  })
}

test('the pieces joined are the text, cut anywhere', () => {
  const random = seeded(5)
  for (let n = 0; n < 500; n += 1) {
    const source = randomDocument(random)
    const text = source.slice(Math.floor(random() * source.length), Math.floor(random() * source.length))
    for (const inside of ['markup', 'text', 'comment', 'cdata'] as const) {
      assert.equal(
        tokensOf(text, inside)
          .map((token) => token.text)
          .join(''),
        text,
      )
    }
  }
})
