// An edit on many devices: edit-config on each, a commit after it where that was asked for, and what is left when it fails.

import type { AppContext } from '../app/context.ts'
import { DeviceFailure, OutcomeUnknown, Refusal } from '../app/failure.ts'
import type { Device } from '../app/settings.ts'
import type { EditContent } from '../language/editContent.ts'
import { commit, discardChanges, editConfig, type EditConfigOptions } from '../netconf/operations.ts'
import { answered, failed } from './fleetEndings.ts'
import type { Ending, FleetTask } from './fleetRun.ts'
import { noTarget, targetFor, type TargetRule } from './fleetTarget.ts'
import { taskOf, type Send } from './fleetTasks.ts'

export interface FleetEdit {
  readonly rule: TargetRule
  readonly config: EditConfigOptions['config']
  readonly options: Pick<EditConfigOptions, 'defaultOperation' | 'testOption' | 'errorOption'>
  /** Whether a candidate that was edited is committed. */
  readonly commit: boolean
}

export function configOf({ source }: EditContent): EditConfigOptions['config'] {
  return 'config' in source ? source.config : source
}

export function editTask(context: AppContext, edit: FleetEdit): FleetTask {
  return taskOf(context, true, async ({ device, session, send }) => {
    const target = targetFor(edit.rule, session.capabilities)
    if (target === undefined) throw new Refusal(noTarget(device, edit.rule, session.capabilities))
    const done = await editOnce(send, target, edit)
    if (done.phase !== 'ok' && done.phase !== 'data') return done
    if (edit.options.testOption === 'test-only') return { ...done, words: 'valid; nothing was changed' }
    const hasStartup = session.capabilities.has(':startup')
    if (target === 'running') return inForce('running is changed', done, hasStartup)
    if (!edit.commit) return { ...done, words: 'candidate is changed, not committed' }
    return commitAfter(context, device, send, done, hasStartup)
  })
}

/** What failed, or was left in the candidate, goes away. */
export function discardTask(context: AppContext): FleetTask {
  return taskOf(context, true, async ({ send }) => {
    try {
      const sent = await send(discardChanges(), 'discard-changes sent')
      return { ...answered(sent), words: 'discarded: nothing is changed' }
    } catch (error) {
      return { ...failed(error), words: 'discard failed', canRetry: false, canDiscard: true }
    }
  })
}

async function editOnce(send: Send, target: 'candidate' | 'running', edit: FleetEdit): Promise<Ending> {
  const operation = editConfig({ target, config: edit.config, ...edit.options })
  try {
    return answered(await send(operation, `edit-config ${target} sent`))
  } catch (error) {
    // Nothing was sent: there is nothing to say about the edit.
    if (!(error instanceof DeviceFailure)) throw error
    return editFailed(error, target, edit)
  }
}

const COMMIT_WORDS: Readonly<Partial<Record<Ending['phase'], string>>> = {
  unknown: 'edited; commit sent, outcome unknown',
  cancelled: 'edited, not committed: cancelled',
}

async function commitAfter(
  context: AppContext,
  device: Device,
  send: Send,
  edited: Ending,
  hasStartup: boolean,
): Promise<Ending> {
  const waiting = context.confirmedCommits.of(device.id)
  const operation = commit(waiting?.persist === undefined ? {} : { persistId: waiting.persist })
  try {
    const done = answered(await send(operation, 'edited; commit sent'))
    const elapsedMs = (edited.elapsedMs ?? 0) + (done.elapsedMs ?? 0)
    return { ...inForce('committed', done, hasStartup), elapsedMs }
  } catch (error) {
    const ending = failed(error)
    const words = COMMIT_WORDS[ending.phase] ?? 'commit failed, the candidate holds the edit'
    return { ...ending, words, canDiscard: true }
  }
}

function inForce(words: string, done: Ending, hasStartup: boolean): Ending {
  const note = 'startup is not changed: a restart would bring the old configuration back'
  return { ...done, words, message: done.message ?? (hasStartup ? note : undefined) }
}

function editFailed(error: DeviceFailure, target: 'candidate' | 'running', { options }: FleetEdit): Ending {
  const ending = failed(error)
  if (error.cause instanceof OutcomeUnknown) {
    return target === 'candidate'
      ? { ...ending, words: 'edit sent, outcome unknown, nothing committed', canDiscard: true }
      : { ...ending, words: 'edit sent, outcome unknown' }
  }
  if (ending.phase !== 'errors') return ending
  if (options.testOption === 'test-only') return { ...ending, words: 'not valid; nothing was changed' }
  if (target === 'candidate') return { ...ending, words: 'edit failed, nothing committed', canDiscard: true }
  if (options.errorOption === 'rollback-on-error') return { ...ending, words: 'edit failed, nothing changed' }
  const message = `What came before the error may be in running. ${ending.message ?? ''}`.trim()
  return { ...ending, words: 'edit failed, running uncertain', message }
}
