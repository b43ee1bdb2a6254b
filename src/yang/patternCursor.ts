// A place in a pattern's text while it is read.

import type { PatternProblem } from './patternNode.ts'

/** Moves forward only, except where a reader tries something and sets `position` back. */
export interface PatternCursor {
  readonly text: string
  position: number
  readonly problems: PatternProblem[]
}

export const peek = (cursor: PatternCursor, ahead = 0): string => cursor.text[cursor.position + ahead] ?? ''

export const atEnd = (cursor: PatternCursor): boolean => cursor.position >= cursor.text.length

export function eat(cursor: PatternCursor, expected: string): boolean {
  if (!cursor.text.startsWith(expected, cursor.position)) return false
  cursor.position += expected.length
  return true
}

/** The code point here, which is passed; 0xfffd at the end. A lone surrogate counts as a code point of its own. */
export function nextCodePoint(cursor: PatternCursor): number {
  const codePoint = cursor.text.codePointAt(cursor.position)
  if (codePoint === undefined) return 0xfffd
  cursor.position += codePoint > 0xffff ? 2 : 1
  return codePoint
}

/** Notes what is not XSD, from `start` to here. */
export function report(cursor: PatternCursor, start: number, message: string): void {
  cursor.problems.push({ message, start, end: Math.max(cursor.position, start) })
}

/** The match of a sticky expression here, which is passed. */
export function eatMatch(cursor: PatternCursor, expression: RegExp): RegExpExecArray | undefined {
  const sticky = new RegExp(expression.source, 'y')
  sticky.lastIndex = cursor.position
  const match = sticky.exec(cursor.text)
  if (match === null) return undefined
  cursor.position = sticky.lastIndex
  return match
}
