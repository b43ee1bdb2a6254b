// Work on many devices: on as many at once as the settings say.

import { mapBounded, type Outcome } from '../netconf/bounded.ts'
import { parallelism } from './settings.ts'

/** `mapBounded` with the limit of the settings, read once at the beginning. */
export function onMany<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
  signal?: AbortSignal,
): Promise<Outcome<R>[]> {
  return mapBounded(items, parallelism(), work, signal)
}
