// A place among the tokens of an XPath expression while it is read.

import type { XPathExpression, XPathProblem } from './xpathExpression.ts'
import type { Token } from './xpathTokens.ts'

export interface XPathReader {
  /** The last one is the `end`. */
  readonly tokens: readonly Token[]
  position: number
  readonly problems: XPathProblem[]
  /** How many expressions stand around this place. */
  depth: number
  /** Reads what stands in parentheses, brackets or arguments. */
  readonly parseExpression: (reader: XPathReader) => XPathExpression
}

const NOTHING: Token = { kind: 'end', text: '', start: 0, end: 0 }

export const peekToken = (reader: XPathReader, ahead = 0): Token =>
  reader.tokens[reader.position + ahead] ?? reader.tokens.at(-1) ?? NOTHING

/** The token here, which is passed; the end stays. */
export function pass(reader: XPathReader): Token {
  const token = peekToken(reader)
  if (token.kind !== 'end') reader.position += 1
  return token
}

export function isOperator(reader: XPathReader, operators: readonly string[]): boolean {
  const token = peekToken(reader)
  return token.kind === 'operator' && operators.includes(token.text)
}

export function takeMark(reader: XPathReader, text: string): boolean {
  const token = peekToken(reader)
  if (token.kind !== 'mark' || token.text !== text) return false
  reader.position += 1
  return true
}

export function expect(reader: XPathReader, text: string): void {
  if (takeMark(reader, text)) return
  const { start, end } = peekToken(reader)
  report(reader, start, end, `Here must be ${text}.`)
}

export function report(reader: XPathReader, start: number, end: number, message: string): void {
  reader.problems.push({ message, start, end })
}

/** What stands for something that is not there. */
export function missing(reader: XPathReader): XPathExpression {
  const { start } = peekToken(reader)
  return { kind: 'missing', start, end: start }
}
