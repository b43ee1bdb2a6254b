// All commands: an id for each, and the function that does it. Loaded when the first one is run.

import * as callHome from './callHomeCommands.ts'
import type { CommandId } from './commandIds.ts'
import * as confirmed from './confirmedCommitCommands.ts'
import type { CommandContext } from './context.ts'
import * as datastore from './datastoreCommands.ts'
import * as demo from './demoCommands.ts'
import * as device from './deviceCommands.ts'
import * as edit from './editCommands.ts'
import { runFactoryReset } from './factoryResetCommand.ts'
import * as fleet from './fleetCommands.ts'
import * as listed from './listedSessionCommands.ts'
import { connectAll, disconnectAll } from './manyDevicesCommands.ts'
import * as nmda from './nmdaCommands.ts'
import { runOperation } from './operationsMenu.ts'
import * as partial from './partialLockCommands.ts'
import * as profile from './profileCommands.ts'
import * as read from './readCommands.ts'
import * as reply from './replyCommands.ts'
import * as schema from './schemaCommands.ts'
import * as session from './sessionCommands.ts'
import * as subscription from './subscriptionCommands.ts'

/**
 * `argument` is what VS Code passes: a tree node from the tree, a URI from the explorer or an editor's title. `chosen`: all that
 * is selected in the tree, where it is called on one of several.
 */
type Handler = (context: CommandContext, argument?: never, chosen?: never) => Promise<void>

export const HANDLERS: Readonly<Record<CommandId, Handler>> = {
  addDevice: device.addDevice,
  editDevice: device.editDevice,
  duplicateDevice: device.duplicateDevice,
  removeDevice: device.removeDevice,
  connectDevice: device.connectDevice,
  disconnectDevice: device.disconnectDevice,
  connectAll,
  disconnectAll,
  selectActiveDevice: device.selectActiveDevice,
  runOnSeveral: fleet.runOnSeveral,
  severalGetConfig: fleet.severalGetConfig,
  severalGet: fleet.severalGet,
  severalRpc: fleet.severalRpc,
  severalEdit: fleet.severalEdit,
  showResults: fleet.showResults,
  forgetSecrets: device.forgetSecrets,
  forgetHostKey: device.forgetHostKey,
  startDemoDevice: demo.startDemoDevice,
  stopDemoDevice: demo.stopDemoDevice,
  showCapabilities: session.showCapabilities,
  runOperation,
  runGet: read.runGet,
  runGetConfig: read.runGetConfig,
  runGetSchema: read.runGetSchema,
  loadSchemas: schema.loadSchemas,
  showYangTree: schema.showYangTree,
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
