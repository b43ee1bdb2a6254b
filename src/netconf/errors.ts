// The protocol's errors; each says what became of the session.

import { NetconfError } from '../transport/errors.ts'

/** One `<rpc-error>` with every field it can have (RFC 6241 §4.3). Fields that the server left out are absent. */
export interface RpcErrorInfo {
  /** transport, rpc, protocol or application; some servers send others. */
  readonly type: string
  /** RFC 6241 appendix A, such as `data-missing`; some servers leave it empty. */
  readonly tag: string
  readonly severity: 'error' | 'warning'
  readonly appTag?: string
  /** The XPath expression as sent. */
  readonly path?: string
  /** Prefix → namespace URI in force where `path` stands; '' is the default namespace. */
  readonly pathNamespaces?: Readonly<Record<string, string>>
  readonly message?: string
  /** xml:lang of the message. */
  readonly language?: string
  /** The children of `<error-info>`, each as XML that stands on its own. */
  readonly info: readonly ErrorInfoItem[]
}

export interface ErrorInfoItem {
  /** Local name: `bad-element`, `session-id`, or a vendor's own. */
  readonly name: string
  readonly uri: string
  readonly value: string
  readonly xml: string
}

/** The reply held errors of severity error. The session lives on. */
export class RpcError extends NetconfError {
  readonly kind = 'rpc'
  /** All errors and warnings of the reply, in its order; at least one. */
  readonly errors: readonly RpcErrorInfo[]
  /** The whole `<rpc-reply>` as received. */
  readonly replyXml: string
  /** Milliseconds from sending to the whole reply. */
  readonly elapsedMs: number
  /** Size of the reply message. */
  readonly bytes: number
  /** The whole `<rpc>` as sent. */
  readonly requestXml: string

  constructor(
    operation: string,
    errors: readonly RpcErrorInfo[],
    reply: {
      readonly xml: string
      readonly requestXml: string
      readonly elapsedMs: number
      readonly bytes: number
    },
  ) {
    super(rpcErrorMessage(operation, errors))
    this.name = 'RpcError'
    this.errors = errors
    this.replyXml = reply.xml
    this.requestXml = reply.requestXml
    this.elapsedMs = reply.elapsedMs
    this.bytes = reply.bytes
  }
}

/** "edit-config was refused: invalid-value at /a/b: must be …", and how many more there are. */
function rpcErrorMessage(operation: string, errors: readonly RpcErrorInfo[]): string {
  const serious = errors.filter((error) => error.severity === 'error')
  const first = serious[0]
  if (first === undefined) return `${operation} was refused.`
  const more = serious.length > 1 ? ` (and ${serious.length - 1} more)` : ''
  return `${operation} was refused: ${describeRpcError(first)}${more}`
}

/** One line for a person: tag, path, message. */
export function describeRpcError(error: RpcErrorInfo): string {
  const place = error.path === undefined ? '' : ` at ${error.path}`
  const said = [`${error.tag || error.type}${place}`.trim(), error.message ?? '']
  return said.filter((part) => part !== '').join(': ')
}

/**
 * The peer broke the protocol. Where framing or a message's root is broken the session is closed by us; a reply whose content
 * alone is broken ends its own request and nothing else.
 */
export class ProtocolError extends NetconfError {
  readonly kind = 'protocol'
  readonly expected: string
  /** The first bytes of what came, printable. */
  readonly received: string

  constructor(message: string, expected: string, received: Uint8Array | string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ProtocolError'
    this.expected = expected
    this.received = printable(received)
  }
}

function printable(received: Uint8Array | string): string {
  const text =
    typeof received === 'string' ? received : Buffer.from(received.subarray(0, 80)).toString('latin1')
  return JSON.stringify(text.slice(0, 80)).slice(1, -1)
}

/** No reply in time. The session lives; a late reply is dropped and logged. */
export class TimeoutError extends NetconfError {
  readonly kind = 'timeout'
  readonly operation: string
  readonly ms: number

  constructor(operation: string, ms: number) {
    super(`No reply to ${operation} within ${ms / 1000} s.`)
    this.name = 'TimeoutError'
    this.operation = operation
    this.ms = ms
  }
}

/** The session is gone. Every pending request ends with this. */
export class SessionClosedError extends NetconfError {
  readonly kind = 'closed'
  readonly by: 'us' | 'peer'

  constructor(by: 'us' | 'peer', message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SessionClosedError'
    this.by = by
  }
}

/** The options of an operation contradict each other, or the protocol. One sentence says how; nothing was sent. */
export class OptionError extends RangeError {
  constructor(message: string) {
    super(message)
    this.name = 'OptionError'
  }
}
