// What checking a value gives, with the words for it.

import type { Restriction, Type } from './type.ts'

export type ValueCheck =
  | {
      readonly valid: true
      readonly canonical: string
      /** The type that took it: of a union, the innermost member. */
      readonly type: Type
    }
  | {
      readonly valid: false
      /** What is wrong, what is allowed. The module's own error-message comes first where it has one. */
      readonly reason: string
      /** RFC 7950 §8.3.1. */
      readonly tag: 'invalid-value'
      readonly appTag?: string
      /** The module's own words for it (RFC 7950 §7.5.4.1), as the server would send them. */
      readonly errorMessage?: string
    }

interface OwnWords {
  readonly errorMessage: string | undefined
  readonly errorAppTag: string | undefined
}

export const valid = (type: Type, canonical: string): ValueCheck => ({ valid: true, canonical, type })

/** `own` is the restriction or pattern that was broken. */
export function invalid(reason: string, own?: OwnWords): ValueCheck {
  const { errorMessage, errorAppTag } = own ?? {}
  return {
    valid: false,
    reason: errorMessage === undefined ? reason : `${sentence(errorMessage)} ${reason}`,
    tag: 'invalid-value',
    ...(errorAppTag === undefined ? {} : { appTag: errorAppTag }),
    ...(errorMessage === undefined ? {} : { errorMessage }),
  }
}

const sentence = (text: string): string => {
  const flat = text.replace(/\s+/g, ' ').trim()
  return /[.!?]$/.test(flat) ? flat : `${flat}.`
}

const LONGEST = 60

/** A value in a sentence: in quotes, shortened. */
export function quoted(text: string): string {
  const flat = text.replace(/[\n\r\t]/g, ' ')
  return flat.length > LONGEST ? `"${flat.slice(0, LONGEST)}…"` : `"${flat}"`
}

/** `a, b or c`; the first few of many. */
export function oneOf(names: readonly string[]): string {
  const most = 8
  if (names.length > most) return `${names.slice(0, most).join(', ')} or ${names.length - most} more`
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`
}

export const within = (value: bigint, { parts }: Restriction): boolean =>
  parts.some(({ min, max }) => value >= min && value <= max)

/** `1 to 10, 20 or 30 to 40`. */
export const rangeWords = ({ parts }: Restriction, show: (value: bigint) => string = String): string =>
  oneOf(parts.map(({ min, max }) => (min === max ? show(min) : `${show(min)} to ${show(max)}`)))
