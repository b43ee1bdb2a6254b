// What a person sees of results: sorting, filtering, marking, and no more rows than are in sight.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ResultsView, type ResultsSource } from '../../../src/panels/resultsView.ts'
import { answers, result } from './results.ts'

function sourceOf(count: number, progress: ResultsSource['progress'] = 'over'): ResultsSource {
  const kept = answers(...Array.from({ length: count }, (_, index) => `<a>${index % 3}</a>`))
  return {
    about: { operation: 'get', startedAt: new Date(0) },
    progress,
    results: kept.map((answer, index) =>
      result(`r${index}`, { phase: 'data', words: 'data', answer, elapsedMs: index, canRetry: index === 0 }),
    ),
  }
}

describe('the rows in sight', () => {
  it('are those that were asked for, of however many there are', () => {
    const view = new ResultsView()
    const source = sourceOf(1_000)
    view.receive({ type: 'show', first: 500, count: 50 })
    const { first, rows, shown } = view.stateOf(source)
    assert.deepEqual([first, rows.length, shown, rows[0]?.device], [500, 50, 1_000, 'r500'])
  })

  it('are never more than a webview can use, nor beyond the end', () => {
    const view = new ResultsView()
    view.receive({ type: 'show', first: 990, count: 1_000_000 })
    const { first, rows } = view.stateOf(sourceOf(1_000))
    assert.deepEqual([first, rows.length], [600, 400])
  })
})

describe('sorting', () => {
  it('by the same column again turns it round; times begin with the longest', () => {
    const view = new ResultsView()
    const source = sourceOf(3)
    const names = (): (string | undefined)[] => view.stateOf(source).rows.map(({ device }) => device)
    view.receive({ type: 'sort', key: 'time' })
    assert.deepEqual(names(), ['r2', 'r1', 'r0'])
    view.receive({ type: 'sort', key: 'time' })
    assert.deepEqual(names(), ['r0', 'r1', 'r2'])
  })
})

describe('marks', () => {
  it('are two at most: a third takes the place of the older', () => {
    const view = new ResultsView()
    const source = sourceOf(4)
    for (const id of [0, 1, 3]) view.receive({ type: 'mark', id })
    assert.deepEqual(view.stateOf(source).marked, ['r1', 'r3'])
    view.receive({ type: 'mark', id: 1 })
    assert.deepEqual(view.stateOf(source).marked, ['r3'])
  })

  it('go with the answer, such as when it is asked for again', () => {
    const view = new ResultsView()
    const source = sourceOf(2)
    view.receive({ type: 'mark', id: 0 })
    assert.deepEqual(view.stateOf(source).marked, ['r0'])
    const again = { ...source, results: [result('r0', { phase: 'running' }), ...source.results.slice(1)] }
    assert.deepEqual(view.stateOf(again).marked, [])
  })
})

describe('filters', () => {
  it('leave the rows of a group', () => {
    const view = new ResultsView()
    const source = sourceOf(7)
    const [group] = view.stateOf(source).groups
    assert.ok(group)
    view.receive({ type: 'filter', filter: { group: group.number } })
    assert.deepEqual(
      view.stateOf(source).rows.map(({ device }) => device),
      ['r0', 'r3', 'r6'],
    )
  })
})

describe('what can be done', () => {
  for (const [progress, retryable] of [
    ['over', 1],
    ['running', 1],
    ['stopping', 0],
  ] as const) {
    it(`while it is ${progress}: ${retryable} to be tried again`, () => {
      const state = new ResultsView().stateOf(sourceOf(3, progress))
      assert.equal(state.retryable, retryable)
      assert.equal(state.rows.filter(({ canRetry }) => canRetry).length, retryable)
    })
  }
})
