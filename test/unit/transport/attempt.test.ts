// The limits of one attempt to connect: time, abort, and what is torn down.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { withinLimits, type Attempt } from '../../../src/transport/attempt.ts'
import { ConnectError } from '../../../src/transport/errors.ts'
import { leavesNothingOpen } from '../fakes/openHandles.ts'

const HOUR = 3600 * 1000

class Resource {
  destroyed = 0
  destroy(): void {
    this.destroyed += 1
  }
}

const never = new Promise<never>(() => undefined)

describe('an attempt', () => {
  test('succeeds: what it owns lives on, no timer is left', async () => {
    const resource = new Resource()
    await leavesNothingOpen(async () => {
      const value = await withinLimits({ timeoutMs: HOUR }, 'core-1', (attempt) => {
        attempt.own(resource)
        return Promise.resolve(7)
      })
      assert.equal(value, 7)
    })
    assert.equal(resource.destroyed, 0)
  })

  test('fails: its own error comes out, what it owns is destroyed', async () => {
    const resource = new Resource()
    const work = (attempt: Attempt): Promise<never> => {
      attempt.own(resource)
      return Promise.reject(new Error('no'))
    }
    await leavesNothingOpen(() => assert.rejects(withinLimits({ timeoutMs: HOUR }, 'core-1', work), /no/))
    assert.equal(resource.destroyed, 1)
  })

  test('takes too long: says who, and how long; what comes to be owned later is destroyed, too', async () => {
    const late = new Resource()
    let attempt: Attempt | undefined
    const work = (running: Attempt): Promise<never> => {
      attempt = running
      return never
    }
    await assert.rejects(withinLimits({ timeoutMs: 20 }, 'core-1:830', work), (error) => {
      assert.ok(error instanceof ConnectError)
      assert.equal(error.reason, 'timeout')
      assert.match(error.message, /^core-1:830 did not finish connecting within 0\.02 s/)
      return true
    })
    attempt?.own(late)
    assert.equal(late.destroyed, 1)
  })

  test('a limit longer than a timer can be does not strike at once', async () => {
    const limits = { timeoutMs: 1e12 }
    assert.equal(await withinLimits(limits, 'core-1', () => pause(20, 'done')), 'done')
  })

  test('the time that people take does not count', async () => {
    const work = async (attempt: Attempt): Promise<string> => attempt.pause(pause(150, 'answer'))
    assert.equal(await withinLimits({ timeoutMs: 50 }, 'core-1', work), 'answer')
  })

  test('after an answer the rest of the time counts again', async () => {
    const work = async (attempt: Attempt): Promise<never> => {
      await attempt.pause(pause(60))
      return never
    }
    await assert.rejects(withinLimits({ timeoutMs: 50 }, 'core-1', work), /did not finish/)
  })

  test('an answer that comes after the end starts no clock', async () => {
    let answer: (text: string) => void = () => undefined
    const controller = new AbortController()
    await leavesNothingOpen(async () => {
      const asking = new Promise<string>((resolve) => (answer = resolve))
      const limits = { timeoutMs: HOUR, signal: controller.signal }
      const attempt = withinLimits(limits, 'core-1', (running) => running.pause(asking))
      controller.abort(new Error('enough'))
      await assert.rejects(attempt, /enough/)
      answer('too late')
    })
  })

  test('what runs over another is destroyed in its place', async () => {
    const lower = new Resource()
    const upper = new Resource()
    const work = (attempt: Attempt): Promise<never> => {
      attempt.own(lower)
      attempt.own(upper, lower)
      return Promise.reject(new Error('no'))
    }
    await assert.rejects(withinLimits({ timeoutMs: HOUR }, 'core-1', work), /no/)
    assert.deepEqual([lower.destroyed, upper.destroyed], [0, 1])
  })
})
