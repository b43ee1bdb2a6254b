// The names of RFC 6241 and its relatives that an editor must know to understand a message.

import type { XmlElement } from '../xml/tree.ts'

export const BASE_NAMESPACE = 'urn:ietf:params:xml:ns:netconf:base:1.0'

/** RFC 6241 §7.2: values of the `operation` attribute. */
export const EDIT_OPERATIONS = ['merge', 'replace', 'create', 'delete', 'remove'] as const
export type EditOperation = (typeof EDIT_OPERATIONS)[number]

/** RFC 6241 §7.2: values of edit-config's parameters. */
export const DEFAULT_OPERATIONS = ['merge', 'replace', 'none'] as const
export const TEST_OPTIONS = ['test-then-set', 'set', 'test-only'] as const
export const ERROR_OPTIONS = ['stop-on-error', 'continue-on-error', 'rollback-on-error'] as const

const BASE_OPERATIONS = new Set(
  (
    'get get-config edit-config copy-config delete-config lock unlock close-session kill-session ' +
    'commit discard-changes cancel-commit validate'
  ).split(' '),
)

/** Namespace → the operations that it defines besides data of its own. */
const OTHER_OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  'urn:ietf:params:xml:ns:netconf:notification:1.0': ['create-subscription'],
  'urn:ietf:params:xml:ns:netconf:partial-lock:1.0': ['partial-lock', 'partial-unlock'],
  'urn:ietf:params:xml:ns:yang:1': ['action'],
  'urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring': ['get-schema'],
  'urn:ietf:params:xml:ns:yang:ietf-netconf-nmda': ['get-data', 'edit-data'],
  'urn:ietf:params:xml:ns:yang:ietf-nmda-compare': ['compare'],
  'urn:ietf:params:xml:ns:yang:ietf-factory-default': ['factory-reset'],
  'urn:ietf:params:xml:ns:yang:ietf-subscribed-notifications': [
    'establish-subscription',
    'modify-subscription',
    'delete-subscription',
    'kill-subscription',
  ],
  'urn:ietf:params:xml:ns:yang:ietf-yang-push': ['resync-subscription'],
}

/** Some NMDA servers answer get-data with `<data>` in this namespace (RFC 8526 §3.1.1). */
const NMDA_NAMESPACE = 'urn:ietf:params:xml:ns:yang:ietf-netconf-nmda'

/** ConfD and NSO print and save configuration inside a `<config>` of their own. */
const TAILF_CONFIG_NAMESPACE = 'http://tail-f.com/ns/config/1.0'

/** In NETCONF's base namespace, or in none, which people leave out. */
export function isBase(element: XmlElement): boolean {
  return element.uri === BASE_NAMESPACE || element.uri === ''
}

/** An operation that is known to be one by its name alone. */
export function isKnownOperation(element: XmlElement): boolean {
  if (isBase(element)) return BASE_OPERATIONS.has(element.local)
  return OTHER_OPERATIONS[element.uri]?.includes(element.local) ?? false
}

/** `<config>` as the wrapper of configuration, NETCONF's own or one that a vendor's tools write. */
export function isConfigWrapper(element: XmlElement): boolean {
  return element.local === 'config' && (isBase(element) || element.uri === TAILF_CONFIG_NAMESPACE)
}

/** `<data>` as a reply carries it. */
export function isDataWrapper(element: XmlElement): boolean {
  return element.local === 'data' && (isBase(element) || element.uri === NMDA_NAMESPACE)
}

function isMessage(element: XmlElement): boolean {
  return (
    isBase(element) && (element.local === 'rpc' || element.local === 'rpc-reply' || element.local === 'hello')
  )
}

/** An element that stands around configuration or a filter without being part of it. */
export function isWrapper(element: XmlElement): boolean {
  if (isConfigWrapper(element) || isDataWrapper(element) || isMessage(element)) return true
  if (isKnownOperation(element)) return true
  return (isBase(element) || element.uri === NMDA_NAMESPACE) && WRAPPER_NAMES.has(element.local)
}

/** Steps of an error-path that a text may lack, as it holds the configuration alone. */
export const WRAPPER_NAMES: ReadonlySet<string> = new Set([
  ...['rpc', 'rpc-reply', 'edit-config', 'edit-data', 'copy-config', 'get-config', 'get-data', 'get'],
  ...['validate', 'config', 'source', 'target', 'data', 'filter', 'subtree-filter'],
])
