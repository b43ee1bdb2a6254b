// Reads what the options name: filters, places, times, files with XML.

import { readFile } from 'node:fs/promises'
import { checkFilter } from '../language/filter.ts'
import type { Problem } from '../language/problem.ts'
import type { Filter, Place } from '../netconf/operations.ts'
import type { Arguments } from './arguments.ts'
import type { Console } from './console.ts'
import { UsageError } from './failures.ts'

/** The text of a file, or of standard input for `-`. Throws UsageError where it cannot be read. */
export async function textFrom(file: string, console: Pick<Console, 'readInput'>): Promise<string> {
  if (file === '-') return console.readInput()
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The filter of `--subtree` or `--xpath`, if there is one. */
export async function filterFrom(
  args: Arguments,
  console: Pick<Console, 'readInput'>,
): Promise<Filter | undefined> {
  const subtree = args.value('subtree')
  const xpath = args.value('xpath')
  if (subtree !== undefined && xpath !== undefined) {
    throw new UsageError('A filter is either --subtree or --xpath, not both.')
  }
  if (args.has('ns') && xpath === undefined)
    throw new UsageError('--ns declares prefixes for --xpath, which is missing.')
  if (xpath !== undefined) {
    const namespaces = Object.fromEntries(
      args.list('ns').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    )
    return { type: 'xpath', select: xpath, namespaces }
  }
  if (subtree === undefined) return undefined
  const text = subtree.trimStart().startsWith('<') ? subtree : await textFrom(subtree, console)
  const { value, problems } = checkFilter(text)
  if (value === undefined) throw problemIn('the filter', text, problems)
  return { type: 'subtree', content: value }
}

/** `running`, `candidate`, `startup` or a URL. */
export function placeFrom(text: string, what: string): Place {
  if (text === 'running' || text === 'candidate' || text === 'startup') return text
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return { url: text }
  throw new UsageError(`${what} is running, candidate, startup or a URL, not ${text}.`)
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 }

/** A date-and-time as it is, or an offset from now: `-30m`, `+10s`, `-2h`, `-1d`. */
export function timeFrom(text: string, option: string, now: Date): Date | string {
  const offset = /^([+-])(\d{1,9})([smhd]?)$/.exec(text)
  if (offset !== null) {
    const [, sign, amount, unit = ''] = offset
    const ms = Number(amount) * (UNITS[unit] ?? 1) * 1_000
    return new Date(now.getTime() + (sign === '-' ? -ms : ms))
  }
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i.test(text)) return text
  throw new UsageError(
    `${option} is a time such as 2026-01-31T12:00:00Z, or an offset such as =-30m, not ${text}.`,
  )
}

/** The first problem of a text as a UsageError, with where it is. */
export function problemIn(what: string, text: string, problems: readonly Problem[]): UsageError {
  const problem = problems.find(({ severity }) => severity === 'error') ?? problems[0]
  if (problem === undefined) return new UsageError(`In ${what} there is nothing to send.`)
  const before = text.slice(0, problem.start).split('\n')
  return new UsageError(
    `In ${what}, line ${before.length} column ${(before.at(-1)?.length ?? 0) + 1}: ${problem.message}`,
  )
}
