// All commands: an id for each, and the function that does it.

import { commands, Disposable } from 'vscode'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import * as callHome from './callHomeCommands.ts'
import type { CommandId } from './commandIds.ts'
import * as confirmed from './confirmedCommitCommands.ts'
import type { CommandContext } from './context.ts'
import * as datastore from './datastoreCommands.ts'
import * as demo from './demoCommands.ts'
import * as device from './deviceCommands.ts'
import * as edit from './editCommands.ts'
import { runFactoryReset } from './factoryResetCommand.ts'
import * as listed from './listedSessionCommands.ts'
import * as nmda from './nmdaCommands.ts'
import { runOperation } from './operationsMenu.ts'
import * as partial from './partialLockCommands.ts'
import * as profile from './profileCommands.ts'
import * as read from './readCommands.ts'
import * as reply from './replyCommands.ts'
import { run } from './run.ts'
import * as session from './sessionCommands.ts'
import * as subscription from './subscriptionCommands.ts'

/** `argument` is what VS Code passes: a tree node from the tree, a URI from the explorer or an editor's title. */
type Handler = (context: CommandContext, argument?: never) => Promise<void>

const HANDLERS: Readonly<Record<CommandId, Handler>> = {
  addDevice: device.addDevice,
  editDevice: device.editDevice,
  duplicateDevice: device.duplicateDevice,
  removeDevice: device.removeDevice,
  connectDevice: device.connectDevice,
  disconnectDevice: device.disconnectDevice,
  selectActiveDevice: device.selectActiveDevice,
  forgetSecrets: device.forgetSecrets,
  forgetHostKey: device.forgetHostKey,
  startDemoDevice: demo.startDemoDevice,
  stopDemoDevice: demo.stopDemoDevice,
  showCapabilities: session.showCapabilities,
  runOperation,
  runGet: read.runGet,
  runGetConfig: read.runGetConfig,
  runGetSchema: read.runGetSchema,
  runRpc: session.runRpc,
  runKillSession: session.runKillSession,
  refreshSessions: listed.refreshSessions,
  killListedSession: listed.killListedSession,
  killLockHolder: listed.killLockHolder,
  listenCallHome: callHome.listenCallHome,
  stopCallHome: callHome.stopCallHome,
  acceptCall: callHome.acceptCall,
  refuseCall: callHome.refuseCall,
  sendEditConfig: edit.sendEditConfig,
  runCommit: datastore.runCommit,
  runDiscardChanges: datastore.runDiscardChanges,
  runValidate: datastore.runValidate,
  runLock: datastore.runLock,
  runUnlock: datastore.runUnlock,
  runCopyConfig: datastore.runCopyConfig,
  runDeleteConfig: datastore.runDeleteConfig,
  runConfirmedCommit: confirmed.runConfirmedCommit,
  settleConfirmedCommit: confirmed.settleConfirmedCommit,
  runCancelCommit: confirmed.runCancelCommit,
  runPartialLock: partial.runPartialLock,
  runPartialUnlock: partial.runPartialUnlock,
  runGetData: nmda.runGetData,
  runEditData: nmda.runEditData,
  runCompare: nmda.runCompare,
  runEditConfigUrl: edit.runEditConfigUrl,
  runFactoryReset,
  subscribe: subscription.subscribe,
  stopSubscription: subscription.stopSubscription,
  removeSubscription: subscription.removeSubscription,
  showNotifications: subscription.showNotifications,
  chooseProfile: profile.chooseProfile,
  runVendorOperation: profile.runVendorOperation,
  showChanges: datastore.runShowChanges,
  showStartupChanges: datastore.runShowStartupChanges,
  showReplies: reply.showReplies,
  openReply: reply.openReply,
  saveReply: reply.saveReply,
  copyReply: reply.copyReply,
  showLog: reply.showLog,
  toggleTrace: reply.toggleTrace,
}

/** Registers every command under `netconfExplorer.`; the caller disposes them. */
export function registerCommands(context: CommandContext): Disposable {
  const registered = Object.entries(HANDLERS).map(([id, handler]) =>
    commands.registerCommand(`netconfExplorer.${id}`, (argument?: NodeOfDevice) =>
      // Each handler checks or narrows the argument that its menus pass.
      run(context.log, () => handler(context, argument as never)),
    ),
  )
  return Disposable.from(...registered)
}
