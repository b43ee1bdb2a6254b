// How each row of the Sessions and Locks view is shown.

import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode'
import type { DeviceSessionsState } from '../app/deviceSessions.ts'
import type { Counter, ListedLock, ListedSession } from '../netconf/monitoring.ts'
import { factsTooltip, type Fact } from './factsTooltip.ts'
import { lockOf, sessionsNodeKey, type ListedDatastoreNode, type SessionsNode } from './sessionNodes.ts'
import { whenSent, whenSentExactly } from './when.ts'

export type Listed = Extract<DeviceSessionsState, { readonly kind: 'listed' }>

const { None, Expanded } = TreeItemCollapsibleState

export function sessionsItem(node: SessionsNode, listed: Listed): TreeItem {
  const item = itemFor(node, listed)
  item.id = sessionsNodeKey(node)
  return item
}

function itemFor(node: SessionsNode, listed: Listed): TreeItem {
  switch (node.kind) {
    case 'listedSession':
      return sessionItem(node.session, node.isOwn, listed)
    case 'listedDatastore':
      return datastoreItem(node, listed)
    case 'listedLock': {
      const item = new TreeItem(node.lock.paths.join(', ') || 'partial lock', None)
      return locked(item, node.lock, listed, node.datastore.name)
    }
  }
}

const COUNTER_WORDS: Readonly<Record<Counter, string>> = {
  'in-rpcs': 'RPCs received',
  'in-bad-rpcs': 'Bad RPCs received',
  'out-rpc-errors': 'Errors sent',
  'out-notifications': 'Notifications sent',
}

function sessionItem(session: ListedSession, isOwn: boolean, { state }: Listed): TreeItem {
  const { id, username, sourceHost, transport, loginTime, counters } = session
  const item = new TreeItem(`Session ${id}`, None)
  const holds = state.datastores
    .filter(({ locks }) => locks.some(({ holder }) => holder === id))
    .map(({ name }) => name)
  item.description = [
    isOwn ? 'ours' : undefined,
    holds.length > 0 ? `holds ${holds.join(', ')}` : undefined,
    sessionWords(session),
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ')
  item.iconPath = isOwn
    ? new ThemeIcon('account', new ThemeColor('testing.iconPassed'))
    : new ThemeIcon('account')
  item.contextValue = isOwn ? 'listedSession own' : 'listedSession other'
  const counted = Object.entries(COUNTER_WORDS).map(([name, words]): Fact => [
    words,
    String(counters[name as Counter] ?? ''),
  ])
  const facts: Fact[] = [
    ['User', username],
    ['From', sourceHost],
    ['Transport', transport],
    ['Since', whenSentExactly(loginTime)],
    ['Locks', holds.join(', ')],
    ...counted,
  ]
  item.tooltip = factsTooltip(
    isOwn ? `Session ${id}, ours` : `Session ${id}`,
    facts.filter(([, value]) => value !== ''),
  )
  return item
}

/** `admin from 10.0.0.7`. */
export function sessionWords({ username, sourceHost }: ListedSession): string {
  return [username, sourceHost].filter((part) => part !== '').join(' from ')
}

function datastoreItem(node: ListedDatastoreNode, listed: Listed): TreeItem {
  const { datastore } = node
  const lock = lockOf(node)
  const partial = datastore.locks.filter(({ kind }) => kind === 'partial')
  const item = new TreeItem(datastore.name, partial.length > 0 ? Expanded : None)
  if (lock !== undefined) return locked(item, lock, listed, datastore.name)
  item.iconPath = new ThemeIcon('database')
  item.contextValue = 'listedDatastore'
  item.description =
    partial.length === 0
      ? 'not locked'
      : partial.length === 1
        ? '1 partial lock'
        : `${partial.length} partial locks`
  return item
}

function locked(item: TreeItem, lock: ListedLock, listed: Listed, datastore: string): TreeItem {
  const { session, user } = holderWords(lock, listed)
  const since = lock.since === '' ? '' : ` since ${whenSent(lock.since)}`
  item.description = [session + since, user].filter((part) => part !== '').join(' · ')
  item.iconPath = new ThemeIcon('lock', new ThemeColor('list.warningForeground'))
  const whose = lock.holder === listed.ownId ? 'own' : lock.holder === 0 ? 'foreign' : 'other'
  item.contextValue = `listedLock ${whose}`
  const facts: Fact[] = [
    ['Datastore', datastore],
    ['Holder', session],
    ['User', user],
    ['Since', whenSentExactly(lock.since)],
    ['Lock', lock.lockId === undefined ? '' : String(lock.lockId)],
    ['Covers', lock.paths.join(', ')],
  ]
  const title = lock.kind === 'partial' ? 'Partial lock' : 'Lock'
  item.tooltip = factsTooltip(
    title,
    facts.filter(([, value]) => value !== ''),
  )
  return item
}

/** `session 7` and `admin from 10.0.0.7`. */
function holderWords(
  { holder }: ListedLock,
  { ownId, state }: Listed,
): { readonly session: string; readonly user: string } {
  // RFC 6241 §7.5: 0 for an entity that is no NETCONF session, such as a command line.
  if (holder === 0) return { session: 'held outside NETCONF', user: '' }
  if (holder === ownId) return { session: `session ${holder}, ours,`, user: '' }
  const known = state.sessions.find(({ id }) => id === holder)
  return { session: `session ${holder}`, user: known === undefined ? '' : sessionWords(known) }
}
