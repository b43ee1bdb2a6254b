// The tree of elements: what is open, what a row says.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { XmlTree, type TreeWork } from '../../../src/language/xmlTree.ts'
import { OutlineBuilder } from '../../../src/xml/outlineBuilder.ts'

function treeOf(source: string): XmlTree {
  const builder = new OutlineBuilder(source)
  builder.advance()
  const tree = new XmlTree(builder.outline)
  run(tree.refresh())
  return tree
}

function run(work: TreeWork): number {
  let turns = 1
  while (work.next().done !== true) turns += 1
  return turns
}

const lineOf = (tree: XmlTree, name: string): number =>
  tree.rows(0, 100).find((row) => row.name === name)?.line ?? -1

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
  const open = (name: string): void => void run(tree.toggle(lineOf(tree, name)))
  open('if:interfaces')
  assert.equal(shown(tree)[3], '      if:interface | name: e0')
  open('if:interface')
  assert.deepEqual(shown(tree).slice(4), ['        if:name | e0', '        if:mtu | 9', '    sys'])
  run(tree.collapse())
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

test('what was open inside of a branch is open again with it', () => {
  const tree = treeOf(REPLY)
  for (const name of ['if:interfaces', 'if:interface', 'if:interfaces', 'if:interfaces']) {
    run(tree.toggle(lineOf(tree, name)))
  }
  assert.equal(tree.rowCount, 7)
  const inner = lineOf(tree, 'if:interface')
  run(tree.toggle(lineOf(tree, 'if:interfaces')))
  assert.equal(tree.rowOf(inner), -1)
  run(tree.toggle(inner))
  run(tree.toggle(lineOf(tree, 'if:interfaces')))
  assert.equal(tree.rowCount, 5, 'a branch can be closed while it is out of sight')
})

const many = (count: number): string =>
  `<r><data><list>${'<i><n>1</n></i>'.repeat(count)}</list><x/></data></r>`

test('a branch of many entries opens in short turns, and shows when all are there', () => {
  const tree = treeOf(many(20_000))
  const work = tree.toggle(2)
  work.next()
  assert.equal(tree.rowCount, 4)
  assert.ok(run(work) > 3)
  assert.equal(tree.rowCount, 20_004)
})

test('the tree grows with the outline: each line is looked at once', () => {
  const source = many(3_000)
  const builder = new OutlineBuilder(source)
  const tree = new XmlTree(builder.outline)
  let opened = false
  while (!builder.advance(4_096)) {
    run(tree.grow())
    if (!opened && tree.rowCount > 2) {
      run(tree.toggle(2))
      opened = true
    }
  }
  run(tree.grow())
  const grown = tree.rows(0, 10_000)
  run(tree.refresh())
  assert.equal(tree.rowCount, 3_004)
  assert.deepEqual(grown, tree.rows(0, 10_000))
})
