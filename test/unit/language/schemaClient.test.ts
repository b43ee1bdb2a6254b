// Questions to the thread of the schemas: each ends once, whatever becomes of the thread.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { HeldSchema } from '../../../src/language/heldSchema.ts'
import {
  SchemaClient,
  SchemaThreadLost,
  type StartThread,
  type ThreadEvents,
} from '../../../src/language/schemaClient.ts'
import { loadSchema } from '../../../src/language/schemaLoading.ts'
import type { SchemaCall } from '../../../src/language/schemaRequests.ts'
import { SchemaService } from '../../../src/language/schemaService.ts'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

interface FakeThread {
  readonly events: ThreadEvents
  readonly calls: SchemaCall[]
  isEnded: boolean
}

/** Threads that answer only what the test tells them to. */
function threads(): { readonly start: StartThread; readonly all: FakeThread[] } {
  const all: FakeThread[] = []
  return {
    all,
    start: (events) => {
      const thread: FakeThread = { events, calls: [], isEnded: false }
      all.push(thread)
      return { post: (call) => thread.calls.push(call), end: () => (thread.isEnded = true) }
    },
  }
}

const answer = (thread: FakeThread | undefined, at: number, value: unknown): void =>
  thread?.events.returned({ id: thread.calls[at]?.id ?? -1, outcome: 'answer', answer: value })

describe('SchemaClient', () => {
  it('starts no thread before the first question, and matches answers in any order', async () => {
    const { start, all } = threads()
    const client = new SchemaClient(start)
    assert.equal(all.length, 0)
    const one = client.ask('tree', { key: 'k', module: 'a' })
    const two = client.ask('offer', { hashes: ['h'] })
    assert.deepEqual(
      all[0]?.calls.map(({ request }) => request),
      [
        { type: 'tree', key: 'k', module: 'a' },
        { type: 'offer', hashes: ['h'] },
      ],
    )
    answer(all[0], 1, ['h'])
    answer(all[0], 0, 'module: a')
    assert.deepEqual(await Promise.all([one, two]), ['module: a', ['h']])
    client.dispose()
  })

  it('a thread that dies fails what it had, and the next question starts another', async () => {
    const { start, all } = threads()
    const client = new SchemaClient(start)
    const asked = [client.ask('node', { key: 'k', path: '/' }), client.ask('offer', { hashes: [] })]
    all[0]?.events.ended('it ran out of memory.')
    for (const one of asked) {
      await assert.rejects(
        one,
        (error) => error instanceof SchemaThreadLost && /out of memory/.test(error.message),
      )
    }
    const next = client.ask('offer', { hashes: ['x'] })
    // What the dead one still says is nobody's.
    all[0]?.events.ended('again')
    all[0]?.events.returned({ id: all[1]?.calls[0]?.id ?? -1, outcome: 'answer', answer: ['wrong'] })
    answer(all[1], 0, ['x'])
    assert.deepEqual([await next, all.length], [['x'], 2])
    client.dispose()
  })

  it('an error of the thread is the question’s alone', async () => {
    const { start, all } = threads()
    const client = new SchemaClient(start)
    const bad = client.ask('tree', { key: 'k', module: 'x' })
    const good = client.ask('offer', { hashes: [] })
    all[0]?.events.returned({
      id: all[0].calls[0]?.id ?? -1,
      outcome: 'error',
      message: 'There is no module x.',
    })
    answer(all[0], 1, [])
    await assert.rejects(bad, /no module x/)
    assert.deepEqual(await good, [])
    client.dispose()
  })

  it('an aborted question ends at once; its answer is dropped', async () => {
    const { start, all } = threads()
    const client = new SchemaClient(start)
    const abort = new AbortController()
    const asked = client.ask('offer', { hashes: [] }, abort.signal)
    abort.abort(new Error('enough'))
    await assert.rejects(asked, /enough/)
    answer(all[0], 0, [])
    await assert.rejects(client.ask('offer', { hashes: [] }, abort.signal), /enough/)
    assert.equal(all[0]?.calls.length, 1)
    client.dispose()
  })

  it('what cannot be sent fails', async () => {
    const client = new SchemaClient(() => ({
      post: () => {
        throw new Error('not cloneable')
      },
      end: () => undefined,
    }))
    await assert.rejects(client.ask('offer', { hashes: [] }), /not cloneable/)
    client.dispose()
  })

  it('ends an idle thread, but not one that is at work', async () => {
    const { start, all } = threads()
    const client = new SchemaClient(start, { idleMs: 5 })
    const one = client.ask('offer', { hashes: [] })
    await new Promise((resolve) => setTimeout(resolve, 20))
    assert.equal(all[0]?.isEnded, false)
    answer(all[0], 0, [])
    await one
    // The client's timer keeps no process alive, so ours does.
    await new Promise((resolve) => setTimeout(resolve, 30))
    assert.deepEqual(
      all.map(({ isEnded }) => isEnded),
      [true],
    )
    client.dispose()
  })

  it('after dispose nothing is asked any more', async () => {
    const { start, all } = threads()
    const client = new SchemaClient(start)
    const open = client.ask('offer', { hashes: [] })
    client.dispose()
    await assert.rejects(open, SchemaThreadLost)
    await assert.rejects(client.ask('offer', { hashes: [] }), SchemaThreadLost)
    assert.deepEqual([all.length, all[0]?.isEnded], [1, true])
  })
})

/** Threads that really hold schemas. */
function services(): { readonly start: StartThread; readonly calls: SchemaCall[]; kill: () => void } {
  const calls: SchemaCall[] = []
  const self = {
    calls,
    kill: (): void => undefined,
    start: ((events) => {
      const service = new SchemaService()
      self.kill = () => events.ended('it was killed.')
      return {
        post: (call) => {
          calls.push(call)
          setImmediate(() => events.returned(service.answer(call)))
        },
        end: () => undefined,
      }
    }) satisfies StartThread,
  }
  return self
}

const TEXT = 'module a { namespace "urn:a"; prefix a; container top { leaf x { type string; } } }'

function sourceOf(
  texts: Readonly<Record<string, string>>,
  key = 'k',
): Parameters<typeof loadSchema>[1] & { reads: string[] } {
  const reads: string[] = []
  return {
    ...{ key, implemented: ['a'], features: 'all', reads },
    texts: Object.entries(texts).map(([hash, text]) => ({
      hash,
      read: () => {
        reads.push(hash)
        return Promise.resolve(text)
      },
    })),
  }
}

describe('loadSchema', () => {
  it('sends each text once, however many schemas have it', async () => {
    const { start, calls } = services()
    const client = new SchemaClient(start)
    const first = sourceOf({ h1: TEXT, h2: TEXT.replaceAll('module a', 'module b') })
    const second = sourceOf({ h1: TEXT }, 'other')
    const { modules } = await loadSchema(client, first)
    await loadSchema(client, second)
    assert.deepEqual(
      [modules.map(({ name }) => name), first.reads, second.reads],
      [['a', 'b'], ['h1', 'h2'], []],
    )
    assert.equal(calls.filter(({ request }) => request.type === 'texts').length, 1)
    client.dispose()
  })

  it('sends much in pieces', async () => {
    const { start, calls } = services()
    const client = new SchemaClient(start)
    const large = Array.from(
      { length: 6 },
      (_, at) => [`h${at}`, `${TEXT}/*${'x'.repeat(200_000)}*/`] as const,
    )
    await loadSchema(client, sourceOf(Object.fromEntries(large)))
    assert.equal(calls.filter(({ request }) => request.type === 'texts').length, 2)
    client.dispose()
  })
})

describe('HeldSchema', () => {
  it('comes back by itself after the thread has ended', async () => {
    const threadsOf = services()
    const client = new SchemaClient(threadsOf.start)
    const held = new HeldSchema(client, sourceOf({ h1: TEXT }))
    await held.load()
    const tree = await held.ask('tree', { module: 'a' })
    threadsOf.kill()
    assert.equal(await held.ask('tree', { module: 'a' }), tree)
    assert.match(tree, /top/)
    client.dispose()
  })

  it('is brought back once for all who ask', async () => {
    const { start, calls } = services()
    const client = new SchemaClient(start)
    const held = new HeldSchema(client, sourceOf({ h1: TEXT }))
    await Promise.all([held.ask('tree', { module: 'a' }), held.ask('find', { words: 'x', limit: 9 })])
    assert.equal(calls.filter(({ request }) => request.type === 'load').length, 1)
    client.dispose()
  })

  it('a text that cannot be had any more is the error', async () => {
    const { start } = services()
    const client = new SchemaClient(start)
    const source = sourceOf({})
    const held = new HeldSchema(client, {
      ...source,
      texts: [{ hash: 'h', read: () => Promise.reject(new Error('It has gone from the cache.')) }],
    })
    await assert.rejects(held.ask('tree', { module: 'a' }), /gone from the cache/)
    await turn()
    client.dispose()
  })
})
