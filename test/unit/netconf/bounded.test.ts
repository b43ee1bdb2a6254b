// Tests of work on many things, a few at a time
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { mapBounded } from '../../../src/netconf/bounded.ts'

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

interface Gate {
  readonly pass: () => void
  readonly passed: Promise<void>
}

function gate(): Gate {
  let pass = (): void => undefined
  const passed = new Promise<void>((resolve) => {
    pass = resolve
  })
  return { pass, passed }
}

describe('mapBounded', () => {
  const limits = [
    { name: 'fewer than the items', limit: 8, items: 50, atOnce: 8 },
    { name: 'more than the items', limit: 8, items: 3, atOnce: 3 },
    { name: 'one', limit: 1, items: 5, atOnce: 1 },
    { name: 'nought counts as one', limit: 0, items: 5, atOnce: 1 },
    { name: 'a fraction is cut', limit: 2.9, items: 5, atOnce: 2 },
    { name: 'not a number counts as one', limit: Number.NaN, items: 5, atOnce: 1 },
    { name: 'no limit', limit: Infinity, items: 20, atOnce: 20 },
  ]
  for (const row of limits) {
    it(`keeps to the limit: ${row.name}`, async () => {
      let running = 0
      let most = 0
      const outcomes = await mapBounded(numbers(row.items), row.limit, async (item) => {
        running++
        most = Math.max(most, running)
        await setImmediate()
        running--
        return item
      })
      assert.equal(most, row.atOnce)
      assert.deepEqual(
        outcomes,
        numbers(row.items).map((value) => ({ state: 'done', value })),
      )
    })
  }

  it('answers in the order of the items, whatever order they end in', async () => {
    const gates = numbers(3).map(gate)
    const all = mapBounded(['a', 'b', 'c'], 3, async (item, index) => {
      await gates[index]?.passed
      return `${item}${index}`
    })
    for (const { pass } of gates.reverse()) {
      pass()
      await setImmediate()
    }
    assert.deepEqual(await all, [
      { state: 'done', value: 'a0' },
      { state: 'done', value: 'b1' },
      { state: 'done', value: 'c2' },
    ])
  })

  it('keeps a failure with its item, and does the others', async () => {
    const error = new Error('refused')
    const outcomes = await mapBounded([1, 2, 3], 1, (item) =>
      item === 2 ? Promise.reject(error) : Promise.resolve(item),
    )
    assert.deepEqual(outcomes, [
      { state: 'done', value: 1 },
      { state: 'failed', error },
      { state: 'done', value: 3 },
    ])
  })

  it('keeps what work throws before its promise', async () => {
    const outcomes = await mapBounded([1], 4, () => {
      throw new Error('at once')
    })
    assert.equal(outcomes[0]?.state, 'failed')
  })

  it('lets one that hangs delay nobody but its place', async () => {
    const hangs = gate()
    const done: number[] = []
    const all = mapBounded(numbers(20), 2, async (item) => {
      if (item === 0) await hangs.passed
      done.push(item)
    })
    for (let turn = 0; turn < 100 && done.length < 19; turn++) await setImmediate()
    assert.deepEqual(done, numbers(20).slice(1))
    hangs.pass()
    assert.equal((await all).length, 20)
  })

  it('begins nothing more once aborted, and waits for what is under way', async () => {
    const stop = new AbortController()
    const hold = gate()
    let begun = 0
    const all = mapBounded(
      numbers(10),
      3,
      async () => {
        begun++
        await hold.passed
      },
      stop.signal,
    )
    await setImmediate()
    stop.abort()
    hold.pass()
    const states = (await all).map(({ state }) => state)
    assert.equal(begun, 3)
    assert.deepEqual(states, [...Array<string>(3).fill('done'), ...Array<string>(7).fill('skipped')])
  })

  it('does nothing with a signal that was aborted before', async () => {
    const outcomes = await mapBounded(
      [1, 2],
      2,
      () => Promise.reject(new Error('called')),
      AbortSignal.abort(),
    )
    assert.deepEqual(outcomes, [{ state: 'skipped' }, { state: 'skipped' }])
  })

  it('has nothing to say about no items', async () => {
    assert.deepEqual(await mapBounded([], 8, () => Promise.resolve(1)), [])
  })
})
