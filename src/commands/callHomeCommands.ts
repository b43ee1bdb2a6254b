// The commands of Call Home: listen, stop, let a caller in, turn it away.

import { window } from 'vscode'
import type { KnownCall } from '../app/callHome.ts'
import { Refusal } from '../app/failure.ts'
import type { Device } from '../app/settings.ts'
import type { CallNode } from '../views/callHomeTree.ts'
import { callsIn, proofWords } from './callerQuestions.ts'
import { askListening } from './callHomeQuestions.ts'
import type { CommandContext } from './context.ts'
import { deviceItem } from './pickDevice.ts'
import { askPick, onlyStep } from './steps.ts'
import { workspaceIsTrusted } from './trust.ts'

export async function listenCallHome(context: CommandContext): Promise<void> {
  if (!(await workspaceIsTrusted())) return
  if (context.callHome.state.kind === 'listening') {
    throw new Refusal('Call Home is on already. Stop it first to listen elsewhere.')
  }
  const options = await askListening(context)
  if (options !== undefined) await context.callHome.start(options)
}

export function stopCallHome({ callHome }: CommandContext): Promise<void> {
  if (callHome.state.kind === 'off') throw new Refusal('Call Home is off.')
  callHome.stop()
  return Promise.resolve()
}

export async function acceptCall(context: CommandContext, node?: CallNode): Promise<void> {
  const call = await callFor(context, node, 'Which caller do you want to accept?')
  if (call === undefined) return
  const device = await askWhose(context, call)
  if (device === undefined || !(await confirmCaller(call, device))) return
  await context.callHome.accept(call, device)
  await context.activeDevice.set(device.id)
}

export async function refuseCall(context: CommandContext, node?: CallNode): Promise<void> {
  const call = await callFor(context, node, 'Which caller do you want to refuse?')
  if (call !== undefined) context.callHome.refuse(call)
}

async function callFor(
  context: CommandContext,
  node: CallNode | undefined,
  placeholder: string,
): Promise<KnownCall | undefined> {
  if (node !== undefined) return node.call
  const open = callsIn(context).filter(({ state }) => state !== 'accepted' && state !== 'connecting')
  if (open.length === 0) throw new Refusal('Nobody has called who waits for a decision.')
  const choices = open.map((call) => ({
    label: call.fingerprint,
    description: `${call.state}, from ${call.address}`,
    detail: proofWords(call),
    value: call,
  }))
  const chosen = await askPick(onlyStep('Call Home'), { placeholder, choices })
  return chosen === undefined || chosen === 'back' ? undefined : chosen.value
}

/** Which of the devices that are reached this way the caller is. */
async function askWhose(context: CommandContext, call: KnownCall): Promise<Device | undefined> {
  const way = call.caller.transport
  const devices = context.devices.all.filter(
    ({ transport, origin }) => transport === way && origin !== 'demo',
  )
  if (devices.length === 0) {
    throw new Refusal(
      `No device in the settings uses ${way.toUpperCase()}. Add this one first, with the user to log in as; then accept its next call.`,
    )
  }
  const choices = await Promise.all(
    devices.map(async (device) => {
      const standing = await context.callHome.standing(call, device)
      const { label, description = '' } = deviceItem(context, device)
      const warning =
        way === 'ssh' ? '$(warning) known by another host key' : '$(warning) known by another certificate'
      return { label, description, value: device, ...(standing === 'contradicts' && { detail: warning }) }
    }),
  )
  const chosen = await askPick(onlyStep('Accept the Call'), { placeholder: 'Which device is it?', choices })
  return chosen === undefined || chosen === 'back' ? undefined : chosen.value
}

async function confirmCaller(call: KnownCall, device: Device): Promise<boolean> {
  const { caller, fingerprint, address } = call
  const shown =
    caller.transport === 'ssh'
      ? [`Key type: ${caller.key.type}`]
      : [
          `Certificate: ${caller.certificate.subject}, issued by ${caller.certificate.issuer}`,
          `Signed by a trusted authority: ${caller.isTrusted ? 'yes' : 'no'}`,
        ]
  const detail = [
    ...shown,
    `Fingerprint: ${fingerprint}`,
    `Called from: ${address}, which proves nothing`,
    '',
    `Compare the fingerprint with what ${device.name} itself or its administrator says. Whoever owns it is logged in to as ${device.name}, now and whenever it calls.`,
  ].join('\n')
  const accept = 'Accept and Remember'
  const question = `Is this caller ${device.name}?`
  const warning = device.production ? 'This is a production device.\n' : ''
  return (
    (await window.showWarningMessage(question, { modal: true, detail: warning + detail }, accept)) === accept
  )
}
