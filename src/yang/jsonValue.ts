// Plain values of RFC 7951, with the problems that turning them into XML or back may meet.

import type { SchemaNode } from './schemaNode.ts'
import type { Type } from './type.ts'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject

export interface JsonObject {
  readonly [member: string]: JsonValue
}

export interface JsonProblem {
  readonly severity: 'error' | 'warning'
  /** `/module:name/…`, names as the data have them. */
  readonly path: string
  /** A sentence. */
  readonly message: string
}

const NUMBERS: readonly string[] = ['int8', 'int16', 'int32', 'uint8', 'uint16', 'uint32']
const DEEPEST = 40

/** A canonical value as JSON has it (RFC 7951 §6); `type` is the one that took it, neither union nor leafref. */
export function jsonOf(canonical: string, { base }: Type): JsonValue {
  if (NUMBERS.includes(base)) return Number(canonical)
  if (base === 'boolean') return canonical === 'true'
  return base === 'empty' ? [null] : canonical
}

/** The leaf that a leafref ends at, whose type is no leafref; any other one is itself. */
export function settledLeaf(
  type: Type,
  node: SchemaNode,
): { readonly type: Type; readonly node: SchemaNode } {
  let at = { type, node }
  for (let hops = 0; hops < DEEPEST && at.type.base === 'leafref'; hops += 1) {
    const target = at.type.target(at.node)
    if (target?.type === undefined) return at
    at = { type: target.type, node: target }
  }
  return at
}

/** The text of a leaf's JSON value; undefined for what no leaf can be: an object, null, an array other than [null]. */
export function textOfJson(value: JsonValue): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return Array.isArray(value) && value.length === 1 && value[0] === null ? '' : undefined
}

/** Why the value is of the wrong JSON type (RFC 7951 §6); undefined where it is right. */
export function wrongJsonType(value: JsonValue, { base }: Type): string | undefined {
  const is = Array.isArray(value) ? '[null]' : typeof value
  const wanted = wantedJsonType(base)
  return wanted === undefined || wanted === is
    ? undefined
    : `${base} is a ${wanted} in JSON (RFC 7951 §6), not a ${is}.`
}

function wantedJsonType(base: Type['base']): string | undefined {
  if (base === 'empty') return '[null]'
  if (base === 'boolean') return 'boolean'
  if (base === 'union' || base === 'unknown' || base === 'leafref') return undefined
  return NUMBERS.includes(base) ? 'number' : 'string'
}
