// What the device tree is made of: each node says which thing it stands for, and nothing of that thing's state.

import type { AnnouncedModule } from '../netconf/capabilities.ts'
import type { Datastore } from '../netconf/names.ts'

export interface GroupNode {
  readonly kind: 'group'
  readonly group: string
}

/** Entries in the settings that cannot be used. */
interface ProblemsNode {
  readonly kind: 'problems'
}

export interface DeviceNode {
  readonly kind: 'device'
  readonly deviceId: string
}

interface SessionNode {
  readonly kind: 'session' | 'datastores' | 'capabilities' | 'modules'
  readonly deviceId: string
}

export interface DatastoreNode {
  readonly kind: 'datastore'
  readonly deviceId: string
  readonly datastore: Datastore
}

export interface ModuleNode {
  readonly kind: 'module'
  readonly deviceId: string
  readonly module: AnnouncedModule
}

interface SubscriptionsNode {
  readonly kind: 'subscriptions'
  readonly deviceId: string
}

export interface SubscriptionNode {
  readonly kind: 'subscription'
  readonly deviceId: string
  readonly number: number
}

/** Nodes that lead to a device, which is all that a command gets. */
export type NodeOfDevice =
  DeviceNode | SessionNode | DatastoreNode | ModuleNode | SubscriptionsNode | SubscriptionNode
export type TreeNode = GroupNode | ProblemsNode | NodeOfDevice

/** The same for the same thing at all times, so that the tree keeps what is expanded and selected. */
export function nodeKey(node: TreeNode): string {
  switch (node.kind) {
    case 'problems':
      return 'problems'
    case 'group':
      return `group/${node.group}`
    case 'datastore':
      return `datastore/${node.deviceId}/${node.datastore}`
    case 'module':
      return `module/${node.deviceId}/${node.module.namespace}/${node.module.name}@${node.module.revision ?? ''}`
    case 'subscription':
      return `subscription/${node.deviceId}/${node.number}`
    case 'device':
    case 'session':
    case 'datastores':
    case 'capabilities':
    case 'modules':
    case 'subscriptions':
      return `${node.kind}/${node.deviceId}`
  }
}
