// What a person sees of results: order, filter, marks, the rows in sight.

import type {
  ResultFilter,
  ResultsIntent,
  ResultsState,
  ResultSort,
  ResultSortKey,
} from '../bridge/results.ts'
import type { ResultsAbout } from './resultsExport.ts'
import { arranged, countsOf, groupsOf, isOpen, rowOf, type Result } from './resultsModel.ts'

/** Results that may still be coming in. */
export interface ResultsSource {
  readonly about: ResultsAbout
  readonly results: readonly Result[]
  readonly progress: ResultsState['progress']
}

export type ViewIntent = Extract<ResultsIntent, { type: 'show' | 'sort' | 'filter' | 'mark' }>

/** What is sent before the webview said how much it can show, and the most that it may ask for. */
const FIRST_COUNT = 60
const MAX_COUNT = 400
/** Two can be compared. */
const MARKS = 2
/** Columns whose largest values are looked for first. */
const DESCENDING_FIRST: ReadonlySet<ResultSortKey> = new Set(['time', 'size', 'errors'])

export class ResultsView {
  #sort: ResultSort = { key: 'device', descending: false }
  #filter: ResultFilter = 'all'
  #marked: readonly number[] = []
  #first = 0
  #count = FIRST_COUNT

  /** Indices of the results that are marked, in the order in which they were. */
  get marked(): readonly number[] {
    return this.#marked
  }

  receive(intent: ViewIntent): void {
    switch (intent.type) {
      case 'show':
        this.#first = Math.max(0, Math.floor(intent.first))
        this.#count = Math.min(MAX_COUNT, Math.max(1, Math.ceil(intent.count)))
        break
      case 'sort':
        this.#sort = sortBy(this.#sort, intent.key)
        break
      case 'filter':
        this.#filter = intent.filter
        this.#first = 0
        break
      case 'mark':
        this.#mark(intent.id)
        break
    }
  }

  stateOf({ about, results, progress }: ResultsSource): ResultsState {
    const groups = groupsOf(results)
    this.#marked = this.#marked.filter((index) => results[index]?.answer !== undefined)
    const order = arranged(results, groups, this.#sort, this.#filter)
    const first = Math.max(0, Math.min(this.#first, order.length - this.#count))
    const rows = order.slice(first, first + this.#count).flatMap((index) => {
      const result = results[index]
      if (result === undefined) return []
      const row = rowOf(index, result, groups, this.#marked.includes(index))
      return [progress === 'stopping' ? { ...row, canRetry: false, canDiscard: false } : row]
    })
    const closed = progress === 'stopping' ? [] : results.filter((result) => !isOpen(result))
    return {
      type: 'state',
      operation: about.operation,
      ...(about.detail !== undefined && { detail: about.detail }),
      counts: countsOf(results),
      progress,
      startedAt: about.startedAt.getTime(),
      groups: [...groups.values()],
      sort: this.#sort,
      filter: this.#filter,
      marked: this.#marked.map((index) => results[index]?.deviceName ?? ''),
      retryable: closed.filter(({ canRetry }) => canRetry).length,
      discardable: closed.filter(({ canDiscard }) => canDiscard).length,
      notes: notesOf(results),
      shown: order.length,
      first,
      rows,
    }
  }

  /** A further mark takes the place of the older one. */
  #mark(index: number): void {
    this.#marked = this.#marked.includes(index)
      ? this.#marked.filter((one) => one !== index)
      : [...this.#marked, index].slice(-MARKS)
  }
}

function sortBy(before: ResultSort, key: ResultSortKey): ResultSort {
  if (before.key === key) return { key, descending: !before.descending }
  return { key, descending: DESCENDING_FIRST.has(key) }
}

function notesOf(results: readonly Result[]): string[] {
  const lost = results.filter(({ notKept }) => notKept !== undefined).length
  if (lost === 0) return []
  const answers = lost === 1 ? '1 answer was' : `${lost} answers were`
  return [
    `${answers} too large to be kept, so they cannot be opened or compared. Ask for less with a filter.`,
  ]
}
