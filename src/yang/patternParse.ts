// Reads an XSD regular expression (XML Schema Part 2, appendix F), tolerant of what vendors write instead.

import { itemSource, readClass, readEscape } from './patternClass.ts'
import { atEnd, eat, eatMatch, nextCodePoint, peek, report } from './patternCursor.ts'
import type { PatternCursor } from './patternCursor.ts'
import { codePointSource } from './patternNode.ts'
import type { PatternNode, PatternProblem } from './patternNode.ts'

export interface ReadPattern {
  /** Undefined where it is too deeply nested to be used. */
  readonly node: PatternNode | undefined
  /** `(?i)` somewhere: taken for the whole. */
  readonly ignoreCase: boolean
  /** Where it is not XSD; empty for a correct pattern. */
  readonly problems: readonly PatternProblem[]
}

interface Reader extends PatternCursor {
  ignoreCase: boolean
  tooDeep: boolean
}

const DEEPEST = 250
const EMPTY: PatternNode = { kind: 'sequence', items: [] }
const DOT: PatternNode = { kind: 'characters', source: '[^\\u{a}\\u{d}]' }
const ANYTHING: PatternNode = {
  kind: 'repeat',
  item: { kind: 'characters', source: '[\\u{0}-\\u{10ffff}]' },
  min: 0,
  max: Infinity,
}

/** Reads any text, and never throws: what is not XSD is a problem, and meant as well as can be guessed. */
export function parsePattern(text: string): ReadPattern {
  const reader: Reader = { text, position: 0, problems: [], ignoreCase: false, tooDeep: false }
  const node = readAlternatives(reader, 0)
  if (reader.tooDeep) {
    reader.problems.length = 0
    report(reader, 0, 'The pattern is nested too deeply and is not checked.')
  }
  return {
    node: reader.tooDeep ? undefined : node,
    ignoreCase: reader.ignoreCase,
    problems: reader.problems,
  }
}

function readAlternatives(reader: Reader, depth: number): PatternNode {
  if (depth > DEEPEST) {
    reader.tooDeep = true
    reader.position = reader.text.length
    return EMPTY
  }
  const branches: PatternNode[] = []
  do {
    branches.push(readBranch(reader, depth))
  } while (eat(reader, '|'))
  const [only] = branches
  return branches.length === 1 && only !== undefined ? only : { kind: 'alternatives', branches }
}

function readBranch(reader: Reader, depth: number): PatternNode {
  const items: PatternNode[] = []
  while (!atEnd(reader) && peek(reader) !== '|' && !(depth > 0 && peek(reader) === ')')) {
    const atom = readAtom(reader, depth)
    if (atom !== undefined) items.push(readQuantifiers(reader, atom))
  }
  const [only] = items
  return items.length === 1 && only !== undefined ? only : { kind: 'sequence', items }
}

const characters = (source: string): PatternNode => ({ kind: 'characters', source })

/** Undefined for what matches nothing by itself, as `(?i)`. */
function readAtom(reader: Reader, depth: number): PatternNode | undefined {
  const start = reader.position
  const letter = peek(reader)
  if (letter === '\\') return readBackslash(reader)
  if (letter === '(') return readGroup(reader, depth)
  if (letter === '[') {
    const source = readClass(reader)
    if (source !== undefined) return characters(source)
  }
  const codePoint = nextCodePoint(reader)
  if (letter === '.') return DOT
  if (letter === '^' || letter === '$') {
    return { kind: 'characters', source: codePointSource(codePoint), anchor: letter }
  }
  const reason = UNESCAPED[letter]
  if (reason !== undefined) report(reader, start, reason)
  return characters(codePointSource(codePoint))
}

const UNESCAPED: Readonly<Record<string, string | undefined>> = {
  '[': 'This character class never ends; [ is taken as a character.',
  ']': '] outside a character class must be written \\].',
  ')': 'This ) closes nothing; it is taken as a character.',
  '*': 'There is nothing before * to repeat; it is taken as a character.',
  '+': 'There is nothing before + to repeat; it is taken as a character.',
  '?': 'There is nothing before ? to repeat; it is taken as a character.',
}

/** Escapes that only other dialects have, and only outside classes; all others are read by `readEscape`. */
function readBackslash(reader: Reader): PatternNode | undefined {
  const start = reader.position
  const foreign = eatMatch(reader, /\\(?:([bB])|([AzZG])|[1-9])/)
  if (foreign === undefined) return characters(itemSource(readEscape(reader)))
  report(reader, start, `${foreign[0]} is not part of XSD regular expressions.`)
  if (foreign[1] !== undefined) {
    const source = foreign[1] === 'b' ? WORD_BOUNDARY : `(?!${WORD_BOUNDARY})`
    return { kind: 'assertion', source, inside: undefined }
  }
  return foreign[2] === undefined ? ANYTHING : undefined
}

const WORD_BOUNDARY = '(?:(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])|(?<![A-Za-z0-9_])(?=[A-Za-z0-9_]))'

/** The cursor is on the parenthesis. */
function readGroup(reader: Reader, depth: number): PatternNode | undefined {
  const start = reader.position
  reader.position += 1
  const special = eatMatch(reader, /\?(?:(<?[=!])|P?<[A-Za-z_]\w*>|([a-z]*)(?:-[a-z]*)?(:|\))|[>|:])/)
  if (special !== undefined) {
    report(reader, start, `(${special[0]} is not part of XSD regular expressions.`)
    if (special[2]?.includes('i') === true) reader.ignoreCase = true
    if (special[3] === ')') return undefined
  }
  const inside = readAlternatives(reader, depth + 1)
  if (!eat(reader, ')') && !reader.tooDeep) report(reader, start, 'This ( is never closed.')
  const look = special?.[1]
  return look === undefined ? inside : { kind: 'assertion', source: `(?${look}`, inside }
}

/** All quantifiers behind an atom; XSD has one at most. */
function readQuantifiers(reader: Reader, atom: PatternNode): PatternNode {
  let node = atom
  for (let count = 0; ; count += 1) {
    const start = reader.position
    const limits = readLimits(reader)
    if (limits === undefined) return node
    if (count > 0) {
      const mode = reader.text.slice(start, reader.position)
      report(reader, start, `A second quantifier (${mode}) is not part of XSD regular expressions.`)
      // Lazy or possessive: it takes the same values, but for rare possessive ones.
      if (count === 1 && (mode === '?' || mode === '+')) continue
    }
    node = count > DEEPEST ? node : { kind: 'repeat', item: node, ...limits }
  }
}

interface Limits {
  readonly min: number
  readonly max: number
}

function readLimits(reader: Reader): Limits | undefined {
  if (eat(reader, '*')) return { min: 0, max: Infinity }
  if (eat(reader, '+')) return { min: 1, max: Infinity }
  if (eat(reader, '?')) return { min: 0, max: 1 }
  const start = reader.position
  const match = eatMatch(reader, /\{ *(\d*) *(,?) *(\d*) *\}/)
  if (match === undefined) return undefined
  const [written, low = '', comma = '', high = ''] = match
  if (low === '' && high === '') {
    reader.position = start
    return undefined
  }
  if (low === '' || written.includes(' ')) report(reader, start, `${written} is not a quantifier of XSD.`)
  const min = low === '' ? 0 : Number(low)
  const max = comma === '' ? min : high === '' ? Infinity : Number(high)
  if (min <= max) return { min, max }
  report(reader, start, `${written} has its smaller number last.`)
  return { min: max, max: min }
}
