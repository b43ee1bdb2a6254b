// What many devices answered, as data: a result for each, equal answers in groups, an order, counts.

import type { ReplyRecord } from '../app/replies.ts'
import type {
  ResultCounts,
  ResultFilter,
  ResultGroup,
  ResultPhase,
  ResultRow,
  ResultSort,
  ResultSortKey,
} from '../bridge/results.ts'
import type { KeptMessage, NotKept } from './resultsTexts.ts'

/** An exchange with a device, its texts shared with equal ones. */
export interface KeptAnswer extends Omit<ReplyRecord, 'number' | 'xml' | 'requestXml'> {
  readonly reply: KeptMessage
  readonly request: KeptMessage
}

export interface Result {
  readonly deviceId: string
  readonly deviceName: string
  /** `host:port`. */
  readonly address: string
  readonly isProduction: boolean
  readonly phase: ResultPhase
  readonly words: string
  readonly elapsedMs?: number
  readonly bytes?: number
  readonly errors: number
  readonly warnings: number
  readonly message?: string
  readonly answer?: KeptAnswer
  readonly notKept?: NotKept
  /** Doing it again may help. */
  readonly canRetry: boolean
  /** Its candidate holds what was not committed. */
  readonly canDiscard: boolean
}

const OPEN: ReadonlySet<ResultPhase> = new Set(['waiting', 'connecting', 'asking', 'running'])

/** Whether it has not come to its end. */
export function isOpen({ phase }: Pick<Result, 'phase'>): boolean {
  return OPEN.has(phase)
}

function isTrouble({ phase }: Pick<Result, 'phase'>): boolean {
  return phase === 'errors' || phase === 'failed' || phase === 'unknown' || phase === 'cancelled'
}

export function countsOf(results: readonly Result[]): ResultCounts {
  const count = (...phases: readonly ResultPhase[]): number =>
    results.filter(({ phase }) => phases.includes(phase)).length
  return {
    total: results.length,
    answered: count('data', 'ok', 'errors'),
    errors: count('errors'),
    failed: count('failed'),
    unknown: count('unknown'),
    cancelled: count('cancelled'),
    open: count('waiting', 'connecting', 'asking', 'running'),
  }
}

/** Groups by the number of their shared text; the most frequent answer first, among equals the one that came first. */
export function groupsOf(results: readonly Result[]): ReadonlyMap<number, ResultGroup> {
  const found = new Map<number, { devices: number; isError: boolean }>()
  for (const { answer, phase } of results) {
    if (answer === undefined) continue
    const { number } = answer.reply.body
    const group = found.get(number) ?? { devices: 0, isError: phase === 'errors' }
    group.devices += 1
    found.set(number, group)
  }
  const sorted = [...found].sort(([a, one], [b, other]) => other.devices - one.devices || a - b)
  return new Map(
    sorted.map(([number, group], rank) => [number, { number, rank, letter: letterOf(rank), ...group }]),
  )
}

/** 0 → A, 25 → Z, 26 → AA, as spreadsheets name their columns. */
export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last
}

export type Groups = ReadonlyMap<number, ResultGroup>

export function groupOf({ answer }: Result, groups: Groups): ResultGroup | undefined {
  return answer === undefined ? undefined : groups.get(answer.reply.body.number)
}

/** What needs a look comes first. */
const RANKS: Readonly<Record<ResultPhase, number>> = {
  unknown: 0,
  errors: 1,
  failed: 2,
  cancelled: 3,
  asking: 4,
  running: 5,
  connecting: 6,
  waiting: 7,
  data: 8,
  ok: 9,
}

type SortValue = string | number | undefined

function sortValue(result: Result, key: ResultSortKey, groups: Groups): SortValue {
  switch (key) {
    case 'device':
      return result.deviceName
    case 'group':
      return groupOf(result, groups)?.rank
    case 'state':
      return RANKS[result.phase]
    case 'time':
      return result.elapsedMs
    case 'size':
      return result.bytes
    case 'errors':
      return result.errors
  }
}

/** Indices of the results that the filter leaves, in order. Those without a value come last in either direction. */
export function arranged(
  results: readonly Result[],
  groups: Groups,
  sort: ResultSort,
  filter: ResultFilter,
): readonly number[] {
  const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
  const entries = results
    .map((result, index) => ({ index, name: result.deviceName, value: sortValue(result, sort.key, groups) }))
    .filter(({ index }) => passes(results[index], filter, groups))
  const way = sort.descending ? -1 : 1
  const compare = (a: SortValue, b: SortValue): number => {
    if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1
    if (typeof a === 'string' || typeof b === 'string') return way * names.compare(String(a), String(b))
    return way * (a - b)
  }
  return entries
    .sort((a, b) => compare(a.value, b.value) || names.compare(a.name, b.name) || a.index - b.index)
    .map(({ index }) => index)
}

function passes(result: Result | undefined, filter: ResultFilter, groups: Groups): boolean {
  if (result === undefined) return false
  if (filter === 'all') return true
  return filter === 'trouble' ? isTrouble(result) : groupOf(result, groups)?.number === filter.group
}

/** A result as the grid shows it. */
export function rowOf(id: number, result: Result, groups: Groups, isMarked: boolean): ResultRow {
  const { deviceName, isProduction, phase, words, elapsedMs, bytes, errors, warnings } = result
  const group = groupOf(result, groups)
  const message = result.message ?? notKeptWords(result.notKept)
  return {
    id,
    device: deviceName,
    isProduction,
    phase,
    words,
    ...(elapsedMs !== undefined && { elapsedMs }),
    ...(bytes !== undefined && { bytes }),
    errors,
    warnings,
    ...(message !== undefined && { message }),
    ...(group !== undefined && { group: { letter: group.letter, rank: group.rank } }),
    isMarked,
    canOpen: result.answer !== undefined,
    canRetry: result.canRetry && !isOpen(result),
    canDiscard: result.canDiscard && !isOpen(result),
  }
}

function notKeptWords(notKept: NotKept | undefined): string | undefined {
  switch (notKept) {
    case undefined:
      return undefined
    case 'size':
      return 'Larger than 50 MB, so it was not kept: ask for less with a filter.'
    case 'total':
      return 'Not kept: these results hold 300 MB already. Ask for less with a filter.'
  }
}
