// Starts the extension: builds its objects, wires them, hands them to VS Code. Read top to bottom.

import { Disposable, Uri, type ExtensionContext } from 'vscode'
import { ActiveDevice } from './app/activeDevice.ts'
import { CallHome } from './app/callHome.ts'
import { ConfirmedCommits } from './app/confirmedCommits.ts'
import { Connections } from './app/connections.ts'
import { Demo } from './app/demo.ts'
import { Devices } from './app/devices.ts'
import { DeviceSessions } from './app/deviceSessions.ts'
import { HostKeys } from './app/hostKeys.ts'
import { Libraries } from './app/libraries.ts'
import { Log } from './app/log.ts'
import { PartialLocks } from './app/partialLocks.ts'
import { Replies } from './app/replies.ts'
import { Secrets } from './app/secrets.ts'
import { replyHistory } from './app/settings.ts'
import { Subscriptions } from './app/subscriptions.ts'
import { askAboutCallers } from './commands/callHomeCommands.ts'
import type { CommandContext } from './commands/context.ts'
import { startDemoDevice } from './commands/demoCommands.ts'
import { connectDevice } from './commands/deviceCommands.ts'
import { copyRecord, openRecord, saveRecord } from './commands/replyCommands.ts'
import { run } from './commands/run.ts'
import { registerCommands } from './commands/table.ts'
import { Documents } from './editor/documents.ts'
import { EditProblems } from './editor/editProblems.ts'
import { CapabilitiesPanels } from './panels/capabilitiesPanel.ts'
import { capabilitiesState, withoutSession } from './panels/capabilitiesState.ts'
import { ReplyPanel } from './panels/replyPanel.ts'
import { createCommitCountdown } from './views/commitCountdown.ts'
import { createCallHomeTree } from './views/callHomeTree.ts'
import { createDeviceTree } from './views/deviceTree.ts'
import { createSessionTree } from './views/sessionTree.ts'
import { createStatusBar } from './views/statusBar.ts'

export function activate({
  extensionUri,
  globalStorageUri,
  secrets: storage,
  globalState,
  workspaceState,
  subscriptions,
}: ExtensionContext): void {
  const log = new Log()
  const devices = new Devices()
  const secrets = new Secrets(storage)
  const hostKeys = new HostKeys({
    storeFile: Uri.joinPath(globalStorageUri, 'known_hosts').fsPath,
    warn: (message) => log.warn(message),
  })
  const connections = new Connections({ devices, secrets, hostKeys, log })
  const replies = new Replies(replyHistory)
  const activeDevice = new ActiveDevice(workspaceState)
  const demo = new Demo({ devices, hostKeys, secrets })
  const confirmedCommits = new ConfirmedCommits()
  const subscribed = new Subscriptions({ connections, log })
  const deviceSessions = new DeviceSessions({ devices, connections, activeDevice, replies })
  const callHome = new CallHome({ devices, secrets, hostKeys, connections, log }, globalState)
  const documents = new Documents()
  const problems = new EditProblems()

  const context: CommandContext = {
    devices,
    secrets,
    hostKeys,
    connections,
    replies,
    activeDevice,
    confirmedCommits,
    partialLocks: new PartialLocks(),
    libraries: new Libraries(),
    subscriptions: subscribed,
    deviceSessions,
    callHome,
    log,
    demo,
    documents,
    problems,
    run: (action) => run(log, action),
    showReply: (record) => replyPanel.show(record),
    revealReplies: () => replyPanel.reveal(),
    showCapabilities: (device) => {
      const state = capabilitiesState(device, connections.state(device.id))
      if (state !== undefined) capabilitiesPanels.show(device.id, state)
    },
  }
  const replyPanel = new ReplyPanel(extensionUri, replies, {
    openAsDocument: (record, part) => void run(log, () => openRecord(context, record, part)),
    save: (record) => void run(log, () => saveRecord(record)),
    copy: (record) => void run(log, () => copyRecord(record)),
  })
  const capabilitiesPanels = new CapabilitiesPanels(extensionUri, {
    reconnect: (deviceId) => void run(log, () => connectDevice(context, { kind: 'device', deviceId })),
  })
  const keepCapabilities = connections.onDidChange((id) => {
    const device = devices.byId(id)
    const known = capabilitiesPanels.stateOf(id)
    if (device === undefined || known === undefined) return
    const state = connections.state(id)
    capabilitiesPanels.update(id, capabilitiesState(device, state) ?? withoutSession(known, state))
  })

  subscriptions.push(
    registerCommands(context),
    createDeviceTree(context),
    createSessionTree(context),
    createCallHomeTree(context),
    askAboutCallers(context),
    createStatusBar(context),
    createCommitCountdown(context),
    keepCapabilities,
    Disposable.from(callHome, deviceSessions),
    Disposable.from(replyPanel, capabilitiesPanels, problems, documents),
    Disposable.from(subscribed, confirmedCommits, connections, demo, devices, activeDevice, replies, log),
  )
  // `npm start` shows the extension with its demo device.
  if (process.env['NETCONF_EXPLORER_DEMO'] === '1') void run(log, () => startDemoDevice(context))
}
