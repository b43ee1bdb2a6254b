// One reader's queue: bounded whatever comes, honest about what it dropped, ended exactly once.

import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { describe, it } from 'node:test'
import type { Notification, NotificationKind } from '../../../src/netconf/notification.ts'
import {
  NotificationQueue,
  SlowReaderError,
  type QueueOptions,
} from '../../../src/netconf/notificationQueue.ts'

function notification(name: number | string, more: Partial<Notification> = {}): Notification {
  return { xml: `<${name}>`, bytes: 10, kind: 'event', name: String(name), namespace: '', ...more }
}

function queueOf(
  options: QueueOptions = {},
  count = 0,
): { queue: NotificationQueue; detached: () => number } {
  let detached = 0
  const queue = new NotificationQueue(options, () => (detached += 1))
  for (let next = 1; next <= count; next += 1) queue.push(notification(next))
  return { queue, detached: () => detached }
}

/** `3+2` is notification 3 with two dropped before it. */
async function rest(queue: NotificationQueue): Promise<string[]> {
  const seen: string[] = []
  for await (const { name, dropped } of queue) seen.push(dropped === 0 ? name : `${name}+${dropped}`)
  return seen
}

describe('in time', () => {
  it('gives what was queued in order, then what comes', async () => {
    const { queue } = queueOf({}, 3)
    const reading = rest(queue)
    queue.push(notification(4))
    await new Promise((resolve) => setImmediate(resolve))
    queue.push(notification(5))
    queue.end()
    assert.deepEqual(await reading, ['1', '2', '3', '4', '5'])
  })

  it('several may wait at once, and are served in turn', async () => {
    const { queue } = queueOf()
    const waiting = [queue.next(), queue.next(), queue.next()]
    queue.push(notification(1))
    queue.push(notification(2))
    queue.end()
    assert.deepEqual(
      (await Promise.all(waiting)).map(({ value }) => value?.name),
      ['1', '2', undefined],
    )
  })

  it('any number goes through, and nothing that was read is kept', async () => {
    const { queue } = queueOf({ maxQueued: 100 })
    for (let next = 0; next < 20_000; next += 1) {
      queue.push(notification(next))
      if (next >= 50) assert.equal((await queue.next()).value?.name, String(next - 50))
    }
    assert.deepEqual([queue.queued, queue.queuedBytes, queue.dropped], [50, 500, 0])
  })
})

describe('too slow', () => {
  const cases: readonly (readonly [
    name: string,
    options: QueueOptions,
    seen: readonly string[],
    dropped: number,
  ])[] = [
    ['drop-oldest by default', { maxQueued: 3 }, ['8+7', '9', '10'], 7],
    ['drop-newest', { maxQueued: 3, overflow: 'drop-newest' }, ['1', '2', '3'], 7],
    ['by bytes', { maxQueuedBytes: 35 }, ['8+7', '9', '10'], 7],
    ['by bytes, newest', { maxQueuedBytes: 35, overflow: 'drop-newest' }, ['1', '2', '3'], 7],
    ['room for none is room for one', { maxQueued: 0, maxQueuedBytes: 0 }, ['10+9'], 9],
  ]
  for (const [name, options, seen, dropped] of cases) {
    it(name, async () => {
      const { queue } = queueOf(options, 10)
      queue.end()
      assert.deepEqual([await rest(queue), queue.dropped], [seen, dropped])
    })
  }

  it('drop-newest tells of the gap at the next one that has room', async () => {
    const { queue } = queueOf({ maxQueued: 1, overflow: 'drop-newest' }, 4)
    await queue.next()
    queue.push(notification(5))
    queue.end()
    assert.deepEqual(await rest(queue), ['5+3'])
  })

  it('gaps add up while nobody reads', async () => {
    const { queue } = queueOf({ maxQueued: 2 }, 5)
    assert.equal((await queue.next()).value?.dropped, 3)
    for (const next of [6, 7, 8]) queue.push(notification(next))
    queue.end()
    assert.deepEqual(await rest(queue), ['7+2', '8'])
  })

  it('one larger than all room is still told, alone', async () => {
    const { queue } = queueOf({ maxQueuedBytes: 100 }, 2)
    queue.push(notification('large', { bytes: 1_000 }))
    assert.equal(queue.queued, 1)
    queue.push(notification('small'))
    queue.end()
    assert.deepEqual(await rest(queue), ['small+3'])
  })

  it('fail: what was queued is read, then SlowReaderError, then nothing', async () => {
    const { queue, detached } = queueOf({ maxQueued: 2, overflow: 'fail' }, 5)
    assert.equal(detached(), 1)
    assert.equal((await queue.next()).value?.name, '1')
    assert.equal((await queue.next()).value?.name, '2')
    await assert.rejects(
      queue.next(),
      (error) => error instanceof SlowReaderError && /2 of them \(20 bytes\)/.test(error.message),
    )
    assert.deepEqual(await queue.next(), { done: true, value: undefined })
  })

  it('memory stays within the bound however much comes', () => {
    const { queue } = queueOf({ maxQueued: 1_000, maxQueuedBytes: 5_000 })
    for (let next = 0; next < 100_000; next += 1) queue.push(notification(next, { bytes: 1 + (next % 700) }))
    assert.ok(queue.queued <= 1_000 && queue.queuedBytes <= 5_000)
    assert.ok(queue.dropped > 99_000)
  })
})

describe('the end', () => {
  it('break lets everything go and detaches', async () => {
    const { queue, detached } = queueOf({}, 3)
    for await (const { name } of queue) if (name === '2') break
    queue.push(notification(4))
    assert.deepEqual([queue.queued, queue.queuedBytes, detached()], [0, 0, 1])
    assert.equal((await queue.next()).done, true)
  })

  it('return() ends those who wait', async () => {
    const { queue } = queueOf()
    const waiting = queue.next()
    await queue.return()
    assert.equal((await waiting).done, true)
  })

  it('an error comes after what was queued, once', async () => {
    const { queue } = queueOf({}, 1)
    const error = new Error('gone')
    queue.end(error)
    queue.end()
    await queue.next()
    await assert.rejects(queue.next(), error)
    assert.equal((await queue.next()).done, true)
  })

  it('an abort comes at once, with its reason, and leaves no listener', async () => {
    const abort = new AbortController()
    const { queue, detached } = queueOf({ signal: abort.signal }, 3)
    const reason = new Error('enough')
    abort.abort(reason)
    await assert.rejects(queue.next(), reason)
    assert.deepEqual([detached(), getEventListeners(abort.signal, 'abort').length], [1, 0])
  })

  it('aborted before it began', async () => {
    const { queue, detached } = queueOf({ signal: AbortSignal.abort() })
    await assert.rejects(queue.next(), { name: 'AbortError' })
    assert.equal(detached(), 1)
  })

  it('leaves no listener when it ends by itself', () => {
    const { signal } = new AbortController()
    const { queue } = queueOf({ signal })
    assert.equal(getEventListeners(signal, 'abort').length, 1)
    queue.end()
    assert.equal(getEventListeners(signal, 'abort').length, 0)
  })
})

describe('a subscription of its own', () => {
  const about = (id: number, kind: NotificationKind): Notification =>
    notification(`${kind} ${id}`, { kind, subscriptionId: id })

  it('before its id is known, all is kept; then what is of others goes', async () => {
    const { queue } = queueOf()
    queue.push(about(1, 'push-update'))
    queue.push(about(2, 'push-update'))
    queue.push(about(1, 'subscription-terminated'))
    queue.push(notification('an event of a stream'))
    queue.follow(2)
    queue.push(about(1, 'push-update'))
    queue.push(about(2, 'subscription-suspended'))
    queue.push(about(2, 'subscription-terminated'))
    queue.push(about(2, 'push-update'))
    assert.deepEqual(await rest(queue), [
      'push-update 2',
      'an event of a stream',
      'subscription-suspended 2',
      'subscription-terminated 2',
    ])
  })

  it('may have ended before its id was known', async () => {
    const { queue, detached } = queueOf()
    queue.push(about(2, 'subscription-terminated'))
    queue.push(about(2, 'push-update'))
    queue.follow(2)
    assert.deepEqual([await rest(queue), detached()], [['subscription-terminated 2'], 1])
  })

  it('of RFC 5277 ends with notificationComplete', async () => {
    const { queue } = queueOf({}, 1)
    queue.push(notification('replay', { kind: 'replayComplete' }))
    queue.push(notification('complete', { kind: 'notificationComplete' }))
    queue.push(notification(9))
    assert.deepEqual(await rest(queue), ['1', 'replay', 'complete'])
  })
})
