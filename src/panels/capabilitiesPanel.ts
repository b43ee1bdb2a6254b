// The capabilities panels: one webview a device, told what the device offers.

import { env, Uri, ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode'
import type { CapabilitiesIntent, CapabilitiesMessage, CapabilitiesState } from '../bridge/capabilities.ts'
import { webviewHtml, webviewOptions } from './webviewHtml.ts'

export interface CapabilitiesPanelActions {
  reconnect(deviceId: string): void
}

interface Open {
  readonly panel: WebviewPanel
  state: CapabilitiesState
}

const VIEW_TYPE = 'netconfExplorer.capabilities'

export class CapabilitiesPanels implements Disposable {
  readonly #extensionUri: Uri
  readonly #actions: CapabilitiesPanelActions
  readonly #open = new Map<string, Open>()

  constructor(extensionUri: Uri, actions: CapabilitiesPanelActions) {
    this.#extensionUri = extensionUri
    this.#actions = actions
  }

  /** Opens the device's panel, or brings it to the front. */
  show(deviceId: string, state: CapabilitiesState): void {
    if (this.#open.has(deviceId)) this.update(deviceId, state)
    else this.#open.set(deviceId, this.#create(deviceId, state))
    this.#open.get(deviceId)?.panel.reveal()
  }

  /** Tells the device's panel, if it is open, that something changed. */
  update(deviceId: string, state: CapabilitiesState): void {
    const open = this.#open.get(deviceId)
    if (open === undefined) return
    open.state = state
    open.panel.title = titleOf(state)
    post(open)
  }

  /** The state that the device's panel shows, if it is open. */
  stateOf(deviceId: string): CapabilitiesState | undefined {
    return this.#open.get(deviceId)?.state
  }

  /** Closes the panel of a device that was removed. */
  close(deviceId: string): void {
    this.#open.get(deviceId)?.panel.dispose()
  }

  dispose(): void {
    for (const { panel } of [...this.#open.values()]) panel.dispose()
  }

  #create(deviceId: string, state: CapabilitiesState): Open {
    const panel = window.createWebviewPanel(
      VIEW_TYPE,
      titleOf(state),
      ViewColumn.Active,
      webviewOptions(this.#extensionUri),
    )
    panel.iconPath = {
      light: Uri.joinPath(this.#extensionUri, 'media', 'capabilities-light.svg'),
      dark: Uri.joinPath(this.#extensionUri, 'media', 'capabilities-dark.svg'),
    }
    const open: Open = { panel, state }
    panel.webview.onDidReceiveMessage((intent: CapabilitiesIntent) => this.#receive(deviceId, open, intent))
    panel.onDidDispose(() => this.#open.delete(deviceId))
    panel.webview.html = webviewHtml(panel.webview, this.#extensionUri, 'capabilities')
    return open
  }

  #receive(deviceId: string, open: Open, intent: CapabilitiesIntent): void {
    switch (intent.type) {
      case 'ready': {
        post(open)
        return
      }
      case 'reconnect': {
        this.#actions.reconnect(deviceId)
        return
      }
      case 'copyAll':
        void env.clipboard.writeText(allUris(open.state))
        return
      case 'copyCapability':
        void env.clipboard.writeText(intent.uri)
        return
    }
  }
}

const titleOf = ({ deviceName }: CapabilitiesState): string => `${deviceName} capabilities`

function allUris({ protocol, modules }: CapabilitiesState): string {
  return [...protocol, ...modules].map(({ uri }) => `${uri}\n`).join('')
}

function post({ panel, state }: Open): void {
  const message: CapabilitiesMessage = { type: 'state', state }
  // A hidden webview drops the message; it says `ready` when it is back.
  void panel.webview.postMessage(message)
}
