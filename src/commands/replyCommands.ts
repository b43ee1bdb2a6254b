// The commands on replies and logs: show, open as a document, save, copy, trace.

import { env, Uri, window, workspace } from 'vscode'
import { Refusal } from '../app/failure.ts'
import type { ReplyRecord } from '../app/replies.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import { formatXml } from '../xml/format.ts'
import type { CommandContext } from './context.ts'
import { deviceFor } from './pickDevice.ts'

export function showReplies({ revealReplies }: CommandContext): Promise<void> {
  revealReplies()
  return Promise.resolve()
}

export async function openReply(context: CommandContext): Promise<void> {
  await openRecord(context, newest(context))
}

export async function saveReply(context: CommandContext): Promise<void> {
  await saveRecord(newest(context))
}

export async function copyReply(context: CommandContext): Promise<void> {
  await copyRecord(newest(context))
}

/** As a read-only document `R3 core-1 get-config running.xml`; `part` is a piece of the reply that was picked. */
export async function openRecord(
  { documents }: CommandContext,
  record: ReplyRecord,
  part?: { readonly name: string; readonly xml: string },
): Promise<void> {
  const name = part === undefined ? replyName(record) : `${replyName(record)} ${part.name}`
  const uri = documents.add(`${name}.xml`, `${formatXml(part?.xml ?? record.xml)}\n`)
  await documents.show(uri, { language: 'xml' })
}

export async function saveRecord(record: ReplyRecord): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri
  const file = `${replyName(record).replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-')}.xml`
  const target = await window.showSaveDialog({
    title: 'Save Reply',
    filters: { XML: ['xml'] },
    ...(folder !== undefined && { defaultUri: Uri.joinPath(folder, file) }),
  })
  if (target === undefined) return
  await workspace.fs.writeFile(target, new TextEncoder().encode(`${formatXml(record.xml)}\n`))
}

export async function copyRecord(record: ReplyRecord): Promise<void> {
  await env.clipboard.writeText(`${formatXml(record.xml)}\n`)
  window.setStatusBarMessage(`$(check) R${record.number} copied`, 3_000)
}

export function showLog({ log }: CommandContext): Promise<void> {
  log.channel.show()
  return Promise.resolve()
}

/** Switches the wire trace of a device, and shows it when it is on. */
export async function toggleTrace(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const device = await deviceFor(context, node, { placeholder: 'Trace the messages of which device?' })
  if (device === undefined) return
  if (device.origin === 'demo') context.devices.addTransient({ ...device, trace: !device.trace })
  else await context.devices.update(device.id, { trace: !device.trace })
  if (device.trace) window.setStatusBarMessage(`$(check) ${device.name}: trace is off`, 5_000)
  else context.log.showTrace(device)
}

function newest({ replies }: CommandContext): ReplyRecord {
  const [record] = replies.all
  if (record === undefined) throw new Refusal('There is no reply yet. Run "NETCONF: Run get-config" first.')
  return record
}

function replyName({ number, deviceName, operation }: ReplyRecord): string {
  return `R${number} ${deviceName} ${operation}`
}
