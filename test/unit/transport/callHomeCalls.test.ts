// Who may come in of those who call home: the rules alone, without a network.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Calls, type Caller, type CallOptions } from '../../../src/transport/callHomeCalls.ts'
import { hostKeyOf } from '../../../src/transport/knownHosts.ts'
import { leavesNothingOpen } from '../fakes/openHandles.ts'

const HOUR = 3600 * 1000
const never = new AbortController().signal

const callerOf = (name: string): Caller => ({ transport: 'ssh', key: hostKeyOf(Buffer.from(name)) })
const fingerprintOf = (name: string): string => hostKeyOf(Buffer.from(name)).sha256

/** Calls whose known devices are those named in `known`. */
function callsOf(known: Set<string>, changes: Partial<CallOptions<string>> = {}): Calls<string> {
  return new Calls({
    identify: (caller) =>
      [...known].find((name) => caller.transport === 'ssh' && caller.key.sha256 === fingerprintOf(name)),
    decisionMs: HOUR,
    ...changes,
  })
}

describe('calls', () => {
  test('a known key comes in; its address does not count', async () => {
    const calls = callsOf(new Set(['core-1']))
    assert.deepEqual(await calls.admit(callerOf('core-1'), '192.0.2.1', never), { device: 'core-1' })
    calls.accepted(callerOf('core-1'))
    assert.deepEqual(await calls.admit(callerOf('core-1'), '192.0.2.2', never), { device: 'core-1' })
    assert.deepEqual(
      calls.list.map(({ address, count, fingerprint }) => ({ address, count, fingerprint })),
      [{ address: '192.0.2.2', count: 2, fingerprint: fingerprintOf('core-1') }],
    )
  })

  test('an unknown one waits until it is known', async () => {
    await leavesNothingOpen(async () => {
      const known = new Set<string>()
      const states: string[] = []
      const calls: Calls<string> = callsOf(known, {
        onChange: () => states.push(calls.list[0]?.state ?? ''),
      })
      const verdict = calls.admit(callerOf('core-1'), '::1', never)
      assert.equal(calls.waiting, 1)
      known.add('core-1')
      calls.reconsider(fingerprintOf('core-1'))
      assert.deepEqual(await verdict, { device: 'core-1' })
      calls.accepted(callerOf('core-1'))
      assert.deepEqual([...new Set(states)], ['unknown', 'waiting', 'connecting', 'accepted'])
      assert.equal(calls.waiting, 0)
    })
  })

  const TURNED_AWAY: readonly {
    name: string
    options?: Partial<CallOptions<string>>
    act: (calls: Calls<string>, gone: AbortController) => void
    state: string
  }[] = [
    {
      name: 'asked anew, still unknown',
      act: (calls) => calls.reconsider(fingerprintOf('x')),
      state: 'unknown',
    },
    { name: 'refused', act: (calls) => calls.refuse(fingerprintOf('x')), state: 'refused' },
    { name: 'nobody decides in time', options: { decisionMs: 20 }, act: () => undefined, state: 'unknown' },
    { name: 'it hangs up', act: (_calls, gone) => gone.abort(), state: 'unknown' },
  ]
  for (const { name, options, act, state } of TURNED_AWAY) {
    test(`an unknown one is turned away: ${name}`, async () => {
      await leavesNothingOpen(async () => {
        const calls = callsOf(new Set(), options)
        const gone = new AbortController()
        const verdict = calls.admit(callerOf('x'), '::1', gone.signal)
        act(calls, gone)
        assert.ok('refuse' in (await verdict))
        assert.equal(calls.list[0]?.state, state)
        assert.equal(calls.waiting, 0)
      })
    })
  }

  test('a refused one is not asked about again', async () => {
    const calls = callsOf(new Set())
    const first = calls.admit(callerOf('x'), '::1', never)
    calls.refuse(fingerprintOf('x'))
    await first
    assert.ok('refuse' in (await calls.admit(callerOf('x'), '::1', never)))
    assert.equal(calls.list[0]?.count, 2)
  })

  test('of one caller a single connection waits', async () => {
    const known = new Set<string>()
    const calls = callsOf(known)
    const first = calls.admit(callerOf('x'), '::1', never)
    assert.ok('refuse' in (await calls.admit(callerOf('x'), '::1', never)))
    assert.equal(calls.list[0]?.state, 'waiting')
    known.add('x')
    calls.reconsider(fingerprintOf('x'))
    assert.deepEqual(await first, { device: 'x' })
  })

  test('made-up keys cannot fill the waiting room, nor the list', async () => {
    const calls = callsOf(new Set(['core-1']))
    const gone = new AbortController()
    const verdicts = Array.from({ length: 150 }, (_, index) =>
      calls.admit(callerOf(`x${index}`), '::1', gone.signal),
    )
    assert.equal(calls.waiting, 8)
    assert.deepEqual(await calls.admit(callerOf('core-1'), '::1', never), { device: 'core-1' })
    assert.ok(calls.list.length <= 100)
    assert.equal(calls.list.filter(({ state }) => state === 'waiting').length, 8)
    assert.equal(calls.list.filter(({ state }) => state === 'connecting').length, 1)
    gone.abort()
    assert.ok((await Promise.all(verdicts)).every((verdict) => 'refuse' in verdict))
  })

  test('one whose call failed is left alone for a while, or until somebody says otherwise', async () => {
    const caller = callerOf('core-1')
    const calls = callsOf(new Set(['core-1']), { retryMs: HOUR })
    await calls.admit(caller, '::1', never)
    calls.failed(caller, 'It did not let us in.', true)
    assert.equal(calls.list[0]?.problem, 'It did not let us in.')
    assert.ok('refuse' in (await calls.admit(caller, '::1', never)))
    assert.equal(calls.list[0].state, 'failed')
    calls.reconsider(fingerprintOf('core-1'))
    assert.deepEqual(await calls.admit(caller, '::1', never), { device: 'core-1' })
    assert.equal(calls.list[0].problem, undefined)
  })

  test('one that shows a key and fails before it has proven to own it keeps nobody out', async () => {
    const caller = callerOf('core-1')
    const calls = callsOf(new Set(['core-1']), { retryMs: HOUR })
    await calls.admit(caller, '198.51.100.7', never)
    calls.failed(caller, 'The signature is wrong.', false)
    assert.equal(calls.list[0]?.problem, 'The signature is wrong.')
    assert.deepEqual(await calls.admit(caller, '::1', never), { device: 'core-1' })
  })

  test('a login that failed counts although a stranger failed with the same key meanwhile', async () => {
    const caller = callerOf('core-1')
    const calls = callsOf(new Set(['core-1']), { retryMs: HOUR })
    await calls.admit(caller, '::1', never)
    await calls.admit(caller, '198.51.100.7', never)
    calls.failed(caller, 'The signature is wrong.', false)
    calls.failed(caller, 'It did not let us in.', true)
    assert.ok('refuse' in (await calls.admit(caller, '::1', never)))
  })
})
