// The device tree: groups, devices, and under a connected device what its session offers.

import {
  Disposable,
  EventEmitter,
  window,
  workspace,
  type Event,
  type TreeDataProvider,
  type TreeItem,
} from 'vscode'
import type { AppContext } from '../app/context.ts'
import type { Session } from '../netconf/session.ts'
import { treeItem } from './deviceItems.ts'
import type { DeviceNode, GroupNode, TreeNode } from './deviceNodes.ts'
import { Calm, Redraws } from './redraws.ts'

type TreeContext = Pick<AppContext, 'devices' | 'connections' | 'subscriptions'>

/** Shows the tree in the view `netconfExplorer.devices`; the caller disposes it. */
export function createDeviceTree(context: TreeContext & Pick<AppContext, 'activeDevice'>): Disposable {
  const provider = new DeviceTree(context)
  const view = window.createTreeView('netconfExplorer.devices', {
    treeDataProvider: provider,
    showCollapseAll: true,
    canSelectMany: true,
  })
  // A message would keep the welcome text of an empty view away, which says the same with a button.
  const showTrust = (): void => {
    const silent = workspace.isTrusted || context.devices.all.length === 0
    view.message = silent ? '' : 'Connections are off until this workspace is trusted.'
  }
  showTrust()
  // What the session of the device that one works with offers is to be seen, once; where many are connected at once, the tree
  // stays as it is.
  const unfolded = new WeakSet<Session>()
  const unfold = (): void => {
    const id = context.activeDevice.id ?? ''
    const session = context.connections.session(id)
    const node = provider.nodeOf(id)
    if (session === undefined || node === undefined || !view.visible || unfolded.has(session)) return
    unfolded.add(session)
    // VS Code waits for what it has been told of, and unfolds then.
    provider.redraw(node)
    // The row may be gone by the time this is done, which is nobody's loss.
    view.reveal(node, { select: false, focus: false, expand: true }).then(undefined, () => undefined)
  }
  return Disposable.from(
    view,
    provider,
    context.connections.onDidChange((id) => {
      if (id === context.activeDevice.id) unfold()
    }),
    context.activeDevice.onDidChange(unfold),
    view.onDidChangeVisibility(unfold),
    context.devices.onDidChange(showTrust),
  )
}

class DeviceTree implements TreeDataProvider<TreeNode>, Disposable {
  readonly #changed = new EventEmitter<TreeNode[] | undefined>()
  readonly onDidChangeTreeData: Event<TreeNode[] | undefined> = this.#changed.event
  readonly #context: TreeContext
  readonly #subscriptions: Disposable
  readonly #redraws = new Redraws<TreeNode>((nodes) => this.#changed.fire(nodes))
  readonly #counts = new Calm<TreeNode>((nodes) => this.#changed.fire(nodes))
  /** VS Code refreshes a node by identity, so those it holds are kept here: by device id, by the group's name. */
  readonly #shown = new Map<string, DeviceNode>()
  readonly #groups = new Map<string, GroupNode>()

  constructor(context: TreeContext) {
    this.#context = context
    this.#subscriptions = Disposable.from(
      this.#redraws,
      this.#counts,
      context.devices.onDidChange(() => this.#changed.fire(undefined)),
      context.connections.onDidChange((id) => this.#redraw(id)),
      context.subscriptions.onDidChange((id) => this.#redraw(id)),
    )
  }

  getTreeItem(node: TreeNode): TreeItem {
    return treeItem(node, this.#context)
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (node === undefined) return this.#top()
    switch (node.kind) {
      case 'group':
        return this.#devices(node.group)
      case 'device':
        return this.#underDevice(node.deviceId)
      case 'datastores':
        return (this.#capabilities(node.deviceId)?.datastores ?? []).map((datastore) => ({
          kind: 'datastore',
          deviceId: node.deviceId,
          datastore,
        }))
      case 'modules':
        return [...(this.#capabilities(node.deviceId)?.modules ?? [])]
          .sort((a, b) => a.name.localeCompare(b.name))
          .map((module) => ({ kind: 'module', deviceId: node.deviceId, module }))
      case 'subscriptions':
        return this.#context.subscriptions
          .of(node.deviceId)
          .map(({ number, deviceId }) => ({ kind: 'subscription', deviceId, number }))
      case 'session':
      case 'subscription':
      case 'datastore':
      case 'capabilities':
      case 'module':
      case 'problems':
        return []
    }
  }

  getParent(node: TreeNode): TreeNode | undefined {
    switch (node.kind) {
      case 'problems':
      case 'group':
        return undefined
      case 'device': {
        const group = this.#context.devices.byId(node.deviceId)?.group
        return group === undefined ? undefined : this.#group(group)
      }
      case 'datastore':
        return { kind: 'datastores', deviceId: node.deviceId }
      case 'module':
        return { kind: 'modules', deviceId: node.deviceId }
      case 'subscription':
        return { kind: 'subscriptions', deviceId: node.deviceId }
      case 'session':
      case 'datastores':
      case 'capabilities':
      case 'modules':
      case 'subscriptions':
        return this.#device(node.deviceId)
    }
  }

  /** At once. */
  redraw(node: DeviceNode): void {
    this.#changed.fire([node])
  }

  /** The node that stands for a device, if it is there. */
  nodeOf(deviceId: string): DeviceNode | undefined {
    return this.#context.devices.byId(deviceId) && this.#device(deviceId)
  }

  dispose(): void {
    this.#subscriptions.dispose()
    this.#changed.dispose()
  }

  /** The device if it is shown; and its group, which counts the connected ones and comes with all of its members, in the end. */
  #redraw(deviceId: string): void {
    const node = this.#shown.get(deviceId)
    const group = this.#groups.get(this.#context.devices.byId(deviceId)?.group ?? '')
    if (node !== undefined) this.#redraws.add(node)
    if (group !== undefined) this.#counts.add(group)
  }

  #top(): TreeNode[] {
    const { groups, problems } = this.#context.devices
    this.#shown.clear()
    this.#groups.clear()
    return [
      ...groups.map((group) => this.#group(group)),
      ...this.#devices(undefined),
      ...(problems.length === 0 ? [] : [{ kind: 'problems' } as const]),
    ]
  }

  #devices(group: string | undefined): DeviceNode[] {
    return this.#context.devices.inGroup(group).map(({ id }) => this.#device(id))
  }

  #device(deviceId: string): DeviceNode {
    return kept(this.#shown, deviceId, () => ({ kind: 'device', deviceId }))
  }

  #group(group: string): GroupNode {
    return kept(this.#groups, group, () => ({ kind: 'group', group }))
  }

  #underDevice(deviceId: string): TreeNode[] {
    if (this.#context.connections.state(deviceId).kind !== 'connected') return []
    return [
      { kind: 'session', deviceId },
      { kind: 'datastores', deviceId },
      { kind: 'capabilities', deviceId },
      { kind: 'modules', deviceId },
      ...(this.#context.subscriptions.of(deviceId).length === 0
        ? []
        : [{ kind: 'subscriptions', deviceId } as const]),
    ]
  }

  #capabilities(deviceId: string) {
    const state = this.#context.connections.state(deviceId)
    return state.kind === 'connected' ? state.session.capabilities : undefined
  }
}

function kept<Node>(nodes: Map<string, Node>, key: string, make: () => Node): Node {
  const node = nodes.get(key) ?? make()
  nodes.set(key, node)
  return node
}
