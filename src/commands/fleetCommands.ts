// The commands for several devices at once: which ones, what to run, with which options; then the results.

import { window, workspace, type TextDocument } from 'vscode'
import { Refusal } from '../app/failure.ts'
import type { Device } from '../app/settings.ts'
import { readEditPayload, type EditPayload, type OperationContent } from '../language/editPayload.ts'
import { Capabilities } from '../netconf/capabilities.ts'
import { isRead } from '../netconf/effects.ts'
import type { Datastore } from '../netconf/names.ts'
import { get, getConfig, type Filter, type Operation } from '../netconf/operations.ts'
import type { Session } from '../netconf/session.ts'
import type { TreeNode } from '../views/deviceNodes.ts'
import type { CommandContext } from './context.ts'
import { readDocument } from './editCommands.ts'
import { editTask } from './fleetEdit.ts'
import { devicesOfNodes, pickDevices } from './fleetPick.ts'
import { askFleetEdit } from './fleetPlan.ts'
import { FleetResults } from './fleetResults.ts'
import type { FleetTask } from './fleetRun.ts'
import { names } from './fleetSummary.ts'
import { operationTask } from './fleetTasks.ts'
import { connectedSoon } from './fleetConnect.ts'
import type { ReadPayload } from './sendPayload.ts'
import { askFilterAlone, namespacesIn, readDetail, unboundPrefix } from './readOptions.ts'
import { askPick, onlyStep, type Choice } from './steps.ts'
import { workspaceIsTrusted } from './trust.ts'

type Chosen = readonly TreeNode[] | undefined
type Runner = (context: CommandContext, devices: readonly Device[]) => Promise<void>

export async function runOnSeveral(context: CommandContext, node?: TreeNode, chosen?: Chosen): Promise<void> {
  const devices = await devicesFor(context, node, chosen)
  if (devices === undefined) return
  const inSight = contentInSight()
  const choices: readonly Choice<Runner>[] = [
    { label: 'Run get-config…', description: 'configuration of a datastore', value: getConfigOn },
    { label: 'Run get…', description: 'state and configuration', value: getOn },
    fileChoice('Send RPC from the open XML file…', rpcOn, inSight, 'operation'),
    fileChoice('Send edit-config from the open XML file…', editOn, inSight, 'edit'),
  ]
  const answer = await askPick(onlyStep(`On ${countOf(devices)}`), { placeholder: 'What to run', choices })
  if (answer !== undefined && answer !== 'back') await answer.value(context, devices)
}

export function severalGetConfig(context: CommandContext, node?: TreeNode, chosen?: Chosen): Promise<void> {
  return onDevices(context, node, chosen, getConfigOn)
}

export function severalGet(context: CommandContext, node?: TreeNode, chosen?: Chosen): Promise<void> {
  return onDevices(context, node, chosen, getOn)
}

export function severalRpc(context: CommandContext, node?: TreeNode, chosen?: Chosen): Promise<void> {
  return onDevices(context, node, chosen, rpcOn)
}

export function severalEdit(context: CommandContext, node?: TreeNode, chosen?: Chosen): Promise<void> {
  return onDevices(context, node, chosen, editOn)
}

export function showResults(context: CommandContext): Promise<void> {
  if (!context.revealResults()) {
    throw new Refusal('There are no results yet. Run "NETCONF: Run on Several Devices…" first.')
  }
  return Promise.resolve()
}

async function onDevices(
  context: CommandContext,
  node: TreeNode | undefined,
  chosen: Chosen,
  run: Runner,
): Promise<void> {
  const devices = await devicesFor(context, node, chosen)
  if (devices !== undefined) await run(context, devices)
}

/** What is chosen in the tree, the row that was clicked being among it; else what is picked. */
async function devicesFor(
  context: CommandContext,
  node: TreeNode | undefined,
  chosen: Chosen,
): Promise<readonly Device[] | undefined> {
  if (!(await workspaceIsTrusted())) return undefined
  if (node === undefined) return pickDevices(context, 'Run on several devices')
  const devices = devicesOfNodes(context, chosen ?? [node])
  if (devices.length === 0) throw new Refusal('There is no device among what is chosen.')
  return devices
}

async function getConfigOn(context: CommandContext, devices: readonly Device[]): Promise<void> {
  const title = `get-config from ${countOf(devices)}`
  const choices: readonly Choice<Datastore>[] = [
    { label: 'running', description: 'what is in force', value: 'running' },
    {
      label: 'candidate',
      description: 'what the next commit puts in force; devices without one say so',
      value: 'candidate',
    },
    {
      label: 'startup',
      description: 'what is loaded at the start; devices without one say so',
      value: 'startup',
    },
  ]
  const source = await askPick(onlyStep(title), { placeholder: 'Datastore', choices })
  if (source === undefined || source === 'back') return
  await readOn(context, devices, title, (filter) =>
    getConfig({ source: source.value, ...(filter !== undefined && { filter }) }),
  )
}

async function getOn(context: CommandContext, devices: readonly Device[]): Promise<void> {
  await readOn(context, devices, `get from ${countOf(devices)}`, (filter) =>
    get(filter === undefined ? {} : { filter }),
  )
}

async function readOn(
  context: CommandContext,
  devices: readonly Device[],
  title: string,
  make: (filter: Filter | undefined) => Operation,
): Promise<void> {
  // Of devices that are still to be connected nobody knows which modules they announce.
  const doubt = (text: string, known: Capabilities): string | undefined =>
    known.modules.length === 0 ? undefined : unboundPrefix(text, known)
  const asked = await askFilterAlone(title, offeredBy(context, devices), doubt)
  if (asked === undefined) return
  const { filter } = asked
  const { label, name } = make(filter)
  const detail = filter === undefined ? undefined : readDetail({ filter })
  const task = operationTask(context, name, (session) => make(boundFor(filter, session)), { detail })
  await runTask(context, devices, { operation: label, ...(detail !== undefined && { detail }) }, task)
}

/** Filters that one of them may take; a device that cannot says so in its row. */
function offeredBy({ connections }: CommandContext, devices: readonly Device[]): Capabilities {
  const uris = devices.flatMap(({ id }) => connections.session(id)?.capabilities.uris ?? [])
  return new Capabilities(['urn:ietf:params:netconf:capability:xpath:1.0', ...new Set(uris)])
}

/** Prefixes stand for the namespaces that the device itself announces. */
function boundFor(filter: Filter | undefined, { capabilities }: Session): Filter | undefined {
  if (filter?.type !== 'xpath') return filter
  return { ...filter, namespaces: { ...filter.namespaces, ...namespacesIn(filter.select, capabilities) } }
}

async function rpcOn(context: CommandContext, devices: readonly Device[]): Promise<void> {
  const read = await payloadInSight(context)
  if (read === undefined) return
  const { content, describe } = read.payload
  if (content.type !== 'operation') {
    throw new Refusal('The open file holds configuration, not an RPC: choose "Send edit-config" for it.')
  }
  const { name, markup, rpcAttributes } = content
  if (!isRead(name) && !(await confirmRpc(devices, content, describe))) return
  const operation: Operation = { name, label: name, xml: markup, needs: [] }
  await runTask(
    context,
    devices,
    { operation: name },
    operationTask(context, name, () => operation, { rpcAttributes }),
  )
}

async function confirmRpc(
  devices: readonly Device[],
  { name }: OperationContent,
  describe: string,
): Promise<boolean> {
  const production = devices.filter((device) => device.production)
  const detail = [
    `${describe}. It is sent as it is written.`,
    '',
    names(devices.map((device) => device.name)),
    ...(production.length === 0 ? [] : ['', `PRODUCTION: ${names(production.map((device) => device.name))}`]),
  ].join('\n')
  const send = `Send to ${countOf(devices)}`
  const answer = await window.showWarningMessage(
    `Send ${name} to ${countOf(devices)}?`,
    { modal: true, detail },
    send,
  )
  return answer === send
}

async function editOn(context: CommandContext, devices: readonly Device[]): Promise<void> {
  const read = await payloadInSight(context)
  if (read === undefined) return
  const { content } = read.payload
  if (content.type !== 'edit') {
    throw new Refusal('The open file holds an RPC, not configuration: choose "Send RPC" for it.')
  }
  const attempts = await connectedSoon(context, devices)
  try {
    // The questions of devices that are still being connected wait until this is answered.
    const edit = await context.questions.ask('', () => askFleetEdit(context, devices, content, read.warnings))
    if (edit === undefined) return
    const about = { operation: 'edit-config', detail: content.summary.text }
    await runTask(context, devices, about, editTask(context, edit))
  } finally {
    attempts.abort()
  }
}

async function runTask(
  context: CommandContext,
  devices: readonly Device[],
  about: { readonly operation: string; readonly detail?: string },
  task: FleetTask,
): Promise<void> {
  const results = new FleetResults(context, about, devices, task)
  await context.showResults(results)
  await results.start()
}

/** Undefined: the text cannot be sent, and that is on the screen. */
async function payloadInSight(context: CommandContext): Promise<ReadPayload | undefined> {
  const document = xmlInSight()
  if (document === undefined) throw new Refusal('Open the XML file to be sent, and try again.')
  return readDocument(context, document)
}

interface InSight {
  readonly file: string
  readonly type: EditPayload['content']['type'] | undefined
  readonly describe: string
}

/** What the XML file on the screen could be sent as; undefined where there is none. */
function contentInSight(): InSight | undefined {
  const document = xmlInSight()
  if (document === undefined) return undefined
  const { value } = readEditPayload(document.getText())
  return { file: nameOf(document), type: value?.content.type, describe: value?.describe ?? '' }
}

function fileChoice(
  label: string,
  value: Runner,
  inSight: InSight | undefined,
  type: InSight['type'],
): Choice<Runner> {
  if (inSight !== undefined && inSight.type === type)
    return { label, description: `${inSight.file}: ${inSight.describe}`, value }
  const why = inSight === undefined ? 'open an XML file first' : `${inSight.file} holds none`
  return { label: `$(circle-slash) ${label}`, description: why, value }
}

/** In the active editor, else in one beside it. */
function xmlInSight(): TextDocument | undefined {
  const editors = [window.activeTextEditor, ...window.visibleTextEditors]
  return editors.find((editor) => editor?.document.languageId === 'xml')?.document
}

function nameOf({ uri }: TextDocument): string {
  return workspace.asRelativePath(uri).split('/').at(-1) ?? ''
}

function countOf({ length }: readonly Device[]): string {
  return length === 1 ? '1 device' : `${length} devices`
}
