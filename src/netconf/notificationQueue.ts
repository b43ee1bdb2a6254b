// Notifications on their way to one reader: an async iterator with a bound, and a word about what did not fit.

import type { Notification, NotificationKind } from './notification.ts'

/** What happens to the next notification when the reader is so slow that the queue is full. */
export type Overflow = 'drop-oldest' | 'drop-newest' | 'fail'

export interface QueueOptions {
  /** Notifications that wait for the reader at most. Default 10 000. */
  readonly maxQueued?: number
  /** Bytes of all that wait; a single larger one waits alone. Default 64 MiB. */
  readonly maxQueuedBytes?: number
  /** Default `drop-oldest`: what is shown is late by the queue at most. The transport is never held up. */
  readonly overflow?: Overflow
  readonly signal?: AbortSignal
}

export interface Received extends Notification {
  /** How many were dropped right before this one because the reader was slow. */
  readonly dropped: number
}

/** The reader was too slow, and `overflow` is `fail`. What had been queued was read first. */
export class SlowReaderError extends Error {
  constructor(queued: number, bytes: number) {
    super(
      `Notifications came faster than they were read: ${queued} of them (${bytes} bytes) waited, and no more are kept.`,
    )
    this.name = 'SlowReaderError'
  }
}

/** What ends a subscription of RFC 8639; one of RFC 5277 ends with notificationComplete. */
const ENDS: ReadonlySet<NotificationKind> = new Set(['subscription-terminated', 'subscription-completed'])

type Waiting = (result: IteratorResult<Received, undefined> | Promise<never>) => void
type End = { readonly error: Error } | 'done'

export class NotificationQueue implements AsyncIterableIterator<Received, undefined> {
  readonly #maxQueued: number
  readonly #maxBytes: number
  readonly #overflow: Overflow
  readonly #signal: AbortSignal | undefined
  readonly #detach: (queue: NotificationQueue) => void
  /** Read from `#head` on; what lies before it is gone. */
  #queue: (Received | undefined)[] = []
  #head = 0
  #bytes = 0
  #unreported = 0
  #dropped = 0
  readonly #waiting: Waiting[] = []
  #id: number | undefined
  #end: End | undefined

  /** `detach` is called once, when nothing more may come. */
  constructor(options: QueueOptions, detach: (queue: NotificationQueue) => void) {
    this.#maxQueued = Math.max(1, options.maxQueued ?? 10_000)
    this.#maxBytes = options.maxQueuedBytes ?? 64 * 1024 * 1024
    this.#overflow = options.overflow ?? 'drop-oldest'
    this.#detach = detach
    this.#signal = options.signal
    if (options.signal?.aborted === true) this.#onAbort()
    else options.signal?.addEventListener('abort', this.#onAbort)
  }

  /** How many were dropped so far because the reader was slow. */
  get dropped(): number {
    return this.#dropped
  }

  get queued(): number {
    return this.#queue.length - this.#head
  }

  get queuedBytes(): number {
    return this.#bytes
  }

  push(notification: Notification): void {
    this.#accept({ ...notification, dropped: 0 })
  }

  /** Nothing more comes; what is queued can still be read. With an error the reader gets it after that. */
  end(error?: Error): void {
    if (this.#end !== undefined) return
    this.#end = error === undefined ? 'done' : { error }
    this.#signal?.removeEventListener('abort', this.#onAbort)
    this.#detach(this)
    for (const waiting of this.#waiting.splice(0)) waiting(this.#ending())
  }

  next(): Promise<IteratorResult<Received, undefined>> {
    const value = this.#take()
    if (value !== undefined) return Promise.resolve({ done: false, value })
    if (this.#end !== undefined) return Promise.resolve(this.#ending())
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** The reader has enough: what is queued is let go. */
  return(): Promise<IteratorResult<Received, undefined>> {
    this.#clear()
    this.end()
    this.#end = 'done'
    return Promise.resolve({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** From here on, of what belongs to a subscription of RFC 8639, only that of `id`; its end is the end of this. */
  follow(id: number): void {
    this.#id = id
    const waiting = this.#queue.splice(0).slice(this.#head)
    this.#clear()
    for (const received of waiting) if (received !== undefined) this.#accept(received)
  }

  readonly #onAbort = (): void => {
    this.#clear()
    this.end(this.#signal?.reason as Error)
  }

  #accept(received: Received): void {
    const { subscriptionId, kind } = received
    if (this.#end !== undefined) return
    if (this.#id !== undefined && subscriptionId !== undefined && subscriptionId !== this.#id) return
    this.#enqueue(received)
    if (this.#id === undefined ? kind === 'notificationComplete' : ENDS.has(kind)) this.end()
  }

  #enqueue(received: Received): void {
    const waiting = this.#waiting.shift()
    if (waiting !== undefined) waiting({ done: false, value: this.#withGap(received) })
    else if (!this.#isFull(received.bytes) || this.#makeRoom(received.bytes)) {
      this.#queue.push(this.#withGap(received))
      this.#bytes += received.bytes
    }
  }

  #isFull(bytes: number): boolean {
    return this.queued >= this.#maxQueued || (this.queued > 0 && this.#bytes + bytes > this.#maxBytes)
  }

  /** Whether the newcomer may be queued after all. */
  #makeRoom(bytes: number): boolean {
    switch (this.#overflow) {
      case 'fail':
        this.end(new SlowReaderError(this.queued, this.#bytes))
        return false
      case 'drop-newest':
        this.#dropped += 1
        this.#unreported += 1
        return false
      case 'drop-oldest':
        while (this.#isFull(bytes)) this.#dropOldest()
        return true
    }
  }

  /** The gap lies before what is now the oldest, which tells of it. */
  #dropOldest(): void {
    const oldest = this.#take()
    this.#dropped += 1
    const gap = (oldest?.dropped ?? 0) + 1
    const next = this.#queue[this.#head]
    if (next === undefined) this.#unreported += gap
    else this.#queue[this.#head] = { ...next, dropped: next.dropped + gap }
  }

  #withGap(received: Received): Received {
    if (this.#unreported === 0) return received
    const dropped = received.dropped + this.#unreported
    this.#unreported = 0
    return { ...received, dropped }
  }

  #take(): Received | undefined {
    const value = this.#queue[this.#head]
    if (value === undefined) return undefined
    this.#queue[this.#head] = undefined
    this.#head += 1
    this.#bytes -= value.bytes
    // Half of it read: the rest moves up, so each notification moves about once.
    if (this.#head * 2 >= this.#queue.length) {
      this.#queue = this.#queue.slice(this.#head)
      this.#head = 0
    }
    return value
  }

  #clear(): void {
    this.#queue = []
    this.#head = 0
    this.#bytes = 0
  }

  #ending(): IteratorResult<Received, undefined> | Promise<never> {
    if (this.#end === undefined || this.#end === 'done') return { done: true, value: undefined }
    const { error } = this.#end
    this.#end = 'done'
    return Promise.reject(error)
  }
}
