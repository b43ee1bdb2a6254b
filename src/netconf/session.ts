// A NETCONF session: sends RPCs over a transport, matches the replies, ends every request exactly once.

import type { Attributes } from '../xml/build.ts'
import { ConnectError } from '../transport/errors.ts'
import type { Transport } from '../transport/transport.ts'
import { Capabilities } from './capabilities.ts'
import { capabilitiesAfter } from './capabilityChange.ts'
import { PLAIN_DIALECT, type Dialect } from './dialect.ts'
import type { ReplySink } from './diversion.ts'
import type { Envelope } from './envelope.ts'
import type { ErrorMode } from './errorPolicy.ts'
import { describeRpcError, ProtocolError, SessionClosedError, TimeoutError } from './errors.ts'
import { encodeFrame, FILTER_ADVICE, FrameDecoder, MAX_MESSAGE, type Framing } from './framing.ts'
import { agreedFraming, clientCapabilities, clientHello, readServerHello } from './hello.ts'
import { locked, type LockOptions, type LockTarget } from './locking.ts'
import { readNotification } from './notification.ts'
import { NotificationQueue, type QueueOptions } from './notificationQueue.ts'
import { closeSession, type Operation } from './operations.ts'
import { cleaned, decoded, envelopeOf } from './messageReading.ts'
import { LongText, type MessageText } from './messageText.ts'
import { MAX_TIMER, PendingRequests, type Outcome } from './pendingRequests.ts'
import { wrapMessage } from './prefix.ts'
import type { Reply } from './reply.ts'
import { mended, readReply } from './replyReading.ts'
import { rpcErrorsOf } from './rpcErrors.ts'

export interface SessionOptions {
  /** Milliseconds to wait for the device's hello. Default 30 000. */
  readonly helloTimeoutMs?: number
  /** Milliseconds to wait for a reply, unless the call says otherwise. Default 60 000; 0 is no limit. */
  readonly rpcTimeoutMs?: number
  /** `1.0` announces base:1.0 alone, for devices whose 1.1 framing is broken. Default `auto`. */
  readonly framing?: 'auto' | '1.0'
  /** What the device's family does differently. Default: nothing. */
  readonly dialect?: Dialect
  /** Which rpc-errors fail a request. Default `errors`. */
  readonly errorMode?: ErrorMode
  /** Patterns of error messages that fail no request; instead of the dialect's own. */
  readonly exemptErrors?: readonly string[]
  /** A larger message ends the session. Default and most: 2^29 - 24 bytes. The hello has 16 MiB. */
  readonly maxMessageBytes?: number
  readonly signal?: AbortSignal
  /** Each whole message as text, without framing. */
  readonly onMessage?: (direction: 'sent' | 'received', text: string) => void
  /** Each `<notification>` as received (RFC 5277); for reading them in turn there is `notifications`. */
  readonly onNotification?: (xml: string) => void
  /** The device has changed what it can do (RFC 6470); `session.capabilities` is the new one. */
  readonly onCapabilities?: (capabilities: Capabilities) => void
  /** What is odd but harmless: a late reply, an unknown message-id. */
  readonly onOddity?: (sentence: string) => void
}

export interface RequestOptions {
  /** Milliseconds; default is the session's, 0 is no limit. */
  readonly timeoutMs?: number
  /** Ends the wait, not the work: the device still answers, and its answer is dropped. */
  readonly signal?: AbortSignal
  /** Further attributes of `<rpc>`, which the device returns (RFC 6241 §4.1); a message-id among them is ignored. */
  readonly rpcAttributes?: Attributes
  /** Bytes of the reply so far, at each packet. */
  readonly onProgress?: (bytes: number) => void
  /**
   * Gets the bytes of a reply as they come, if that is larger than 64 KiB and its content is `<data>`. The reply then has its
   * envelope alone: `xml` with an empty `<data/>`, though `bytes` counts all.
   */
  readonly sink?: ReplySink
  /** Default is the session's. */
  readonly errorMode?: ErrorMode
  /** Default is the session's, or the dialect's. */
  readonly exemptErrors?: readonly string[]
}

/** Milliseconds that the device gets to answer close-session. */
const CLOSE_TIMEOUT = 3_000
const CLOSED_BY_US = 'The session was closed.'
/** The largest announce some ten thousand modules in 2 MB. */
const MAX_HELLO = 16 * 1024 * 1024

export class Session {
  /** Resolves once, when the session is gone, with who ended it. */
  readonly closed: Promise<SessionClosedError>
  readonly #transport: Transport
  readonly #options: SessionOptions
  readonly #decoder: FrameDecoder
  readonly #dialect: Dialect
  readonly #pending = new PendingRequests()
  readonly #readers = new Set<NotificationQueue>()
  /** The message that is coming, if it is a long one. */
  #long: LongText | undefined
  #onHello: ((text: string) => void) | undefined
  #resolveClosed: (error: SessionClosedError) => void = () => undefined
  #end: SessionClosedError | undefined
  #closing: Promise<void> | undefined
  #id = 0
  #capabilities = new Capabilities([])

  private constructor(transport: Transport, options: SessionOptions) {
    this.#transport = transport
    this.#options = options
    this.#dialect = options.dialect ?? PLAIN_DIALECT
    this.#decoder = new FrameDecoder((bytes) => this.#receive(bytes), {
      maxMessageBytes: MAX_HELLO,
      sizeAdvice: 'No hello is that large; check that a NETCONF server answers at this address and port.',
      divert: (head) => this.#pending.divert(head) ?? (this.#long = new LongText()),
    })
    this.closed = new Promise((resolve) => (this.#resolveClosed = resolve))
  }

  /**
   * Exchanges hellos; ours leaves at once (a device may wait for it). Throws ProtocolError, TimeoutError,
   * SessionClosedError or the signal's reason; the transport is closed then.
   */
  static async open(transport: Transport, options: SessionOptions = {}): Promise<Session> {
    const session = new Session(transport, options)
    try {
      await session.#exchangeHellos()
      return session
    } catch (error) {
      session.#finish(new SessionClosedError('us', 'The session did not open.', { cause: error }))
      throw error
    }
  }

  /** As assigned by the device. */
  get id(): number {
    return this.#id
  }

  get framing(): Framing {
    return this.#decoder.framing
  }

  get capabilities(): Capabilities {
    return this.#capabilities
  }

  get isOpen(): boolean {
    return this.#end === undefined
  }

  /**
   * Sends one operation under a fresh message-id and waits for its reply; any number may be under way. Throws RpcError when
   * the reply holds an error, TimeoutError, SessionClosedError, ProtocolError, or the signal's reason.
   */
  async request(operation: Pick<Operation, 'label' | 'xml'>, options: RequestOptions = {}): Promise<Reply> {
    options.signal?.throwIfAborted()
    if (this.#end !== undefined || this.#closing !== undefined) throw this.#closedError()
    return this.#request(operation, options)
  }

  async #request(operation: Pick<Operation, 'label' | 'xml'>, options: RequestOptions): Promise<Reply> {
    const { signal, onProgress, sink, errorMode = this.#options.errorMode ?? 'errors' } = options
    const timeoutMs = options.timeoutMs ?? this.#options.rpcTimeoutMs ?? 60_000
    const messageId = this.#pending.nextId()
    const requestXml = this.#rpc(messageId, operation, options.rpcAttributes)
    const sentAt = performance.now()
    const outcome = this.#pending.wait(messageId, { timeoutMs, signal, onProgress, sink })
    try {
      this.#send(requestXml, this.#decoder.framing)
    } catch (error) {
      this.#break(error)
    }
    const ended = await outcome
    switch (ended.kind) {
      case 'timeout':
        throw new TimeoutError(operation.label, timeoutMs)
      case 'aborted':
        throw signal?.reason
      case 'closed':
        throw this.#closedError()
      case 'reply': {
        const exempt = options.exemptErrors ?? this.#options.exemptErrors ?? this.#dialect.exemptErrors
        const exchanged = { label: operation.label, requestXml, elapsedMs: performance.now() - sentAt }
        return readReply(exchanged, ended, { mode: errorMode, exempt }, this.#dialect)
      }
    }
  }

  /** Attributes of the user come last; none of them overrides what the protocol needs. */
  #rpc(messageId: string, { xml }: Pick<Operation, 'xml'>, attributes: Attributes = {}): string {
    const reserved = ['message-id', 'xmlns', `xmlns:${this.#dialect.prefix}`]
    const own = Object.entries(attributes).filter(([name]) => !reserved.includes(name))
    const content = this.#dialect.prepare?.(xml) ?? xml
    return wrapMessage('rpc', this.#dialect, { 'message-id': messageId, ...Object.fromEntries(own) }, content)
  }

  /**
   * Bytes as they are, without framing: for trying what a server does with them. Replies to what is in them are nobody's; they
   * are seen by `onMessage`. Throws SessionClosedError.
   */
  sendRaw(bytes: Uint8Array): void {
    if (this.#end !== undefined) throw this.#closedError()
    this.#options.onMessage?.('sent', Buffer.from(bytes).toString('utf8'))
    this.#transport.send(bytes)
  }

  /**
   * The notifications from now on, for one reader; subscribing is an operation (subscription.ts does both). Reading ends after
   * notificationComplete, and throws when the session ends, with who ended it.
   */
  notifications(options: QueueOptions = {}): NotificationQueue {
    const queue = new NotificationQueue(options, (ended) => this.#readers.delete(ended))
    if (this.#end === undefined) this.#readers.add(queue)
    else queue.end(this.#closedError())
    return queue
  }

  /** Locks, works, unlocks (locking.ts). */
  locked<Result>(
    targets: LockTarget | readonly LockTarget[],
    work: (held: readonly LockTarget[]) => Promise<Result>,
    options: LockOptions = {},
  ): Promise<Result> {
    return locked(
      this,
      typeof targets === 'object' && 'length' in targets ? targets : [targets],
      work,
      options,
    )
  }

  /** Says goodbye with close-session and ends the transport. Safe to call at any time, and again. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    if (this.#end !== undefined) return
    // Whoever still waits is told at once: the device may take its time over the goodbye.
    this.#pending.endAll()
    await this.#request(closeSession(), { timeoutMs: CLOSE_TIMEOUT }).catch(() => undefined)
    this.#finish(new SessionClosedError('us', CLOSED_BY_US))
  }

  #send(text: string, framing: Framing): void {
    this.#options.onMessage?.('sent', text)
    this.#transport.send(encodeFrame(text, framing))
  }

  async #exchangeHellos(): Promise<void> {
    const { framing = 'auto', helloTimeoutMs = 30_000, signal } = this.#options
    signal?.throwIfAborted()
    const announced = clientCapabilities(framing, this.#dialect)
    const outcome = await new Promise<Outcome | { kind: 'hello' }>((resolve) => {
      const settle = (kind: 'hello' | 'timeout' | 'aborted' | 'closed'): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        this.#onHello = undefined
        resolve({ kind })
      }
      const timer = setTimeout(() => settle('timeout'), Math.min(helloTimeoutMs, MAX_TIMER))
      const onAbort = (): void => settle('aborted')
      signal?.addEventListener('abort', onAbort)
      this.#onHello = (text) => {
        this.#acceptHello(text, announced)
        settle('hello')
      }
      void this.closed.then(() => settle('closed'))
      // Before anything that the device may have said already is read, and never in chunks (RFC 6242 §4.1).
      this.#send(clientHello(announced, this.#dialect), '1.0')
      this.#listen()
    })
    if (outcome.kind === 'timeout') throw new TimeoutError('hello', helloTimeoutMs)
    if (outcome.kind === 'aborted') throw signal?.reason
    if (outcome.kind === 'closed')
      // A program that ends at once, or a certificate refused late: the connection was never worth that name.
      throw isWhy(this.#end?.cause) ? this.#end.cause : this.#closedError()
  }

  #acceptHello(text: string, announced: readonly string[]): void {
    const hello = readServerHello(text)
    this.#id = hello.sessionId
    this.#capabilities = new Capabilities(hello.capabilities)
    this.#decoder.framing = agreedFraming(hello.capabilities, announced, this.#options.framing ?? 'auto')
    this.#decoder.sizeAdvice = FILTER_ADVICE
    this.#decoder.maxMessageBytes = this.#options.maxMessageBytes ?? MAX_MESSAGE
  }

  #listen(): void {
    this.#transport.listen({
      data: (bytes) => {
        try {
          if (this.#end !== undefined) return
          this.#decoder.push(bytes)
          this.#reportProgress()
        } catch (error) {
          this.#break(error)
        }
      },
      closed: (cause) => {
        const why = cause === undefined ? '' : ` (${cause.message})`
        this.#finish(
          this.#closing === undefined
            ? new SessionClosedError('peer', `The device closed the session${why}.`, { cause })
            : new SessionClosedError('us', CLOSED_BY_US),
        )
      },
    })
  }

  #reportProgress(): void {
    const bytes = this.#decoder.pendingBytes
    if (bytes > 0) this.#pending.progress(bytes)
  }

  #receive(bytes: Uint8Array): void {
    const long = this.#long
    this.#long = undefined
    const received = long ?? decoded(bytes)
    const size = long?.bytes ?? bytes.length
    this.#options.onMessage?.('received', long === undefined ? received.whole : long.before + long.whole)
    const text = cleaned(received, long?.hasNul, this.#dialect)
    const envelope = envelopeOf(text)
    switch (envelope.local) {
      case 'hello':
        if (this.#onHello === undefined) this.#oddity('A second hello came; it was ignored.')
        else this.#onHello(text.whole)
        break
      case 'rpc-reply':
        if (this.#onHello !== undefined) this.#refuseOpening(text)
        this.#oddity(this.#pending.settle({ kind: 'reply', text, envelope, bytes: size }))
        break
      case 'notification':
        this.#notify(text.whole, size, envelope)
        break
      default:
        throw new ProtocolError(
          `The device sent <${envelope.local}>, which a server must not send.`,
          'an <rpc-reply>',
          text.whole,
        )
    }
  }

  /** Junos answers with errors instead of a hello where it cannot serve the session. */
  #refuseOpening(text: MessageText): void {
    const { whole } = mended(text, this.#dialect)
    const error = rpcErrorsOf(whole).find(({ severity }) => severity === 'error')
    if (error === undefined) return
    throw new ProtocolError(`The device refused the session: ${describeRpcError(error)}`, 'a <hello>', whole)
  }

  #notify(text: string, bytes: number, envelope: Envelope): void {
    const notification = readNotification(text, bytes, envelope)
    const changed = capabilitiesAfter(notification, this.#capabilities)
    if (changed !== undefined) {
      this.#capabilities = changed
      this.#options.onCapabilities?.(changed)
    }
    this.#options.onNotification?.(text)
    for (const reader of [...this.#readers]) reader.push(notification)
  }

  #oddity(sentence: string | undefined): void {
    if (sentence !== undefined) this.#options.onOddity?.(sentence)
  }

  #closedError(): SessionClosedError {
    const end = this.#end ?? new SessionClosedError('us', CLOSED_BY_US)
    return new SessionClosedError(end.by, end.message, { cause: end.cause ?? end })
  }

  #break(error: unknown): void {
    this.#finish(new SessionClosedError('us', brokenSentence(error), { cause: error }))
  }

  #finish(end: SessionClosedError): void {
    if (this.#end !== undefined) return
    this.#end = end
    this.#transport.close()
    this.#pending.endAll()
    for (const reader of [...this.#readers]) reader.end(this.#closedError())
    this.#resolveClosed(end)
  }
}

function isWhy(cause: unknown): cause is ProtocolError | ConnectError {
  return cause instanceof ProtocolError || cause instanceof ConnectError
}

function brokenSentence(error: unknown): string {
  return error instanceof ProtocolError ? error.message : `The session broke: ${String(error)}`
}
