// The Sessions and Locks view: who is on the active device, and who has locked what.

import { Disposable, EventEmitter, window, TreeItem, type Event, type TreeDataProvider } from 'vscode'
import type { AppContext } from '../app/context.ts'
import type { DeviceSessions, DeviceSessionsState } from '../app/deviceSessions.ts'
import { sessionsItem } from './sessionItems.ts'
import type { SessionsNode } from './sessionNodes.ts'

const VIEW = 'netconfExplorer.sessions'

/** Shows the view; the caller disposes it. */
export function createSessionTree({ deviceSessions }: Pick<AppContext, 'deviceSessions'>): Disposable {
  const provider = new SessionTree(deviceSessions)
  const view = window.createTreeView(VIEW, { treeDataProvider: provider })
  const draw = (): void => {
    const { state, asking } = deviceSessions
    view.description = descriptionOf(state)
    // Without a message the view says how to connect.
    view.message = messageOf(state)
    if (asking !== undefined) void window.withProgress({ location: { viewId: VIEW } }, () => asking)
    provider.redraw()
  }
  draw()
  deviceSessions.watch(view.visible)
  return Disposable.from(
    view,
    provider,
    deviceSessions.onDidChange(draw),
    view.onDidChangeVisibility(({ visible }) => deviceSessions.watch(visible)),
  )
}

function descriptionOf(state: DeviceSessionsState): string {
  if (state.kind === 'none') return ''
  if (state.kind !== 'listed') return state.device.name
  const { length } = state.state.sessions
  return `${state.device.name} · ${length} ${length === 1 ? 'session' : 'sessions'}`
}

function messageOf(state: DeviceSessionsState): string {
  switch (state.kind) {
    case 'none':
      return ''
    case 'notAnnounced':
      return `${state.device.name} does not announce ietf-netconf-monitoring, so it cannot list its sessions.`
    case 'asking':
      return `Asking ${state.device.name}…`
    case 'failed':
      return `${state.device.name} did not list its sessions. ${state.message}`
    case 'listed': {
      const { sessions, datastores } = state.state
      return sessions.length + datastores.length > 0
        ? ''
        : `${state.device.name} lists neither sessions nor datastores; perhaps this user may not see them.`
    }
  }
}

class SessionTree implements TreeDataProvider<SessionsNode>, Disposable {
  readonly #changed = new EventEmitter<undefined>()
  readonly onDidChangeTreeData: Event<undefined> = this.#changed.event
  readonly #sessions: DeviceSessions

  constructor(sessions: DeviceSessions) {
    this.#sessions = sessions
  }

  redraw(): void {
    this.#changed.fire(undefined)
  }

  getTreeItem(node: SessionsNode): TreeItem {
    const { state } = this.#sessions
    // Between an end and the redraw that follows, VS Code may still ask.
    return state.kind === 'listed' ? sessionsItem(node, state) : new TreeItem('(disconnected)')
  }

  getChildren(node?: SessionsNode): SessionsNode[] {
    const { state } = this.#sessions
    if (state.kind !== 'listed') return []
    const { device, ownId } = state
    const { sessions, datastores } = state.state
    const deviceId = device.id
    switch (node?.kind) {
      case undefined:
        return [
          ...datastores.map((datastore): SessionsNode => ({ kind: 'listedDatastore', deviceId, datastore })),
          ...sessions.map((session): SessionsNode => ({
            kind: 'listedSession',
            deviceId,
            session,
            isOwn: session.id === ownId,
          })),
        ]
      case 'listedDatastore': {
        const { datastore } = node
        const partial = datastore.locks.filter(({ kind }) => kind === 'partial')
        return partial.map((lock) => ({ kind: 'listedLock', deviceId, datastore, lock }))
      }
      case 'listedSession':
      case 'listedLock':
        return []
    }
  }

  dispose(): void {
    this.#changed.dispose()
  }
}
