// Built XML says what it was given, whatever characters that has.

import assert from 'node:assert/strict'
import test from 'node:test'
import { element, leaf, text } from '../../../src/xml/build.ts'
import { parseXml } from '../../../src/xml/parse.ts'
import { attributeOf, textOf } from '../../../src/xml/tree.ts'

const built: readonly (readonly [name: string, built: string | undefined, expected: string | undefined])[] = [
  ['an empty element', element('a'), '<a/>'],
  ['attributes', element('a', { b: 'x', n: 5 }), '<a b="x" n="5"/>'],
  ['attributes without a value are left out', element('a', { b: undefined, c: '' }), '<a c=""/>'],
  ['children', element('a', {}, element('b'), undefined, text('t')), '<a><b/>t</a>'],
  ['text that is empty', element('a', {}, text('')), '<a/>'],
  ['a leaf', leaf('a', 'x<y'), '<a>x&lt;y</a>'],
  ['a leaf with a number', leaf('a', 0), '<a>0</a>'],
  ['a leaf without a value', leaf('a', undefined), undefined],
  ['the end of a CDATA section', text(']]>'), ']]&gt;'],
  ['quotes stay in text', text(`"'`), `"'`],
]
for (const [name, actual, expected] of built) {
  test(name, () => assert.equal(actual, expected))
}

const values: readonly (readonly [name: string, value: string, read?: string])[] = [
  ['markup', `<a b="c" d='e'>&amp;</a><!-- -->]]>`],
  ['line ends', 'a\nb\r\nc\rd\n'],
  ['tabs and spaces', ' \t a \t '],
  ['other scripts', 'Zürich 日本 \u{1F6F0}'],
  ['controls, which XML cannot carry', 'a\u0000b\u001fc', 'a\ufffdb\ufffdc'],
  ['halves of a surrogate pair', 'a\ud83db\udef0c', 'a\ufffdb\ufffdc'],
  ['halves in the wrong order', '\udef0\ud83d', '\ufffd\ufffd'],
  ['noncharacters', '\ufffe\uffff', '\ufffd\ufffd'],
  ['replacement patterns', '$& $1 $$'],
]
for (const [name, value, read = value] of values) {
  test(`what goes in comes out, as text and as a value: ${name}`, () => {
    const { root, problems } = parseXml(element('a', { b: value }, text(value)))
    assert.deepEqual(problems, [])
    assert.ok(root)
    assert.equal(textOf(root), read)
    assert.equal(attributeOf(root, 'b'), read)
  })
}
