// A leafref's path read into steps (RFC 7950 §9.9.2, path-arg), to be walked on instances without general XPath.

import type { QName } from './schemaNode.ts'
import type { LeafrefType } from './type.ts'

export interface LeafrefPath {
  /** How many `..` come first; undefined for an absolute path. */
  readonly up: number | undefined
  readonly steps: readonly LeafrefStep[]
}

export interface LeafrefStep extends QName {
  readonly predicates: readonly LeafrefPredicate[]
}

/** `[key = current()/../a/b]`: the entry whose `key` has the value found from the leafref itself. */
export interface LeafrefPredicate {
  readonly key: QName
  readonly up: number
  readonly steps: readonly QName[]
}

const NAME = String.raw`(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)`
const STEP = new RegExp(String.raw`^\s*${NAME}\s*((?:\[[^\]]*\]\s*)*)$`)
const PREDICATES = /\[([^\]]*)\]/g
const PREDICATE = new RegExp(String.raw`^\s*${NAME}\s*=\s*current\(\s*\)\s*/((?:\s*\.\.\s*/)+)(.*)$`)
const QUALIFIED = new RegExp(String.raw`^\s*${NAME}\s*$`)

/**
 * Reads the path; names without prefix are in `local`. Undefined where it is no path-arg (a deref(), a predicate of another form) or a
 * prefix means nothing.
 */
export function readLeafrefPath(
  { path, resolvePrefix }: LeafrefType,
  local: string,
): LeafrefPath | undefined {
  const nameFrom = (prefix: string | undefined, name: string): QName | undefined => {
    const namespace = prefix === undefined ? local : resolvePrefix(prefix)?.namespace
    return namespace === undefined ? undefined : { namespace, name }
  }
  const parts = splitSteps(path.trim())
  const absolute = parts[0]?.trim() === ''
  if (absolute) parts.shift()
  const up = absolute ? 0 : countUp(parts)
  if (!absolute && up === 0) return undefined
  const steps: LeafrefStep[] = []
  for (const part of parts.slice(up)) {
    const match = STEP.exec(part)
    const name = match === null ? undefined : nameFrom(match[1], match[2] ?? '')
    const predicates = readPredicates(match?.[3] ?? '', nameFrom)
    if (name === undefined || predicates === undefined) return undefined
    steps.push({ ...name, predicates })
  }
  return steps.length === 0 ? undefined : { up: absolute ? undefined : up, steps }
}

type NameFrom = (prefix: string | undefined, name: string) => QName | undefined

function readPredicates(text: string, nameFrom: NameFrom): LeafrefPredicate[] | undefined {
  const predicates: LeafrefPredicate[] = []
  for (const [, inside] of text.matchAll(PREDICATES)) {
    const match = PREDICATE.exec(inside ?? '')
    if (match === null) return undefined
    const key = nameFrom(match[1], match[2] ?? '')
    const steps = (match[4] ?? '').split('/').map((part) => {
      const step = QUALIFIED.exec(part)
      return step === null ? undefined : nameFrom(step[1], step[2] ?? '')
    })
    const known = steps.filter((step) => step !== undefined)
    if (key === undefined || known.length < steps.length) return undefined
    predicates.push({ key, up: (match[3] ?? '').split('..').length - 1, steps: known })
  }
  return predicates
}

function countUp(parts: readonly string[]): number {
  const first = parts.findIndex((part) => part.trim() !== '..')
  return first === -1 ? parts.length : first
}

/** Splits at `/`, those inside of predicates left alone. */
function splitSteps(path: string): string[] {
  const steps = ['']
  let depth = 0
  for (const char of path) {
    if (char === '[') depth += 1
    else if (char === ']') depth -= 1
    if (char === '/' && depth === 0) steps.push('')
    else steps[steps.length - 1] = `${steps.at(-1) ?? ''}${char}`
  }
  return steps
}
