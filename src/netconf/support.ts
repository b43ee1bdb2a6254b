// Whether a device can do an operation, and the reason in words when it cannot.

import type { Capabilities } from './capabilities.ts'
import {
  CAPABILITY_PREFIX,
  COMPARE_NS,
  FACTORY_DEFAULT_NS,
  MONITORING_NS,
  NMDA_NS,
  SUBSCRIBED_NS,
  YANG_PUSH_NS,
} from './names.ts'
import type { Operation } from './operations.ts'

const WHAT_FOR: Readonly<Record<string, string>> = {
  ':candidate': 'it has no candidate datastore',
  ':startup': 'it has no startup datastore',
  ':writable-running': 'its running datastore cannot be edited directly; edit the candidate and commit',
  ':confirmed-commit': 'it knows no confirmed commit',
  ':confirmed-commit:1.1': 'its confirmed commits neither outlast their session nor can be cancelled',
  ':validate': 'it cannot validate',
  ':validate:1.1': 'it cannot do test-only',
  ':rollback-on-error': 'it cannot roll back on error',
  ':xpath': 'it takes no XPath filters; use a subtree filter',
  ':with-defaults': 'it cannot report defaults on request',
  ':with-operational-defaults': 'it cannot report defaults of the operational datastore on request',
  ':url': 'it takes no URLs',
  ':notification': 'it sends no notifications',
  ':partial-lock': 'it cannot lock parts of the configuration',
  [MONITORING_NS]: 'it cannot send its YANG modules',
  [NMDA_NS]: 'it does not have the datastores of the NMDA',
  [SUBSCRIBED_NS]: 'it has no dynamic subscriptions; create-subscription may do',
  [YANG_PUSH_NS]: 'it does not push changes of datastores',
  [COMPARE_NS]: 'it cannot compare datastores',
  [FACTORY_DEFAULT_NS]: 'it has no factory reset',
}

/** Modules of YANG 1.1 stand in the YANG library, and in a hello only by kindness (RFC 7950 §5.6.4). */
const IN_LIBRARY: ReadonlySet<string> = new Set([
  NMDA_NS,
  SUBSCRIBED_NS,
  YANG_PUSH_NS,
  COMPARE_NS,
  FACTORY_DEFAULT_NS,
])

/**
 * Undefined when the device announced all that is needed; else why not, to follow "…: ". A need is a capability (`:name` or
 * `:name:version`), one with a value that it must list (`:url=ftp`, `:with-defaults=trim`), or a namespace. `library` holds
 * the namespaces of the device's YANG library where that was read; a device whose library was not read gets the benefit of
 * the doubt.
 */
export function unsupportedReason(
  operation: Pick<Operation, 'needs'>,
  capabilities: Capabilities,
  library?: ReadonlySet<string>,
): string | undefined {
  for (const need of operation.needs) {
    const [name = '', value] = need.startsWith(':') ? need.split('=', 2) : [need]
    const reason = isThere(name, capabilities, library)
      ? value === undefined
        ? undefined
        : valueReason(name, value, capabilities)
      : absentReason(name)
    if (reason !== undefined) return reason
  }
  return undefined
}

function isThere(name: string, capabilities: Capabilities, library?: ReadonlySet<string>): boolean {
  if (capabilities.has(name) || library?.has(name) === true) return true
  return IN_LIBRARY.has(name) && library === undefined && capabilities.has(':yang-library')
}

function absentReason(name: string): string {
  const uri = name.startsWith(':') ? `${CAPABILITY_PREFIX}${name.slice(1)}` : name
  return `${WHAT_FOR[name] ?? 'it lacks a capability'} (the device does not announce ${uri})`
}

/** A capability that lists nothing is taken to allow everything: some devices leave the list out. */
function valueReason(name: string, value: string, capabilities: Capabilities): string | undefined {
  const listed = name === ':url' ? capabilities.urlSchemes : capabilities.defaultsModes(name)
  if (listed.length === 0 || listed.some((each) => each === value)) return undefined
  const what = name === ':url' ? 'URLs of the scheme' : 'defaults in the mode'
  return `it knows no ${what} ${value}, only ${listed.join(', ')} (${CAPABILITY_PREFIX}${name.slice(1)})`
}
