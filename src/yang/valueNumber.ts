// Integers and decimal64 as texts (RFC 7950 §9.2, §9.3).

import type { DecimalType, IntegerType, Restriction } from './type.ts'
import { invalid, quoted, rangeWords, valid, within } from './valueResult.ts'
import type { ValueCheck } from './valueResult.ts'

const INTEGER = /^\s*([+-]?)(?:(0[xX][0-9A-Fa-f]+)|(0[0-7]+)|(\d+))\s*$/
const DECIMAL_INTEGER = /^\s*([+-]?)()()(\d+)\s*$/
/** So many digits hold any integer; a longer text is not turned into a number. */
const MOST_DIGITS = 100

/** Decimal; in a module's defaults 0x hexadecimal and 0 octal, too (RFC 7950 §9.2.1). White space around it is taken, as libyang takes it. */
export function checkInteger(type: IntegerType, text: string, inModule: boolean): ValueCheck {
  const value = readInteger(text, inModule)
  if (value === undefined) {
    return invalid(`${quoted(text)} is not an integer; ${type.name} takes ${rangeWords(type.range)}.`)
  }
  if (!within(value, type.range)) {
    return invalid(
      `${quoted(text)} is out of range; ${type.name} takes ${rangeWords(type.range)}.`,
      type.range,
    )
  }
  return valid(type, String(value))
}

function readInteger(text: string, inModule: boolean): bigint | undefined {
  const match = text.length > MOST_DIGITS ? null : (inModule ? INTEGER : DECIMAL_INTEGER).exec(text)
  if (match === null) return undefined
  const [, sign, hexadecimal, octal, decimal] = match
  const value = BigInt(decimal ?? hexadecimal ?? `0o${octal ?? '0'}`)
  return sign === '-' ? -value : value
}

const DECIMAL = /^\s*([+-]?)(\d+)(?:\.(\d+))?\s*$/
const INT64: Restriction = {
  parts: [{ min: -(2n ** 63n), max: 2n ** 63n - 1n }],
  text: 'min..max',
  errorMessage: undefined,
  errorAppTag: undefined,
}

/** Canonical: no leading zeros but one before the point, no trailing zeros but one behind it (RFC 7950 §9.3.2). */
export function checkDecimal(type: DecimalType, text: string): ValueCheck {
  const digits = type.fractionDigits
  const match = text.length > MOST_DIGITS ? null : DECIMAL.exec(text)
  if (match === null) return invalid(`${quoted(text)} is not a decimal number, as 12.5 is.`)
  const [, sign, whole = '', written = ''] = match
  const fraction = written.replace(/0+$/, '')
  if (fraction.length > digits) {
    return invalid(
      `${quoted(text)} has more than ${digits} ${digits === 1 ? 'digit' : 'digits'} behind the point.`,
    )
  }
  const size = BigInt(`${whole}${fraction.padEnd(digits, '0')}`)
  const value = sign === '-' ? -size : size
  const show = (scaled: bigint): string => decimalText(scaled, digits)
  const range = type.range ?? INT64
  if (!within(value, INT64) || !within(value, range)) {
    return invalid(`${quoted(text)} is out of range; ${type.name} takes ${rangeWords(range, show)}.`, range)
  }
  return valid(type, show(value))
}

function decimalText(scaled: bigint, digits: number): string {
  const sign = scaled < 0n ? '-' : ''
  const all = String(scaled < 0n ? -scaled : scaled).padStart(digits + 1, '0')
  const fraction = all.slice(-digits).replace(/0+$/, '')
  return `${sign}${all.slice(0, -digits)}.${fraction === '' ? '0' : fraction}`
}
