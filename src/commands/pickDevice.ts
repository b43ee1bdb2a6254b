// Which device a command is meant for: the node it was called on, the active one, the only one, or one that is picked.

import { commands, window, type QuickPickItem } from 'vscode'
import type { AppContext } from '../app/context.ts'
import { endpointOf } from '../app/endpoint.ts'
import type { Device } from '../app/settings.ts'
import { stateIconText, stateWords } from '../views/connectionLook.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'

type PickContext = Pick<AppContext, 'devices' | 'connections' | 'activeDevice'>

export interface PickOptions {
  readonly placeholder: string
  /** Which devices make sense; default all. */
  readonly among?: (device: Device) => boolean
  /** Whether to ask even when a device is active: for commands that change or remove the device itself. */
  readonly always?: boolean
}

/** Asks only when it must. Undefined: dismissed, or there is nothing to choose from, which is then said. */
export async function deviceFor(
  context: PickContext,
  node: NodeOfDevice | undefined,
  options: PickOptions,
): Promise<Device | undefined> {
  const { devices, activeDevice } = context
  if (node !== undefined) return devices.byId(node.deviceId)
  const candidates = devices.all.filter(options.among ?? (() => true))
  if (candidates.length === 0) {
    await sayNone(context)
    return undefined
  }
  const active = candidates.find(({ id }) => id === activeDevice.id)
  if (options.always !== true) {
    if (active !== undefined) return active
    if (devices.all.length === 1) return candidates[0]
  }
  return pickDevice(context, candidates, options.placeholder)
}

async function pickDevice(
  context: PickContext,
  candidates: readonly Device[],
  placeHolder: string,
): Promise<Device | undefined> {
  const items = candidates.map((device) => ({ ...deviceItem(context, device), device }))
  const chosen = await window.showQuickPick(items, { placeHolder, matchOnDescription: true })
  return chosen?.device
}

/** A device as a line of a quick pick. */
export function deviceItem({ connections, activeDevice }: PickContext, device: Device): QuickPickItem {
  const state = connections.state(device.id)
  const address = endpointOf(device)
  const words = [address, stateWords(state), device.production ? 'production' : undefined, device.group]
  return {
    label: `${stateIconText(state)} ${device.name}`,
    description: words.filter((word) => word !== undefined).join(' · '),
    picked: device.id === activeDevice.id,
  }
}

async function sayNone({ devices }: PickContext): Promise<void> {
  if (devices.all.length > 0) {
    await window.showInformationMessage('No device is in the right state for this.')
    return
  }
  const add = 'Add Device'
  const answer = await window.showInformationMessage('There are no NETCONF devices yet.', add)
  if (answer === add) await commands.executeCommand('netconfExplorer.addDevice')
}
