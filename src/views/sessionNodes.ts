// What the Sessions and Locks view is made of: each node has what the device said of one thing.

import type { ListedDatastore, ListedLock, ListedSession } from '../netconf/monitoring.ts'

export interface ListedSessionNode {
  readonly kind: 'listedSession'
  readonly deviceId: string
  readonly session: ListedSession
  /** It is the one that asked. */
  readonly isOwn: boolean
}

export interface ListedDatastoreNode {
  readonly kind: 'listedDatastore'
  readonly deviceId: string
  readonly datastore: ListedDatastore
}

/** One of the locks on a datastore, where these are partial. */
export interface ListedLockNode {
  readonly kind: 'listedLock'
  readonly deviceId: string
  readonly datastore: ListedDatastore
  readonly lock: ListedLock
}

export type SessionsNode = ListedSessionNode | ListedDatastoreNode | ListedLockNode

/** The lock that a row stands for: a datastore as a whole has one at most. */
export function lockOf(node: SessionsNode): ListedLock | undefined {
  if (node.kind === 'listedLock') return node.lock
  return node.kind === 'listedDatastore'
    ? node.datastore.locks.find(({ kind }) => kind === 'global')
    : undefined
}

/** The same for the same thing at all times, so that the tree keeps what is expanded and selected. */
export function sessionsNodeKey(node: SessionsNode): string {
  switch (node.kind) {
    case 'listedSession':
      return `${node.kind}/${node.deviceId}/${node.session.id}`
    case 'listedDatastore':
      return `${node.kind}/${node.deviceId}/${node.datastore.name}`
    case 'listedLock': {
      const { datastore, lock } = node
      return `${node.kind}/${node.deviceId}/${datastore.name}/${datastore.locks.indexOf(lock)}`
    }
  }
}
