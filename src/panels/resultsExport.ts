// Writes results as CSV or JSON: what came of each device, without the configuration itself, which may hold secrets.

import type { ResultGroup } from '../bridge/results.ts'
import { groupOf, groupsOf, type Result } from './resultsModel.ts'

export interface ResultsAbout {
  readonly operation: string
  readonly detail?: string
  readonly startedAt: Date
}

const COLUMNS = [
  'device',
  'address',
  'production',
  'state',
  'group',
  'time_ms',
  'bytes',
  'errors',
  'warnings',
  'message',
] as const

/** RFC 4180: a line a device, CRLF between lines. */
export function resultsCsv(results: readonly Result[]): string {
  const groups = groupsOf(results)
  const lines = results.map((result) => {
    const values = flat(result, groupOf(result, groups))
    return COLUMNS.map((column) => csvCell(values[column])).join(',')
  })
  return [COLUMNS.join(','), ...lines, ''].join('\r\n')
}

/** A spreadsheet takes text that begins with one of these for a formula; a quote sign before it keeps it text. */
const FORMULA = /^[=+\-@\t\r]/

/** One cell; text that a spreadsheet would run is made harmless. */
export function csvCell(value: string | number | boolean | undefined): string {
  if (value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function resultsJson(results: readonly Result[], about: ResultsAbout): string {
  const groups = groupsOf(results)
  const listed = [...groups.values()].map(({ letter, devices, isError }) => ({
    group: letter,
    devices,
    isError,
  }))
  const rows = results.map((result) => {
    const errors = result.answer?.errors ?? []
    return {
      ...flat(result, groupOf(result, groups)),
      details: errors.map(({ severity, type, tag, path, message }) => ({
        severity,
        type,
        tag,
        path,
        message,
      })),
    }
  })
  const { operation, detail, startedAt } = about
  const all = { operation, detail, startedAt: startedAt.toISOString(), groups: listed, results: rows }
  return `${JSON.stringify(all, undefined, 2)}\n`
}

function flat(
  { deviceName, address, isProduction, words, elapsedMs, bytes, errors, warnings, message }: Result,
  group: ResultGroup | undefined,
): Record<(typeof COLUMNS)[number], string | number | boolean | undefined> {
  return {
    device: deviceName,
    address,
    production: isProduction,
    state: words,
    group: group?.letter,
    time_ms: elapsedMs === undefined ? undefined : Math.round(elapsedMs),
    bytes,
    errors,
    warnings,
    message,
  }
}
