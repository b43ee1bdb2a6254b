// Which rpc-errors fail a request: by severity, and but for those that a family of devices or a person exempts.

import type { RpcErrorInfo } from './errors.ts'

/** `none`: no rpc-error fails a request; `errors`: those of severity error do; `all`: warnings do as well. */
export type ErrorMode = 'none' | 'errors' | 'all'

export interface ErrorPolicy {
  readonly mode: ErrorMode
  /** `x`, `x*`, `*x`, `*x*`, compared with error-message without regard to case. */
  readonly exempt: readonly string[]
}

/** What the message of an error without one is compared as (as ncclient has it). */
const NO_MESSAGE = 'no error given'

/** A reply has failed unless every single error in it is exempt, or a warning where warnings do no harm. */
export function isFailure(errors: readonly RpcErrorInfo[], { mode, exempt }: ErrorPolicy): boolean {
  if (mode === 'none') return false
  return errors.some(
    (error) => (mode === 'all' || error.severity === 'error') && !isExempt(error.message, exempt),
  )
}

export function isExempt(message: string | undefined, patterns: readonly string[]): boolean {
  const said = (message ?? NO_MESSAGE).trim().toLowerCase()
  return patterns.some((pattern) => matches(said, pattern.trim().toLowerCase()))
}

function matches(said: string, pattern: string): boolean {
  const open = pattern.startsWith('*')
  const ends = pattern.length > 1 && pattern.endsWith('*')
  const wanted = pattern.slice(open ? 1 : 0, ends ? -1 : undefined)
  if (open && ends) return said.includes(wanted)
  if (open) return said.endsWith(wanted)
  return ends ? said.startsWith(wanted) : said === wanted
}
