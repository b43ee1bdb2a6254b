// Strings with their lengths and patterns (RFC 7950 §9.4).

import type { PatternCache } from './pattern.ts'
import type { Pattern, StringType } from './type.ts'
import { invalid, quoted, rangeWords, valid, within } from './valueResult.ts'
import type { ValueCheck } from './valueResult.ts'

/** Length counts characters: Unicode code points. All patterns must hold. */
export function checkString(type: StringType, text: string, patterns: PatternCache): ValueCheck {
  if (type.length !== undefined) {
    const length = characterCount(text)
    if (!within(BigInt(length), type.length)) {
      return invalid(
        `${quoted(text)} has ${length} characters; ${type.name} takes ${rangeWords(type.length)}.`,
        type.length,
      )
    }
  }
  const broken = type.patterns.find(
    (pattern) => patterns.compiled(pattern).matches(text) === pattern.invertMatch,
  )
  return broken === undefined ? valid(type, text) : invalid(patternWords(type, text, broken), broken)
}

function characterCount(text: string): number {
  let count = text.length
  for (let at = 0; at < text.length - 1; at += 1) {
    if ((text.codePointAt(at) ?? 0) > 0xffff) {
      count -= 1
      at += 1
    }
  }
  return count
}

const LONGEST_PATTERN = 120

function patternWords(type: StringType, text: string, { text: pattern, invertMatch }: Pattern): string {
  const shown = pattern.length > LONGEST_PATTERN ? `${pattern.slice(0, LONGEST_PATTERN)}…` : pattern
  return `${quoted(text)} ${invertMatch ? 'matches the pattern that it must not match' : 'does not match the pattern'} of ${type.name}: ${shown}`
}
