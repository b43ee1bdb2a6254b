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
import type { Device } from '../app/settings.ts'
import { treeItem } from './deviceItems.ts'
import type { DeviceNode, TreeNode } from './deviceNodes.ts'

type TreeContext = Pick<AppContext, 'devices' | 'connections' | 'subscriptions'>

/** Shows the tree in the view `netconfExplorer.devices`; the caller disposes it. */
export function createDeviceTree(context: TreeContext): Disposable {
  const provider = new DeviceTree(context)
  const view = window.createTreeView('netconfExplorer.devices', {
    treeDataProvider: provider,
    showCollapseAll: true,
  })
  // A message would keep the welcome text of an empty view away, which says the same with a button.
  const showTrust = (): void => {
    const silent = workspace.isTrusted || context.devices.all.length === 0
    view.message = silent ? '' : 'Connections are off until this workspace is trusted.'
  }
  showTrust()
  // A row that was there without children stays folded when it gets some; a new session is to be seen.
  const unfold = context.connections.onDidChange((id) => {
    const node = provider.shown(id)
    if (node === undefined || !view.visible || context.connections.state(id).kind !== 'connected') return
    // The row may be gone by the time this is done, which is nobody's loss.
    view.reveal(node, { select: false, focus: false, expand: true }).then(undefined, () => undefined)
  })
  return Disposable.from(view, provider, unfold, context.devices.onDidChange(showTrust))
}

class DeviceTree implements TreeDataProvider<TreeNode>, Disposable {
  readonly #changed = new EventEmitter<TreeNode | undefined>()
  readonly onDidChangeTreeData: Event<TreeNode | undefined> = this.#changed.event
  readonly #context: TreeContext
  readonly #subscriptions: Disposable
  /** VS Code refreshes a node by identity, so what it holds is kept here by device id. */
  readonly #shown = new Map<string, DeviceNode>()

  constructor(context: TreeContext) {
    this.#context = context
    this.#subscriptions = Disposable.from(
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
        return this.#devices((device) => device.group === node.group)
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
    const device = node.kind === 'device' ? this.#context.devices.byId(node.deviceId) : undefined
    return device?.group === undefined ? undefined : { kind: 'group', group: device.group }
  }

  /** The node that stands for a device on the screen. */
  shown(deviceId: string): DeviceNode | undefined {
    return this.#shown.get(deviceId)
  }

  dispose(): void {
    this.#subscriptions.dispose()
    this.#changed.dispose()
  }

  #redraw(deviceId: string): void {
    const node = this.#shown.get(deviceId)
    if (node !== undefined) this.#changed.fire(node)
  }

  #top(): TreeNode[] {
    const { all, problems } = this.#context.devices
    this.#shown.clear()
    const groups = [...new Set(all.map(({ group }) => group).filter((group) => group !== undefined))]
    return [
      ...groups.sort((a, b) => a.localeCompare(b)).map((group): TreeNode => ({ kind: 'group', group })),
      ...this.#devices((device) => device.group === undefined),
      ...(problems.length === 0 ? [] : [{ kind: 'problems' } as const]),
    ]
  }

  #devices(which: (device: Device) => boolean): DeviceNode[] {
    const nodes = this.#context.devices.all
      .filter(which)
      .map(({ id }): DeviceNode => ({ kind: 'device', deviceId: id }))
    for (const node of nodes) this.#shown.set(node.deviceId, node)
    return nodes
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
