// What a server tells of itself in netconf-state: its sessions, its datastores and who has locked them (RFC 6022 §2.1).

import { element } from '../xml/build.ts'
import { parseXml } from '../xml/parse.ts'
import { childOf, elementsOf, textOf, type XmlElement } from '../xml/tree.ts'
import { MONITORING_NS } from './names.ts'
import type { Filter } from './operations.ts'

/** What a server counts for each session (RFC 6022 §2.1.4). */
const COUNTERS = ['in-rpcs', 'in-bad-rpcs', 'out-rpc-errors', 'out-notifications'] as const
export type Counter = (typeof COUNTERS)[number]

export interface ListedSession {
  readonly id: number
  /** An identity without its prefix, such as `netconf-ssh`; '' where the server does not say, as in the next two. */
  readonly transport: string
  readonly username: string
  readonly sourceHost: string
  /** As sent, a date-and-time of RFC 6991. */
  readonly loginTime: string
  /** Those that the server counts. */
  readonly counters: Readonly<Partial<Record<Counter, number>>>
}

export interface ListedLock {
  readonly kind: 'global' | 'partial'
  /** The session that holds it; 0 is none of NETCONF (RFC 6241 §7.5). */
  readonly holder: number
  /** As sent, a date-and-time of RFC 6991; '' where the server does not say. */
  readonly since: string
  /** Of a partial lock (RFC 5717). */
  readonly lockId?: number
  /** What a partial lock covers: the nodes, or else the expressions that chose them. */
  readonly paths: readonly string[]
}

export interface ListedDatastore {
  readonly name: string
  readonly locks: readonly ListedLock[]
}

export interface ServerState {
  readonly sessions: readonly ListedSession[]
  readonly datastores: readonly ListedDatastore[]
}

/** For the sessions alone. */
export function sessionsFilter(): Filter {
  return stateFilter('sessions')
}

/** For the sessions and the locks. */
export function serverStateFilter(): Filter {
  return stateFilter('sessions', 'datastores')
}

function stateFilter(...parts: readonly string[]): Filter {
  const content = element('netconf-state', { xmlns: MONITORING_NS }, ...parts.map((name) => element(name)))
  return { type: 'subtree', content }
}

/** The sessions in the reply to a get with `sessionsFilter`; none from a reply that is not well-formed. */
export function listSessions(replyXml: string): ListedSession[] {
  return [...(readServerState(replyXml)?.sessions ?? [])]
}

/**
 * Reads the reply to a get with `serverStateFilter`; what is missing or odd in it is left out. Undefined for a reply that is not
 * well-formed or holds no netconf-state.
 */
export function readServerState(replyXml: string): ServerState | undefined {
  const { root, problems } = parseXml(replyXml)
  const data = root === undefined || problems.length > 0 ? undefined : childOf(root, 'data')
  const state = data && childOf(data, 'netconf-state', MONITORING_NS)
  if (state === undefined) return undefined
  return {
    sessions: entries(state, 'sessions', 'session').flatMap(readSession),
    datastores: entries(state, 'datastores', 'datastore').flatMap(readDatastore),
  }
}

function readSession(session: XmlElement): ListedSession[] {
  const id = numberIn(session, 'session-id')
  if (id === undefined) return []
  const counted = COUNTERS.flatMap((name) => {
    const count = numberIn(session, name)
    return count === undefined ? [] : [[name, count] as const]
  })
  return [
    {
      id,
      transport: textIn(session, 'transport').replace(/^.*:/, ''),
      username: textIn(session, 'username'),
      sourceHost: textIn(session, 'source-host'),
      loginTime: textIn(session, 'login-time'),
      counters: Object.fromEntries(counted),
    },
  ]
}

function readDatastore(datastore: XmlElement): ListedDatastore[] {
  const name = textIn(datastore, 'name')
  const locks = childOf(datastore, 'locks')
  return name === '' ? [] : [{ name, locks: locks === undefined ? [] : elementsOf(locks).flatMap(readLock) }]
}

function readLock(lock: XmlElement): ListedLock[] {
  if (lock.local !== 'global-lock' && lock.local !== 'partial-lock') return []
  const holder = numberIn(lock, 'locked-by-session')
  if (holder === undefined) return []
  const since = textIn(lock, 'locked-time')
  if (lock.local === 'global-lock') return [{ kind: 'global', holder, since, paths: [] }]
  const lockId = numberIn(lock, 'lock-id')
  const nodes = textsIn(lock, 'locked-node')
  const paths = nodes.length > 0 ? nodes : textsIn(lock, 'select')
  return [{ kind: 'partial', holder, since, ...(lockId !== undefined && { lockId }), paths }]
}

function entries(state: XmlElement, list: string, entry: string): XmlElement[] {
  const parent = childOf(state, list)
  return parent === undefined ? [] : elementsOf(parent).filter(({ local }) => local === entry)
}

function textIn(parent: XmlElement, local: string): string {
  const child = childOf(parent, local)
  return child === undefined ? '' : textOf(child).trim()
}

function textsIn(parent: XmlElement, local: string): string[] {
  return elementsOf(parent)
    .filter((child) => child.local === local)
    .map((child) => textOf(child).trim())
}

/** A counter or an id, at most 32 bits; undefined for anything else. */
function numberIn(parent: XmlElement, local: string): number | undefined {
  const text = textIn(parent, local)
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined
}
