// Character classes and escapes of XSD regular expressions (XML Schema Part 2, appendix F.1).

import { unicodeBlock } from './patternBlocks.ts'
import { atEnd, eat, eatMatch, nextCodePoint, peek, report } from './patternCursor.ts'
import type { PatternCursor } from './patternCursor.ts'
import { codePointSource } from './patternNode.ts'

/** NameStartChar and NameChar of XML 1.0, fifth edition: what `\i` and `\c` mean. */
const NAME_START =
  ':A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}' +
  '\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}'
const NAME = `${NAME_START}\\u{2d}.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}`

/** Multi-character escapes; the capital letter is the complement. */
const MULTI: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  w: '[^\\p{P}\\p{Z}\\p{C}]',
  s: '[\\u{20}\\u{9}\\u{a}\\u{d}]',
  i: `[${NAME_START}]`,
  c: `[${NAME}]`,
}
const CONTROL: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, a: 7, e: 27, 0: 0 }
const XSD_ESCAPES = '\\|.-^?*+{}()[]'
const GENERAL_CATEGORY = /^(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/
const POSIX: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  xdigit: '0-9A-Fa-f',
  space: '\\u{9}-\\u{d}\\u{20}',
  blank: '\\u{9}\\u{20}',
  punct: '\\u{21}-\\u{2f}\\u{3a}-\\u{40}\\u{5b}-\\u{60}\\u{7b}-\\u{7e}',
  print: '\\u{20}-\\u{7e}',
  graph: '\\u{21}-\\u{7e}',
  cntrl: '\\u{0}-\\u{1f}\\u{7f}',
  word: 'A-Za-z0-9_',
}

const ANY = '[\\u{0}-\\u{10ffff}]'
const NONE = `[^${ANY}]`

/** A set by its source, or one code point, which may begin a range. */
type ClassItem = { readonly set: string } | { readonly codePoint: number }

export const itemSource = (item: ClassItem): string =>
  'set' in item ? item.set : codePointSource(item.codePoint)

/** Reads an escape; the cursor is on its backslash. */
export function readEscape(cursor: PatternCursor): ClassItem {
  const start = cursor.position
  cursor.position += 1
  if (atEnd(cursor)) {
    report(cursor, start, 'A backslash at the end escapes nothing; it is taken as a character.')
    return { codePoint: 0x5c }
  }
  const letter = peek(cursor)
  if (letter === 'p' || letter === 'P') return { set: readProperty(cursor, start) }
  const multi = Object.hasOwn(MULTI, letter.toLowerCase()) ? MULTI[letter.toLowerCase()] : undefined
  if (multi !== undefined) {
    cursor.position += 1
    return { set: letter === letter.toLowerCase() ? multi : `[^${multi}]` }
  }
  if (letter === 'u' || letter === 'x') return readHexadecimal(cursor, start)
  const codePoint = nextCodePoint(cursor)
  if (XSD_ESCAPES.includes(letter)) return { codePoint }
  const control = Object.hasOwn(CONTROL, letter) ? CONTROL[letter] : undefined
  if (control === undefined || !'nrt'.includes(letter)) {
    report(cursor, start, `\\${String.fromCodePoint(codePoint)} is not an escape of XSD regular expressions.`)
  }
  return { codePoint: control ?? codePoint }
}

/** `\u00e9`, `\x41`, `\x{1f600}`: not XSD, seen in the wild. */
function readHexadecimal(cursor: PatternCursor, start: number): ClassItem {
  const match =
    eatMatch(cursor, /[ux]\{([0-9A-Fa-f]{1,6})\}/) ??
    eatMatch(cursor, /u([0-9A-Fa-f]{4})/) ??
    eatMatch(cursor, /x([0-9A-Fa-f]{2})/)
  const codePoint = match === undefined ? nextCodePoint(cursor) : parseInt(match[1] ?? '', 16)
  report(cursor, start, `${cursor.text.slice(start, cursor.position)} is not an escape of XSD.`)
  return { codePoint: Math.min(codePoint, 0x10ffff) }
}

/** `\p{Lu}`, `\P{IsBasicLatin}`; the cursor is on the letter. */
function readProperty(cursor: PatternCursor, start: number): string {
  const negated = peek(cursor) === 'P'
  cursor.position += 1
  const braced = eatMatch(cursor, /\{(\^?)([^{}]*)\}/)
  const name = braced?.[2] ?? eatMatch(cursor, /[A-Z]/)?.[0] ?? ''
  if (braced === undefined) report(cursor, start, '\\p needs a category or block in braces, as in \\p{Lu}.')
  if (braced?.[1] === '^') report(cursor, start, '\\p{^…} is not XSD; \\P{…} is the complement.')
  const known = propertySource(name)
  if (known === undefined) {
    report(cursor, start, `Unicode has no category or block "${name}"; any character is taken for it.`)
    return ANY
  }
  if (!known.standard) report(cursor, start, `\\p{${name}} is a script, which XSD does not have.`)
  return negated !== (braced?.[1] === '^') ? `[^${known.source}]` : known.source
}

function propertySource(name: string): { source: string; standard: boolean } | undefined {
  if (GENERAL_CATEGORY.test(name)) return { source: `\\p{${name}}`, standard: true }
  const block = name.startsWith('Is') ? unicodeBlock(name.slice(2)) : undefined
  if (block !== undefined) {
    return { source: `[${codePointSource(block[0])}-${codePointSource(block[1])}]`, standard: true }
  }
  const source = `\\p{Script=${name.replace(/^Is/, '')}}`
  return isExpression(source) ? { source, standard: false } : undefined
}

function isExpression(source: string): boolean {
  try {
    new RegExp(source, 'v')
    return true
  } catch {
    return false
  }
}

/** Reads `[…]` with its subtraction; the cursor is on the bracket. Undefined where it never ends: then it did not move. */
export function readClass(cursor: PatternCursor): string | undefined {
  return readClassWithin(cursor, 0)
}

const DEEPEST_SUBTRACTION = 50

function readClassWithin(cursor: PatternCursor, depth: number): string | undefined {
  const start = cursor.position
  const problems = cursor.problems.length
  cursor.position += 1
  const negated = eat(cursor, '^')
  const parts: string[] = []
  let subtracted: string | undefined
  for (let first = true; !(peek(cursor) === ']' && !isLiteralBracket(cursor, first)); first = false) {
    if (atEnd(cursor)) {
      cursor.position = start
      cursor.problems.length = problems
      return undefined
    }
    subtracted =
      depth < DEEPEST_SUBTRACTION && peek(cursor) === '-' ? readSubtraction(cursor, depth) : undefined
    if (subtracted !== undefined) break
    parts.push(readRange(cursor))
  }
  cursor.position += 1
  const set = `[${negated ? '^' : ''}${parts.join('')}]`
  if (parts.length === 0) {
    report(cursor, start, 'An empty character class matches nothing.')
    return negated ? ANY : NONE
  }
  return subtracted === undefined ? set : `[${set}--${subtracted}]`
}

/** `[]abc]` as POSIX and Perl read it: a `]` right at the beginning, with another one to come, is a character. */
function isLiteralBracket(cursor: PatternCursor, first: boolean): boolean {
  if (!first || peek(cursor) !== ']') return false
  const rest = cursor.text.slice(cursor.position + 1)
  return /^[^[\]]*\]/.test(rest)
}

/** The class behind `-[`, if it closes right before this class's own end. */
function readSubtraction(cursor: PatternCursor, depth: number): string | undefined {
  if (peek(cursor, 1) !== '[') return undefined
  const start = cursor.position
  const problems = cursor.problems.length
  cursor.position += 1
  const inner = readClassWithin(cursor, depth + 1)
  if (inner !== undefined && peek(cursor) === ']') return inner
  cursor.position = start
  cursor.problems.length = problems
  return undefined
}

/** One character, one range or one escape within a class. */
function readRange(cursor: PatternCursor): string {
  const start = cursor.position
  const posix = eatMatch(cursor, /\[:(\^?)([a-z]+):\]/)
  const set = posix !== undefined && Object.hasOwn(POSIX, posix[2] ?? '') ? POSIX[posix[2] ?? ''] : undefined
  if (posix !== undefined && set !== undefined) {
    report(cursor, start, `${posix[0]} is POSIX, not XSD.`)
    return posix[1] === '^' ? `[^${set}]` : set
  }
  cursor.position = start
  const low = readClassItem(cursor)
  if (peek(cursor) !== '-' || peek(cursor, 1) === ']' || peek(cursor, 1) === '') return itemSource(low)
  if ('set' in low) return low.set
  const dash = cursor.position
  cursor.position += 1
  if (peek(cursor) === '[') {
    cursor.position = dash
    return itemSource(low)
  }
  const high = readClassItem(cursor)
  if ('set' in high) return `${itemSource(low)}\\u{2d}${high.set}`
  if (high.codePoint < low.codePoint) {
    report(cursor, start, `The range ${cursor.text.slice(start, cursor.position)} runs backwards.`)
    return `${itemSource(high)}-${itemSource(low)}`
  }
  return `${itemSource(low)}-${itemSource(high)}`
}

function readClassItem(cursor: PatternCursor): ClassItem {
  if (peek(cursor) === '\\') return readEscape(cursor)
  const start = cursor.position
  const letter = peek(cursor)
  const codePoint = nextCodePoint(cursor)
  if (letter === '[' || letter === ']') {
    report(cursor, start, `${letter} within a character class must be written \\${letter}.`)
  }
  return { codePoint }
}
