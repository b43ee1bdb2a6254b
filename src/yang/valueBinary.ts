// Binary values: base64 (RFC 7950 §9.8, RFC 4648 §4).

import type { BinaryType } from './type.ts'
import { invalid, quoted, rangeWords, valid, within } from './valueResult.ts'
import type { ValueCheck } from './valueResult.ts'

const DIGITS = /^[A-Za-z0-9+/]*(={0,2})$/

/** Length counts octets. White space, which certificates are wrapped with, is taken and left out of the canonical form. */
export function checkBinary(type: BinaryType, text: string): ValueCheck {
  const dense = text.replace(/\s+/g, '')
  const match = DIGITS.exec(dense)
  if (match === null) return invalid(`${quoted(text)} is not base64.`)
  if (dense.length % 4 !== 0) {
    return invalid(
      `${quoted(text)} is not base64: the number of its characters must divide by 4; pad it with =.`,
    )
  }
  const octets = (dense.length / 4) * 3 - (match[1]?.length ?? 0)
  if (type.length !== undefined && !within(BigInt(octets), type.length)) {
    return invalid(
      `${quoted(text)} is ${octets} octets; ${type.name} takes ${rangeWords(type.length)}.`,
      type.length,
    )
  }
  return valid(type, dense)
}
