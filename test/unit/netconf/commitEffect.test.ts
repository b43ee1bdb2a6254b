import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { commitEffect, type CommitEffect } from '../../../src/netconf/commitEffect.ts'
import { cancelCommit } from '../../../src/netconf/confirmedCommit.ts'
import { anyOperation, commit, lock, type Operation } from '../../../src/netconf/operations.ts'

const typed = (xml: string): Operation => anyOperation(xml)

const CASES: readonly (readonly [name: string, operation: Operation, effect: CommitEffect | undefined])[] = [
  ['a commit settles what waits', commit(), { type: 'settled' }],
  ['a cancel-commit settles it too', cancelCommit({ persistId: 'x' }), { type: 'settled' }],
  [
    'a confirmed commit waits, by itself ten minutes',
    commit({ confirmed: true }),
    { type: 'armed', seconds: 600, persist: undefined },
  ],
  [
    'a confirmed commit with all it can have',
    commit({ confirmed: true, confirmTimeout: 45, persist: 'night shift', persistId: 'day' }),
    { type: 'armed', seconds: 45, persist: 'night shift' },
  ],
  [
    'one that a person wrote, with a prefix',
    typed(
      '<nc:commit xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0"><nc:confirmed/><nc:confirm-timeout> 30 </nc:confirm-timeout></nc:commit>',
    ),
    { type: 'armed', seconds: 30, persist: undefined },
  ],
  [
    'a time that is none counts as none',
    typed('<commit><confirmed/><confirm-timeout>soon</confirm-timeout></commit>'),
    { type: 'armed', seconds: 600, persist: undefined },
  ],
  ['other operations have nothing to do with it', lock('candidate'), undefined],
]

describe('what a commit does to one that waits to be confirmed', () => {
  for (const [name, operation, effect] of CASES) {
    it(name, () => assert.deepEqual(commitEffect(operation), effect))
  }
})
