// All operations in one list; those that the device cannot do say why.

import { QuickPickItemKind, window } from 'vscode'
import { cancelCommit } from '../netconf/confirmedCommit.ts'
import { compare } from '../netconf/compare.ts'
import { createSubscription } from '../netconf/createSubscription.ts'
import { factoryReset } from '../netconf/factoryReset.ts'
import { SUBSCRIBED_NS } from '../netconf/names.ts'
import { editData, getData } from '../netconf/nmda.ts'
import {
  commit,
  copyConfig,
  deleteConfig,
  discardChanges,
  editConfig,
  get,
  getConfig,
  getSchema,
  killSession,
  lock,
  unlock,
  validate,
  type Operation,
} from '../netconf/operations.ts'
import { partialLock, partialUnlock } from '../netconf/partialLock.ts'
import type { Session } from '../netconf/session.ts'
import { unsupportedReason } from '../netconf/support.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import { runCancelCommit, runConfirmedCommit } from './confirmedCommitCommands.ts'
import type { CommandContext } from './context.ts'
import {
  runCommit,
  runCopyConfig,
  runDeleteConfig,
  runDiscardChanges,
  runLock,
  runUnlock,
  runValidate,
} from './datastoreCommands.ts'
import { runEditConfigUrl } from './editCommands.ts'
import { runFactoryReset } from './factoryResetCommand.ts'
import { runCompare, runEditData, runGetData } from './nmdaCommands.ts'
import { runPartialLock, runPartialUnlock } from './partialLockCommands.ts'
import { runVendorOperation } from './profileCommands.ts'
import { runGet, runGetConfig, runGetSchema } from './readCommands.ts'
import { sessionFor } from './session.ts'
import { runKillSession, runRpc } from './sessionCommands.ts'
import { askPick, onlyStep, type Choice } from './steps.ts'
import { subscribe } from './subscriptionCommands.ts'

type Handler = (context: CommandContext, node?: NodeOfDevice) => Promise<void>

/** What each needs at least, by an example, and the command that runs it. */
const OPERATIONS: readonly { readonly example: Operation; readonly label?: string; readonly run: Handler }[] =
  [
    { example: getConfig({ source: 'running' }), run: runGetConfig },
    { example: get(), run: runGet },
    { example: getData({ datastore: 'operational' }), run: runGetData },
    { example: commit(), run: runCommit },
    { example: commit({ confirmed: true }), label: 'commit confirmed', run: runConfirmedCommit },
    { example: cancelCommit(), run: runCancelCommit },
    { example: discardChanges(), run: runDiscardChanges },
    { example: validate('running'), run: runValidate },
    {
      example: editConfig({ target: 'running', config: { url: '' } }),
      label: 'edit-config from a URL',
      run: runEditConfigUrl,
    },
    { example: editData({ datastore: 'running', config: { url: '' } }), run: runEditData },
    { example: compare({ source: 'running', target: 'operational' }), run: runCompare },
    { example: lock('running'), run: runLock },
    { example: unlock('running'), run: runUnlock },
    { example: partialLock({ select: ['/'] }), run: runPartialLock },
    { example: partialUnlock(1), run: runPartialUnlock },
    { example: copyConfig('running', { url: '' }), run: runCopyConfig },
    { example: deleteConfig('startup'), run: runDeleteConfig },
    { example: createSubscription(), label: 'subscribe', run: subscribe },
    { example: getSchema({ identifier: '' }), run: runGetSchema },
    { example: killSession(1), run: runKillSession },
    { example: factoryReset(), run: runFactoryReset },
  ]

interface Judged {
  readonly name: string
  readonly run: Handler
  readonly reason: string | undefined
  /** The hello does not say, and the YANG library was not read yet. */
  readonly isInDoubt: boolean
}

export async function runOperation(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Run an operation on which device?')
  if (found === undefined) return
  const { device, session } = found
  const judged = OPERATIONS.map(({ example, label, run }) => ({
    name: label ?? example.name,
    run,
    ...judge({ needs: needsOf(example, session) }, session),
  }))
  const choices = [
    ...judged.filter(({ reason, isInDoubt }) => reason === undefined && !isInDoubt).map(offered),
    ...vendorChoices(context, device.id),
    { label: 'any RPC…', description: 'typed as XML, such as a YANG action', value: runRpc },
    ...section('If its YANG library has them', judged.filter(({ isInDoubt }) => isInDoubt).map(offered)),
    ...section('Not on this device', judged.filter(({ reason }) => reason !== undefined).map(refused)),
  ]
  const chosen = await askPick(onlyStep(`Operation on ${device.name}`), { placeholder: 'Operation', choices })
  if (chosen === undefined || chosen === 'back') return
  if (chosen.value === undefined)
    await window.showInformationMessage(`${device.name} cannot do that operation.`)
  else await chosen.value(context, { kind: 'device', deviceId: device.id })
}

type Row = Choice<Handler | undefined>

function offered({ name, run }: Judged): Row {
  return { label: name, value: run }
}

function refused({ name, reason = '' }: Judged): Row {
  return { label: `$(circle-slash) ${name}`, description: reason, value: undefined }
}

function section(title: string, rows: readonly Row[]): Row[] {
  return rows.length === 0
    ? []
    : [{ label: title, kind: QuickPickItemKind.Separator, value: undefined }, ...rows]
}

function judge(
  operation: Pick<Operation, 'needs'>,
  { capabilities }: Session,
): Pick<Judged, 'reason' | 'isInDoubt'> {
  const reason = unsupportedReason(operation, capabilities)
  const ifNotInLibrary = unsupportedReason(operation, capabilities, new Set())
  return { reason, isInDoubt: reason === undefined && ifNotInLibrary !== undefined }
}

function vendorChoices({ connections }: CommandContext, deviceId: string): Row[] {
  const state = connections.state(deviceId)
  if (state.kind !== 'connected' || state.family.profile.operations.length === 0) return []
  const { title, operations } = state.family.profile
  return [
    {
      label: `${title}…`,
      description: `${operations.length} operations of its own`,
      value: runVendorOperation,
    },
  ]
}

/** What can be done in one way on some devices and in another on others is possible with either. */
function needsOf({ name, needs }: Operation, { capabilities }: Session): readonly string[] {
  switch (name) {
    case 'copy-config':
      return []
    case 'delete-config':
      return capabilities.has(':url') ? [] : needs
    case 'edit-config':
      return needs.filter((need) => need.startsWith(':url'))
    case 'edit-data':
      return needs.filter((need) => !need.startsWith(':url'))
    case 'create-subscription':
      return capabilities.has(SUBSCRIBED_NS) ? [SUBSCRIBED_NS] : needs
    default:
      return needs
  }
}
