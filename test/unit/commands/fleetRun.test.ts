// A task on many devices: a few at a time, each with its own end, cancelled and tried again.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import {
  FleetRun,
  type Ending,
  type FleetTask,
  type FreshAnswer,
  type Part,
} from '../../../src/commands/fleetRun.ts'
import { SharedTexts } from '../../../src/panels/resultsTexts.ts'

const OK: Ending = { phase: 'ok', words: 'ok' }

/** Questions that the test itself opens and answers. */
class Asking {
  readonly #open = new Set<string>()
  readonly #listeners = new Set<(id: string) => void>()

  isAsking(id: string): boolean {
    return this.#open.has(id)
  }

  onDidChange(listener: (id: string) => void): { dispose(): void } {
    this.#listeners.add(listener)
    return { dispose: () => this.#listeners.delete(listener) }
  }

  set(id: string, isOpen: boolean): void {
    if (isOpen) this.#open.add(id)
    else this.#open.delete(id)
    for (const listener of this.#listeners) listener(id)
  }

  get listeners(): number {
    return this.#listeners.size
  }
}

function runOf(
  count: number,
  run: FleetTask['run'],
  more: {
    limit?: number
    changes?: boolean
    questions?: Asking
    texts?: SharedTexts
    changed?: () => void
  } = {},
): FleetRun {
  const { changes = false, questions = new Asking(), changed = () => undefined, ...options } = more
  return new FleetRun({
    about: { operation: 'get', startedAt: new Date(0) },
    targets: Array.from({ length: count }, (_, index) => ({
      deviceId: `d${index}`,
      deviceName: `r${index}`,
      address: '',
      isProduction: false,
    })),
    task: { changes, run },
    questions,
    changed,
    ...options,
  })
}

/** Parts that end when the test says so. */
function held(): { run: FleetTask['run']; end: (id: string, ending?: Ending) => void; begun: Part[] } {
  const ends = new Map<string, (ending: Ending) => void>()
  const begun: Part[] = []
  return {
    begun,
    run: (part) =>
      new Promise((resolve) => {
        begun.push(part)
        part.update({ phase: 'connecting', words: 'connecting' })
        ends.set(part.deviceId, resolve)
      }),
    end: (id, ending = OK) => ends.get(id)?.(ending),
  }
}

const words = (run: FleetRun): string[] => run.results.map(({ words: said }) => said)

function fresh(xml: string): FreshAnswer {
  return {
    deviceId: 'd',
    deviceName: 'r',
    operation: 'get',
    receivedAt: new Date(0),
    elapsedMs: 1,
    bytes: xml.length,
    outcome: 'data',
    errors: [],
    xml,
    requestXml: '<rpc message-id="1"><get/></rpc>',
  }
}

describe('a run', () => {
  it('has no more devices under way than its limit, and ends with the last', async () => {
    let now = 0
    let most = 0
    const run = runOf(
      20,
      async () => {
        now += 1
        most = Math.max(most, now)
        await turn()
        now -= 1
        return OK
      },
      { limit: 3 },
    )
    await run.start()
    assert.equal(most, 3)
    assert.equal(run.progress, 'over')
    assert.deepEqual(new Set(words(run)), new Set(['ok']))
  })

  it('goes on with others while one hangs', async () => {
    const { run: task, end } = held()
    const run = runOf(5, (part) => (part.deviceId === 'd0' ? task(part) : Promise.resolve(OK)), { limit: 2 })
    const started = run.start()
    for (let turns = 0; turns < 20; turns += 1) await turn()
    assert.deepEqual(words(run), ['connecting', 'ok', 'ok', 'ok', 'ok'])
    end('d0')
    await started
  })

  it('gives the place of a device with a question to the next', async () => {
    const questions = new Asking()
    const { run: task, end, begun } = held()
    const run = runOf(3, task, { limit: 1, questions })
    const started = run.start()
    assert.equal(begun.length, 1)
    questions.set('d0', true)
    await turn()
    assert.deepEqual(words(run), ['waits for your answer', 'connecting', 'waiting'])
    questions.set('d0', false)
    assert.equal(words(run)[0], 'connecting')
    for (const id of ['d0', 'd1']) end(id)
    await turn()
    end('d2')
    await started
    assert.deepEqual(words(run), ['ok', 'ok', 'ok'])
    assert.equal(questions.listeners, 0)
  })
})

describe('cancelling', () => {
  it('what only reads ends all at once, and says which were not sent', async () => {
    const run = runOf(
      3,
      ({ abandon }) =>
        new Promise((resolve) =>
          abandon.addEventListener('abort', () =>
            resolve({ phase: 'cancelled', words: 'cancelled: answer not awaited' }),
          ),
        ),
      { limit: 2 },
    )
    const started = run.start()
    run.cancel()
    await started
    assert.deepEqual(words(run), [
      'cancelled: answer not awaited',
      'cancelled: answer not awaited',
      'cancelled: not sent',
    ])
    assert.ok(run.results[2]?.canRetry)
  })

  it('what changes something brings to its end what was begun; a second time gives up waiting', async () => {
    const { run: task, end, begun } = held()
    const run = runOf(3, task, { limit: 2, changes: true })
    const started = run.start()
    run.cancel()
    assert.equal(run.progress, 'stopping')
    assert.deepEqual([begun[0]?.stop.aborted, begun[0]?.abandon.aborted], [true, false])
    end('d0')
    await turn()
    run.cancel()
    assert.equal(begun[1]?.abandon.aborted, true)
    end('d1', { phase: 'unknown', words: 'sent, outcome unknown' })
    await started
    assert.deepEqual(words(run), ['ok', 'sent, outcome unknown', 'cancelled: not sent'])
  })
})

describe('trying again', () => {
  it('begins a row anew, also while others are under way, and not one that is', async () => {
    const { run: task, end, begun } = held()
    const run = runOf(2, task)
    const started = run.start()
    end('d0', { phase: 'failed', words: 'timed out', message: 'why', canRetry: true })
    await turn()
    assert.equal(run.results[0]?.message, 'why')
    const again = run.start([0, 1])
    assert.equal(begun.length, 3)
    assert.equal(run.results[0].message, undefined)
    end('d0')
    await again
    assert.equal(run.progress, 'running')
    end('d1')
    await started
    assert.deepEqual(words(run), ['ok', 'ok'])
  })

  it('does nothing while the run is stopping', async () => {
    const { run: task, end, begun } = held()
    const run = runOf(2, task, { limit: 1, changes: true })
    const started = run.start()
    run.cancel()
    await run.start([1])
    assert.equal(begun.length, 1)
    end('d0')
    await started
  })
})

describe('answers', () => {
  it('are kept with equal texts once, and let go when the row begins anew', async () => {
    const texts = new SharedTexts()
    const xml = (id: string): string => `<rpc-reply message-id="${id}"><data>same</data></rpc-reply>`
    const run = runOf(
      2,
      ({ deviceId }) => Promise.resolve({ phase: 'data', words: 'data', fresh: fresh(xml(deviceId)) }),
      { texts },
    )
    await run.start()
    assert.equal(run.results[0]?.answer?.reply.body, run.results[1]?.answer?.reply.body)
    const size = '<data>same</data>'.length + '<get/>'.length
    assert.equal(texts.size, size)
    await run.start([0])
    assert.equal(texts.size, size)
    run.forget()
    assert.equal(texts.size, 0)
  })

  it('that are too large are not kept, which the row says', async () => {
    const texts = new SharedTexts({ one: 60, total: 1_000 })
    const xml = `<rpc-reply message-id="1"><data>${'x'.repeat(60)}</data></rpc-reply>`
    const run = runOf(1, () => Promise.resolve({ phase: 'data', words: 'data', fresh: fresh(xml) }), {
      texts,
    })
    await run.start()
    assert.equal(run.results[0]?.notKept, 'size')
    assert.equal(run.results[0].answer, undefined)
  })
})
