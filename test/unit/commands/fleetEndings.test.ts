// How a device's part ended, in words for its row.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DeviceFailure, OutcomeUnknown, Refusal } from '../../../src/app/failure.ts'
import type { ReplyRecord } from '../../../src/app/replies.ts'
import type { Device } from '../../../src/app/settings.ts'
import { answered, failed } from '../../../src/commands/fleetEndings.ts'
import { ProtocolError, RpcError, SessionClosedError, TimeoutError } from '../../../src/netconf/errors.ts'
import { rpcErrorsOf } from '../../../src/netconf/rpcErrors.ts'
import { ConnectError } from '../../../src/transport/errors.ts'
import { fixture } from '../fakes/fixtures.ts'

const DEVICE = { id: 'd', name: 'core-1' } as Device
const xml = fixture('netconfd-2.13/lock-denied')
const errors = rpcErrorsOf(xml)
const denied = new RpcError('lock running', errors, { xml, requestXml: '<rpc/>', elapsedMs: 5, bytes: 9 })
const RECORD: ReplyRecord = {
  number: 0,
  deviceId: 'd',
  deviceName: 'core-1',
  operation: 'lock running',
  receivedAt: new Date(0),
  elapsedMs: 5,
  bytes: 9,
  xml,
  requestXml: '<rpc/>',
  outcome: 'errors',
  errors,
}

function abortError(): Error {
  const controller = new AbortController()
  controller.abort()
  return controller.signal.reason as Error
}

describe('a part that failed', () => {
  const cases: readonly (readonly [
    name: string,
    error: unknown,
    phase: string,
    words: RegExp,
    canRetry: boolean | undefined,
  ])[] = [
    [
      'connecting',
      new DeviceFailure(DEVICE, new ConnectError('refused', 'No.')),
      'failed',
      /^refused by x$/,
      true,
    ],
    ['a time limit', new DeviceFailure(DEVICE, new TimeoutError('get', 5)), 'failed', /^refused by x$/, true],
    ['something that the device cannot do', new Refusal('core-1 cannot.'), 'failed', /not sent/, undefined],
    ['a cancellation', abortError(), 'cancelled', /^cancelled$/, true],
    [
      'errors of the device',
      new DeviceFailure(DEVICE, denied, RECORD),
      'errors',
      /refused by the device/,
      true,
    ],
    [
      'a change that nobody answered for',
      new DeviceFailure(DEVICE, new OutcomeUnknown('commit', new TimeoutError('commit', 5))),
      'unknown',
      /outcome unknown/,
      true,
    ],
  ]
  for (const [name, error, phase, words, canRetry] of cases) {
    it(`by ${name}`, () => {
      const ending = failed(error, 'refused by x')
      assert.equal(ending.phase, phase)
      assert.match(ending.words, words)
      assert.equal(ending.canRetry, canRetry)
    })
  }

  for (const [cause, words] of [
    [new TimeoutError('get', 5), 'no answer in time'],
    [new SessionClosedError('peer', 'Gone.'), 'connection lost'],
    [new ProtocolError('Bad.', 'xml', 'x'), 'answer cannot be read'],
    [new Error('odd'), 'failed'],
  ] as const) {
    it(`says “${words}” of a ${cause.name}`, () =>
      assert.equal(failed(new DeviceFailure(DEVICE, cause)).words, words))
  }

  it('has the first error in its row, and the whole reply to be opened', () => {
    const ending = failed(new DeviceFailure(DEVICE, denied, RECORD))
    assert.match(ending.message ?? '', /^lock-denied/)
    assert.deepEqual(
      [ending.errors, ending.warnings, ending.elapsedMs, ending.bytes],
      [errors.length, 0, 5, 9],
    )
    assert.equal(ending.fresh?.xml, xml)
  })
})

describe('a part that was answered', () => {
  const reply = { xml: '<rpc-reply/>', requestXml: '<rpc/>', elapsedMs: 5, bytes: 9, warnings: [] }

  it('is ok or data', () => {
    assert.equal(answered({ reply: { ...reply, isOk: true }, record: RECORD }).phase, 'ok')
    assert.equal(answered({ reply: { ...reply, isOk: false }, record: RECORD }).phase, 'data')
  })

  it('that was too large has its size, and no text', () => {
    const ending = answered({ reply: { ...reply, isOk: false }, record: RECORD, isTooLarge: true })
    assert.deepEqual([ending.notKept, ending.bytes, ending.fresh], ['size', 9, undefined])
  })

  it('shows the first warning', () => {
    const [error] = errors
    assert.ok(error)
    const warning = { ...error, severity: 'warning' as const }
    const ending = answered({
      reply: { ...reply, isOk: true, warnings: [warning, warning] },
      record: RECORD,
    })
    assert.equal(ending.warnings, 2)
    assert.match(ending.message ?? '', /^lock-denied/)
  })
})
