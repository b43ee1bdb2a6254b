// A session as programs want it: RPCs as text, replies parsed when asked, notifications to iterate over.

import { locked, type LockTarget } from '../netconf/locking.ts'
import type { ErrorMode } from '../netconf/errorPolicy.ts'
import type { RpcErrorInfo } from '../netconf/errors.ts'
import type { Capabilities, WithDefaults } from '../netconf/capabilities.ts'
import type { Framing } from '../netconf/framing.ts'
import type { NotificationQueue, QueueOptions } from '../netconf/notificationQueue.ts'
import {
  anyOperation,
  editConfig,
  get,
  getConfig,
  type EditConfigOptions,
  type Operation,
  type Place,
} from '../netconf/operations.ts'
import { dataOf, type Reply } from '../netconf/reply.ts'
import type { Session } from '../netconf/session.ts'
import type { SessionClosedError } from '../netconf/errors.ts'
import type { XmlElement } from '../xml/tree.ts'
import type { ConnectOptions } from './connectOptions.ts'
import { filterOf, markupOf, type FilterText } from './filterText.ts'
import { openSession } from './openSession.ts'

/** For each call. */
export interface CallOptions {
  /** Milliseconds to wait for the reply; default is the session's, 0 is no limit. */
  readonly timeoutMs?: number
  /** Ends the wait, not the work: the device still answers, and its answer is dropped. */
  readonly signal?: AbortSignal
}

/** For each operation. */
export interface RpcOptions extends CallOptions {
  /** Which rpc-errors fail it; default is the session's. */
  readonly errorMode?: ErrorMode
  /** Patterns of error messages that do not fail it; default is the session's, or the profile's. */
  readonly exemptErrors?: readonly string[]
}

export interface ReadOptions extends RpcOptions {
  readonly filter?: FilterText
  readonly withDefaults?: WithDefaults
}

export interface EditOptions extends RpcOptions, Omit<EditConfigOptions, 'config'> {
  /** The content of `<config>`, or the URL of a file that holds it. */
  readonly config: string | { readonly url: string }
}

/** A reply that did not fail: without errors of severity error, unless these were let pass. */
export class ClientReply {
  /** The whole `<rpc-reply>` as received. */
  readonly xml: string
  /** Whether it is `<ok/>`, possibly with warnings. */
  readonly isOk: boolean
  /** rpc-errors of severity warning. */
  readonly warnings: readonly RpcErrorInfo[]
  /** Milliseconds from sending to the whole reply. */
  readonly elapsedMs: number
  /** Size of the reply message. */
  readonly bytes: number
  #data: XmlElement | undefined

  constructor({ xml, isOk, warnings, elapsedMs, bytes }: Reply) {
    this.xml = xml
    this.isOk = isOk
    this.warnings = warnings
    this.elapsedMs = elapsedMs
    this.bytes = bytes
  }

  /** The `<data>` element, parsed at the first use. Throws ProtocolError where there is none. */
  get data(): XmlElement {
    this.#data ??= dataOf(this)
    return this.#data
  }
}

export class Client {
  /** What all the rest of the protocol library takes: for operations that have no method here. */
  readonly session: Session

  constructor(session: Session) {
    this.session = session
  }

  /** As assigned by the device. */
  get id(): number {
    return this.session.id
  }

  /** What the device announced: `capabilities.has(':candidate')`. */
  get capabilities(): Capabilities {
    return this.session.capabilities
  }

  get framing(): Framing {
    return this.session.framing
  }

  /** Resolves once, when the session is gone, with who ended it. */
  get closed(): Promise<SessionClosedError> {
    return this.session.closed
  }

  /**
   * Sends one operation: its element as text, without `<rpc>` around it. Throws RpcError when the reply holds an error,
   * TimeoutError, SessionClosedError, ProtocolError, the signal's reason, or SyntaxError for text that is no element.
   */
  rpc(xml: string, options: RpcOptions = {}): Promise<ClientReply> {
    return this.#request(() => anyOperation(xml), options)
  }

  /** Configuration and state (RFC 6241 §7.7). Throws as `rpc` does. */
  get({ filter, withDefaults, ...call }: ReadOptions = {}): Promise<ClientReply> {
    return this.#request(() => get(readOptions(filter, withDefaults)), call)
  }

  /** RFC 6241 §7.1. Throws as `rpc` does. */
  getConfig({
    source,
    filter,
    withDefaults,
    ...call
  }: ReadOptions & { readonly source: Place }): Promise<ClientReply> {
    return this.#request(() => getConfig({ source, ...readOptions(filter, withDefaults) }), call)
  }

  /** RFC 6241 §7.2. Throws as `rpc` does. */
  editConfig({
    config,
    timeoutMs,
    signal,
    errorMode,
    exemptErrors,
    ...edit
  }: EditOptions): Promise<ClientReply> {
    const operation = (): Operation =>
      editConfig({ ...edit, config: typeof config === 'string' ? markupOf(config) : config })
    return this.#request(operation, {
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(signal !== undefined && { signal }),
      ...(errorMode !== undefined && { errorMode }),
      ...(exemptErrors !== undefined && { exemptErrors }),
    })
  }

  /**
   * The notifications from now on, for `for await`. Leaving the loop ends reading; a subscription is made with
   * `rpc('<create-subscription …/>')`, best after this call so that none is missed.
   */
  notifications(options: QueueOptions = {}): NotificationQueue {
    return this.session.notifications(options)
  }

  /** Locks, does the work and unlocks, whatever becomes of the work. Throws what locking or the work throws, or UnlockError. */
  locked<Result>(
    target: LockTarget,
    work: () => Promise<Result>,
    options: CallOptions = {},
  ): Promise<Result> {
    return locked(this.session, [target], work, options)
  }

  /** Says goodbye with close-session and ends the transport. Safe to call at any time, and again. */
  close(): Promise<void> {
    return this.session.close()
  }

  async #request(operation: () => Operation, options: RpcOptions): Promise<ClientReply> {
    return new ClientReply(await this.session.request(operation(), options))
  }
}

/** Connects and exchanges hellos; see `openSession` for what it throws. */
export async function connect(options: ConnectOptions): Promise<Client> {
  return new Client(await openSession(options))
}

function readOptions(
  filter: FilterText | undefined,
  withDefaults: WithDefaults | undefined,
): { filter?: ReturnType<typeof filterOf>; withDefaults?: WithDefaults } {
  return {
    ...(filter !== undefined && { filter: filterOf(filter) }),
    ...(withDefaults !== undefined && { withDefaults }),
  }
}
