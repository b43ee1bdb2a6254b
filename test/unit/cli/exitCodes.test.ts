// Every kind of ending has its own exit code.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { EXIT, exitCodeOf } from '../../../src/cli/exitCodes.ts'
import { FoundProblems, PartialFailure, UnsupportedError, UsageError } from '../../../src/cli/failures.ts'
import { Interruption, interruptionOf } from '../../../src/cli/interruption.ts'
import {
  OptionError,
  ProtocolError,
  RpcError,
  SessionClosedError,
  TimeoutError,
} from '../../../src/netconf/errors.ts'
import { UnlockError } from '../../../src/netconf/locking.ts'
import { ConnectError } from '../../../src/transport/errors.ts'

const rpcError = new RpcError('get', [], { xml: '', requestXml: '', elapsedMs: 0, bytes: 0 })
const closed = new SessionClosedError('peer', '')

describe('exitCodeOf', () => {
  const cases: readonly (readonly [string, unknown, number])[] = [
    ['anything else', new Error('disk full'), 1],
    ['usage', new UsageError(''), 2],
    ['options that exclude each other', new OptionError(''), 2],
    ['refused', new ConnectError('refused', ''), 3],
    ['unreachable', new ConnectError('unreachable', ''), 3],
    ['no subsystem', new ConnectError('noSubsystem', ''), 3],
    ['no common algorithm', new ConnectError('algorithms', ''), 3],
    ['not let in', new ConnectError('auth', ''), 4],
    ['host key', new ConnectError('hostKey', ''), 5],
    ['certificate', new ConnectError('tls', ''), 5],
    ['rpc-error', rpcError, 6],
    ['still locked', new UnlockError(['running'], [rpcError], false), 6],
    ['no reply', new TimeoutError('get', 1), 7],
    ['no connection in time', new ConnectError('timeout', ''), 7],
    ['protocol', new ProtocolError('', '', ''), 8],
    ['closed', closed, 9],
    ['closed while locked', new UnlockError(['running'], [closed], true), 9],
    ['unsupported', new UnsupportedError(''), 10],
    ['partial', new PartialFailure(''), 11],
    ['problems found', new FoundProblems(''), 12],
    ['Ctrl-C', new Interruption('SIGINT'), 130],
    ['SIGTERM', new Interruption('SIGTERM'), 143],
    ['nobody reads', new Interruption('EPIPE'), 141],
  ]
  for (const [what, error, code] of cases) test(what, () => assert.equal(exitCodeOf(error), code))

  test('no two meanings share a number', () => {
    const codes = Object.values(EXIT).map(({ code }) => code)
    assert.equal(new Set(codes).size, codes.length)
  })
})

describe('interruptionOf', () => {
  test('the first signal aborts, the second one insists', () => {
    const listeners = new Map<string, () => void>()
    const insisted: number[] = []
    const signal = interruptionOf({ on: (name, listener) => listeners.set(name, listener) }, (code) =>
      insisted.push(code),
    )
    listeners.get('SIGINT')?.()
    assert.ok(signal.aborted && signal.reason instanceof Interruption)
    assert.deepEqual(insisted, [])
    listeners.get('SIGINT')?.()
    assert.deepEqual(insisted, [130])
  })
})
