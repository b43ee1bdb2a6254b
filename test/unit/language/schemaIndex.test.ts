// The index of the cache of YANG texts.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  cacheKey,
  contentKey,
  dayOf,
  mergedIndex,
  readIndex,
  withinSize,
  writeIndex,
  type CachedText,
} from '../../../src/language/schemaIndex.ts'

const hash = (digit: string): string => digit.repeat(64)
const text = (digit: string, usedOn = 1, bytes = 100): CachedText => ({ hash: hash(digit), bytes, usedOn })

describe('the index of texts', () => {
  it('is read as it was written', () => {
    const index = new Map([
      ['a@2020-01-01', text('a')],
      ['b#set', text('b', 20_000, 5)],
    ])
    assert.deepEqual(readIndex(writeIndex(index)), index)
  })

  const broken: readonly (readonly [string, string])[] = [
    ['no JSON', '{"version":1,"texts":{'],
    ['nothing', ''],
    ['another version', '{"version":2,"texts":{}}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no texts', '{"version":1}'],
    ['null for texts', '{"version":1,"texts":null}'],
  ]
  for (const [what, written] of broken)
    it(`is empty for ${what}`, () => assert.equal(readIndex(written).size, 0))

  it('leaves out entries that are none, whose hash could be a path', () => {
    const entries = {
      'good@1': text('a'),
      path: { ...text('a'), hash: '../../x' },
      short: { ...text('a'), hash: 'abc' },
      size: { ...text('a'), bytes: -1 },
      day: { ...text('a'), usedOn: 'today' },
      nothing: null,
    }
    assert.deepEqual([...readIndex(JSON.stringify({ version: 1, texts: entries })).keys()], ['good@1'])
  })

  it('of two windows: all, and the later use', () => {
    const one = new Map([
      ['a', text('a', 3)],
      ['b', text('b', 1)],
    ])
    const other = new Map([
      ['b', text('c', 2)],
      ['a', text('d', 2)],
    ])
    assert.deepEqual(
      [...mergedIndex(one, other)],
      [
        ['a', text('a', 3)],
        ['b', text('c', 2)],
      ],
    )
  })

  it('drops what was not used for longest, a fifth more than it must', () => {
    const index = new Map(['a', 'b', 'c', 'd', 'e'].map((digit, day) => [digit, text(digit, day)]))
    assert.equal(withinSize(index, 500), index)
    assert.deepEqual([...withinSize(index, 450).keys()], ['c', 'd', 'e'])
  })

  it('counts a content once, and keeps it for whoever used it last', () => {
    const index = new Map([
      ['old', text('a', 0)],
      ['b', text('b', 1)],
      ['new', text('a', 9)],
    ])
    assert.equal(withinSize(index, 200), index)
    assert.deepEqual([...withinSize(index, 150).keys()], ['old', 'new'])
  })

  const keys: readonly (readonly [string, string, string])[] = [
    ['a revision stands for itself', cacheKey('a', '2020-01-01', 'set'), 'a@2020-01-01'],
    ['without one the set counts', cacheKey('a', '', 'set'), 'a#set'],
    [
      'what came in its place is the set’s alone',
      cacheKey('a', '2020-01-01', 'set', false),
      'a@2020-01-01#set',
    ],
    ['content alone', contentKey('abc'), '#abc'],
  ]
  for (const [what, key, expected] of keys) it(`key: ${what}`, () => assert.equal(key, expected))

  it('counts days', () => assert.equal(dayOf(new Date('1970-01-11T23:59:59Z')), 10))
})
