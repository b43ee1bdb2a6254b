// The Call Home view: off, or where we listen and who has called.

import {
  commands,
  Disposable,
  EventEmitter,
  window,
  type Event,
  type TreeDataProvider,
  type TreeItem,
} from 'vscode'
import type { CallHomeState, KnownCall } from '../app/callHome.ts'
import type { AppContext } from '../app/context.ts'
import type { Listening } from '../transport/callHome.ts'
import { callItem, placeItem } from './callHomeItems.ts'

/** Leads commands to the device where the caller is one. */
export interface CallNode {
  readonly kind: 'call'
  readonly call: KnownCall
  readonly deviceId: string | undefined
}

type CallHomeNode = CallNode | { readonly kind: 'place'; readonly place: Listening }
type TreeContext = Pick<AppContext, 'callHome' | 'connections'>

/** What `when` clauses of the view's actions go by. */
const LISTENING_KEY = 'netconfExplorer.isListening'

/** Shows the view; the caller disposes it. */
export function createCallHomeTree(context: TreeContext): Disposable {
  const { callHome } = context
  const provider = new CallHomeTree(context)
  const view = window.createTreeView('netconfExplorer.callHome', { treeDataProvider: provider })
  let listening = false
  const draw = (): void => {
    const { state } = callHome
    const waiting = waitingIn(state)
    view.description = descriptionOf(state)
    view.badge =
      waiting === 0
        ? undefined
        : { value: waiting, tooltip: 'Devices that call home and wait for your decision' }
    provider.redraw()
    if (listening === (state.kind === 'listening')) return
    listening = state.kind === 'listening'
    void commands.executeCommand('setContext', LISTENING_KEY, listening)
  }
  draw()
  return Disposable.from(view, provider, callHome.onDidChange(draw))
}

function waitingIn(state: CallHomeState): number {
  return state.kind === 'off' ? 0 : state.calls.filter((call) => call.state === 'waiting').length
}

function descriptionOf(state: CallHomeState): string {
  if (state.kind === 'off') return 'off'
  const dropped = state.dropped === 0 ? '' : `, ${state.dropped} calls too many`
  return `listening${dropped}`
}

class CallHomeTree implements TreeDataProvider<CallHomeNode>, Disposable {
  readonly #changed = new EventEmitter<undefined>()
  readonly onDidChangeTreeData: Event<undefined> = this.#changed.event
  readonly #context: TreeContext

  constructor(context: TreeContext) {
    this.#context = context
  }

  redraw(): void {
    this.#changed.fire(undefined)
  }

  getTreeItem(node: CallHomeNode): TreeItem {
    if (node.kind === 'place') return placeItem(node.place)
    return callItem(node.call, this.#context.connections.state(node.deviceId ?? ''))
  }

  getChildren(node?: CallHomeNode): CallHomeNode[] {
    const { state } = this.#context.callHome
    if (node !== undefined || state.kind === 'off') return []
    return [
      ...state.places.map((place): CallHomeNode => ({ kind: 'place', place })),
      ...state.calls.map((call): CallHomeNode => ({ kind: 'call', call, deviceId: call.device?.id })),
    ]
  }

  dispose(): void {
    this.#changed.dispose()
  }
}
