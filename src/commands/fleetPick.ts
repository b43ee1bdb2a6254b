// Which devices a task for several is meant for: those chosen in the tree, or picked from a list.

import { QuickPickItemKind, window, type QuickPickItem } from 'vscode'
import type { AppContext } from '../app/context.ts'
import { Refusal } from '../app/failure.ts'
import type { Device } from '../app/settings.ts'
import type { TreeNode } from '../views/deviceNodes.ts'
import { deviceItem } from './pickDevice.ts'

/** The devices of nodes of the tree, a group standing for all in it; each once, in the order of the settings. */
export function devicesOfNodes({ devices }: AppContext, nodes: readonly TreeNode[]): readonly Device[] {
  const ids = new Set(nodes.flatMap((node) => ('deviceId' in node ? [node.deviceId] : [])))
  const groups = new Set(nodes.flatMap((node) => (node.kind === 'group' ? [node.group] : [])))
  return devices.all.filter(({ id, group }) => ids.has(id) || (group !== undefined && groups.has(group)))
}

/** Undefined: dismissed. Throws Refusal where there are no devices, or none was chosen. */
export async function pickDevices(
  context: AppContext,
  title: string,
): Promise<readonly Device[] | undefined> {
  const { all } = context.devices
  if (all.length === 0)
    throw new Refusal('There are no NETCONF devices yet. Run "NETCONF: Add Device…" first.')
  const chosen = await askDevices(title, itemsOf(context, all))
  if (chosen?.length === 0) throw new Refusal('No device was chosen: tick those that you mean.')
  return chosen
}

interface DeviceItem extends QuickPickItem {
  readonly device?: Device
}

/** Devices without a group first, then each group under its name. */
function itemsOf(context: AppContext, all: readonly Device[]): readonly DeviceItem[] {
  const groups = [...new Set(all.map(({ group }) => group ?? ''))].sort((a, b) => a.localeCompare(b))
  return groups.flatMap((group) => [
    ...(group === '' ? [] : [{ label: group, kind: QuickPickItemKind.Separator }]),
    ...all
      .filter((device) => (device.group ?? '') === group)
      .map((device) => ({ ...deviceItem(context, device), picked: false, device })),
  ])
}

function askDevices(title: string, items: readonly DeviceItem[]): Promise<readonly Device[] | undefined> {
  const pick = window.createQuickPick<DeviceItem>()
  pick.title = title
  pick.items = items
  pick.canSelectMany = true
  pick.ignoreFocusOut = true
  pick.matchOnDescription = true
  pick.placeholder = 'Tick the devices; type the name of a group to see it alone, and tick all'
  return new Promise((resolve) => {
    let chosen: readonly Device[] | undefined
    pick.onDidAccept(() => {
      chosen = pick.selectedItems.flatMap(({ device }) => device ?? [])
      pick.hide()
    })
    pick.onDidHide(() => {
      pick.dispose()
      resolve(chosen)
    })
    pick.show()
  })
}
