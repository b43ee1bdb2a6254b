// One attempt to connect: its time limit, its abort signal, what to tear down if either strikes.

import { ConnectError } from './errors.ts'

export interface AttemptLimits {
  /** Milliseconds for everything up to the open transport; the time people take to answer does not count. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/**
 * Runs `work` within the limits. Throws what `work` throws, the signal's reason, or ConnectError(timeout) about `peer`;
 * whatever the attempt owns is destroyed then, also what it comes to own later.
 */
export async function withinLimits<Value>(
  limits: AttemptLimits,
  peer: string,
  work: (attempt: Attempt) => Promise<Value>,
): Promise<Value> {
  limits.signal?.throwIfAborted()
  const attempt = new Attempt(limits, peer)
  try {
    return await attempt.race(work(attempt))
  } catch (error) {
    attempt.abandon()
    throw error
  } finally {
    attempt.finish()
  }
}

/** setTimeout takes no more (2^31 - 1 ms), and fires at once when asked to. */
const MAX_TIMER = 2_147_483_647

export class Attempt {
  readonly #limits: AttemptLimits
  readonly #peer: string
  readonly #struck: Promise<never>
  readonly #owned = new Set<{ destroy(): unknown }>()
  #strike: (error: unknown) => void = () => undefined
  #timer: NodeJS.Timeout | undefined
  #left: number
  #runningSince = 0
  #state: 'running' | 'finished' | 'abandoned' = 'running'

  constructor(limits: AttemptLimits, peer: string) {
    this.#limits = limits
    this.#peer = peer
    this.#left = limits.timeoutMs
    this.#struck = new Promise<never>((_resolve, reject) => (this.#strike = reject))
    this.#struck.catch(() => undefined)
    limits.signal?.addEventListener('abort', this.#onAbort)
    this.#run()
  }

  readonly #onAbort = (): void => this.#strike(this.#limits.signal?.reason)

  race<Value>(step: Promise<Value>): Promise<Value> {
    return Promise.race([step, this.#struck])
  }

  /** Hands `resource` over to be destroyed if the attempt fails; what it runs `over`, it destroys itself. */
  own<Resource extends { destroy(): unknown }>(resource: Resource, over?: { destroy(): unknown }): Resource {
    if (over !== undefined) this.#owned.delete(over)
    if (this.#state === 'abandoned') resource.destroy()
    else this.#owned.add(resource)
    return resource
  }

  /** Stops the clock while a person thinks. */
  async pause<Value>(asking: Promise<Value>): Promise<Value> {
    clearTimeout(this.#timer)
    this.#left -= performance.now() - this.#runningSince
    try {
      return await asking
    } finally {
      if (this.#state === 'running') this.#run()
    }
  }

  #run(): void {
    this.#runningSince = performance.now()
    const seconds = this.#limits.timeoutMs / 1000
    const late = (): void =>
      this.#strike(
        new ConnectError(
          'timeout',
          `${this.#peer} did not finish connecting within ${seconds} s. Check address, port and firewall.`,
        ),
      )
    this.#timer = setTimeout(late, Math.min(Math.max(1, this.#left), MAX_TIMER))
  }

  abandon(): void {
    this.#state = 'abandoned'
    for (const resource of this.#owned) resource.destroy()
  }

  finish(): void {
    if (this.#state === 'running') this.#state = 'finished'
    clearTimeout(this.#timer)
    this.#limits.signal?.removeEventListener('abort', this.#onAbort)
  }
}
