// How much memory a process has and had, in bytes.

import { existsSync, readFileSync } from 'node:fs'

/** What /proc says of a process: `VmRSS` is now, `VmHWM` the most so far. */
export function memoryOf(pid: number | 'self', field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) * 1024
}

const hasProc = existsSync('/proc/self/status')

export const residentNow = (): number => (hasProc ? memoryOf('self', 'VmRSS') : process.memoryUsage.rss())

export const residentPeak = (): number =>
  hasProc ? memoryOf('self', 'VmHWM') : process.resourceUsage().maxRSS * 1024
