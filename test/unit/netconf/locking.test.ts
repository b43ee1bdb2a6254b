// Locks as a scope: in order, back in reverse, whatever happens in between; and told when one stays behind.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PLAIN_DIALECT } from '../../../src/netconf/dialect.ts'
import { SessionClosedError, type RpcError } from '../../../src/netconf/errors.ts'
import { lockHolder, UnlockError, type LockTarget } from '../../../src/netconf/locking.ts'
import { commit } from '../../../src/netconf/operations.ts'
import type { Session, SessionOptions } from '../../../src/netconf/session.ts'
import { openFake, settle, type FakeServer } from '../fakes/fakeServer.ts'

const DENIED =
  '<rpc-error><error-type>protocol</error-type><error-tag>lock-denied</error-tag><error-severity>error</error-severity><error-info><session-id>454</session-id></error-info></rpc-error>'
const NOT_SUPPORTED =
  '<rpc-error><error-type>protocol</error-type><error-tag>operation-not-supported</error-tag><error-severity>error</error-severity></rpc-error>'
const FAILED =
  '<rpc-error><error-tag>operation-failed</error-tag><error-severity>error</error-severity></rpc-error>'

interface Device {
  readonly server: FakeServer
  readonly session: Session
  /** `lock candidate`, `unlock running`, … in the order in which they came. */
  readonly log: string[]
}

/** A device that answers as `answers` says, and with ok else; `silent` never. */
async function device(
  answers: Readonly<Record<string, string>> = {},
  options: SessionOptions = {},
): Promise<Device> {
  const { server, session } = await openFake({}, options)
  const log: string[] = []
  void (async () => {
    for (;;) {
      const rpc = await server.nextRpc()
      const [, name = '', target = ''] = /<([\w-]+)>(?:<target><([\w-]+))?/.exec(rpc.operation) ?? []
      const what = target === '' ? rpc.operation.replaceAll(/[</>]/g, '') : `${name} ${target}`
      log.push(what)
      const answer = answers[what] ?? '<ok/>'
      if (answer === 'close') server.close()
      else if (answer !== 'silent') server.reply(rpc, answer)
    }
  })()
  return { server, session, log }
}

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => assert.fail('it succeeded'),
    (error: unknown) => error,
  )

const BOTH: readonly LockTarget[] = ['candidate', 'running']

describe('locked', () => {
  it('locks in order, works, unlocks in reverse, and returns what the work returns', async () => {
    const { session, log } = await device()
    const result = await session.locked(BOTH, async (held) => {
      assert.deepEqual(held, BOTH)
      await session.request(commit())
      return 42
    })
    assert.equal(result, 42)
    assert.deepEqual(log, ['lock candidate', 'lock running', 'commit', 'unlock running', 'unlock candidate'])
    await session.close()
  })

  it('takes a single target, of the NMDA too', async () => {
    const { session, log } = await device()
    await session.locked('candidate', () => Promise.resolve())
    await session.locked({ datastore: 'running' }, () => Promise.resolve())
    assert.deepEqual(log, ['lock candidate', 'unlock candidate', 'lock datastore', 'unlock datastore'])
    await session.close()
  })

  it('unlocks when the work fails, and throws its error', async () => {
    const { session, log } = await device()
    const error = new Error('the work')
    assert.equal(await rejection(session.locked(BOTH, () => Promise.reject(error))), error)
    assert.deepEqual(log.slice(2), ['unlock running', 'unlock candidate'])
    await session.close()
  })

  it('a denied lock: what was locked is unlocked, the work is not done, and the holder is known', async () => {
    const { session, log } = await device({ 'lock running': DENIED })
    const error = await rejection(session.locked(BOTH, () => assert.fail('worked')))
    assert.equal((error as RpcError).kind, 'rpc')
    assert.equal(lockHolder(error), 454)
    assert.deepEqual(log, ['lock candidate', 'lock running', 'unlock candidate'])
    await session.close()
  })

  it('only what holds a lock is a holder', () => {
    for (const error of [undefined, new Error('x'), new SessionClosedError('us', 'x')]) {
      assert.equal(lockHolder(error), undefined)
    }
  })

  it('the same target twice is refused before anything is sent', async () => {
    const { session, log } = await device()
    const targets: readonly LockTarget[] = ['running', { datastore: 'running' }]
    await assert.rejects(
      session.locked(targets, () => Promise.resolve()),
      { name: 'OptionError' },
    )
    assert.deepEqual(log, [])
    await session.close()
  })
})

describe('an error mode or exemption of the session', () => {
  const lenient: readonly SessionOptions[] = [
    { errorMode: 'none' },
    { exemptErrors: ['*'] },
    { dialect: { ...PLAIN_DIALECT, exemptErrors: ['*'] } },
  ]
  for (const options of lenient) {
    it(`makes no lock of a denied one: ${Object.keys(options).join()}`, async () => {
      const { session } = await device({ 'lock running': DENIED }, options)
      await assert.rejects(
        session.locked('running', () => assert.fail('worked')),
        { kind: 'rpc' },
      )
      await session.close()
    })

    it(`hides no unlock that failed: ${Object.keys(options).join()}`, async () => {
      const { session } = await device({ 'unlock running': FAILED }, options)
      await assert.rejects(
        session.locked('running', () => Promise.resolve()),
        UnlockError,
      )
      await session.close()
    })
  }

  it('that takes warnings for errors leaves a lock granted with a warning', async () => {
    const warned = FAILED.replace('>error<', '>warning<')
    const { session, log } = await device({ 'lock running': warned }, { errorMode: 'all' })
    await session.locked('running', () => Promise.resolve())
    assert.deepEqual(log, ['lock running', 'unlock running'])
    await session.close()
  })
})

describe('where the device supports no lock', () => {
  it('the work is done without, if the caller wants that', async () => {
    const { session, log } = await device({ 'lock running': NOT_SUPPORTED })
    const held = await session.locked(BOTH, (names) => Promise.resolve(names), { ifSupported: true })
    assert.deepEqual(held, ['candidate'])
    assert.deepEqual(log, ['lock candidate', 'lock running', 'unlock candidate'])
    await session.close()
  })

  it('else it is an error', async () => {
    const { session } = await device({ 'lock running': NOT_SUPPORTED })
    await assert.rejects(
      session.locked('running', () => Promise.resolve()),
      { kind: 'rpc' },
    )
    await session.close()
  })

  it('a denied lock is an error in any case', async () => {
    const { session } = await device({ 'lock running': DENIED })
    await assert.rejects(
      session.locked('running', () => Promise.resolve(), { ifSupported: true }),
      { kind: 'rpc' },
    )
    await session.close()
  })
})

describe('an unlock that fails', () => {
  it('is told after work that succeeded; the other locks are given back', async () => {
    const { session, log } = await device({ 'unlock running': FAILED })
    const error = await rejection(session.locked(BOTH, () => Promise.resolve()))
    assert.ok(error instanceof UnlockError)
    assert.deepEqual([error.targets, error.sessionIsGone, error.errors.length], [['running'], false, 1])
    assert.match(error.message, /^running could not be unlocked and may still be locked/)
    assert.equal(log.at(-1), 'unlock candidate')
    await session.close()
  })

  it('is told together with the error of the work', async () => {
    const { session } = await device({ 'unlock running': FAILED, 'unlock candidate': FAILED })
    const work = new Error('the work')
    const error = await rejection(session.locked(BOTH, () => Promise.reject(work)))
    assert.ok(error instanceof UnlockError)
    assert.deepEqual([error.targets, error.errors.length], [['running', 'candidate'], 3])
    assert.equal(error.errors[0], work)
    await session.close()
  })

  it('because the session is gone says so', async () => {
    const { session } = await device({ 'unlock running': 'close' })
    const error = await rejection(session.locked(BOTH, () => Promise.resolve()))
    assert.ok(error instanceof UnlockError)
    assert.equal(error.sessionIsGone, true)
    assert.match(error.message, /^The session ended before running and candidate could be unlocked/)
  })

  it('because the session ended in the work: its error says it all', async () => {
    const { session } = await device({ commit: 'close' })
    const error = await rejection(session.locked(BOTH, () => session.request(commit())))
    assert.ok(error instanceof SessionClosedError)
  })

  it('because nobody answers ends in time', async () => {
    const { session } = await device({ 'unlock candidate': 'silent' })
    const error = await rejection(session.locked('candidate', () => Promise.resolve(), { timeoutMs: 20 }))
    assert.ok(error instanceof UnlockError && error.errors[0] instanceof Error)
    assert.match(error.errors[0].message, /No reply to unlock candidate/)
    await session.close()
  })
})

describe('an abort', () => {
  it('while the lock is awaited: it is unlocked all the same, for it may be granted yet', async () => {
    const { session, log } = await device({ 'lock running': 'silent' })
    const abort = new AbortController()
    const locking = rejection(session.locked(BOTH, () => assert.fail('worked'), { signal: abort.signal }))
    await settle()
    const reason = new Error('enough')
    abort.abort(reason)
    assert.equal(await locking, reason)
    assert.deepEqual(log, ['lock candidate', 'lock running', 'unlock running', 'unlock candidate'])
    await session.close()
  })

  it('in the work does not keep the locks', async () => {
    const { session, log } = await device()
    const abort = new AbortController()
    const work = (): Promise<never> => {
      abort.abort(new Error('enough'))
      return Promise.reject(abort.signal.reason as Error)
    }
    await assert.rejects(session.locked('candidate', work, { signal: abort.signal }), /enough/)
    assert.deepEqual(log, ['lock candidate', 'unlock candidate'])
    await session.close()
  })

  it('before the first lock sends nothing', async () => {
    const { session, log } = await device()
    const signal = AbortSignal.abort(new Error('enough'))
    await assert.rejects(
      session.locked(BOTH, () => Promise.resolve(), { signal }),
      /enough/,
    )
    assert.deepEqual(log, [])
    await session.close()
  })
})
