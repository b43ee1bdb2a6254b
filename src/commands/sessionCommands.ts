// The commands on sessions: capabilities, kill-session, any RPC.

import { Refusal } from '../app/failure.ts'
import { readEditPayload } from '../language/editPayload.ts'
import { MONITORING_NS } from '../netconf/names.ts'
import { get, killSession } from '../netconf/operations.ts'
import { listSessions, sessionsFilter, type ListedSession } from '../netconf/monitoring.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import { confirmAlways } from './confirm.ts'
import type { CommandContext } from './context.ts'
import { perform } from './perform.ts'
import { sendPayload } from './sendPayload.ts'
import { sessionFor, type DeviceSession } from './session.ts'
import { askPick, askText, onlyStep } from './steps.ts'

export async function showCapabilities(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Show the capabilities of which device?')
  if (found !== undefined) context.showCapabilities(found.device)
}

export async function runKillSession(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Kill a session on which device?')
  if (found === undefined) return
  const id = await askSessionId(context, found)
  if (id === undefined) return
  const { device } = found
  const detail = 'Its locks are released, and what it has not committed is lost.'
  if (await confirmAlways(device, `Kill session ${id}?`, detail, 'Kill')) {
    await perform(context, device, killSession(id))
  }
}

async function askSessionId(
  context: CommandContext,
  { device, session }: DeviceSession,
): Promise<number | undefined> {
  const title = `kill-session on ${device.name}`
  const listed = session.capabilities.has(MONITORING_NS) ? await sessionsOf(context, { device, session }) : []
  const others = listed.filter(({ id }) => id !== session.id)
  if (listed.length > 0 && others.length === 0) {
    throw new Refusal(`${device.name} has no session but ours: there is nothing to kill.`)
  }
  if (others.length > 0) {
    const choices = others.map(({ id, username, sourceHost, loginTime }) => ({
      label: `Session ${id}`,
      description: [username, sourceHost].filter((part) => part !== '').join(' from '),
      detail: loginTime === '' ? '' : `since ${loginTime}`,
      value: id,
    }))
    const chosen = await askPick(onlyStep(title), { placeholder: 'Session to kill', choices })
    return chosen === undefined || chosen === 'back' ? undefined : chosen.value
  }
  const typed = await askText(onlyStep(title), {
    prompt: `Session-id to kill; ours is ${session.id}`,
    validate: (text) => {
      if (!/^[1-9]\d{0,9}$/.test(text)) return 'A session-id is a number from 1.'
      return Number(text) === session.id ? 'That is our own session; disconnect instead.' : undefined
    },
  })
  return typed === undefined || typed === 'back' ? undefined : Number(typed.value)
}

async function sessionsOf(
  context: CommandContext,
  { device }: DeviceSession,
): Promise<readonly ListedSession[]> {
  const { reply } = await perform(context, device, get({ filter: sessionsFilter() }), { show: 'never' })
  return listSessions(reply.xml)
}

/** Any RPC, typed as XML, with the same questions as one in a document (editCommands.ts). */
export async function runRpc(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Run an RPC on which device?')
  if (found === undefined) return
  const { device } = found
  const typed = await askText(onlyStep(`RPC to ${device.name}`), {
    prompt: 'The operation as XML, with or without <rpc> around it',
    placeholder: '<get-config><source><running/></source></get-config>',
    validate: rpcProblem,
  })
  if (typed === undefined || typed === 'back') return
  const { value: payload, problems } = readEditPayload(typed.value)
  if (payload !== undefined) await sendPayload(context, { payload, warnings: problems }, found)
}

function rpcProblem(text: string): string | undefined {
  if (text === '') return 'Type an operation, such as <get/>.'
  const { problems } = readEditPayload(text)
  return problems.find(({ severity }) => severity === 'error')?.message
}
