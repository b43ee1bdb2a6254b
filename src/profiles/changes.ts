// Says in sentences what a profile changes, compared with a session that has none.

import { PLAIN_DIALECT, type Dialect } from '../netconf/dialect.ts'
import { BASE_CAPABILITY } from '../netconf/names.ts'
import { NO_LIMITS, type Limits, type Profile } from './profile.ts'

/** In the order in which a session meets them. */
export function changesOf(profile: Profile): readonly string[] {
  return [
    ...connectionChanges(profile),
    ...helloChanges(profile.dialect),
    ...messageChanges(profile.dialect),
    ...profile.transforms,
    ...limitChanges(profile.limits),
    ...operationChanges(profile),
  ]
}

/** Whether it changes what is said before the device can be known. */
export function needsNewHello({ dialect, subsystems, execFallback }: Profile): boolean {
  const sent = dialect.capabilities?.join(' ') ?? BASE_BOTH
  return sent !== BASE_BOTH || subsystems.length > 1 || execFallback !== undefined
}

const BASE_BOTH = `${BASE_CAPABILITY['1.0']} ${BASE_CAPABILITY['1.1']}`

function connectionChanges({ subsystems, execFallback }: Profile): string[] {
  const changes: string[] = []
  if (subsystems.length > 1) changes.push(`Over SSH, the subsystems ${list(subsystems)} are tried in turn.`)
  if (execFallback !== undefined) {
    changes.push(`Over SSH, the command “${execFallback}” is run where the subsystem is refused.`)
  }
  return changes
}

function helloChanges({ capabilities }: Dialect): string[] {
  if (capabilities === undefined || capabilities.join(' ') === BASE_BOTH) return []
  if (!capabilities.includes(BASE_CAPABILITY['1.1'])) {
    return ['Our hello offers base:1.0 alone, so messages end with ]]>]]> and are not sent in chunks.']
  }
  const own = capabilities.filter((uri) => !uri.startsWith('urn:ietf:params:netconf:'))
  const among = own.length === 0 ? '' : `, among them ${list(own)}`
  return [`Our hello lists ${capabilities.length} capabilities${among}.`]
}

function messageChanges(dialect: Dialect): string[] {
  const changes: string[] = []
  if (dialect.prefix !== '') changes.push(`Requests are written with the prefix ${dialect.prefix}:.`)
  const prefixes = Object.keys(dialect.namespaces)
  if (prefixes.length > 0) changes.push(`Each <rpc> declares the prefixes ${list(prefixes)}.`)
  if (dialect.acceptsUnqualifiedReply !== PLAIN_DIALECT.acceptsUnqualifiedReply) {
    changes.push('Only replies in the namespace of NETCONF count.')
  }
  if (dialect.exemptErrors.length > 0) {
    changes.push(`Errors that say ${list(dialect.exemptErrors.map((text) => `“${text}”`))} count as none.`)
  }
  return changes
}

const LIMIT_SENTENCES: Readonly<Record<keyof Limits, string>> = {
  notifications: 'It sends no notifications.',
  actions: 'It has no YANG actions.',
  lock: 'A lock that it does not support is passed over.',
  validateBeforeCommit: 'The candidate is not validated before a commit.',
  schemaDownload: 'Modules that it cannot send are passed over.',
  cancelFailedConfirmedCommit: 'After a confirmed commit that failed, cancel-commit is offered.',
}

function limitChanges(limits: Limits): string[] {
  const names = Object.keys(LIMIT_SENTENCES) as (keyof Limits)[]
  return names.filter((name) => limits[name] !== NO_LIMITS[name]).map((name) => LIMIT_SENTENCES[name])
}

function operationChanges({ operations }: Profile): string[] {
  const names = operations.map(({ name }) => name)
  return names.length === 0 ? [] : [`Operations of its own: ${list(names)}.`]
}

function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`
}
