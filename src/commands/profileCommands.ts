// The commands on the family that a device belongs to: choose its profile, run the operations of its vendor.

import { commands, window } from 'vscode'
import { requireSupport } from '../app/exchange.ts'
import { Refusal } from '../app/failure.ts'
import type { Device } from '../app/settings.ts'
import { changesOf } from '../profiles/changes.ts'
import { detectProfile } from '../profiles/detect.ts'
import type { Profile, ProfileName } from '../profiles/profile.ts'
import { ALL_PROFILES, profileOf } from '../profiles/registry.ts'
import type { VendorOperation } from '../profiles/vendorOperation.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import { confirmAlways, confirmChange } from './confirm.ts'
import type { CommandContext } from './context.ts'
import { perform } from './perform.ts'
import { deviceFor } from './pickDevice.ts'
import { pickValue } from './plan.ts'
import { sessionFor } from './session.ts'
import type { Choice } from './steps.ts'
import { askVendorOperation } from './vendorForm.ts'

export async function chooseProfile(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const device = await deviceFor(context, node, { placeholder: 'Choose the profile of which device?' })
  if (device === undefined) return
  const choices: Choice<ProfileName | undefined>[] = [
    {
      label: '$(search) Automatic',
      description: 'found from what the device says of itself',
      detail: foundWords(context, device),
      value: undefined,
    },
    ...ALL_PROFILES.map((profile) => ({
      label: profile.title,
      description: [profile.name, ...(profile.name === device.profile ? ['chosen'] : [])].join(' · '),
      detail: changesOf(profile).join(' ') || 'Plain NETCONF, as the RFCs have it.',
      value: profile.name,
    })),
  ]
  const chosen = await pickValue(
    `Profile of ${device.name}`,
    'What kind of device is it? A profile says what it does differently.',
    choices,
    (name) => name === device.profile,
  )
  if (chosen === undefined || chosen.value === device.profile) return
  await setProfile(context, device, chosen.value)
  await offerReconnect(context, device)
}

/** What Automatic comes to, as far as the device has said anything yet. */
function foundWords({ connections }: CommandContext, { id }: Device): string {
  const session = connections.session(id)
  if (session === undefined) return 'It is known once the device is connected.'
  const { profile, why } = detectProfile({ capabilities: session.capabilities.uris })
  return `${profile.title}. ${why}`
}

async function setProfile(
  { devices }: CommandContext,
  device: Device,
  profile: ProfileName | undefined,
): Promise<void> {
  if (device.origin !== 'demo') {
    await devices.update(device.id, { profile })
    return
  }
  const fields = Object.entries(device).filter(([name]) => name !== 'profile')
  const rest = Object.fromEntries(fields) as Omit<Device, 'profile'>
  devices.addTransient({ ...rest, ...(profile !== undefined && { profile }) })
}

/** The profile is in what is said first, so it counts from the next connection on. */
async function offerReconnect(context: CommandContext, { id, name }: Device): Promise<void> {
  if (context.connections.session(id) === undefined) return
  const reconnect = 'Reconnect'
  const answer = await window.showInformationMessage(
    `${name}: the profile takes effect with the next connection.`,
    reconnect,
  )
  if (answer !== reconnect) return
  await context.connections.disconnect(id)
  await commands.executeCommand('netconfExplorer.connectDevice', { kind: 'device', deviceId: id })
}

/** One of the operations that the vendor adds to NETCONF. */
export async function runVendorOperation(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Run an operation of the vendor on which device?')
  if (found === undefined) return
  const { device, session } = found
  const profile = profileFor(context, device)
  if (profile.operations.length === 0) {
    throw new Refusal(
      `${device.name} is taken for ${profile.title}, which has no operations of its own here. "NETCONF: Choose Profile…" changes that.`,
    )
  }
  const chosen = await pickValue(`${profile.title}: ${device.name}`, 'Operation', operationChoices(profile))
  if (chosen === undefined) return
  const vendor = chosen.value
  const operation = await askVendorOperation(`${vendor.title} on ${device.name}`, vendor, device.name)
  if (operation === undefined) return
  requireSupport(device, session, operation)
  if (!(await isConfirmed(device, vendor))) return
  await perform(context, device, operation, { show: 'always' })
}

/** The one of the session, else the one in the settings. */
function profileFor({ connections }: CommandContext, device: Device): Profile {
  const state = connections.state(device.id)
  return state.kind === 'connected' ? state.family.profile : profileOf(device.profile ?? 'default')
}

const EFFECTS: Readonly<Record<VendorOperation['effect'], string>> = {
  read: 'reads',
  change: 'changes the device',
  disrupt: 'interrupts the device',
}

function operationChoices({ operations }: Profile): Choice<VendorOperation>[] {
  return operations.map((operation) => ({
    label: operation.title,
    description: `${operation.name} · ${EFFECTS[operation.effect]}`,
    value: operation,
  }))
}

function isConfirmed(device: Device, { effect, title }: VendorOperation): Promise<boolean> {
  if (effect === 'read') return Promise.resolve(true)
  const detail = effect === 'disrupt' ? 'It interrupts the device.' : 'It may change the device.'
  return (effect === 'disrupt' ? confirmAlways : confirmChange)(device, `${title}?`, detail, 'Send')
}
