// YANG: compiling a folder of modules beside yanglint, one module on demand, many in memory, and none of it in the way.

import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Group, Row } from './bench.ts'

/** YANG_CORPUS names another folder; these are Debian's libyuma-base. */
const CORPUS = process.env['YANG_CORPUS'] ?? '/usr/share/yuma/modules'
const YANGLINT = '/usr/bin/yanglint'
const PROGRAMS = path.join(import.meta.dirname, '../../test-results/bench')

const MOST_RATIO = 2
const MOST_ON_DEMAND_MS = 100
const MODULES_HELD = 2_000
const MOST_HELD_MB = 400
const MOST_STANDSTILL_MS = 50
const MODULES_IN_THREAD = 1_000

/** What clients/yang.ts is asked for. */
export type YangJob =
  | { readonly kind: 'compile'; readonly corpus: string; readonly files: readonly string[] }
  | { readonly kind: 'onDemand'; readonly corpus: string }
  | { readonly kind: 'held'; readonly corpus: string; readonly count: number }
  | { readonly kind: 'thread'; readonly corpus: string; readonly count: number; readonly thread: string }

type Numbers = Readonly<Record<string, number>>
type Report = (row: Row) => void
type Run = (job: YangJob) => Promise<Numbers>

export const yangWorks: Group = {
  name: 'yang',
  run: async (bench, report) => {
    if (!existsSync(CORPUS)) {
      const note = `${CORPUS} not found: install the Debian package libyuma-base, or name a folder with YANG_CORPUS.`
      report({ work: 'YANG', client: 'ours', unit: 'ms', note })
      return
    }
    const { rounds } = bench
    const run: Run = async (job) => (await bench.program('yang', job)) as Numbers
    await compileWorks(run, rounds, report)
    await onDemandWork(run, report)
    await heldWork(run, report)
    await threadWork(run, rounds, report)
  },
}

/** The newest of each module, submodules left to their modules, in the order of their names. */
function newestFiles(): string[] {
  const newest = new Map<string, string>()
  for (const file of readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.yang')) continue
    const whole = path.join(CORPUS, file)
    const [, kind, name] = /^\s*(module|submodule)\s+"?([\w.-]+)/m.exec(readFileSync(whole, 'utf8')) ?? []
    if (kind === 'module' && name !== undefined) newest.set(name, whole)
  }
  return [...newest.values()]
}

/** In turns: reading, parsing, compiling to the last leaf. Ours without the start of Node, which an editor has behind it. */
async function compileWorks(run: Run, rounds: number, report: Report): Promise<void> {
  const files = await acceptable(newestFiles())
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    if (files.isAccepted) theirs.push(await timed(() => yanglint(files.paths)))
    const { ms = Infinity } = await run({ kind: 'compile', corpus: CORPUS, files: files.paths })
    ours.push(ms)
  }
  const work = `YANG, ${files.paths.length} modules compiled`
  const [mine, other] = [median(ours), median(theirs)]
  if (other !== undefined) report({ work, client: 'yanglint', value: other, unit: 'ms' })
  const demand = `at most ${MOST_RATIO} times yanglint's time`
  report({
    ...{ work, client: 'ours', unit: 'ms', value: mine ?? 0 },
    ...(other === undefined || mine === undefined
      ? { note: files.why }
      : { bars: [{ demand, measured: (mine / other).toFixed(2), met: mine <= MOST_RATIO * other }] }),
  })
}

interface Files {
  readonly paths: readonly string[]
  readonly isAccepted: boolean
  readonly why: string
}

/** yanglint ends at the first module that it refuses: those are left out of the comparison, for both. */
async function acceptable(paths: readonly string[]): Promise<Files> {
  if (!existsSync(YANGLINT)) {
    return {
      paths,
      isAccepted: false,
      why: `${YANGLINT} not found: install the Debian package libyang2-tools.`,
    }
  }
  let rest = paths
  while (rest.length > 0) {
    const refused = await yanglint(rest)
    if (refused === undefined) return { paths: rest, isAccepted: true, why: '' }
    const next = rest.filter((file) => file !== refused)
    if (next.length === rest.length) break
    rest = next
  }
  return { paths, isAccepted: false, why: 'yanglint refuses these modules' }
}

/** The file that it refused; undefined where it took all. */
function yanglint(files: readonly string[]): Promise<string | undefined> {
  const folders = [...new Set(files.map((file) => path.dirname(file)))].flatMap((folder) => ['-p', folder])
  return new Promise((resolve) => {
    const options = { maxBuffer: 256 * 1024 * 1024 }
    execFile(YANGLINT, ['-i', ...folders, ...files], options, (error, _, complaint) => {
      const [, refused] =
        /(?:Parsing schema module|Processing schema module from) "?([^"\n]+?)"? failed/.exec(complaint) ?? []
      resolve(error === null ? undefined : (refused ?? ''))
    })
  })
}

async function onDemandWork(run: Run, report: Report): Promise<void> {
  const {
    median: value = Infinity,
    most = 0,
    worst,
  } = (await run({ kind: 'onDemand', corpus: CORPUS })) as Numbers & {
    readonly worst?: unknown
  }
  const demand = `at most ${MOST_ON_DEMAND_MS} ms`
  const measured = `${value.toFixed(0)} ms; the slowest, ${String(worst)}: ${most.toFixed(0)} ms`
  report({
    ...{ work: 'YANG, a module and its imports, text to tree', client: 'ours', unit: 'ms', value },
    bars: [{ demand, measured, met: value <= MOST_ON_DEMAND_MS }],
  })
}

async function heldWork(run: Run, report: Report): Promise<void> {
  const numbers = await run({ kind: 'held', corpus: CORPUS, count: MODULES_HELD })
  const { linkedMB = Infinity, linkedRssMB = 0, resolvedMB = 0, sourceMB = 0 } = numbers
  const demand = `at most ${MOST_HELD_MB} MB`
  const measured = `${linkedMB.toFixed(0)} MB for ${sourceMB.toFixed(0)} MB of text; every node looked at: ${resolvedMB.toFixed(0)} MB`
  report({
    ...{ work: `YANG, ${MODULES_HELD} modules held`, client: 'ours', unit: 'MB', value: linkedMB },
    ...{ rssMB: linkedRssMB, bars: [{ demand, measured, met: linkedMB <= MOST_HELD_MB }] },
  })
}

async function threadWork(run: Run, rounds: number, report: Report): Promise<void> {
  const thread = path.join(PROGRAMS, 'yangThread.mjs')
  const runs: Numbers[] = []
  for (let round = 0; round < rounds; round += 1) {
    runs.push(await run({ kind: 'thread', corpus: CORPUS, count: MODULES_IN_THREAD, thread }))
  }
  const standstills = runs.map(({ standstill = Infinity }) => standstill)
  // The system itself takes the processor away now and then: the middle one is ours.
  const value = median(standstills) ?? Infinity
  const demand = `at most ${MOST_STANDSTILL_MS} ms`
  report({
    ...{
      work: `longest standstill, ${MODULES_IN_THREAD} YANG modules loaded`,
      client: 'ours',
      unit: 'ms',
      value,
    },
    bars: [
      {
        demand,
        measured: `${value.toFixed(0)} ms, at worst ${Math.max(...standstills).toFixed(0)}`,
        met: value <= MOST_STANDSTILL_MS,
      },
    ],
  })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
