// The whole contract between the results panel's host and its webview: state goes down, intents come up.

/** Where a device stands: before its answer, answered (`data`, `ok`, `errors`), or without one. */
export type ResultPhase =
  /** Its turn has not come. */
  | 'waiting'
  | 'connecting'
  /** A question about it is on the screen, or waits for its turn. */
  | 'asking'
  /** Sent; the answer is on its way. */
  | 'running'
  | 'data'
  | 'ok'
  /** It answered with errors. */
  | 'errors'
  /** It could not be asked, or gave no answer. */
  | 'failed'
  /** A change was sent, and nobody here knows whether it was carried out. */
  | 'unknown'
  | 'cancelled'

export type ResultSortKey = 'device' | 'group' | 'state' | 'time' | 'size' | 'errors'

export interface ResultSort {
  readonly key: ResultSortKey
  readonly descending: boolean
}

/** Which rows are shown: all, those of a group by its number, or those that need a second look. */
export type ResultFilter = 'all' | 'trouble' | { readonly group: number }

/** Devices that gave the same answer. */
export interface ResultGroup {
  /** Stays the same while answers come in. */
  readonly number: number
  /** 0 for the most frequent answer. */
  readonly rank: number
  /** A for the most frequent answer, then B, …, Z, AA, … */
  readonly letter: string
  readonly devices: number
  readonly isError: boolean
}

export interface ResultRow {
  /** Stays the same for a device as long as the results are there. */
  readonly id: number
  readonly device: string
  readonly isProduction: boolean
  readonly phase: ResultPhase
  /** The state in words. */
  readonly words: string
  /** Milliseconds. */
  readonly elapsedMs?: number
  /** Bytes of the answer, or of what has come so far. */
  readonly bytes?: number
  readonly errors: number
  readonly warnings: number
  /** The first error, or a note. */
  readonly message?: string
  readonly group?: Pick<ResultGroup, 'letter' | 'rank'>
  readonly isMarked: boolean
  readonly canOpen: boolean
  readonly canRetry: boolean
  readonly canDiscard: boolean
}

export interface ResultCounts {
  readonly total: number
  /** Data, ok or errors. */
  readonly answered: number
  readonly errors: number
  readonly failed: number
  /** Nobody knows what became of a change. */
  readonly unknown: number
  readonly cancelled: number
  /** Waiting, connecting, asking or running. */
  readonly open: number
}

/** Host → webview: all there is to draw, with the rows in sight. */
export interface ResultsState {
  readonly type: 'state'
  /** `get-config running`. */
  readonly operation: string
  /** What narrows it. */
  readonly detail?: string
  readonly counts: ResultCounts
  /** `stopping`: no further device is begun, those that have begun are brought to their end. */
  readonly progress: 'running' | 'stopping' | 'over'
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly groups: readonly ResultGroup[]
  readonly sort: ResultSort
  readonly filter: ResultFilter
  /** Names of the devices marked to be compared: two at most. */
  readonly marked: readonly string[]
  readonly retryable: number
  readonly discardable: number
  /** What a person should know of the whole, such as answers that were too large to be kept. */
  readonly notes: readonly string[]
  /** How many rows the filter leaves, and those of them that are in sight. */
  readonly shown: number
  readonly first: number
  readonly rows: readonly ResultRow[]
}

/** Webview → host: what the person did. */
export type ResultsIntent =
  | { readonly type: 'ready' }
  /** These rows are needed. */
  | { readonly type: 'show'; readonly first: number; readonly count: number }
  | { readonly type: 'sort'; readonly key: ResultSortKey }
  | { readonly type: 'filter'; readonly filter: ResultFilter }
  | { readonly type: 'open'; readonly id: number }
  | { readonly type: 'mark'; readonly id: number }
  | { readonly type: 'compare' }
  | { readonly type: 'retry'; readonly id: number }
  | { readonly type: 'retryAll' }
  | { readonly type: 'discard'; readonly id: number }
  | { readonly type: 'discardAll' }
  | { readonly type: 'cancel' }
  | { readonly type: 'exportAs'; readonly format: 'csv' | 'json' }
