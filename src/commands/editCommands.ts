// edit-config from a document on the screen: reads it, sends it, and shows at its elements what was wrong.

import { Range, Selection, TextEditorRevealType, Uri, window, workspace, type TextDocument } from 'vscode'
import { requireSupport } from '../app/exchange.ts'
import { DeviceFailure, Refusal } from '../app/failure.ts'
import { readEditPayload } from '../language/editPayload.ts'
import type { Problem } from '../language/problem.ts'
import { RpcError } from '../netconf/errors.ts'
import { editConfig } from '../netconf/operations.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import type { CommandContext } from './context.ts'
import { askUrl } from './datastoreCommands.ts'
import { sendPayload, type ReadPayload } from './sendPayload.ts'
import { sessionFor } from './session.ts'

/** What to edit lies in a file that the device fetches itself (capability :url). */
export async function runEditConfigUrl(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Edit the configuration of which device?')
  if (found === undefined) return
  const { device, session } = found
  const target = session.capabilities.editTargets[0] ?? 'running'
  requireSupport(device, session, editConfig({ target, config: { url: '' } }))
  const url = await askUrl(`edit-config from a URL on ${device.name}`, session)
  if (url === undefined) return
  const { value: payload, problems } = readEditPayload(editConfig({ target, config: { url } }).xml)
  if (payload !== undefined) await sendPayload(context, { payload, warnings: problems }, found)
}

/** `uri` comes from the explorer or the editor's title; without it the active editor's text is meant. */
export async function sendEditConfig(context: CommandContext, uri?: unknown): Promise<void> {
  const document = await documentFor(uri)
  const read = await readDocument(context, document)
  if (read === undefined) return
  const found = await sessionFor(context, undefined, 'Send to which device?')
  if (found === undefined) return
  try {
    await sendPayload(context, read, found)
  } catch (error) {
    if (error instanceof DeviceFailure && error.cause instanceof RpcError) {
      await context.problems.showRpcErrors(document, error.cause.errors)
    }
    throw error
  }
}

/** What the active editor holds, to be sent otherwise than by edit-config. Undefined: it cannot be, and that is shown. */
export async function readActiveDocument(context: CommandContext): Promise<ReadPayload | undefined> {
  return readDocument(context, await documentFor(undefined))
}

async function documentFor(uri: unknown): Promise<TextDocument> {
  // What is open is taken as it is on the screen, saved or not.
  if (uri instanceof Uri) return workspace.openTextDocument(uri)
  const document = window.activeTextEditor?.document
  if (document === undefined)
    throw new Refusal('Open an XML file with the configuration to send, and try again.')
  return document
}

/** Undefined: it cannot be sent; the reason is on the screen and among the Problems. */
export async function readDocument(
  context: CommandContext,
  document: TextDocument,
): Promise<ReadPayload | undefined> {
  const { value: payload, problems } = readEditPayload(document.getText())
  context.problems.showProblems(document, problems)
  if (payload !== undefined) return { payload, warnings: problems }
  const first = problems.find(({ severity }) => severity === 'error')
  if (first !== undefined) await showNotSent(document, first)
  return undefined
}

async function showNotSent(document: TextDocument, problem: Problem): Promise<void> {
  const at = document.positionAt(problem.start)
  const place = `Line ${at.line + 1}, column ${at.character + 1}`
  const show = 'Show'
  const answer = await window.showErrorMessage(`Nothing was sent. ${place}: ${problem.message}`, show)
  if (answer !== show) return
  const editor = await window.showTextDocument(document)
  editor.selection = new Selection(at, at)
  editor.revealRange(new Range(at, at), TextEditorRevealType.InCenterIfOutsideViewport)
}
