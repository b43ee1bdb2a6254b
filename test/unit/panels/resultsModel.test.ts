// Many answers as data: groups of equal ones, their letters, the order of rows, counts.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ResultFilter, ResultSort, ResultSortKey } from '../../../src/bridge/results.ts'
import {
  arranged,
  countsOf,
  groupsOf,
  letterOf,
  rowOf,
  type Result,
} from '../../../src/panels/resultsModel.ts'
import { answers, result } from './results.ts'

function answering(...contents: readonly string[]): Result[] {
  return answers(...contents).map((answer, index) =>
    result(`r${index}`, { phase: 'data', words: 'data', answer }),
  )
}

const summary = (results: readonly Result[]): string[] =>
  [...groupsOf(results).values()].map(({ letter, devices }) => `${letter} ${devices}`)

describe('groups of equal answers', () => {
  it('are named by how frequent they are, among equals by which came first', () => {
    const results = answering('<x/>', '<y/>', '<y/>', '<z/>', '<y/>')
    assert.deepEqual(summary(results), ['A 3', 'B 1', 'C 1'])
    assert.equal(groupsOf(results).get(results[1]?.answer?.reply.body.number ?? 0)?.letter, 'A')
    assert.equal(groupsOf(results).get(results[0]?.answer?.reply.body.number ?? 0)?.letter, 'B')
  })

  it('leave out devices without an answer', () => {
    assert.deepEqual(summary([...answering('<x/>'), result('dead', { phase: 'failed' })]), ['A 1'])
  })

  it('say when the answer is an error', () => {
    const [refused] = answering('<rpc-error/>')
    assert.ok(refused)
    assert.deepEqual([...groupsOf([{ ...refused, phase: 'errors' }]).values()][0]?.isError, true)
  })

  for (const [index, letter] of [
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ] as const) {
    it(`number ${index} is ${letter}`, () => assert.equal(letterOf(index), letter))
  }
})

describe('the order of rows', () => {
  const [a, b] = answers('<x/>', '<x/>')
  assert.ok(a && b)
  const results = [
    result('core-10', { phase: 'data', elapsedMs: 30, bytes: 5, answer: a }),
    result('core-9', { phase: 'errors', elapsedMs: 20, bytes: 9, errors: 2 }),
    result('access-1', { phase: 'failed' }),
    result('Core-1', { phase: 'data', elapsedMs: 10, bytes: 7, answer: b }),
  ]
  const names = (key: ResultSortKey, descending = false, filter: ResultFilter = 'all'): string[] => {
    const sort: ResultSort = { key, descending }
    return arranged(results, groupsOf(results), sort, filter).map((index) => results[index]?.deviceName ?? '')
  }

  const cases: readonly (readonly [ResultSortKey, boolean, readonly string[]])[] = [
    ['device', false, ['access-1', 'Core-1', 'core-9', 'core-10']],
    ['device', true, ['core-10', 'core-9', 'Core-1', 'access-1']],
    ['state', false, ['core-9', 'access-1', 'Core-1', 'core-10']],
    ['time', false, ['Core-1', 'core-9', 'core-10', 'access-1']],
    ['time', true, ['core-10', 'core-9', 'Core-1', 'access-1']],
    ['size', true, ['core-9', 'Core-1', 'core-10', 'access-1']],
    ['errors', true, ['core-9', 'access-1', 'Core-1', 'core-10']],
    ['group', true, ['Core-1', 'core-10', 'access-1', 'core-9']],
  ]
  for (const [key, descending, expected] of cases) {
    it(`by ${key}, ${descending ? 'descending' : 'ascending'}`, () =>
      assert.deepEqual(names(key, descending), expected))
  }

  it('can be of those that need a look, or of one group', () => {
    assert.deepEqual(names('device', false, 'trouble'), ['access-1', 'core-9'])
    assert.deepEqual(names('device', false, { group: a.reply.body.number }), ['Core-1', 'core-10'])
  })
})

describe('counts', () => {
  it('are of all states', () => {
    const phases = [
      'data',
      'ok',
      'errors',
      'failed',
      'unknown',
      'cancelled',
      'asking',
      'waiting',
      'running',
    ] as const
    const counts = countsOf(phases.map((phase) => result(phase, { phase })))
    assert.deepEqual(counts, {
      total: 9,
      answered: 3,
      errors: 1,
      failed: 1,
      unknown: 1,
      cancelled: 1,
      open: 3,
    })
  })
})

describe('a row', () => {
  it('says that an answer was too large, and offers what can be done', () => {
    const row = rowOf(3, result('r', { phase: 'data', notKept: 'size', canRetry: true }), new Map(), false)
    assert.match(row.message ?? '', /Larger than 50 MB.*filter/)
    assert.deepEqual([row.id, row.canOpen, row.canRetry], [3, false, true])
  })

  it('offers no second try while the first is under way', () => {
    const row = rowOf(
      0,
      result('r', { phase: 'running', canRetry: true, canDiscard: true }),
      new Map(),
      false,
    )
    assert.deepEqual([row.canRetry, row.canDiscard], [false, false])
  })
})
