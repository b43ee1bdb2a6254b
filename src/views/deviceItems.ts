// How each node of the device tree is shown: label, icon, description, tooltip, and the words that menus go by.

import { ThemeIcon, TreeItem, TreeItemCollapsibleState, type Command, type MarkdownString } from 'vscode'
import type { ConnectionState } from '../app/connections.ts'
import type { AppContext } from '../app/context.ts'
import { endpointOf } from '../app/endpoint.ts'
import type { Family } from '../app/sessionOpening.ts'
import type { Device } from '../app/settings.ts'
import type { Capabilities } from '../netconf/capabilities.ts'
import { SUBSCRIBED_NS } from '../netconf/names.ts'
import type { Session } from '../netconf/session.ts'
import { stateIcon, stateWords } from './connectionLook.ts'
import {
  nodeKey,
  type DatastoreNode,
  type DeviceNode,
  type GroupNode,
  type ModuleNode,
  type NodeOfDevice,
  type SubscriptionNode,
  type TreeNode,
} from './deviceNodes.ts'
import { factsTooltip } from './factsTooltip.ts'
import { subscriptionItem, subscriptionsItem } from './subscriptionItems.ts'

type TreeContext = Pick<AppContext, 'devices' | 'connections' | 'subscriptions'>

const { None, Collapsed, Expanded } = TreeItemCollapsibleState

export function treeItem(node: TreeNode, context: TreeContext): TreeItem {
  const item = itemFor(node, context)
  item.id = nodeKey(node)
  return item
}

function itemFor(node: TreeNode, context: TreeContext): TreeItem {
  if (node.kind === 'group') return groupItem(node, context)
  if (node.kind === 'problems') return problemsItem(context)
  const device = context.devices.byId(node.deviceId)
  const state = context.connections.state(node.deviceId)
  // Between a removal and the redraw that follows, VS Code may still ask.
  if (device === undefined) return new TreeItem('(removed)')
  if (node.kind === 'device') return deviceItem(device, state)
  if (state.kind !== 'connected') return new TreeItem('(disconnected)')
  if (node.kind === 'subscriptions') return subscriptionsItem(context.subscriptions.of(node.deviceId))
  if (node.kind === 'subscription') return subscriptionItem(node, context.subscriptions.byNumber(node.number))
  return sessionItem(node, state)
}

/** With more devices than this, groups are folded at first. */
const AT_A_GLANCE = 60

function groupItem({ group }: GroupNode, { devices, connections }: TreeContext): TreeItem {
  const members = devices.inGroup(group)
  const states = members.map(({ id }) => connections.state(id).kind)
  const connected = states.filter((kind) => kind === 'connected').length
  const failed = states.filter((kind) => kind === 'failed' || kind === 'lost').length
  const item = new TreeItem(group, devices.all.length > AT_A_GLANCE ? Collapsed : Expanded)
  item.iconPath = new ThemeIcon('folder')
  item.contextValue = 'group'
  item.description = [
    members.every(({ production }) => production) ? 'production' : undefined,
    connected === 0 ? undefined : `${connected} of ${members.length} connected`,
    failed === 0 ? undefined : `${failed} failed`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
  return item
}

function problemsItem({ devices: { problems } }: TreeContext): TreeItem {
  const count = problems.length === 1 ? '1 entry' : `${problems.length} entries`
  const item = new TreeItem(`${count} in settings cannot be used`, None)
  item.iconPath = new ThemeIcon('warning')
  item.tooltip = problems.map(({ origin, message }) => `${message} (${origin} settings)`).join('\n')
  item.contextValue = 'problems'
  const workspaceOnly = problems.every(({ origin }) => origin === 'workspace')
  item.command = {
    title: 'Open Settings',
    command: workspaceOnly
      ? 'workbench.action.openWorkspaceSettingsFile'
      : 'workbench.action.openSettingsJson',
  }
  return item
}

function deviceItem(device: Device, state: ConnectionState): TreeItem {
  const item = new TreeItem(device.name, state.kind === 'connected' ? Collapsed : None)
  const trouble = state.kind === 'failed' || state.kind === 'lost' ? stateWords(state) : undefined
  const address = endpointOf(state.kind === 'connected' ? state.device : device)
  const stale =
    state.kind === 'connected' && address !== endpointOf(device)
      ? 'reconnect to use the new settings'
      : undefined
  item.description = [device.production ? 'production' : undefined, trouble, stale, address]
    .filter((part) => part !== undefined)
    .join(' · ')
  item.iconPath = stateIcon(state)
  item.tooltip = deviceTooltip(device, state)
  item.contextValue = [
    'device',
    state.kind,
    device.origin,
    ...(device.production ? ['production'] : []),
    ...(state.kind === 'connected' ? capabilityWords(state.session.capabilities) : []),
    ...(state.kind === 'connected' && state.family.profile.operations.length > 0 ? ['vendor'] : []),
  ].join(' ')
  item.accessibilityInformation = { label: `${device.name}, ${stateWords(state)}, ${item.description}` }
  return item
}

const TRANSPORTS: Readonly<Record<Device['transport'], string>> = {
  ssh: 'SSH',
  tls: 'TLS',
  unix: 'Unix socket',
  process: 'local program',
}

function deviceTooltip(device: Device, state: ConnectionState): MarkdownString {
  const reached = state.kind === 'connected' ? state.device : device
  const facts: [name: string, value: string][] = [
    ['Address', endpointOf(reached)],
    ['Transport', TRANSPORTS[reached.transport]],
    ['State', stateWords(state)],
  ]
  if (state.kind === 'connected') {
    facts.push(['Session', String(state.session.id)])
    facts.push(['Framing', framingWords(state.session)])
    facts.push(['Since', state.since.toLocaleString()])
    facts.push(['Profile', `${state.family.profile.title}. ${state.family.why}`])
  }
  if (state.kind === 'failed' || state.kind === 'lost') {
    facts.push(['At', state.at.toLocaleString()])
    facts.push(['Reason', state.error.message])
  }
  if (device.production) facts.push(['Production', 'yes'])
  if (device.origin !== 'user') facts.push(['From', device.origin])
  return factsTooltip(device.name, facts)
}

type UnderSession = Exclude<NodeOfDevice, DeviceNode | SubscriptionNode | { readonly kind: 'subscriptions' }>

type Connected = Extract<ConnectionState, { readonly kind: 'connected' }>

function sessionItem(node: UnderSession, { session, since, locks, device, family }: Connected): TreeItem {
  const { capabilities } = session
  switch (node.kind) {
    case 'session': {
      const item = leaf(`Session ${session.id}`, 'info', 'session')
      item.description = `${framingWords(session)} · ${device.username}`
      item.tooltip = factsTooltip(`Session ${session.id}`, [
        ['Framing', framingWords(session)],
        ['User', device.username],
        ['Since', since.toLocaleString()],
        ...familyFacts(family),
      ])
      return item
    }
    case 'datastores':
      return folder('Datastores', 'database', Expanded, 'datastores', capabilities.datastores.length)
    case 'datastore':
      return datastoreItem(node, capabilities, locks.has(node.datastore))
    case 'capabilities': {
      const item = leaf('Capabilities', 'list-unordered', 'capabilities')
      item.description = String(capabilities.uris.length)
      item.command = opening('Show Capabilities', 'netconfExplorer.showCapabilities', node)
      return item
    }
    case 'modules':
      return folder('Modules', 'symbol-namespace', Collapsed, 'modules', capabilities.modules.length)
    case 'module':
      return moduleItem(node, capabilities)
  }
}

/** Which family the device was taken for, why, and what that changes. */
function familyFacts({ profile, why, changes }: Family): [name: string, value: string][] {
  return [
    ['Profile', profile.title],
    ['Why', why],
    ...changes.map((change): [string, string] => ['Changes', change]),
  ]
}

function datastoreItem(node: DatastoreNode, capabilities: Capabilities, locked: boolean): TreeItem {
  const words = [
    'datastore',
    node.datastore,
    locked ? 'locked' : 'unlocked',
    ...capabilityWords(capabilities),
  ]
  const item = leaf(node.datastore, locked ? 'lock' : 'database', words.join(' '))
  if (locked) item.description = 'locked by this session'
  return item
}

function moduleItem(node: ModuleNode, { hasGetSchema }: Capabilities): TreeItem {
  const { name, revision, namespace, features, deviations } = node.module
  const item = leaf(name, 'symbol-namespace', hasGetSchema ? 'module monitoring' : 'module')
  item.description = revision ?? ''
  item.tooltip = factsTooltip(name, [
    ['Revision', revision ?? 'none announced'],
    ['Namespace', namespace],
    ...(features.length === 0 ? [] : ([['Features', features.join(', ')]] as const)),
    ...(deviations.length === 0 ? [] : ([['Deviations', deviations.join(', ')]] as const)),
  ])
  if (hasGetSchema) item.command = opening('Get Schema', 'netconfExplorer.runGetSchema', node)
  return item
}

function leaf(label: string, icon: string, contextValue: string): TreeItem {
  const item = new TreeItem(label, None)
  item.iconPath = new ThemeIcon(icon)
  item.contextValue = contextValue
  return item
}

function folder(
  label: string,
  icon: string,
  state: TreeItemCollapsibleState,
  contextValue: string,
  count: number,
): TreeItem {
  const item = new TreeItem(label, count === 0 ? None : state)
  item.iconPath = new ThemeIcon(icon)
  item.contextValue = contextValue
  item.description = String(count)
  return item
}

function opening(title: string, command: string, node: TreeNode): Command {
  return { title, command, arguments: [node] }
}

function framingWords({ framing }: Session): string {
  return framing === '1.1' ? 'chunked framing' : 'end-of-message framing'
}

/** Words for `viewItem =~ /\bvalidate\b/` in menus: what the device can do. */
function capabilityWords(capabilities: Capabilities): string[] {
  const announced = [
    'candidate',
    'confirmed-commit',
    'startup',
    'validate',
    'writable-running',
    'notification',
    'partial-lock',
    'url',
    'xpath',
  ]
  return [
    ...announced.filter((name) => capabilities.has(`:${name}`)),
    ...(capabilities.has(SUBSCRIBED_NS) && !capabilities.has(':notification') ? ['notification'] : []),
    ...(capabilities.hasGetSchema ? ['monitoring'] : []),
  ]
}
