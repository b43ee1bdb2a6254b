// The commands on devices themselves: add, edit, duplicate, remove, connect, disconnect, forget, choose.

import { window, type QuickPickItem } from 'vscode'
import type { AppContext } from '../app/context.ts'
import { freeName } from '../app/devices.ts'
import { Refusal } from '../app/failure.ts'
import { hostPlacesOf } from '../app/hostPlaces.ts'
import { plainText } from '../app/plainText.ts'
import type { Device } from '../app/settings.ts'
import { formatAddress } from '../transport/address.ts'
import { knownHostName } from '../transport/knownHosts.ts'
import type { DeviceNode } from '../views/deviceNodes.ts'
import { confirmAlways } from './confirm.ts'
import { editWithWizard } from './deviceEditor.ts'
import { askName } from './deviceQuestions.ts'
import { addWithWizard } from './deviceWizard.ts'
import { deviceFor, deviceItem } from './pickDevice.ts'
import { onlyStep } from './steps.ts'
import { workspaceIsTrusted } from './trust.ts'
import { withProgress } from './progress.ts'

export async function addDevice(context: AppContext): Promise<void> {
  const added = await addWithWizard(context)
  if (added === undefined) return
  await context.activeDevice.set(added.device.id)
  if (added.connect) await connect(context, added.device)
}

export async function editDevice(context: AppContext, node?: DeviceNode): Promise<void> {
  const device = await settingsDevice(context, node, 'Which device do you want to edit?')
  if (device !== undefined) await editWithWizard(context, device.id)
}

export async function duplicateDevice(context: AppContext, node?: DeviceNode): Promise<void> {
  const device = await settingsDevice(context, node, 'Which device do you want to duplicate?')
  if (device === undefined) return
  const { all } = context.devices
  const suggested = { ...device, name: freeName(`${device.name} copy`, all) }
  const answer = await askName(onlyStep(`Duplicate ${device.name}`), suggested, all)
  if (answer === undefined || answer === 'back') return
  const copy = await context.devices.duplicate(device.id, answer.value.name ?? suggested.name)
  await editWithWizard(context, copy.id)
}

export async function removeDevice(context: AppContext, node?: DeviceNode): Promise<void> {
  const device = await settingsDevice(context, node, 'Which device do you want to remove?')
  if (device === undefined) return
  const detail = 'Its entry in the settings and its stored secrets are removed; a session is closed.'
  if (!(await confirmAlways(device, 'Remove this device?', detail, 'Remove'))) return
  await context.connections.disconnect(device.id)
  await context.secrets.forget(device.id)
  await context.devices.remove(device.id)
  if (context.activeDevice.id === device.id) await context.activeDevice.set(undefined)
}

export async function connectDevice(context: AppContext, node?: DeviceNode): Promise<void> {
  const device = await deviceFor(context, node, {
    placeholder: 'Which device do you want to connect?',
    among: ({ id }) => !['connected', 'connecting'].includes(context.connections.state(id).kind),
  })
  if (device !== undefined) await connect(context, device)
}

/** Connects with a progress that can be cancelled, and makes the device the active one. */
async function connect({ connections, activeDevice }: AppContext, device: Device): Promise<void> {
  if (!(await workspaceIsTrusted())) return
  await activeDevice.set(device.id)
  await withProgress(`Connecting to ${device.name}`, ({ signal }) => connections.connect(device, signal))
}

export async function disconnectDevice(context: AppContext, node?: DeviceNode): Promise<void> {
  const device = await deviceFor(context, node, {
    placeholder: 'Which device do you want to disconnect?',
    among: ({ id }) => ['connected', 'connecting'].includes(context.connections.state(id).kind),
  })
  if (device !== undefined) await context.connections.disconnect(device.id)
}

export async function forgetSecrets(context: AppContext, node?: DeviceNode): Promise<void> {
  const device = await deviceFor(context, node, {
    placeholder: 'Whose password and passphrase shall be forgotten?',
    always: true,
  })
  if (device === undefined) return
  await context.secrets.forget(device.id)
  window.showInformationMessage(
    plainText(`${device.name}: You are asked for the password or passphrase at the next connect.`),
  )
}

export async function forgetHostKey(context: AppContext, node?: DeviceNode): Promise<void> {
  const device = await deviceFor(context, node, {
    placeholder: 'Whose host key shall be forgotten?',
    always: true,
  })
  if (device === undefined) return
  const places = await hostPlacesOf(device)
  const [first] = places
  if (first === undefined) throw new Refusal(`${device.name} is not reached by SSH, so it has no host key.`)
  const names = places.map(({ host, port }) => formatAddress(host, port)).join(', ')
  const detail = 'At the next connect the key is shown, and you decide whether to trust it.'
  if (!(await confirmAlways(device, `Forget the host key of ${names}?`, detail, 'Forget'))) return
  let removed = 0
  const elsewhere: string[] = []
  for (const place of places) {
    const forgotten = await context.hostKeys.forget(place.host, place.port)
    removed += forgotten.removed
    const [other] = forgotten.elsewhere
    if (other === undefined) continue
    const command = `ssh-keygen -R '${knownHostName(place.host, place.port)}' -f '${other.file}'`
    elsewhere.push(
      `Your file still holds one (${other.file} line ${other.line}); to remove it, run: ${command}`,
    )
  }
  const said =
    removed === 0 ? `No host key of ${names} was stored here.` : `The host key of ${names} is forgotten.`
  window.showInformationMessage(plainText([said, ...elsewhere].join(' ')))
}

export async function selectActiveDevice(context: AppContext): Promise<void> {
  const items: (QuickPickItem & { readonly run: () => Promise<void> })[] = [
    ...context.devices.all.map((device) => ({
      ...deviceItem(context, device),
      run: () => context.activeDevice.set(device.id),
    })),
    { label: '$(add) Add Device…', run: () => addDevice(context) },
  ]
  const chosen = await window.showQuickPick(items, {
    placeHolder: 'Device that NETCONF commands act on',
    matchOnDescription: true,
  })
  await chosen?.run()
}

/** A device that stands in settings; the demo does not. */
function settingsDevice(
  context: AppContext,
  node: DeviceNode | undefined,
  placeholder: string,
): Promise<Device | undefined> {
  return deviceFor(context, node, { placeholder, always: true, among: ({ origin }) => origin !== 'demo' })
}
