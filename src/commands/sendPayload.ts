// Sends what a person wrote: shows what it was taken for and what it will do, asks, sends, offers what comes next.

import { window } from 'vscode'
import { requireSupport } from '../app/exchange.ts'
import type { Device } from '../app/settings.ts'
import type { EditPayload, OperationContent } from '../language/editPayload.ts'
import type { Problem } from '../language/problem.ts'
import { editConfig, type Operation } from '../netconf/operations.ts'
import { isRead } from '../netconf/effects.ts'
import { confirmAlways } from './confirm.ts'
import type { CommandContext } from './context.ts'
import { offerStartupCopy, runCommit, runDiscardChanges, runShowChanges } from './datastoreCommands.ts'
import { askEditPlan, type EditPlan } from './editPlan.ts'
import { perform } from './perform.ts'
import type { DeviceSession } from './session.ts'

export interface ReadPayload {
  readonly payload: EditPayload
  /** Warnings about the text, to be seen before it is sent. */
  readonly warnings: readonly Problem[]
}

/** Resolves when it is sent and answered, or when the person decided not to; throws as `perform` does. */
export async function sendPayload(
  context: CommandContext,
  { payload, warnings }: ReadPayload,
  found: DeviceSession,
): Promise<void> {
  const { content } = payload
  if (content.type === 'operation') {
    await sendOperation(context, payload, content, found.device)
    return
  }
  const plan = await askEditPlan(found.device, found.session.capabilities, payload, content, warnings)
  if (plan !== undefined) await sendEdit(context, plan, found)
}

async function sendOperation(
  context: CommandContext,
  { describe }: EditPayload,
  { name, markup, rpcAttributes }: OperationContent,
  device: Device,
): Promise<void> {
  const detail = 'It is sent as it is written.'
  if (!isRead(name) && !(await confirmAlways(device, `Send ${describe}?`, detail, 'Send'))) return
  // What a person wrote is sent even if the device did not announce it: it knows best.
  const operation: Operation = { name, label: name, xml: markup, needs: [] }
  await perform(context, device, operation, { show: 'always', rpcAttributes })
}

async function sendEdit(
  context: CommandContext,
  plan: EditPlan,
  { device, session }: DeviceSession,
): Promise<void> {
  const operation = editConfig(plan)
  requireSupport(device, session, operation)
  const question = `Send edit-config to ${plan.target}?`
  if (device.production && !(await confirmAlways(device, question, plan.summary, 'Send'))) return
  const testOnly = plan.testOption === 'test-only'
  await perform(context, device, operation, { done: doneWords(plan) })
  if (testOnly) return
  if (plan.target === 'candidate') void offerNextStep(context, device)
  else if (plan.target === 'running')
    void offerStartupCopy(context, device, 'running is changed and in force')
}

function doneWords({ target, testOption }: EditPlan): string {
  if (testOption === 'test-only') return 'the edit is valid; nothing was changed'
  return target === 'running' ? 'running is changed and in force' : `${target} is changed`
}

async function offerNextStep(context: CommandContext, device: Device): Promise<void> {
  const node = { kind: 'device', deviceId: device.id } as const
  const steps = { Commit: runCommit, 'Show Changes': runShowChanges, Discard: runDiscardChanges }
  const answer = await window.showInformationMessage(
    `${device.name}: the candidate is changed; running is not yet.`,
    ...(Object.keys(steps) as (keyof typeof steps)[]),
  )
  if (answer === undefined) return
  await context.run(() => steps[answer](context, node))
  if (answer === 'Show Changes') await offerNextStep(context, device)
}
