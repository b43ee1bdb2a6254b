// What the protocol capabilities mean, for people: name, sentence, RFC.

import { BASE_CAPABILITY, CAPABILITY_PREFIX } from './names.ts'

export interface KnownCapability {
  readonly title: string
  readonly meaning: string
  readonly rfc: number
}

/** By the part of the URI behind `urn:ietf:params:netconf:`. */
const KNOWN: Readonly<Record<string, KnownCapability>> = {
  'base:1.0': { title: 'Base protocol 1.0', meaning: 'Messages end with ]]>]]>.', rfc: 4741 },
  'base:1.1': { title: 'Base protocol 1.1', meaning: 'Messages travel in chunks.', rfc: 6241 },
  'capability:writable-running:1.0': {
    title: 'Writable running',
    meaning: 'The running configuration can be edited directly.',
    rfc: 6241,
  },
  'capability:candidate:1.0': {
    title: 'Candidate',
    meaning: 'Changes are prepared in a candidate and put in force by a commit.',
    rfc: 6241,
  },
  'capability:confirmed-commit:1.0': {
    title: 'Confirmed commit',
    meaning: 'A commit is undone by the device unless it is confirmed in time.',
    rfc: 4741,
  },
  'capability:confirmed-commit:1.1': {
    title: 'Confirmed commit',
    meaning:
      'A commit is undone by the device unless it is confirmed in time, from any session where it persists.',
    rfc: 6241,
  },
  'capability:rollback-on-error:1.0': {
    title: 'Rollback on error',
    meaning: 'An edit that fails can be undone as a whole.',
    rfc: 6241,
  },
  'capability:validate:1.0': {
    title: 'Validate',
    meaning: 'A configuration can be checked before it is put in force.',
    rfc: 4741,
  },
  'capability:validate:1.1': {
    title: 'Validate',
    meaning: 'A configuration can be checked before it is put in force, or tested without any change.',
    rfc: 6241,
  },
  'capability:startup:1.0': {
    title: 'Startup',
    meaning: 'What is loaded at start is a datastore of its own; running must be copied there to last.',
    rfc: 6241,
  },
  'capability:url:1.0': {
    title: 'URL',
    meaning: 'Configurations can be read from and written to URLs.',
    rfc: 6241,
  },
  'capability:xpath:1.0': { title: 'XPath', meaning: 'Filters may be XPath expressions.', rfc: 6241 },
  'capability:notification:1.0': {
    title: 'Notifications',
    meaning: 'A session can subscribe to event notifications.',
    rfc: 5277,
  },
  'capability:interleave:1.0': {
    title: 'Interleave',
    meaning: 'A session with a subscription can go on sending operations.',
    rfc: 5277,
  },
  'capability:partial-lock:1.0': {
    title: 'Partial lock',
    meaning: 'Parts of the running configuration can be locked.',
    rfc: 5717,
  },
  'capability:with-defaults:1.0': {
    title: 'With defaults',
    meaning: 'One can choose whether default values are reported.',
    rfc: 6243,
  },
  'capability:yang-library:1.0': {
    title: 'YANG library',
    meaning: 'The YANG modules are listed in the state data.',
    rfc: 7950,
  },
  'capability:yang-library:1.1': {
    title: 'YANG library (NMDA)',
    meaning: 'The YANG modules are listed in the state data, for each datastore.',
    rfc: 8526,
  },
  'capability:with-operational-defaults:1.0': {
    title: 'With operational defaults',
    meaning: 'One can choose whether default values of the operational datastore are reported.',
    rfc: 8526,
  },
  'capability:time:1.0': {
    title: 'Scheduled operations',
    meaning: 'Operations can be scheduled for a time.',
    rfc: 7758,
  },
}

/** `:candidate:1.0` for a capability of the IETF, `base:1.1` for the base protocol, else the URI as it is. */
export function capabilityName(base: string): string {
  if (base.startsWith(CAPABILITY_PREFIX)) return `:${base.slice(CAPABILITY_PREFIX.length)}`
  const version = Object.entries(BASE_CAPABILITY).find(([, uri]) => uri === base)?.[0]
  return version === undefined ? base : `base:${version}`
}

/** Undefined for what no RFC defines. `base` is a capability's URI without parameters. */
export function knownCapability(base: string): KnownCapability | undefined {
  const name = base.replace(/^urn:ietf:params:netconf:/, '')
  return Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined
}
