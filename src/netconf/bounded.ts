// Does work on many things, a few at a time

/** How one of many things ended. `skipped`: the signal was aborted before its turn came, so nothing was done. */
export type Outcome<T> =
  | { readonly state: 'done'; readonly value: T }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'skipped' }

/**
 * Calls `work` for each item, never for more than `limit` of them at once, and answers with one outcome an item in the
 * order of the items, whatever order they ended in. It never rejects: a failure stays with its item and holds up nobody.
 * Once `signal` is aborted no further item is begun; what is under way ends by itself, if `work` heeds the same signal.
 * The promise ends after the last work that was begun has ended.
 * @param limit items at once; anything below 1 counts as 1
 */
export async function mapBounded<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, index: number) => Promise<R>,
  signal?: AbortSignal,
): Promise<Outcome<R>[]> {
  const outcomes = items.map((): Outcome<R> => ({ state: 'skipped' }))
  // The workers take from one iterator, so each item is taken once
  const queue = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (signal?.aborted) return
      outcomes[index] = await outcomeOf(work, item, index)
    }
  }
  const workers = Math.max(1, Math.min(Math.floor(limit) || 1, items.length))
  await Promise.all(Array.from({ length: workers }, worker))
  return outcomes
}

async function outcomeOf<T, R>(
  work: (item: T, index: number) => Promise<R>,
  item: T,
  index: number,
): Promise<Outcome<R>> {
  try {
    return { state: 'done', value: await work(item, index) }
  } catch (error) {
    return { state: 'failed', error }
  }
}
