// Commits that the device undoes unless they are confirmed: make one, confirm, prolong or cancel it.

import { window } from 'vscode'
import type { PendingCommit } from '../app/confirmedCommits.ts'
import { requireSupport } from '../app/exchange.ts'
import { DeviceFailure, OutcomeUnknown, Refusal } from '../app/failure.ts'
import { CONFIRM_SECONDS } from '../netconf/commitEffect.ts'
import { cancelCommit, type CommitOptions } from '../netconf/confirmedCommit.ts'
import { RpcError } from '../netconf/errors.ts'
import { commit } from '../netconf/operations.ts'
import { unsupportedReason } from '../netconf/support.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import { confirmChange } from './confirm.ts'
import type { CommandContext } from './context.ts'
import { offerStartupCopy } from './datastoreCommands.ts'
import { perform } from './perform.ts'
import { askPlan, pickValue, textValue, type PlanRow } from './plan.ts'
import { sessionFor, type DeviceSession } from './session.ts'

interface Plan {
  readonly seconds: number
  readonly persist: string | undefined
}

export async function runConfirmedCommit(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Commit the candidate of which device?')
  if (found === undefined) return
  requireSupport(found.device, found.session, commit({ confirmed: true }))
  const earlier = context.confirmedCommits.of(found.device.id)
  const plan = await askConfirmedCommit(found, { seconds: CONFIRM_SECONDS, persist: earlier?.persist })
  if (plan !== undefined) await commitConfirmed(context, found, plan, earlier)
}

async function askConfirmedCommit(
  { device, session }: DeviceSession,
  initial: Plan,
): Promise<Plan | undefined> {
  const title = `Confirmed commit on ${device.name}`
  const canPersist = session.capabilities.has(':confirmed-commit:1.1')
  return askPlan(title, initial, (plan) => ({
    act: `$(check) Commit, and undo after ${durationWords(plan.seconds)} unless it is confirmed`,
    rows: [
      {
        label: 'Time to confirm',
        description: durationWords(plan.seconds),
        change: async () => {
          const seconds = await askSeconds(title, plan.seconds)
          return seconds === undefined ? undefined : { ...plan, seconds }
        },
      },
      ...(canPersist ? [persistRow(title, plan)] : []),
    ],
  }))
}

function persistRow(title: string, plan: Plan): PlanRow<Plan> {
  return {
    label: 'Persist',
    description: persistWords(plan.persist),
    change: async () => {
      const word = await textValue(title, {
        prompt: 'A word by which any session can confirm; empty: this session alone can',
        value: plan.persist ?? '',
      })
      return word === undefined ? undefined : { ...plan, persist: word === '' ? undefined : word }
    },
  }
}

function persistWords(persist: string | undefined): string {
  return persist === undefined
    ? 'no: the end of this session undoes the commit'
    : `"${persist}": it outlasts this session`
}

async function askSeconds(title: string, seconds: number): Promise<number | undefined> {
  const typed = await textValue(title, {
    prompt: 'Seconds within which the commit must be confirmed',
    value: String(seconds),
    validate: (text) =>
      /^[1-9]\d{0,9}$/.test(text) && Number(text) <= 4_294_967_295
        ? undefined
        : 'A whole number of seconds, from 1.',
  })
  return typed === undefined ? undefined : Number(typed)
}

async function commitConfirmed(
  context: CommandContext,
  found: DeviceSession,
  { seconds, persist }: Plan,
  earlier: PendingCommit | undefined,
): Promise<void> {
  const { device, session } = found
  const options: CommitOptions = {
    confirmed: true,
    confirmTimeout: seconds,
    ...(persist !== undefined && { persist }),
    ...(earlier?.persist !== undefined && { persistId: earlier.persist }),
  }
  const operation = commit(options)
  requireSupport(device, session, operation)
  const detail = `Its changes become the running configuration, and are undone after ${durationWords(seconds)} unless you confirm.`
  if (!(await confirmChange(device, 'Commit the candidate?', detail, 'Commit'))) return
  try {
    await perform(context, device, operation, { done: 'committed; confirm it in time' })
  } catch (error) {
    if (mayBeArmed(error)) void offerCancel(context, found, persist)
    throw error
  }
  void offerSettle(context, device.id)
}

function mayBeArmed(error: unknown): boolean {
  const cause = error instanceof DeviceFailure ? error.cause : undefined
  return cause instanceof RpcError || cause instanceof OutcomeUnknown
}

async function offerSettle(context: CommandContext, deviceId: string): Promise<void> {
  const pending = context.confirmedCommits.of(deviceId)
  if (pending === undefined) return
  const [confirm, cancel] = ['Confirm', 'Cancel Commit']
  const answer = await window.showInformationMessage(
    `${pending.device.name}: committed until ${pending.deadline.toLocaleTimeString()}. The device undoes it then unless you confirm; the status bar counts down.`,
    confirm,
    cancel,
  )
  if (answer === undefined) return
  await context.run(() => (answer === confirm ? confirmPending : cancelPending)(context, pending))
}

/** netopeer2 2.2 arms the rollback of a confirmed commit that it then answers with an error (its issue 1826). */
async function offerCancel(
  context: CommandContext,
  { device, session }: DeviceSession,
  persistId: string | undefined,
): Promise<void> {
  const cancel = 'Cancel Commit'
  const operation = cancelCommit({ ...(persistId !== undefined && { persistId }) })
  const canCancel = unsupportedReason(operation, session.capabilities) === undefined
  const advice = canCancel ? ' Cancel the commit to be sure.' : ''
  const answer = await window.showWarningMessage(
    `${device.name}: the confirmed commit failed, but the device may have armed its rollback all the same, and would change running when the time is over.${advice}`,
    ...(canCancel ? [cancel] : []),
  )
  if (answer !== cancel) return
  await context.run(async () => {
    await perform(context, device, operation, { done: 'no rollback is armed' })
  })
}

/** Of the commit that waits; with several devices, of the one that is chosen. */
export async function settleConfirmedCommit(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const pending = await pendingFor(context, node)
  if (pending === undefined) return
  const { device } = pending
  const chosen = await pickValue(`Confirmed commit on ${device.name}`, 'What shall become of it?', [
    { label: '$(check) Confirm', description: 'running stays as it is now', value: confirmPending },
    { label: '$(discard) Cancel', description: 'running goes back to what it was', value: cancelPending },
    { label: '$(watch) Prolong…', description: 'decide later', value: prolongPending },
  ])
  await chosen?.value(context, pending)
}

async function pendingFor(context: CommandContext, node?: NodeOfDevice): Promise<PendingCommit | undefined> {
  const { all } = context.confirmedCommits
  const [first, second] = node === undefined ? all : all.filter(({ device }) => device.id === node.deviceId)
  if (first === undefined) throw new Refusal('No commit from this window waits to be confirmed.')
  if (second === undefined) return first
  const choices = all.map((pending) => ({
    label: pending.device.name,
    description: `until ${pending.deadline.toLocaleTimeString()}`,
    value: pending,
  }))
  return (await pickValue('Confirmed commits', 'Commit on which device?', choices))?.value
}

async function confirmPending(context: CommandContext, pending: PendingCommit): Promise<void> {
  requireStillPending(context, pending)
  const { device, persist } = pending
  const operation = commit({ ...(persist !== undefined && { persistId: persist }) })
  await perform(context, device, operation, { done: 'the commit is confirmed' })
  void offerStartupCopy(context, device, 'the commit is confirmed')
}

async function cancelPending(context: CommandContext, pending: PendingCommit): Promise<void> {
  requireStillPending(context, pending)
  const { device, persist } = pending
  const operation = cancelCommit({ ...(persist !== undefined && { persistId: persist }) })
  await perform(context, device, operation, { done: 'the commit is cancelled; running is what it was' })
}

async function prolongPending(context: CommandContext, pending: PendingCommit): Promise<void> {
  const { device, persist } = pending
  const seconds = await askSeconds(`Prolong the commit on ${device.name}`, CONFIRM_SECONDS)
  if (seconds === undefined) return
  requireStillPending(context, pending)
  const session = await context.connections.connect(device)
  await commitConfirmed(context, { device, session }, { seconds, persist }, pending)
}

/** After its time a commit would not confirm, but commit whatever the candidate holds by then. */
function requireStillPending({ confirmedCommits }: CommandContext, pending: PendingCommit): void {
  if (confirmedCommits.of(pending.device.id) === pending) return
  throw new Refusal(`${pending.device.name}: that commit does not wait any more, so nothing was sent.`)
}

export async function runCancelCommit(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Cancel the confirmed commit of which device?')
  if (found === undefined) return
  const { device, session } = found
  requireSupport(device, session, cancelCommit())
  const pending = context.confirmedCommits.of(device.id)
  if (pending !== undefined) {
    await cancelPending(context, pending)
    return
  }
  const persistId = await textValue(`cancel-commit on ${device.name}`, {
    prompt: 'The word that the commit persists by; empty: it was made in this session without one',
  })
  if (persistId === undefined) return
  const operation = cancelCommit({ ...(persistId !== '' && { persistId }) })
  await perform(context, device, operation, { done: 'the commit is cancelled; running is what it was' })
}

/** `10 min`, `90 s`. */
function durationWords(seconds: number): string {
  if (seconds % 3_600 === 0) return `${seconds / 3_600} h`
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`
}
