// Tags of a text without a tree: each where it stands, and nothing that only looks like one.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { declarationsIn, replaceRanges, walkTags, type Tag } from '../../../src/xml/walkTags.ts'

function written(xml: string): string[] {
  return [...walkTags(xml)].map(({ kind, start, end }) => `${kind} ${xml.slice(start, end)}`)
}

describe('walking over tags', () => {
  const cases: readonly (readonly [name: string, xml: string, tags: readonly string[]])[] = [
    ['nested', '<a><b/>x</a>', ['start <a>', 'empty <b/>', 'end </a>']],
    ['with white space', '<a\n x="1" ></a >', ['start <a\n x="1" >', 'end </a >']],
    [
      'with > in a value',
      '<a x="/>" y=\'</a>\'><b /></a>',
      ['start <a x="/>" y=\'</a>\'>', 'empty <b />', 'end </a>'],
    ],
    [
      'not in comments, CDATA and instructions',
      '<?a <b>?><!-- <c> --><d><![CDATA[<e>]]></d>',
      ['start <d>', 'end </d>'],
    ],
    ['several at the top', '<a/>text<b></b>', ['empty <a/>', 'start <b>', 'end </b>']],
    ['none', 'text', []],
    ['in nothing', '', []],
    ['cut off', '<a><b x="', ['start <a>', 'start <b x="']],
    ['a lone <', '<a>< b></a><', ['start <a>', 'start < b>', 'end </a>', 'start <']],
  ]
  for (const [name, xml, tags] of cases) {
    it(name, () => assert.deepEqual(written(xml), tags))
  }

  it('gives names with their prefixes', () => {
    const names = (xml: string): string[] => [...walkTags(xml)].map((tag) => `${tag.name} ${tag.nameEnd}`)
    assert.deepEqual(names('<x:a b="c"></x:a ><d/>'), ['x:a 4', 'x:a 16', 'd 20'])
  })

  it('finds the declarations in a tag, and what only looks like one in none', () => {
    const xml = `<a b=' xmlns="no"' xmlns = "urn:a" xmlns:c='urn:"c"' xmlnsx="no" xmlns:d=""/>`
    const [tag] = [...walkTags(xml)] as [Tag]
    assert.deepEqual(
      declarationsIn(xml, tag).map(({ prefix, uri, start, end }) => [prefix, uri, xml.slice(start, end)]),
      [
        ['', 'urn:a', ' xmlns = "urn:a"'],
        ['c', 'urn:"c"', ` xmlns:c='urn:"c"'`],
        ['d', '', ' xmlns:d=""'],
      ],
    )
  })
})

it('replaces ranges, and inserts where a range is empty', () => {
  const ranges = [
    { start: 0, end: 0, insert: '>' },
    { start: 1, end: 3, insert: '-' },
    { start: 4, end: 4, insert: '<' },
  ]
  assert.equal(replaceRanges('abcd', ranges), '>a-d<')
  assert.equal(replaceRanges('abcd', []), 'abcd')
})
