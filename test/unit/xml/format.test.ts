// Both printers lay out alike, keep every value, and give back what is not well-formed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatLinear, formatXml } from '../../../src/xml/format.ts'
import { parseXml } from '../../../src/xml/parse.ts'
import { textOf, elementsOf, type XmlElement } from '../../../src/xml/tree.ts'
import { randomDocument, seeded } from './randomXml.ts'

const FIXTURES: readonly (readonly [name: string, source: string, printed: string])[] = [
  ['one element', '<a/>', '<a/>'],
  ['space before the end of a tag', '<a ><b /></a >', '<a>\n  <b/>\n</a>'],
  ['leaf', '<a><b>1</b></a>', '<a>\n  <b>1</b>\n</a>'],
  ['empty element in two tags', '<a><b></b></a>', '<a>\n  <b></b>\n</a>'],
  ['empty element over two lines', '<a><b>\n  </b></a>', '<a>\n  <b></b>\n</a>'],
  ['a value of blanks', '<a><b>  </b></a>', '<a>\n  <b>  </b>\n</a>'],
  ['blanks around a value', '<a><b>  1 </b></a>', '<a>\n  <b>  1 </b>\n</a>'],
  ['a value over lines', '<a><b>\n  one\n two </b></a>', '<a>\n  <b>\n  one\n two </b>\n</a>'],
  ['CR LF', '<a>\r\n<b>1\r\n2</b>\r\n</a>', '<a>\n  <b>1\n2</b>\n</a>'],
  [
    'declaration',
    '<?xml version="1.0" encoding="UTF-8"?><a/>',
    '<?xml version="1.0" encoding="UTF-8"?>\n<a/>',
  ],
  ['comment in a container', '<a><!-- x --><b/></a>', '<a>\n  <!-- x -->\n  <b/>\n</a>'],
  ['comment over lines', '<a><!-- x\n   y --><b/></a>', '<a>\n  <!-- x\n   y -->\n  <b/>\n</a>'],
  ['comment alone', '<a> <!-- x --> </a>', '<a>\n  <!-- x -->\n</a>'],
  ['comment in a value', '<a>1<!-- x -->2</a>', '<a>1<!-- x -->2</a>'],
  ['comment in a value over lines', '<a>1\n<!-- x -->2</a>', '<a>1\n<!-- x -->2</a>'],
  ['comments around the root', '<!-- x --><a/><!-- y -->', '<!-- x -->\n<a/>\n<!-- y -->'],
  ['CDATA', "<a><b><![CDATA[<x y='1'>\n]]></b></a>", "<a>\n  <b><![CDATA[<x y='1'>\n]]></b>\n</a>"],
  ['CDATA beside blanks', '<a>\n<![CDATA[x]]> </a>', '<a>\n<![CDATA[x]]> </a>'],
  ['references', '<a b="&lt;&#10;">&amp;&#x41;&gt;</a>', '<a b="&lt;&#10;">&amp;&#x41;&gt;</a>'],
  ['single quotes', `<a b='"' c='x'/>`, '<a b="&quot;" c="x"/>'],
  ['spread attributes', '<a\n  b = "1"\n  c="2"\n/>', '<a b="1" c="2"/>'],
  ['a line break in an attribute', '<a b="1\n2"><c/></a>', '<a b="1\n2">\n  <c/>\n</a>'],
  ['a > in an attribute', '<a b="x>y"><c d=">"/></a>', '<a b="x>y">\n  <c d=">"/>\n</a>'],
  ['mixed content', '<a><p>one <b>two</b> three</p></a>', '<a>\n  <p>one <b>two</b> three</p>\n</a>'],
  ['mixed content over lines', '<p>one\n<b>two</b>\n</p>', '<p>\n  one\n  <b>two</b>\n</p>'],
  ['xml:space', '<a xml:space="preserve"> <b/>\n</a>', '<a xml:space="preserve"> <b/>\n</a>'],
  ['nesting', '<a><b><c><d>1</d></c></b></a>', '<a>\n  <b>\n    <c>\n      <d>1</d>\n    </c>\n  </b>\n</a>'],
  ['names beyond ASCII', '<ä:é xmlns:ä="u">ü</ä:é>', '<ä:é xmlns:ä="u">ü</ä:é>'],
  ['blanks around the document', '\n <a/> \n', '<a/>'],
]

for (const [name, source, printed] of FIXTURES) {
  test(`format: ${name}`, () => {
    assert.equal(formatXml(source), printed)
    assert.equal(formatLinear(source), printed)
    assert.equal(formatXml(printed), printed, 'formatting twice changes nothing')
  })
}

const BROKEN = [
  '',
  'no markup',
  '<a>',
  '<a><b></a></b>',
  '<a/><b/>',
  '<a b=c/>',
  '<a b="1"c="2"/>',
  '<a><!-- </a>',
  '<a><![CDATA[ </a>',
  '<a></a',
  '<',
  '<a b="',
  '</a>',
  '<a/>text',
  '<!DOCTYPE a><a/>',
  '<a></ab>',
  '<ab></a>',
  `${'<a>'.repeat(1_001)}${'</a>'.repeat(1_001)}`,
]

for (const source of BROKEN) {
  test(`not well-formed: ${JSON.stringify(source.slice(0, 30))}`, () => {
    assert.equal(formatXml(source), source)
    assert.equal(formatLinear(source), source)
  })
}

test('the printers agree on 500 random documents', () => {
  const random = seeded(1)
  for (let n = 0; n < 500; n += 1) {
    const source = randomDocument(random)
    assert.equal(formatLinear(source), formatXml(source), JSON.stringify(source))
  }
})

const valuesOf = (element: XmlElement): unknown => {
  const children = elementsOf(element)
  const text = textOf(element)
  const value = children.length > 0 || (text.trim() === '' && text.includes('\n')) ? text.trim() : text
  const attributes = element.attributes.map(({ name, value: of }) => [name, of])
  return [element.name, attributes, children.length === 0 ? value : children.map(valuesOf)]
}

test('no value changes, whatever the layout', () => {
  const random = seeded(2)
  for (let n = 0; n < 500; n += 1) {
    const source = randomDocument(random)
    const before = parseXml(source).root
    const after = parseXml(formatXml(source)).root
    assert.ok(before !== undefined && after !== undefined)
    assert.deepEqual(valuesOf(after), valuesOf(before), JSON.stringify(source))
  }
})

test('a document beyond the limit of xml-formatter is laid out the same way', () => {
  const item = '<item><name>eth0</name><note>a\nb</note></item>'
  const printed = '  <item>\n    <name>eth0</name>\n    <note>a\nb</note>\n  </item>\n'
  assert.equal(formatXml(`<a>${item.repeat(2_000)}</a>`), `<a>\n${printed.repeat(2_000)}</a>`)
})
