// Sessions on demand: opened once for all who ask, again after a loss, patiently, and never with an operation repeated.

import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { get } from '../../../src/netconf/operations.ts'
import { SessionSource, type ReconnectOptions } from '../../../src/netconf/reconnect.ts'
import { Session } from '../../../src/netconf/session.ts'
import { ConnectError, type ConnectFailure } from '../../../src/transport/errors.ts'
import { FakeServer, settle } from '../fakes/fakeServer.ts'

interface World {
  readonly source: SessionSource
  readonly servers: FakeServer[]
  readonly delays: number[]
  /** How often a session was asked for; `failures` fail first. */
  readonly opened: () => number
}

function world(failures: readonly ConnectFailure[] = [], options: ReconnectOptions = {}): World {
  const servers: FakeServer[] = []
  const delays: number[] = []
  let opened = 0
  const open = (signal: AbortSignal): Promise<Session> => {
    const failure = failures[opened]
    opened += 1
    if (failure !== undefined) return Promise.reject(new ConnectError(failure, `It is ${failure}.`))
    const server = new FakeServer()
    servers.push(server)
    return Session.open(server.transport, { signal })
  }
  const source = new SessionSource(open, {
    random: () => 1,
    onRetry: (_error, _attempt, delayMs) => delays.push(delayMs),
    ...options,
  })
  return { source, servers, delays, opened: () => opened }
}

/** Lets pauses pass, one after the other. */
async function passTime(context: TestContext): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    await settle()
    context.mock.timers.tick(60_000)
  }
  await settle()
}

describe('on demand', () => {
  it('one session for all who ask, opened by the first', async () => {
    const { source, opened } = world()
    assert.equal(opened(), 0)
    const [first, second] = await Promise.all([source.session(), source.session()])
    assert.equal(first, second)
    assert.equal(await source.session(), first)
    assert.equal(opened(), 1)
    await source.close()
  })

  it('another one after a loss, by the next request; the request that was under way is not repeated', async () => {
    const { source, servers, opened } = world()
    const lost = source.request(get())
    await settle()
    await servers[0]!.nextRpc()
    servers[0]!.close()
    await assert.rejects(lost, { kind: 'closed', by: 'peer' })
    await settle()
    assert.equal(opened(), 1)
    const next = source.request(get())
    await settle()
    servers[1]!.reply(await servers[1]!.nextRpc(), '<ok/>')
    assert.equal((await next).isOk, true)
    assert.equal(servers[1]!.received.filter((text) => text.includes('<get/>')).length, 1)
    assert.equal(opened(), 2)
    await source.close()
  })

  it('none after close()', async () => {
    const { source, servers } = world()
    await source.session()
    await source.close()
    await settle()
    assert.equal(servers[0]!.isClosed, true)
    await assert.rejects(source.session(), { kind: 'closed', by: 'us' })
  })
})

describe('failures', () => {
  it('are tried again after growing pauses, up to a limit', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const { source, delays, opened } = world(
      Array.from({ length: 20 }, () => 'refused'),
      { maxDelayMs: 3_000 },
    )
    const failing = assert.rejects(source.session(), { kind: 'connect', reason: 'refused' })
    await passTime(context)
    await failing
    assert.deepEqual([delays, opened()], [[500, 1_000, 2_000, 3_000, 3_000], 6])
  })

  it('pauses are spread between half and all of their length', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const { source, delays } = world(['refused', 'unreachable'], { random: () => 0 })
    const opening = source.session()
    await passTime(context)
    await opening
    assert.deepEqual(delays, [250, 500])
  })

  it('of one request do not shorten the pauses of another', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const { source, opened } = world(['timeout', 'refused'])
    const opening = source.session()
    await passTime(context)
    const session = await opening
    assert.deepEqual([session.isOpen, opened()], [true, 3])
    context.mock.timers.reset()
    await source.close()
  })

  for (const reason of ['auth', 'hostKey', 'noSubsystem', 'algorithms', 'tls'] as const) {
    it(`${reason} is final: trying again would only do harm`, async () => {
      const { source, opened } = world([reason])
      await assert.rejects(source.session(), { kind: 'connect', reason })
      assert.equal(opened(), 1)
      assert.equal((await source.session()).isOpen, true)
      await source.close()
    })
  }
})

describe('giving up', () => {
  it('in a pause ends it at once; the attempt ends with the last who waits', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const { source, opened } = world(Array.from({ length: 20 }, () => 'refused'))
    const [one, two] = [new AbortController(), new AbortController()]
    const first = assert.rejects(source.session(one.signal), /one left/)
    const second = assert.rejects(source.session(two.signal), /two left/)
    await settle()
    one.abort(new Error('one left'))
    await first
    context.mock.timers.tick(500)
    await settle()
    assert.equal(opened(), 2)
    two.abort(new Error('two left'))
    await second
    await passTime(context)
    assert.equal(opened(), 2)
  })

  it('by close() ends an attempt, and all who wait for it', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const { source } = world(['refused', 'refused'])
    const waiting = assert.rejects(source.session(), { kind: 'closed', by: 'us' })
    await settle()
    await source.close()
    await waiting
  })

  it('a session that comes too late is closed', async () => {
    const server = new FakeServer()
    let deliver: (session: Session) => void = () => undefined
    const source = new SessionSource(() => new Promise((resolve) => (deliver = resolve)))
    const abort = new AbortController()
    const waiting = assert.rejects(source.session(abort.signal), { name: 'AbortError' })
    abort.abort()
    await waiting
    deliver(await Session.open(server.transport))
    await settle()
    assert.equal(server.isClosed, true)
  })
})
