// The commands of the demo device.

import { commands } from 'vscode'
import { Refusal } from '../app/failure.ts'
import { getConfig } from '../netconf/operations.ts'
import type { CommandContext } from './context.ts'
import { perform } from './perform.ts'
import { withProgress } from './progress.ts'
import { workspaceIsTrusted } from './trust.ts'

/** Starts the demo device, connects it, and shows its configuration. */
export async function startDemoDevice(context: CommandContext): Promise<void> {
  if (!(await workspaceIsTrusted())) return
  const device = await withProgress('Starting the demo device', () => context.demo.start())
  await context.activeDevice.set(device.id)
  await commands.executeCommand('workbench.view.extension.netconfExplorer')
  await perform(context, device, getConfig({ source: 'running' }), { show: 'always' })
}

export async function stopDemoDevice(context: CommandContext): Promise<void> {
  if (!context.demo.isRunning) throw new Refusal('The demo device is not running.')
  await context.connections.disconnect(context.demo.id)
  await context.demo.stop()
}
