// Work that several wait for is done once; it ends early only when nobody waits any more.

interface Running<Result, Progress> {
  readonly result: Promise<Result>
  readonly abort: AbortController
  readonly listeners: Set<(progress: Progress) => void>
  waiting: number
  latest: Progress | undefined
}

export interface JoinOptions<Progress> {
  /** Ends this one's wait. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

export class SharedWork<Result, Progress> {
  readonly #running = new Map<string, Running<Result, Progress>>()

  /**
   * Waits for the work of that key, which is begun if it is not under way: `begin` gets the signal of the work, which is struck when the
   * last one has gone. Ends as the work does, or with the reason of one's own signal.
   */
  async join(
    key: string,
    begin: (signal: AbortSignal, report: (progress: Progress) => void) => Promise<Result>,
    { signal, onProgress }: JoinOptions<Progress> = {},
  ): Promise<Result> {
    signal?.throwIfAborted()
    const work = this.#running.get(key) ?? this.#begin(key, begin)
    work.waiting += 1
    // A function of its own for each: two may hand in the same one.
    const listener = (progress: Progress): void => onProgress?.(progress)
    work.listeners.add(listener)
    if (work.latest !== undefined) listener(work.latest)
    let onAbort: (() => void) | undefined
    const left = new Promise<never>((_, reject) => {
      // A signal's reason is what its owner made it.
      onAbort = () => reject(signal?.reason as Error)
      signal?.addEventListener('abort', onAbort)
    })
    try {
      return await Promise.race([work.result, left])
    } finally {
      if (onAbort !== undefined) signal?.removeEventListener('abort', onAbort)
      work.listeners.delete(listener)
      work.waiting -= 1
      if (work.waiting === 0) this.#leave(key, work)
    }
  }

  #begin(
    key: string,
    begin: (signal: AbortSignal, report: (progress: Progress) => void) => Promise<Result>,
  ): Running<Result, Progress> {
    const abort = new AbortController()
    const listeners = new Set<(progress: Progress) => void>()
    const report = (progress: Progress): void => {
      work.latest = progress
      for (const listener of listeners) listener(progress)
    }
    const result = Promise.resolve().then(() => begin(abort.signal, report))
    const work: Running<Result, Progress> = { result, abort, listeners, waiting: 0, latest: undefined }
    this.#running.set(key, work)
    const forget = (): void => this.#forget(key, work)
    result.then(forget, forget)
    return work
  }

  /** Who comes next begins anew, instead of joining what is on its way out. */
  #leave(key: string, work: Running<Result, Progress>): void {
    work.abort.abort()
    this.#forget(key, work)
  }

  #forget(key: string, work: Running<Result, Progress>): void {
    if (this.#running.get(key) === work) this.#running.delete(key)
  }
}
