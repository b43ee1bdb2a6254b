// The one reader and writer of this extension's settings: a function a setting, with its type and default.

import { ConfigurationTarget, workspace, type Disposable } from 'vscode'
import type { DeviceEntry } from '../transport/deviceEntry.ts'

const SECTION = 'netconfExplorer'

/** A device of the running extension: an entry and where it came from. */
export interface Device extends DeviceEntry {
  readonly origin: 'user' | 'workspace' | 'demo'
}

/** Milliseconds; in the settings they are seconds. */
export interface Timeouts {
  readonly connectMs: number
  readonly helloMs: number
  readonly rpcMs: number
}

/** What the device has of its own counts before the settings for all. */
export function timeouts(device?: Pick<Device, 'timeouts'>): Timeouts {
  const { connect, hello, rpc } = device?.timeouts ?? {}
  return {
    connectMs: (connect ?? number('connectTimeout', 15, 1)) * 1_000,
    helloMs: (hello ?? number('helloTimeout', 30, 1)) * 1_000,
    rpcMs: (rpc ?? number('rpcTimeout', 120, 1)) * 1_000,
  }
}

/** How many replies are kept. */
export function replyHistory(): number {
  return Math.floor(number('replyHistory', 20, 1))
}

/** On how many devices something is done at once, where it is done on many: for `mapBounded`. */
export function parallelism(): number {
  return Math.floor(number('parallelism', 8, 1))
}

/** Files in OpenSSH's format whose keys are trusted, as written: `~` is not replaced. */
export function knownHostsFiles(): readonly string[] {
  const value: unknown = workspace.getConfiguration(SECTION).get('knownHostsFiles')
  if (!Array.isArray(value)) return ['~/.ssh/known_hosts', '/etc/ssh/ssh_known_hosts']
  return value.filter((file): file is string => typeof file === 'string' && file !== '')
}

/** Folders with YANG modules, as written: `~` is not replaced. */
export function yangFolders(): readonly string[] {
  const value: unknown = workspace.getConfiguration(SECTION).get('yangFolders')
  if (!Array.isArray(value)) return []
  return value.filter((folder): folder is string => typeof folder === 'string' && folder !== '')
}

/** The list of devices in one place as it is written there, unchecked. Absent if that place has none. */
export function deviceList(origin: 'user' | 'workspace'): unknown {
  const places = workspace.getConfiguration(SECTION).inspect('devices')
  return origin === 'user' ? places?.globalValue : places?.workspaceValue
}

/** Writes the whole list to its place; an empty one leaves no trace. Throws what VS Code has against it. */
export async function writeDeviceList(origin: 'user' | 'workspace', list: readonly unknown[]): Promise<void> {
  const target = origin === 'user' ? ConfigurationTarget.Global : ConfigurationTarget.Workspace
  await workspace.getConfiguration(SECTION).update('devices', list.length === 0 ? undefined : list, target)
}

/** Calls back after a change of the devices in any place, be it by hand, by sync or by us. */
export function onDidChangeDeviceList(listener: () => void): Disposable {
  return workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${SECTION}.devices`)) listener()
  })
}

/** A hand-written setting may be of any type. */
function number(name: string, preset: number, least: number): number {
  const value: unknown = workspace.getConfiguration(SECTION).get(name)
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(least, value) : preset
}
