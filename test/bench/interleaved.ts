// One workload with all clients, in rounds: in each round every client meets the same server within the same minute.

import type { Bar, Bench, Row } from './bench.ts'
import type { ClientName } from './clients.ts'
import { TooSlow } from './processes.ts'
import type { Measured, Task } from './task.ts'

const FLOOR: ClientName = 'bare ssh2'
const MB = 1_000_000

export interface Work {
  readonly name: string
  readonly unit: string
  readonly task: Task | ((client: ClientName) => Task)
  readonly value: (measured: Measured) => number
  readonly better: 'more' | 'less'
  /** Default: all. */
  readonly clients?: readonly ClientName[]
  /** How many rounds a client takes part in; default all. */
  readonly rounds?: Partial<Record<ClientName, number>>
  /** What must hold of our own client. */
  readonly bars?: readonly ((ours: Summary) => Bar)[]
}

export interface Summary {
  /** Medians over the rounds. */
  readonly value: number
  readonly ratio: number | undefined
  readonly base: number
  readonly peak: number
  readonly all: readonly Measured[]
}

/** Rows for all clients that could do it, and what each measured. */
export async function interleaved(
  bench: Bench,
  work: Work,
  report: (row: Row) => void,
): Promise<ReadonlyMap<ClientName, Summary>> {
  const clients = bench.clients.filter((name) => work.clients?.includes(name) ?? true)
  const results = new Map(clients.map((name) => [name, [] as Measured[]]))
  const failures = new Map<ClientName, Error>()
  for (let round = 0; round < bench.rounds; round += 1) {
    // Whoever comes first in one round comes last in the next.
    const order = round % 2 === 0 ? clients : [...clients].reverse()
    for (const client of order) {
      if (failures.has(client) || round >= (work.rounds?.[client] ?? Infinity)) continue
      const task = typeof work.task === 'function' ? work.task(client) : work.task
      try {
        results.get(client)?.push(await bench.measure(client, task))
      } catch (error) {
        failures.set(client, error instanceof Error ? error : new Error(String(error)))
      }
    }
  }
  const summaries = new Map<ClientName, Summary>()
  for (const client of clients) {
    const failure = failures.get(client)
    if (failure !== undefined) {
      report({ work: work.name, client, unit: work.unit, note: failure.message })
      if (!(failure instanceof TooSlow)) process.exitCode = 1
      continue
    }
    const summary = summarize(work, results.get(client) ?? [], results.get(FLOOR) ?? [])
    summaries.set(client, summary)
    report({
      work: work.name,
      client,
      value: summary.value,
      unit: work.unit,
      ...(summary.ratio !== undefined && { ratioToFloor: summary.ratio }),
      rssMB: summary.peak / MB,
      ...(client === 'ours' && { bars: (work.bars ?? []).map((bar) => bar(summary)) }),
    })
  }
  return summaries
}

function summarize(work: Work, all: readonly Measured[], floor: readonly Measured[]): Summary {
  const ratios = all.flatMap((measured, round) => {
    const least = floor[round]
    if (least === undefined) return []
    const ratio = work.value(measured) / work.value(least)
    return [work.better === 'more' ? ratio : 1 / ratio]
  })
  return {
    value: median(all.map(work.value)),
    ratio: ratios.length === 0 ? undefined : median(ratios),
    base: median(all.map(({ memory }) => memory.base)),
    peak: median(all.map(({ memory }) => memory.peak)),
    all,
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2
}

/** At least so many times as good as the floor. */
export function ratioBar(least: number, what: string): (ours: Summary) => Bar {
  return ({ ratio = 0 }) => ({
    demand: `${what} at least ${least} of bare ssh2's`,
    measured: ratio.toFixed(2),
    met: ratio >= least,
  })
}

/** Memory above what the process had before the work. */
export function memoryBar(mostMB: number, why: string): (ours: Summary) => Bar {
  return ({ base, peak }) => ({
    demand: `memory at most base + ${mostMB.toFixed(0)} MB (${why})`,
    measured: `base ${(base / MB).toFixed(0)} + ${((peak - base) / MB).toFixed(0)} MB`,
    met: peak - base <= mostMB * MB,
  })
}
