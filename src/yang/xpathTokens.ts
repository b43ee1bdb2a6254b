// Cuts an XPath 1.0 expression into tokens (XPath 1.0 §3.7).

import type { XPathProblem } from './xpathExpression.ts'

export type TokenKind =
  /** `name`, `p:name`, `p:*`, `*`. */
  | 'name'
  | 'literal'
  | 'number'
  | 'variable'
  /** `and or mod div * / // | + - = != < <= > >=` */
  | 'operator'
  /** `( ) [ ] . .. @ , ::` */
  | 'mark'
  | 'end'

export interface Token {
  readonly kind: TokenKind
  /** As written; of a literal, what is between the quotes. */
  readonly text: string
  readonly start: number
  readonly end: number
}

const SPACE = String.raw`[ \t\r\n]*`
const NAME = String.raw`[\p{L}_][\p{L}\p{M}\p{N}_.\-\u00b7]*`
const TOKEN = new RegExp(
  [
    String.raw`(?<name>${NAME}(?::(?!:)(?:${NAME}|\*))?)`,
    String.raw`(?<number>\d+(?:\.\d*)?|\.\d+)`,
    String.raw`"(?<double>[^"]*)"|'(?<single>[^']*)'`,
    String.raw`\$(?<variable>${NAME}(?::${NAME})?)`,
    String.raw`(?<operator>//|/|\||\+|-|!=|=|<=|<|>=|>)`,
    String.raw`(?<mark>::|\.\.|\.|[()[\]@,])`,
    String.raw`(?<star>\*)`,
  ].join('|'),
  'uy',
)
const OPERATOR_NAMES = new Set(['and', 'or', 'mod', 'div'])

/** The tokens, an `end` last. What is no token is a problem and left out. */
export function tokenize(text: string, problems: XPathProblem[]): readonly Token[] {
  const expression = new RegExp(TOKEN)
  const space = new RegExp(SPACE, 'y')
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    space.lastIndex = at
    at += space.exec(text)?.[0].length ?? 0
    if (at >= text.length) break
    expression.lastIndex = at
    const match = expression.exec(text)
    if (match === null) {
      at = skipUnknown(text, at, tokens, problems)
      continue
    }
    tokens.push(toToken(match, tokens.at(-1)))
    at = expression.lastIndex
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length })
  return tokens
}

/** A quote that is never closed makes a literal of the rest; any other character is left out. */
function skipUnknown(text: string, at: number, tokens: Token[], problems: XPathProblem[]): number {
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0)
  if (char === '"' || char === "'") {
    problems.push({ message: `The quote ${char} is never closed.`, start: at, end: text.length })
    tokens.push({ kind: 'literal', text: text.slice(at + 1), start: at, end: text.length })
    return text.length
  }
  const end = at + char.length
  problems.push({ message: `${char} has no meaning here.`, start: at, end })
  return end
}

function toToken(match: RegExpExecArray, before: Token | undefined): Token {
  const start = match.index
  const end = start + match[0].length
  const { name, number, double, single, variable, operator, mark } = match.groups ?? {}
  if (name !== undefined) {
    const kind = OPERATOR_NAMES.has(name) && endsOperand(before) ? 'operator' : 'name'
    return { kind, text: name, start, end }
  }
  if (number !== undefined) return { kind: 'number', text: number, start, end }
  const literal = double ?? single
  if (literal !== undefined) return { kind: 'literal', text: literal, start, end }
  if (variable !== undefined) return { kind: 'variable', text: variable, start, end }
  if (operator !== undefined) return { kind: 'operator', text: operator, start, end }
  if (mark !== undefined) return { kind: 'mark', text: mark, start, end }
  return { kind: endsOperand(before) ? 'operator' : 'name', text: '*', start, end }
}

/** Behind an operand, `*` multiplies and `and` is an operator; elsewhere both are names (XPath 1.0 §3.7). */
function endsOperand(token: Token | undefined): boolean {
  if (token === undefined || token.kind === 'operator') return false
  return token.kind !== 'mark' || !['@', '::', '(', '[', ','].includes(token.text)
}
