// The device's view of its own NETCONF server: netconf-state (RFC 6022) and modules-state (RFC 7895).

import { MONITORING_NS } from '../netconf/names.ts'
import { element, leaf, text, type Markup } from '../xml/build.ts'
import { CAPABILITIES, LIBRARY_NAMESPACE, MODULE_SET_ID, MODULES, type AnnouncedModule } from './announced.ts'
import { DATASTORES, type Datastores } from './datastores.ts'
import { MODULE_NAME } from './yangTypes.ts'

/** What is counted for each session (RFC 6022 §2.1.4). */
export interface SessionCounters {
  inRpcs: number
  inBadRpcs: number
  outRpcErrors: number
}

export interface SessionFacts {
  readonly id: number
  readonly username: string
  readonly loginTime: Date
  readonly counters: Readonly<SessionCounters>
}

export interface ServerFacts {
  readonly startTime: Date
  readonly inBadHellos: number
  readonly inSessions: number
  readonly droppedSessions: number
  /** Of sessions that have ended; the open ones are added. */
  readonly past: Readonly<SessionCounters>
}

export function netconfState(
  datastores: Datastores,
  sessions: readonly SessionFacts[],
  server: ServerFacts,
): Markup {
  return element(
    'netconf-state',
    { xmlns: MONITORING_NS, 'xmlns:ncm': MONITORING_NS },
    element('capabilities', {}, ...CAPABILITIES.map((uri) => element('capability', {}, text(uri)))),
    element('datastores', {}, ...DATASTORES.map((name) => datastoreState(name, datastores))),
    element('schemas', {}, ...MODULES.map(schemaState)),
    element('sessions', {}, ...sessions.map(sessionState)),
    statistics(sessions, server),
  )
}

function datastoreState(name: (typeof DATASTORES)[number], datastores: Datastores): Markup {
  const lock = datastores.lockOf(name)
  const globalLock =
    lock === undefined
      ? undefined
      : element(
          'global-lock',
          {},
          leaf('locked-by-session', lock.holder),
          leaf('locked-time', dateAndTime(lock.since)),
        )
  return element(
    'datastore',
    {},
    leaf('name', name),
    globalLock === undefined ? undefined : element('locks', {}, globalLock),
  )
}

/** Our own module is here; for those of the IETF the list says where IANA keeps them. */
function schemaState({ name, revision, namespace }: AnnouncedModule): Markup {
  const location =
    name === MODULE_NAME
      ? 'NETCONF'
      : `https://www.iana.org/assignments/yang-parameters/${name}@${revision}.yang`
  return element(
    'schema',
    {},
    leaf('identifier', name),
    leaf('version', revision),
    leaf('format', 'ncm:yang'),
    leaf('namespace', namespace),
    leaf('location', location),
  )
}

function sessionState({ id, username, loginTime, counters }: SessionFacts): Markup {
  return element(
    'session',
    {},
    leaf('session-id', id),
    leaf('transport', 'ncm:netconf-ssh'),
    leaf('username', username),
    leaf('source-host', '127.0.0.1'),
    leaf('login-time', dateAndTime(loginTime)),
    ...counted(counters),
  )
}

function statistics(sessions: readonly SessionFacts[], server: ServerFacts): Markup {
  const all = [server.past, ...sessions.map(({ counters }) => counters)]
  const sum = (name: keyof SessionCounters): number => all.reduce((total, each) => total + each[name], 0)
  return element(
    'statistics',
    {},
    leaf('netconf-start-time', dateAndTime(server.startTime)),
    leaf('in-bad-hellos', server.inBadHellos),
    leaf('in-sessions', server.inSessions),
    leaf('dropped-sessions', server.droppedSessions),
    ...counted({ inRpcs: sum('inRpcs'), inBadRpcs: sum('inBadRpcs'), outRpcErrors: sum('outRpcErrors') }),
  )
}

function counted(counters: Readonly<SessionCounters>): readonly (Markup | undefined)[] {
  return [
    leaf('in-rpcs', counters.inRpcs),
    leaf('in-bad-rpcs', counters.inBadRpcs),
    leaf('out-rpc-errors', counters.outRpcErrors),
    leaf('out-notifications', 0),
  ]
}

export function modulesState(): Markup {
  return element(
    'modules-state',
    { xmlns: LIBRARY_NAMESPACE },
    leaf('module-set-id', MODULE_SET_ID),
    ...MODULES.map(({ name, revision, namespace, features, conformance }) =>
      element(
        'module',
        {},
        leaf('name', name),
        leaf('revision', revision),
        leaf('namespace', namespace),
        ...features.map((feature) => leaf('feature', feature)),
        leaf('conformance-type', conformance),
      ),
    ),
  )
}

/** yang:date-and-time, to the second. */
function dateAndTime(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z')
}
