// A range or length argument: parts with min, max and numbers (RFC 7950 §9.2.4, §9.4.4).

import type { Restriction } from './type.ts'

type Parts = Restriction['parts']

/** Bounds of the built-in integers, both inclusive. */
export const INTEGER_BOUNDS = {
  int8: { min: -128n, max: 127n },
  int16: { min: -32768n, max: 32767n },
  int32: { min: -2147483648n, max: 2147483647n },
  int64: { min: -9223372036854775808n, max: 9223372036854775807n },
  uint8: { min: 0n, max: 255n },
  uint16: { min: 0n, max: 65535n },
  uint32: { min: 0n, max: 4294967295n },
  uint64: { min: 0n, max: 18446744073709551615n },
} as const

/** Of a string's or binary's length. */
export const LENGTH_BOUNDS = { min: 0n, max: 18446744073709551615n } as const

/** Of a decimal64, scaled: it is an int64 with a point in it (RFC 7950 §9.3). */
export const DECIMAL_BOUNDS = INTEGER_BOUNDS.int64

/**
 * The parts of a restriction whose `min` and `max` mean the ends of `outer`, and what is wrong with it: undefined if nothing is.
 * Decimals are scaled by 10^`digits`.
 */
export function parseRestriction(
  text: string,
  outer: Parts,
  digits = 0,
): { readonly parts: Parts; readonly wrong: string | undefined } {
  const least = outer[0]?.min ?? 0n
  const most = outer.at(-1)?.max ?? least
  const parts: { min: bigint; max: bigint }[] = []
  for (const part of text.split('|')) {
    const ends = part.split('..').map((end) => boundOf(end.trim(), least, most, digits))
    const min = ends[0]
    const max = ends.length === 1 ? min : ends[1]
    if (min === undefined || max === undefined || ends.length > 2) {
      return { parts: outer, wrong: `“${part.trim()}” is no range.` }
    }
    const before = parts.at(-1)
    if (min > max || (before && min <= before.max)) {
      return { parts: outer, wrong: 'The parts of a range must ascend.' }
    }
    parts.push({ min, max })
  }
  const isInside = parts.every((part) => outer.some(({ min, max }) => min <= part.min && part.max <= max))
  return { parts, wrong: isInside ? undefined : 'This is not inside what the type it restricts allows.' }
}

function boundOf(text: string, least: bigint, most: bigint, digits: number): bigint | undefined {
  if (text === 'min') return least
  if (text === 'max') return most
  const match = /^([+-]?)(0x[0-9a-f]+|\d+)(?:\.(\d+))?$/i.exec(text)
  if (!match) return undefined
  const [, sign, whole = '0', fraction = ''] = match
  if (fraction.length > digits && !/^0*$/.test(fraction.slice(digits))) return undefined
  const scaled =
    BigInt(whole) * 10n ** BigInt(digits) + BigInt(fraction.slice(0, digits).padEnd(digits, '0') || '0')
  return sign === '-' ? -scaled : scaled
}
