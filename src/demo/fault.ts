// The errors of RFC 6241 appendix A as exceptions, each with exactly the information its definition asks for.

import { element, leaf, text, type Markup } from '../xml/build.ts'
import type { XmlElement } from '../xml/tree.ts'
import { MODULE_NAMESPACE, MODULE_PREFIX } from './yangTypes.ts'

type ErrorTag =
  | 'in-use'
  | 'invalid-value'
  | 'missing-attribute'
  | 'bad-attribute'
  | 'unknown-attribute'
  | 'missing-element'
  | 'unknown-element'
  | 'unknown-namespace'
  | 'lock-denied'
  | 'data-exists'
  | 'data-missing'
  | 'operation-not-supported'
  | 'operation-failed'
  | 'malformed-message'

export interface FaultFields {
  readonly type: 'rpc' | 'protocol' | 'application'
  readonly tag: ErrorTag
  readonly message: string
  readonly appTag?: string
  /** Absolute path of the node in the datastore, with the module's prefix. */
  readonly path?: string
  readonly info?: readonly (Markup | undefined)[]
}

/** A reason to answer with `<rpc-error>`: thrown where it is found, printed by the session. */
export class RpcFault extends Error {
  readonly fields: FaultFields

  constructor(fields: FaultFields) {
    super(fields.message)
    this.name = 'RpcFault'
    this.fields = fields
  }
}

/** Several at once: continue-on-error collects them, and so does a validation. */
export class RpcFaults extends Error {
  readonly faults: readonly RpcFault[]

  constructor(faults: readonly RpcFault[]) {
    super(faults.map((fault) => fault.message).join(' '))
    this.name = 'RpcFaults'
    this.faults = faults
  }
}

/** `<rpc-error>` (RFC 6241 §4.3); the demo device knows no warnings. */
export function faultMarkup({ fields }: RpcFault): Markup {
  const info = (fields.info ?? []).filter((item) => item !== undefined)
  return element(
    'rpc-error',
    {},
    leaf('error-type', fields.type),
    leaf('error-tag', fields.tag),
    leaf('error-severity', 'error'),
    leaf('error-app-tag', fields.appTag),
    fields.path === undefined
      ? undefined
      : element('error-path', { [`xmlns:${MODULE_PREFIX}`]: MODULE_NAMESPACE }, text(fields.path)),
    element('error-message', { 'xml:lang': 'en' }, text(fields.message)),
    info.length === 0 ? undefined : element('error-info', {}, ...info),
  )
}

/** Where a fault was found: in the message itself, in an operation's parameters, or in the configuration. */
export type Layer = FaultFields['type']

/** What a QName-typed `bad-element` says: the name alone, as real servers send it. */
const badElement = (name: string): Markup | undefined => leaf('bad-element', name)

export function unknownElement(type: Layer, found: XmlElement, path?: string): RpcFault {
  return new RpcFault({
    type,
    tag: 'unknown-element',
    message: `There is no element ${found.local} here.`,
    ...at(path),
    info: [badElement(found.local)],
  })
}

export function unknownNamespace(type: Layer, found: XmlElement, path?: string): RpcFault {
  return new RpcFault({
    type,
    tag: 'unknown-namespace',
    message:
      found.uri === ''
        ? `The element ${found.local} is in no namespace; it needs an xmlns.`
        : `The namespace ${found.uri} of ${found.local} is not known here.`,
    ...at(path),
    info: [badElement(found.local), leaf('bad-namespace', found.uri)],
  })
}

export function missingElement(type: Layer, name: string, message: string, path?: string): RpcFault {
  return new RpcFault({ type, tag: 'missing-element', message, ...at(path), info: [badElement(name)] })
}

/** `tag` tells whether the attribute is wrong, absent, or one that means nothing here. */
export function attributeFault(
  tag: 'bad-attribute' | 'missing-attribute' | 'unknown-attribute',
  type: Layer,
  place: { readonly attribute: string; readonly element: string; readonly path?: string | undefined },
  message: string,
  appTag?: string,
): RpcFault {
  return new RpcFault({
    type,
    tag,
    message,
    ...(appTag === undefined ? {} : { appTag }),
    ...at(place.path),
    info: [leaf('bad-attribute', place.attribute), badElement(place.element)],
  })
}

export function invalidValue(type: Layer, message: string, path?: string): RpcFault {
  return new RpcFault({ type, tag: 'invalid-value', message, ...at(path) })
}

export function dataExists(path: string): RpcFault {
  return new RpcFault({ type: 'application', tag: 'data-exists', message: 'This exists already.', path })
}

export function dataMissing(message: string, path: string, appTag?: string): RpcFault {
  const tagged = appTag === undefined ? {} : { appTag }
  return new RpcFault({ type: 'application', tag: 'data-missing', message, path, ...tagged })
}

export function operationFailed(message: string, path?: string, appTag?: string): RpcFault {
  const tagged = appTag === undefined ? {} : { appTag }
  return new RpcFault({ type: 'application', tag: 'operation-failed', message, ...tagged, ...at(path) })
}

export function notSupported(type: 'protocol' | 'application', message: string): RpcFault {
  return new RpcFault({ type, tag: 'operation-not-supported', message })
}

export function inUse(message: string): RpcFault {
  return new RpcFault({ type: 'protocol', tag: 'in-use', message })
}

/** `holder` is 0 when no NETCONF session holds what is in the way. */
export function lockDenied(holder: number, message: string): RpcFault {
  return new RpcFault({ type: 'protocol', tag: 'lock-denied', message, info: [leaf('session-id', holder)] })
}

const at = (path: string | undefined): { path?: string } => (path === undefined ? {} : { path })
