// Find: the matches that a person sees in the lines, no others, over chunks too.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHUNK, MAX_MATCHES, XmlFind } from '../../../src/language/xmlFind.ts'
import { OutlineBuilder } from '../../../src/xml/outlineBuilder.ts'

function find(source: string, query: string, matchCase = false): XmlFind {
  const builder = new OutlineBuilder(source)
  builder.advance()
  const search = new XmlFind(builder.outline, query, matchCase)
  while (!search.advance());
  return search
}

const linesFound = (search: XmlFind): (number | undefined)[] =>
  Array.from({ length: search.count }, (_, index) => search.match(index)?.line)

const CASES: readonly (readonly [
  name: string,
  source: string,
  query: string,
  matchCase: boolean,
  lines: number[],
])[] = [
  ['case ignored', '<a><b>Eth0</b><c>eth1</c></a>', 'ETH', false, [1, 2]],
  ['case matched', '<a><b>Eth0</b><c>eth1</c></a>', 'eth', true, [2]],
  ['several in a line', '<a><b>xx</b></a>', 'x', false, [1, 1]],
  ['no overlap', '<a>aaaa</a>', 'aa', false, [0, 0]],
  ['not across lines', '<a><b/><c/></a>', '><c', false, []],
  ['tags and text together', '<a><b>1</b></a>', '<b>1</', false, [1]],
  ['nothing to look for', '<a/>', '', false, []],
  ['a character whose lower case is longer', '<a><b>İ</b><c>x</c></a>', 'X', false, [2]],
  ['no pattern', '<a>1.1 111</a>', '1.1', false, [0]],
]

for (const [name, source, query, matchCase, lines] of CASES) {
  test(`find: ${name}`, () => assert.deepEqual(linesFound(find(source, query, matchCase)), lines))
}

test('a match over the border of two chunks is found once', () => {
  for (let at = CHUNK - 12; at <= CHUNK + 2; at += 1) {
    const source = `<a>${'x'.repeat(at - 3)}needle${'x'.repeat(50)}</a>`
    const search = find(source, 'NEEDLE')
    assert.equal(search.count, 1)
    assert.equal(search.match(0)?.offset, at)
  }
})

test('the search ends at the greatest number of matches', () => {
  const search = find(`<a>${'x'.repeat(MAX_MATCHES + 10)}</a>`, 'x')
  assert.equal(search.count, MAX_MATCHES)
  assert.equal(search.more, true)
})

test('the first match from an offset', () => {
  const source = '<a><b>x</b><c>x</c></a>'
  const search = find(source, 'x')
  assert.equal(search.firstFrom(0), 0)
  assert.equal(search.firstFrom(source.indexOf('x')), 0)
  assert.equal(search.firstFrom(source.indexOf('x') + 1), 1)
  assert.equal(search.firstFrom(source.length), 2)
})
