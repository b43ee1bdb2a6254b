// Long work leaves turns of the event loop to others, and can be stopped.

import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { test } from 'node:test'
import { inSlices, Slices, WorkQueue, type Step } from '../../../src/panels/slices.ts'

/** Work of `steps` steps, each two milliseconds long. */
function busy(steps: number): Step & { readonly done: () => number } {
  let done = 0
  const step = (): boolean => {
    for (const end = performance.now() + 2; performance.now() < end;);
    done += 1
    return done === steps
  }
  return Object.assign(step, { done: () => done })
}

test('others have their turns while it works, and it says when it is at its end', async () => {
  const slices = new Slices()
  const step = busy(40)
  let turns = 0
  const reports: number[] = []
  slices.run(step, () => void reports.push(step.done()))
  for (; reports.at(-1) !== 40; turns += 1) await turn()
  assert.ok(turns >= 4, `${turns} turns`)
  slices.dispose()
})

test('stopped, it does no step more', async () => {
  const slices = new Slices()
  const [one, other] = [busy(1_000), busy(1_000)]
  const stop = slices.run(one, () => undefined)
  slices.run(other, () => undefined)
  await turn()
  stop()
  const [before, running] = [one.done(), other.done()]
  await turn()
  assert.equal(one.done(), before)
  assert.ok(other.done() > running)
  slices.dispose()
  const last = other.done()
  await turn()
  assert.equal(other.done(), last)
})

test('a queue does one work after the other', async () => {
  const slices = new Slices()
  const log: string[] = []
  const queue = new WorkQueue(slices, () => undefined)
  function* work(name: string): Generator<undefined, void> {
    for (const part of [1, 2, 3]) {
      log.push(`${name}${part}`)
      yield
    }
  }
  queue.add(work('a'))
  queue.add(work('b'))
  while (queue.busy) await turn()
  assert.deepEqual(log, ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'])
  slices.dispose()
})

test('awaited work ends with the reason of its signal', async () => {
  const abort = new AbortController()
  const step = busy(1_000)
  const running = inSlices(step, abort.signal)
  abort.abort(new Error('enough'))
  await assert.rejects(running, /enough/)
  assert.ok(step.done() < 20)
  await inSlices(busy(20))
})
