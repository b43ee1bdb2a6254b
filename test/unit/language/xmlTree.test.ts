// The tree of elements: what is open, what a row says.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { XmlTree } from '../../../src/language/xmlTree.ts'
import { OutlineBuilder } from '../../../src/xml/outlineBuilder.ts'

function treeOf(source: string): XmlTree {
  const builder = new OutlineBuilder(source)
  builder.advance()
  return new XmlTree(builder.outline)
}

const shown = (tree: XmlTree): string[] =>
  tree
    .rows(0, 100)
    .map(({ level, name, value, key }) => '  '.repeat(level) + [name, value, key].filter(Boolean).join(' | '))

const REPLY =
  '<?xml version="1.0"?><rpc-reply><data><if:interfaces xmlns:if="u"><if:interface><if:name>e0</if:name>' +
  '<if:mtu>9</if:mtu></if:interface></if:interfaces><sys/></data></rpc-reply>'

test('reply and data are open at first', () => {
  assert.deepEqual(shown(treeOf(REPLY)), ['rpc-reply', '  data', '    if:interfaces', '    sys'])
})

test('branches open one by one, list entries by their key, and collapse', () => {
  const tree = treeOf(REPLY)
  const open = (name: string): void => tree.toggle(tree.rows(0, 100).find((row) => row.name === name)!.line)
  open('if:interfaces')
  assert.equal(shown(tree)[3], '      if:interface | name: e0')
  open('if:interface')
  assert.deepEqual(shown(tree).slice(4), ['        if:name | e0', '        if:mtu | 9', '    sys'])
  tree.collapse()
  assert.equal(tree.rowCount, 4)
})

test('a row tells attributes and the number of children', () => {
  const row = treeOf(REPLY).rows(2, 1)[0]
  assert.equal(row?.attributes, 'xmlns:if="u"')
  assert.equal(row.children, 1)
  assert.equal(row.expanded, false)
})

const VALUES: readonly (readonly [name: string, leaf: string, value: string])[] = [
  ['references', '<a>&lt;1&gt; &amp; &#65;&#x42;</a>', '<1> & AB'],
  ['an unknown reference stays', '<a>&foo;</a>', '&foo;'],
  ['a reference beyond Unicode stays', '<a>&#9999999;</a>', '&#9999999;'],
  ['CDATA', '<a><![CDATA[<x>]]></a>', '<x>'],
  ['comment', '<a>1<!-- 2 -->3</a>', '13'],
  ['line breaks', '<a>\n one\n two\n</a>', 'one two'],
  ['empty', '<a/>', ''],
  ['long', `<a>${'x'.repeat(1_000)}</a>`, `${'x'.repeat(300)}…`],
]

for (const [name, leaf, value] of VALUES) {
  test(`value: ${name}`, () => assert.equal(treeOf(leaf).rows(0, 1)[0]?.value, value))
}

test('the source of one element', () => {
  const tree = treeOf(REPLY)
  const line = tree.rows(2, 1)[0]!.line
  const { name, xml } = tree.sourceOf(line)
  assert.equal(name, 'if:interfaces')
  assert.ok(xml.startsWith('<if:interfaces xmlns') && xml.endsWith('</if:interfaces>'))
})
