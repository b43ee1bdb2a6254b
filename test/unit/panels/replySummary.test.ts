// What the reply panel is told of a reply: its counts, what narrowed it, and what to do about each error.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ReplyRecord } from '../../../src/app/replies.ts'
import { rpcErrorsOf } from '../../../src/netconf/rpcErrors.ts'
import { errorsMessage, summaryOf } from '../../../src/panels/replySummary.ts'
import { fixture } from '../fakes/fixtures.ts'

const xml = fixture('netconfd-2.13/lock-denied')
const denied: ReplyRecord = {
  number: 3,
  deviceId: 'd',
  deviceName: 'core-1',
  operation: 'lock running',
  receivedAt: new Date(0),
  elapsedMs: 1,
  bytes: xml.length,
  xml,
  requestXml: '<rpc/>',
  outcome: 'errors',
  errors: rpcErrorsOf(xml),
}

describe('a reply in short', () => {
  it('counts errors and warnings apart', () => {
    const [error] = denied.errors
    assert.ok(error)
    const { errors, warnings } = summaryOf({
      ...denied,
      errors: [error, { ...error, severity: 'warning' }, error],
    })
    assert.deepEqual({ errors, warnings }, { errors: 2, warnings: 1 })
  })

  it('has what narrowed the operation, where something did', () => {
    assert.equal(summaryOf({ ...denied, detail: 'subtree interfaces' }).detail, 'subtree interfaces')
    assert.ok(!('detail' in summaryOf(denied)))
  })
})

describe('the errors of a reply', () => {
  it('come with what to do next, and with error-info child by child', () => {
    const state = errorsMessage(denied)
    assert.ok(state.type === 'errors')
    const [error] = state.errors
    assert.equal(error?.advice, 'Session 2 holds the lock. Run kill-session on it, or wait.')
    assert.equal(error.info.length, 2)
  })

  it('are cut at two hundred, and say how many more there are', () => {
    const state = errorsMessage({
      ...denied,
      errors: Array.from({ length: 203 }, () => denied.errors).flat(),
    })
    assert.ok(state.type === 'errors')
    assert.deepEqual([state.errors.length, state.more], [200, 3])
  })
})
