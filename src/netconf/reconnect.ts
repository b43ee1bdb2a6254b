// A session whenever one is needed: opened on demand, again after it was lost, with growing pauses between failures.

import { ConnectError } from '../transport/errors.ts'
import { SessionClosedError, TimeoutError } from './errors.ts'
import type { Operation } from './operations.ts'
import type { Reply } from './reply.ts'
import type { RequestOptions, Session } from './session.ts'

export interface ReconnectOptions {
  /** Attempts for one request for a session, the first included. Default 6. */
  readonly maxAttempts?: number
  /** Milliseconds before the second attempt; doubled before each further one. Default 500. */
  readonly firstDelayMs?: number
  /** Milliseconds. Default 30 000. */
  readonly maxDelayMs?: number
  /** From 0 up to 1; spreads the pauses between half and all of their length. */
  readonly random?: () => number
  /** Told before each pause. */
  readonly onRetry?: (error: unknown, attempt: number, delayMs: number) => void
}

interface Attempt {
  readonly session: Promise<Session>
  readonly abort: AbortController
  /** How many wait for it; when nobody does it is given up. */
  waiting: number
}

/**
 * Never repeats an operation: a request that was under way when its session ended fails with it, because nobody knows whether
 * the device carried it out. Only the next request opens a session anew.
 */
export class SessionSource {
  readonly #open: (signal: AbortSignal) => Promise<Session>
  readonly #options: ReconnectOptions
  #session: Session | undefined
  #attempt: Attempt | undefined
  #isClosed = false

  constructor(open: (signal: AbortSignal) => Promise<Session>, options: ReconnectOptions = {}) {
    this.#open = open
    this.#options = options
  }

  /** The live session, or a new one; all who ask meanwhile get the same. Throws the last attempt's error or the signal's reason. */
  async session(signal?: AbortSignal): Promise<Session> {
    signal?.throwIfAborted()
    if (this.#isClosed) throw new SessionClosedError('us', 'No session is opened any more.')
    if (this.#session?.isOpen === true) return this.#session
    const attempt = (this.#attempt ??= this.#start())
    attempt.waiting += 1
    try {
      return await orAborted(attempt.session, signal)
    } finally {
      attempt.waiting -= 1
      if (attempt.waiting === 0 && this.#attempt === attempt) {
        this.#attempt = undefined
        attempt.abort.abort()
      }
    }
  }

  /** One request on the live session. */
  async request(operation: Pick<Operation, 'label' | 'xml'>, options: RequestOptions = {}): Promise<Reply> {
    const session = await this.session(options.signal)
    return session.request(operation, options)
  }

  /** Ends the session and every attempt to open one. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#attempt?.abort.abort(new SessionClosedError('us', 'No session is opened any more.'))
    await this.#session?.close()
  }

  #start(): Attempt {
    const abort = new AbortController()
    const session = this.#openPatiently(abort.signal).finally(() => {
      if (this.#attempt?.abort === abort) this.#attempt = undefined
    })
    // Those who wait for it get the error; it is no stray rejection when the last of them has left.
    session.catch(() => undefined)
    return { session, abort, waiting: 0 }
  }

  async #openPatiently(signal: AbortSignal): Promise<Session> {
    const { maxAttempts = 6, onRetry } = this.#options
    for (let attempt = 1; ; attempt += 1) {
      try {
        const session = await this.#open(signal)
        return await this.#adopt(session, signal)
      } catch (error) {
        if (signal.aborted || attempt >= maxAttempts || !mayPass(error)) throw error
        const delayMs = this.#delayBefore(attempt + 1)
        onRetry?.(error, attempt, delayMs)
        await pause(delayMs, signal)
      }
    }
  }

  /** A session that nobody wants any more is closed. */
  async #adopt(session: Session, signal: AbortSignal): Promise<Session> {
    if (signal.aborted) {
      await session.close()
      signal.throwIfAborted()
    }
    this.#session = session
    return session
  }

  #delayBefore(attempt: number): number {
    const { firstDelayMs = 500, maxDelayMs = 30_000, random = Math.random } = this.#options
    const longest = Math.min(maxDelayMs, firstDelayMs * 2 ** (attempt - 2))
    return longest / 2 + (longest / 2) * random()
  }
}

/** What may be otherwise in a moment. A refused password is not tried again: that locks accounts. */
function mayPass(error: unknown): boolean {
  if (error instanceof ConnectError) return ['refused', 'unreachable', 'timeout'].includes(error.reason)
  return error instanceof TimeoutError || error instanceof SessionClosedError
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
  })
}

function orAborted<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return promise
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error)
    signal.addEventListener('abort', onAbort)
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
