// The commands that connect and disconnect many devices: a group, those chosen in the tree, or all.

import { commands, window } from 'vscode'
import { onMany } from '../app/parallel.ts'
import { plainText } from '../app/plainText.ts'
import type { Device } from '../app/settings.ts'
import type { TreeNode } from '../views/deviceNodes.ts'
import { connectMany, type ManyConnected } from './connectMany.ts'
import type { CommandContext } from './context.ts'
import { devicesOfNodes, pickDevices } from './fleetPick.ts'
import { withProgress } from './progress.ts'
import { askPick, onlyStep, type Choice } from './steps.ts'
import { workspaceIsTrusted } from './trust.ts'

type Chosen = readonly TreeNode[] | undefined

export async function connectAll(context: CommandContext, node?: TreeNode, chosen?: Chosen): Promise<void> {
  if (!(await workspaceIsTrusted())) return
  const devices = await devicesFor(context, node, chosen, 'Connect all')
  if (devices === undefined) return
  const { connections } = context
  const missing = devices.filter(({ id }) => connections.session(id) === undefined)
  if (missing.length === 0) {
    void window.showInformationMessage(`${everyOne(devices)} connected already.`)
    return
  }
  tell(context, await connectMany(context, missing))
}

export async function disconnectAll(
  context: CommandContext,
  node?: TreeNode,
  chosen?: Chosen,
): Promise<void> {
  const devices = await devicesFor(context, node, chosen, 'Disconnect all')
  if (devices === undefined) return
  const { connections } = context
  const open = devices.filter(({ id }) => ['connected', 'connecting'].includes(connections.state(id).kind))
  if (open.length === 0) {
    void window.showInformationMessage('None of these devices is connected.')
    return
  }
  await withProgress(`Disconnecting ${countOf(open)}`, async ({ signal, report }) => {
    let done = 0
    await onMany(
      open,
      async ({ id }) => {
        await connections.disconnect(id)
        done += 1
        report(`${done} of ${open.length}`)
      },
      signal,
    )
  })
  context.log.info(`Disconnect All: ${countOf(open)}`)
  window.setStatusBarMessage(`$(check) ${countOf(open)} disconnected`, 5_000)
}

/** What is chosen in the tree, the row that was clicked being among it; else what is picked. Undefined: dismissed. */
async function devicesFor(
  context: CommandContext,
  node: TreeNode | undefined,
  chosen: Chosen,
  title: string,
): Promise<readonly Device[] | undefined> {
  if (node !== undefined) return devicesOfNodes(context, chosen ?? [node])
  const { all, groups } = context.devices
  if (all.length === 0 || groups.length === 0) return all.length === 0 ? pickDevices(context, title) : all
  const choices: readonly Choice<readonly Device[] | 'some'>[] = [
    { label: 'All Devices', description: countOf(all), value: all },
    ...groups.map((group): Choice<readonly Device[]> => {
      const members = context.devices.inGroup(group)
      return { label: group, description: countOf(members), value: members }
    }),
    { label: 'Choose Devices…', value: 'some' },
  ]
  const answer = await askPick(onlyStep(title), { placeholder: 'Which devices?', choices })
  if (answer === undefined || answer === 'back') return undefined
  return answer.value === 'some' ? pickDevices(context, title) : answer.value
}

/** One message for all of them, and the list of those that failed in the log. */
function tell(context: CommandContext, end: ManyConnected): void {
  const { devices, connected, failed, dismissed, elapsedMs, isCancelled } = end
  const count = `${connected} of ${countOf(devices)} connected`
  const lines = failed.map(({ device, message }) => `  ${device.name}: ${message}`)
  if (lines.length > 0) context.log.info(['Connect All: these failed', ...lines].join('\n'))
  // Last, since the log is opened at its end.
  context.log.info(`Connect All: ${count} in ${(elapsedMs / 1_000).toFixed(1)} s, ${failed.length} failed`)
  if (failed.length === 0) {
    const why = isCancelled ? ', then cancelled' : dismissed > 0 ? `, ${dismissed} dismissed` : ''
    window.setStatusBarMessage(`$(check) ${count}${why}`, 8_000)
    return
  }
  const why = isCancelled ? ', then it was cancelled' : ''
  const [retry, log] = ['Try Failed Again', 'Show Log']
  const message = plainText(`${count}${why}; ${failed.length} failed: ${namesOf(failed)}.`)
  // Not awaited: the command is over when its message is up.
  void window.showWarningMessage(message, retry, log).then((answer) => {
    if (answer === log) context.log.channel.show()
    if (answer !== retry) return
    const nodes = failed.map(({ device }): TreeNode => ({ kind: 'device', deviceId: device.id }))
    void commands.executeCommand('netconfExplorer.connectAll', nodes[0], nodes)
  })
}

/** As many as a toast has room for. */
const NAMED = 5

function namesOf(failed: ManyConnected['failed']): string {
  const names = failed.slice(0, NAMED).map(({ device }) => device.name)
  const more = failed.length - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')
}

function everyOne(devices: readonly Device[]): string {
  return devices.length === 1 ? `${devices[0]?.name ?? 'It'} is` : `All ${devices.length} devices are`
}

function countOf({ length }: readonly Device[]): string {
  return length === 1 ? '1 device' : `${length} devices`
}
