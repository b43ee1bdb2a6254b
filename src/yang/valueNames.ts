// Values that are names from a closed set: enumerations, bits, booleans; beside them the empty one (RFC 7950 §9.5, §9.6, §9.7, §9.11).

import type { BitsType, EnumerationType, PlainType } from './type.ts'
import { invalid, oneOf, quoted, valid } from './valueResult.ts'
import type { ValueCheck } from './valueResult.ts'

export function checkEnumeration(type: EnumerationType, text: string): ValueCheck {
  if (type.enums.some(({ name }) => name === text)) return valid(type, text)
  return invalid(`${quoted(text)} is not one of ${oneOf(type.enums.map(({ name }) => name))}.`)
}

/** Names with white space between them, each once; canonical in the order of their positions (RFC 7950 §9.7.2). */
export function checkBits(type: BitsType, text: string): ValueCheck {
  const names = text.split(/\s+/).filter((name) => name !== '')
  const known = new Map(type.bits.map((bit) => [bit.name, bit]))
  const chosen = new Set<string>()
  for (const name of names) {
    if (!known.has(name)) return invalid(`${quoted(name)} is not one of ${oneOf([...known.keys()])}.`)
    if (chosen.has(name)) return invalid(`The bit ${quoted(name)} is there twice.`)
    chosen.add(name)
  }
  const inOrder = [...type.bits].sort((a, b) => a.value - b.value).filter(({ name }) => chosen.has(name))
  return valid(type, inOrder.map(({ name }) => name).join(' '))
}

export function checkBoolean(type: PlainType, text: string): ValueCheck {
  if (text === 'true' || text === 'false') return valid(type, text)
  return invalid(`${quoted(text)} is not true or false.`)
}

export function checkEmpty(type: PlainType, text: string): ValueCheck {
  return text === '' ? valid(type, '') : invalid(`${quoted(text)} must go: this leaf has no content.`)
}
