// Matches values against YANG patterns: XSD regular expressions, anchored (RFC 7950 §9.4.5).

import { buildMachine } from './patternMachine.ts'
import type { PatternNode, PatternProblem } from './patternNode.ts'
import { parsePattern } from './patternParse.ts'
import { ambiguity, patternSource, relaxAnchors } from './patternSource.ts'

export interface CompiledPattern {
  /** The whole text matches; `invert-match` is the caller's. True where the pattern cannot be checked. Never throws, nor hangs. */
  readonly matches: (text: string) => boolean
  /** JavaScript source for the flag `v`, anchored; undefined where the pattern cannot be used. */
  readonly source: string | undefined
  /** What in it is not XSD, or cannot be used. */
  readonly problems: readonly PatternProblem[]
}

/** One unbounded repeat counts 4 (`ambiguity`). Up to here a backtracking matcher is fast, however long the text. */
const UNAMBIGUOUS = 4
/** Up to here it is fast for short texts. */
const AMBIGUOUS = 16
const SHORT = 256
/** Texts longer than this are not held against an ambiguous pattern that only a backtracking matcher can do. */
const LONGEST_RISK = 24

/** Compiles any text; what is wrong with it is in `problems`. Lengths are UTF-16 code units. */
export function compilePattern(text: string): CompiledPattern {
  const read = parsePattern(text)
  if (read.node === undefined) return { matches: () => true, source: undefined, problems: read.problems }
  const { node, relaxed } = relaxAnchors(read.node)
  const problems: PatternProblem[] = [...read.problems]
  const report = (message: string): void => void problems.push({ message, start: 0, end: text.length })
  if (relaxed) report('^ and $ are ordinary characters in YANG; here the value matches with or without them.')
  const source = `^(?:${patternSource(node)})$`
  const expression = toExpression(source, read.ignoreCase)
  if (expression === undefined) {
    report('The pattern cannot be used; no value is held against it.')
    return { matches: () => true, source: undefined, problems }
  }
  return { matches: createMatcher(expression, node, read.ignoreCase), source, problems }
}

function toExpression(source: string, ignoreCase: boolean): RegExp | undefined {
  try {
    return new RegExp(source, ignoreCase ? 'vi' : 'v')
  } catch {
    return undefined
  }
}

/** JavaScript's own matcher where it cannot run away, the linear one otherwise. */
function createMatcher(
  expression: RegExp,
  node: PatternNode,
  ignoreCase: boolean,
): (text: string) => boolean {
  const ways = ambiguity(node)
  let machine: ((text: string) => boolean) | undefined
  const linear = (text: string): boolean => {
    machine ??= buildMachine(node, ignoreCase) ?? cautious
    return machine(text)
  }
  const cautious = (text: string): boolean =>
    text.length > LONGEST_RISK && ways > AMBIGUOUS ? true : backtrack(expression, text)
  return (text) =>
    ways <= UNAMBIGUOUS || (ways <= AMBIGUOUS && text.length <= SHORT)
      ? backtrack(expression, text)
      : linear(text)
}

/** V8 compiles at the first match, and may find only then that the expression is too large. */
function backtrack(expression: RegExp, text: string): boolean {
  try {
    return expression.test(text)
  } catch {
    return true
  }
}

/** Compiled patterns by the object that carries the text; hold one for as long as its schema. */
export interface PatternCache {
  readonly compiled: (pattern: { readonly text: string }) => CompiledPattern
}

/** Compiles each pattern once, at its first use. Equal texts share what was compiled. */
export function createPatternCache(): PatternCache {
  const byText = new Map<string, CompiledPattern>()
  return {
    compiled: (pattern) => {
      const known = byText.get(pattern.text) ?? compilePattern(pattern.text)
      byText.set(pattern.text, known)
      return known
    },
  }
}
