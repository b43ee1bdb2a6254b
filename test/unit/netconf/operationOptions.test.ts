// Options that contradict each other, or the protocol: refused before anything is sent.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compare } from '../../../src/netconf/compare.ts'
import { createSubscription } from '../../../src/netconf/createSubscription.ts'
import { editData, getData } from '../../../src/netconf/nmda.ts'
import { commit, get, type Operation } from '../../../src/netconf/operations.ts'
import { partialLock } from '../../../src/netconf/partialLock.ts'
import { establishSubscription, modifySubscription } from '../../../src/netconf/subscriptionOperations.ts'
import { checkedMarkup } from '../../../src/xml/build.ts'

const plant = checkedMarkup('<plant xmlns="urn:acme:plant"/>')
const noon = new Date('2026-01-31T12:00:00Z')

const contradictions: readonly (readonly [name: string, build: () => Operation, message: RegExp])[] = [
  ['persist without confirmed', () => commit({ persist: 'x' }), /word .* belongs to a confirmed commit/],
  [
    'a timeout without confirmed',
    () => commit({ confirmTimeout: 5 }),
    /time .* belongs to a confirmed commit/,
  ],
  ['a timeout of nothing', () => commit({ confirmed: true, confirmTimeout: 0 }), /1 to 4294967295 .* not 0/],
  ['stop without start', () => createSubscription({ stopTime: noon }), /needs a start time/],
  [
    'stop before start',
    () => createSubscription({ startTime: noon, stopTime: '2026-01-31T11:59:59Z' }),
    /later than its start/,
  ],
  [
    'a time that is none',
    () => createSubscription({ startTime: 'yesterday' }),
    /"yesterday" is no date and time/,
  ],
  [
    'stop before replay',
    () => establishSubscription({ target: { stream: 'a', replayStartTime: noon }, stopTime: noon }),
    /later than its replay/,
  ],
  ['DSCP 64', () => establishSubscription({ target: { stream: 'a' }, dscp: 64 }), /0 to 63, not 64/],
  [
    'a period of nothing',
    () =>
      establishSubscription({ target: { datastore: 'running', trigger: { type: 'periodic', period: 0 } } }),
    /hundredths of a second, 1 to/,
  ],
  [
    'half a dampening period',
    () =>
      establishSubscription({
        target: { datastore: 'running', trigger: { type: 'on-change', dampeningPeriod: 0.5 } },
      }),
    /dampening period .* not 0.5/,
  ],
  [
    'excluded changes when modifying',
    () =>
      modifySubscription({
        id: 1,
        target: { datastore: 'running', trigger: { type: 'on-change', excludedChanges: ['move'] } },
      }),
    /only when a subscription is established/,
  ],
  [
    'origins wanted and not wanted',
    () => getData({ datastore: 'operational', originFilter: ['system'], negatedOriginFilter: ['learned'] }),
    /not both/,
  ],
  ['origins of running', () => getData({ datastore: 'running', withOrigin: true }), /not in running/],
  [
    'a depth of nothing',
    () => getData({ datastore: 'running', maxDepth: 0 }),
    /1 to 65535 or unbounded, not 0/,
  ],
  [
    'editing state',
    () => editData({ datastore: 'operational', config: plant }),
    /operational cannot be edited/,
  ],
  ['comparing with itself', () => compare({ source: 'running', target: 'running' }), /with itself/],
  ['a partial lock of nothing', () => partialLock({ select: [] }), /at least one path/],
  [
    'a prefix that is none',
    () => get({ filter: { type: 'xpath', select: '/a', namespaces: { 'a b="c"': 'urn:a' } } }),
    /cannot be a namespace prefix/,
  ],
]

describe('options that contradict each other, or the protocol, are refused in one sentence', () => {
  for (const [name, build, message] of contradictions) {
    it(name, () => {
      assert.throws(build, (error) => error instanceof RangeError && error.name === 'OptionError')
      assert.throws(build, { message })
    })
  }
})
