// The commands on replies and logs: show, open as a document, save, copy, trace.

import { env, Uri, window, workspace } from 'vscode'
import { Refusal } from '../app/failure.ts'
import type { ReplyRecord } from '../app/replies.ts'
import { documentFit, MAX_DOCUMENT } from '../editor/documentLimits.ts'
import type { ReplyPart } from '../panels/replyText.ts'
import { inSlices } from '../panels/slices.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import { XmlPrinter } from '../xml/format.ts'
import type { CommandContext } from './context.ts'
import { offerInstead } from './largeDocument.ts'
import { deviceFor } from './pickDevice.ts'
import { megabytes, withProgress } from './progress.ts'

/** Characters: they cross to the window in one message, which holds everything up meanwhile. */
const MAX_CLIPBOARD = 10_000_000

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

/**
 * As a read-only document `R3 core-1 get-config running.xml`; `part` is an element of the reply that was picked. What VS Code
 * opens badly or not at all is offered in other ways.
 */
export async function openRecord(
  context: CommandContext,
  record: ReplyRecord,
  part?: ReplyPart,
): Promise<void> {
  const name = textName(record, part)
  const save = (): Promise<void> => saveRecord(record, part)
  const xml = part?.xml ?? record.xml
  const shortName = part === undefined ? `R${record.number}` : `${part.name} of R${record.number}`
  // Laid out it has a line break for each element at least.
  if (xml.length > MAX_DOCUMENT) {
    await offerInstead(context, record, { name: shortName, length: xml.length }, save)
    return
  }
  const { parts, length, lines } = await printed(`laying out ${name}`, xml)
  const isFine = documentFit(length, lines) === 'fine'
  if (!isFine && !(await offerInstead(context, record, { name: shortName, length, lines }, save))) return
  const uri = context.documents.add(`${name}.xml`, parts.join(''))
  await context.documents.show(uri, { language: 'xml' })
}

export async function saveRecord(record: ReplyRecord, part?: ReplyPart): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri
  const name = textName(record, part)
  const file = `${name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-')}.xml`
  const target = await window.showSaveDialog({
    title: 'Save Reply',
    filters: { XML: ['xml'] },
    ...(folder !== undefined && { defaultUri: Uri.joinPath(folder, file) }),
  })
  if (target === undefined) return
  const { parts } = await printed(`laying out ${name}`, part?.xml ?? record.xml)
  await workspace.fs.writeFile(target, await encoded(parts))
  window.setStatusBarMessage(`$(check) ${name} saved`, 5_000)
}

export async function copyRecord(record: ReplyRecord, part?: ReplyPart): Promise<void> {
  const xml = part?.xml ?? record.xml
  const name = part === undefined ? `R${record.number}` : part.name
  if (xml.length > MAX_CLIPBOARD) {
    const save = 'Save to File…'
    const sentence = `${name} has ${megabytes(xml.length)}, too much for the clipboard. Save it to a file, or copy an element of it.`
    if ((await window.showWarningMessage(sentence, save)) === save) await saveRecord(record, part)
    return
  }
  const { parts } = await printed(`laying out ${name}`, xml)
  await env.clipboard.writeText(parts.join(''))
  window.setStatusBarMessage(`$(check) ${name} copied`, 3_000)
}

interface Printed {
  /** The text in pieces, in order, with a line break at its end. */
  readonly parts: readonly string[]
  /** Characters. */
  readonly length: number
  readonly lines: number
}

/** Formats in slices; `title` is shown where it takes long, and it can be cancelled then. */
async function printed(title: string, xml: string): Promise<Printed> {
  const printer = new XmlPrinter(xml)
  await withProgress(title, ({ signal, report }) =>
    inSlices(() => {
      report(`${Math.floor(printer.progress * 100)} %`)
      return printer.advance()
    }, signal),
  )
  const parts = [...printer.parts, '\n']
  return { parts, length: parts.reduce((sum, { length }) => sum + length, 0), lines: printer.lineCount }
}

/** UTF-8, made in slices. */
async function encoded(parts: readonly string[]): Promise<Uint8Array> {
  const encoder = new TextEncoder()
  const pieces: Uint8Array[] = []
  await inSlices(() => {
    pieces.push(encoder.encode(parts[pieces.length] ?? ''))
    return pieces.length >= parts.length
  })
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  let next = 0
  await inSlices(() => {
    const piece = pieces[next] ?? new Uint8Array()
    bytes.set(piece, at)
    at += piece.length
    next += 1
    return next >= pieces.length
  })
  return bytes
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

function textName({ number, deviceName, operation }: ReplyRecord, part: ReplyPart | undefined): string {
  const name = `R${number} ${deviceName} ${operation}`
  return part === undefined ? name : `${name} ${part.name}`
}
