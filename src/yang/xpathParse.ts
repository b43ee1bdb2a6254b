// Reads XPath 1.0 expressions, half-typed ones too.

import { endOfLast, isNodeType, parsePredicates, parseSteps } from './xpathParsePath.ts'
import { expect, isOperator, missing, pass, peekToken, report, takeMark } from './xpathReader.ts'
import type { XPathReader } from './xpathReader.ts'
import type { Arithmetic, ComparisonOperator, XPathExpression, XPathProblem } from './xpathExpression.ts'
import { tokenize } from './xpathTokens.ts'

export interface ParsedXPath {
  readonly expression: XPathExpression
  /** Of syntax only; names and functions are looked at when it is checked or evaluated. */
  readonly problems: readonly XPathProblem[]
}

/** Deeper nesting is a problem, and is not read. */
const DEEPEST = 100

/** Reads any text and never throws: what should be there and is not becomes a `missing` expression. */
export function parseXPath(text: string): ParsedXPath {
  const problems: XPathProblem[] = []
  const reader: XPathReader = {
    tokens: tokenize(text, problems),
    position: 0,
    problems,
    depth: 0,
    parseExpression,
  }
  const expression = parseExpression(reader)
  if (peekToken(reader).kind !== 'end') {
    const { start, text: found } = peekToken(reader)
    report(reader, start, text.length, `"${found}" does not fit here.`)
  }
  return { expression, problems }
}

function parseExpression(reader: XPathReader): XPathExpression {
  if (reader.depth >= DEEPEST) {
    const { start } = peekToken(reader)
    report(reader, start, start + 1, 'The expression is nested too deeply.')
    reader.position = reader.tokens.length - 1
    return missing(reader)
  }
  reader.depth += 1
  const expression = parseBinary(reader, 0)
  reader.depth -= 1
  return expression
}

/** Loosest first (XPath 1.0 §3.4, §3.5). */
const LEVELS: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
]

function parseBinary(reader: XPathReader, level: number): XPathExpression {
  const operators = LEVELS[level]
  if (operators === undefined) return parseUnary(reader)
  let left = parseBinary(reader, level + 1)
  while (isOperator(reader, operators)) {
    const operator = pass(reader).text
    const right = parseBinary(reader, level + 1)
    left = combine(operator, left, right)
  }
  return left
}

function combine(operator: string, left: XPathExpression, right: XPathExpression): XPathExpression {
  const range = { left, right, start: left.start, end: right.end }
  if (operator === 'or' || operator === 'and') return { kind: operator, ...range }
  if (LEVELS[4]?.includes(operator) === true || LEVELS[5]?.includes(operator) === true) {
    return { kind: 'arithmetic', operator: operator as Arithmetic['operator'], ...range }
  }
  return { kind: 'compare', operator: operator as ComparisonOperator, ...range }
}

function parseUnary(reader: XPathReader): XPathExpression {
  const { start } = peekToken(reader)
  let signs = 0
  while (isOperator(reader, ['-'])) {
    pass(reader)
    signs += 1
  }
  const operand = parseUnion(reader)
  if (signs === 0) return operand
  const negated: XPathExpression = { kind: 'negate', operand, start, end: operand.end }
  return signs % 2 === 1 ? negated : { kind: 'negate', operand: negated, start, end: operand.end }
}

function parseUnion(reader: XPathReader): XPathExpression {
  let left = parsePath(reader)
  while (isOperator(reader, ['|'])) {
    pass(reader)
    const right = parsePath(reader)
    left = { kind: 'union', left, right, start: left.start, end: right.end }
  }
  return left
}

function parsePath(reader: XPathReader): XPathExpression {
  const token = peekToken(reader)
  if (token.kind === 'operator' && (token.text === '/' || token.text === '//')) {
    return parseSteps(reader, 'root', token.start)
  }
  const primary = parsePrimary(reader)
  if (primary === undefined) return parseSteps(reader, 'context', token.start)
  const filtered = parseFilter(reader, primary)
  return isOperator(reader, ['/', '//']) ? parseSteps(reader, filtered, token.start) : filtered
}

/** Undefined where a location path begins. */
function parsePrimary(reader: XPathReader): XPathExpression | undefined {
  const token = peekToken(reader)
  const { start, end, text } = token
  switch (token.kind) {
    case 'literal':
      pass(reader)
      return { kind: 'literal', value: text, start, end }
    case 'number':
      pass(reader)
      return { kind: 'number', value: Number(text), start, end }
    case 'variable':
      pass(reader)
      return { kind: 'variable', name: text, start, end }
    case 'name':
      return isCall(reader) ? parseCall(reader) : undefined
    case 'mark': {
      if (text !== '(') return undefined
      pass(reader)
      const inside = parseExpression(reader)
      expect(reader, ')')
      return inside
    }
    default:
      return undefined
  }
}

function isCall(reader: XPathReader): boolean {
  const next = peekToken(reader, 1)
  const { text } = peekToken(reader)
  return next.kind === 'mark' && next.text === '(' && !isNodeType(text) && text !== '*'
}

function parseCall(reader: XPathReader): XPathExpression {
  const name = pass(reader)
  pass(reader)
  const parts: XPathExpression[] = []
  if (!takeMark(reader, ')')) {
    do parts.push(parseExpression(reader))
    while (takeMark(reader, ','))
    expect(reader, ')')
  }
  const end = endOfLast(reader, name.end)
  return { kind: 'call', name: name.text, arguments: parts, start: name.start, end }
}

function parseFilter(reader: XPathReader, expression: XPathExpression): XPathExpression {
  const predicates = parsePredicates(reader)
  if (predicates.length === 0) return expression
  const end = endOfLast(reader, expression.end)
  return { kind: 'filter', expression, predicates, start: expression.start, end }
}
