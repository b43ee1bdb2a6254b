// commit and discard-changes: what becomes of the candidate.

import { commit, discardChanges } from '../netconf/operations.ts'
import type { SessionCommand, Task, Work } from './command.ts'
import { UsageError } from './failures.ts'
import { count } from './options.ts'
import { sendAndWrite } from './send.ts'

export const commitCommand: SessionCommand = {
  name: 'commit',
  summary: 'make the candidate the running configuration',
  operands: '',
  takes: { least: 0, most: 0 },
  options: [
    { name: 'confirmed', help: 'undo it unless another commit follows in time; needs --persist' },
    count('confirm-timeout', 'seconds until then (600)'),
    { name: 'persist', value: 'WORD', help: 'a word of your choice by which a later session confirms' },
    { name: 'persist-id', value: 'WORD', help: 'confirm, or prolong, the commit made with --persist WORD' },
  ],
  details: [
    'A confirmed commit without --persist would be undone by the end of its session, which is the end of this command; it is refused.',
  ],
  examples: [
    {
      line: 'commit core-1 --confirmed --confirm-timeout 120 --persist night-42',
      says: 'try it for two minutes',
    },
    { line: 'commit core-1 --persist-id night-42', says: 'keep it' },
  ],
  prepare: (args) => {
    const confirmTimeout = args.number('confirm-timeout')
    const persist = args.value('persist')
    const persistId = args.value('persist-id')
    if (args.has('confirmed') && persist === undefined && persistId === undefined) {
      throw new UsageError(
        '--confirmed needs --persist WORD: else the commit is undone when this command ends its session.',
        'commit',
      )
    }
    const operation = commit({
      ...(args.has('confirmed') && { confirmed: true }),
      ...(confirmTimeout !== undefined && { confirmTimeout }),
      ...(persist !== undefined && { persist }),
      ...(persistId !== undefined && { persistId }),
    })
    const work: Work = (task) => sendAndWrite(task, operation)
    return Promise.resolve(work)
  },
}

export const discardChangesCommand: SessionCommand = {
  name: 'discard-changes',
  summary: 'make the candidate equal to running again',
  operands: '',
  takes: { least: 0, most: 0 },
  options: [],
  details: [],
  examples: [{ line: 'discard-changes core-1', says: 'give up what was not committed' }],
  prepare: () => Promise.resolve((task: Task) => sendAndWrite(task, discardChanges())),
}
