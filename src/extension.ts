// Starts the extension: builds its objects, wires them, hands them to VS Code. Read top to bottom.

import { commands, Disposable, Uri, type ExtensionContext } from 'vscode'
import { ActiveDevice } from './app/activeDevice.ts'
import { CallHome } from './app/callHome.ts'
import { ConfirmedCommits } from './app/confirmedCommits.ts'
import { Connections } from './app/connections.ts'
import { Demo } from './app/demo.ts'
import { Devices } from './app/devices.ts'
import { DeviceSessions } from './app/deviceSessions.ts'
import { HostKeys } from './app/hostKeys.ts'
import { Later } from './app/later.ts'
import { Libraries } from './app/libraries.ts'
import { Log } from './app/log.ts'
import { PartialLocks } from './app/partialLocks.ts'
import { Questions } from './app/questions.ts'
import { Replies } from './app/replies.ts'
import { Secrets } from './app/secrets.ts'
import { replyHistory } from './app/settings.ts'
import { Subscriptions } from './app/subscriptions.ts'
import { askAboutCallers } from './commands/callerQuestions.ts'
import type { CommandContext } from './commands/context.ts'
import { registerCommands } from './commands/register.ts'
import { run } from './commands/run.ts'
import { Documents } from './editor/documents.ts'
import { EditProblems } from './editor/editProblems.ts'
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
  const questions = new Questions()
  const connections = new Connections({ devices, secrets, hostKeys, questions, log })
  const replies = new Replies(replyHistory)
  const activeDevice = new ActiveDevice(workspaceState)
  const demo = new Demo({ devices, hostKeys, secrets })
  const confirmedCommits = new ConfirmedCommits()
  const subscribed = new Subscriptions({ connections, log })
  const deviceSessions = new DeviceSessions({ devices, connections, activeDevice, replies })
  const callHome = new CallHome({ devices, secrets, hostKeys, connections, log }, globalState)
  const schemas = new Later(async () => {
    const { SchemaStore } = await import('./app/schemaStore.ts')
    const folder = Uri.joinPath(globalStorageUri, 'yang').fsPath
    const workerFile = Uri.joinPath(extensionUri, 'dist/schemaWorker.cjs').fsPath
    return new SchemaStore({ devices, connections, log, folder, workerFile })
  })
  const documents = new Documents()
  const problems = new EditProblems()

  const context: CommandContext = {
    devices,
    secrets,
    hostKeys,
    questions,
    connections,
    replies,
    activeDevice,
    confirmedCommits,
    partialLocks: new PartialLocks(),
    libraries: new Libraries(),
    schemas,
    subscriptions: subscribed,
    deviceSessions,
    callHome,
    log,
    demo,
    documents,
    problems,
    run: (action) => run(log, action),
    showReply: (record, tab) => act(async () => (await replyPanel.get()).show(record, tab)),
    revealReplies: () => act(async () => (await replyPanel.get()).reveal()),
    showCapabilities: (device) => act(async () => (await capabilities.get()).show(device)),
    showResults: async (shown) => (await results.get()).show(shown),
    resultsChanged: (shown) => results.now?.changed(shown) ?? false,
    revealResults: () => results.now?.reveal() ?? false,
  }
  const act = (action: () => Promise<void>): void => void run(log, action)
  const replyCommands = () => import('./commands/replyCommands.ts')
  const replyPanel = new Later(async () => {
    const { ReplyPanel } = await import('./panels/replyPanel.ts')
    return new ReplyPanel(extensionUri, replies, {
      openAsDocument: (record, part) =>
        act(async () => (await replyCommands()).openRecord(context, record, part)),
      save: (record, part) => act(async () => (await replyCommands()).saveRecord(record, part)),
      copy: (record, part) => act(async () => (await replyCommands()).copyRecord(record, part)),
    })
  })
  const capabilities = new Later(async () => {
    const { showingCapabilities } = await import('./panels/shownCapabilities.ts')
    return showingCapabilities(extensionUri, context)
  })
  const results = new Later(async () => {
    const { ResultsPanels } = await import('./panels/resultsPanel.ts')
    return new ResultsPanels(extensionUri)
  })

  subscriptions.push(
    registerCommands(context),
    createDeviceTree(context),
    createSessionTree(context),
    createCallHomeTree(context),
    askAboutCallers(context),
    createStatusBar(context),
    createCommitCountdown(context),
    Disposable.from(callHome, deviceSessions),
    Disposable.from(replyPanel, capabilities, results, problems, documents, schemas),
    Disposable.from(subscribed, confirmedCommits, connections, questions, demo),
    Disposable.from(devices, activeDevice, replies, log),
  )
  // `npm start` shows the extension with its demo device.
  if (process.env['NETCONF_EXPLORER_DEMO'] === '1')
    void commands.executeCommand('netconfExplorer.startDemoDevice')
}
