// YANG text, version 1 or 1.1, to statements with ranges; it never throws (RFC 7950 §6).

import { findClosingQuote, resolveQuoted } from './quotedString.ts'
import type { Comment, Statement, YangProblem, YangText } from './statement.ts'

/** Real modules stay below 60. Deeper ones are cut, so that nothing that walks the tree needs to fear for its stack. */
const MAX_DEPTH = 250

/** After so many, further problems of a text are not worth their memory. */
const MAX_PROBLEMS = 1000

const NO_CHILDREN: readonly Statement[] = Object.freeze([])

const IDENTIFIER = /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/

interface OpenStatement extends Statement {
  prefix: string | undefined
  argument: string | undefined
  children: readonly Statement[]
  end: number
  argumentStart: number
  argumentEnd: number
}

/**
 * Reads a module or submodule. Offsets are UTF-16 code units; what is wrong is in `problems`, with `moduleName` or the name that the
 * text gives itself.
 */
export function parseYang(text: string, moduleName?: string): YangText {
  const reader = new Reader(text)
  reader.read()
  const { statements, comments } = reader
  if (statements.length === 0) reader.report('error', 'There is no module in this text.', 0, 0)
  const name = moduleName ?? statements.find((one) => isRoot(one))?.argument
  const problems = reader.found.map((problem): YangProblem => ({ ...problem, module: name }))
  return { text, statements, comments, problems }
}

const isRoot = (statement: Statement): boolean =>
  statement.prefix === undefined && (statement.keyword === 'module' || statement.keyword === 'submodule')

const isBlank = (code: number): boolean => code === 32 || code === 10 || code === 9 || code === 13

/** `;`, `{` and `}` end a word, as white space does. */
const endsWord = (code: number): boolean => isBlank(code) || code === 59 || code === 123 || code === 125

class Reader {
  readonly statements: Statement[] = []
  readonly comments: Comment[] = []
  readonly found: Omit<YangProblem, 'module'>[] = []
  readonly #text: string
  readonly #stack: OpenStatement[] = []
  readonly #keywords = new Map<string, string>()
  #at = 0
  /** Once a double quote was never closed, no other is looked for: work stays linear. */
  #quotesRanOut = false

  constructor(text: string) {
    this.#text = text
  }

  report(severity: 'error' | 'warning', message: string, start: number, end: number): void {
    if (this.found.length < MAX_PROBLEMS) this.found.push({ severity, message, start, end })
  }

  read(): void {
    const text = this.#text
    if (text.charCodeAt(0) === 0xfeff) this.#at = 1
    for (;;) {
      this.#skipBlanks()
      const at = this.#at
      if (at >= text.length) break
      const code = text.charCodeAt(at)
      if (code === 125) this.#close()
      else if (code === 59 || code === 123) {
        const what = code === 59 ? 'This ; ends no statement.' : 'A keyword is missing in front of this {.'
        this.report(code === 59 ? 'warning' : 'error', what, at, at + 1)
        this.#at++
        if (code === 123) this.#open(this.#newStatement('', at))
      } else if (code === 34 || code === 39) {
        this.#readString()
        this.report('error', 'A keyword is missing in front of this string.', at, this.#at)
      } else this.#readStatement()
    }
    this.#closeAll()
  }

  #newStatement(keyword: string, start: number): OpenStatement {
    return {
      keyword,
      prefix: undefined,
      argument: undefined,
      children: NO_CHILDREN,
      start,
      end: this.#at,
      argumentStart: -1,
      argumentEnd: -1,
    }
  }

  #readStatement(): void {
    const statement = this.#readKeyword()
    const text = this.#text
    const keywordEnd = this.#at
    this.#skipBlanks()
    let code = text.charCodeAt(this.#at)
    if (this.#at < text.length && code !== 59 && code !== 123 && code !== 125) {
      if (this.#at === keywordEnd) {
        this.report('warning', 'A space is missing behind the keyword.', statement.start, keywordEnd)
      }
      this.#readArgument(statement)
      code = text.charCodeAt(this.#at)
    }
    if (code === 59) this.#at++
    statement.end = code === 59 ? this.#at : Math.max(keywordEnd, statement.argumentEnd)
    if (code === 123) {
      this.#at++
      this.#open(statement)
      return
    }
    if (code !== 59) {
      this.report('error', `A ; or { is missing behind ${statement.keyword}.`, statement.start, statement.end)
    }
    this.#add(statement)
  }

  #readKeyword(): OpenStatement {
    const text = this.#text
    const start = this.#at
    let at = start
    let colon = -1
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (endsWord(code) || code === 34 || code === 39) break
      if (code === 47 && at > start && isCommentStart(text, at)) break
      if (code === 58 && colon === -1) colon = at
    }
    this.#at = at
    const statement = this.#newStatement(this.#intern(colon === -1 ? start : colon + 1, at), start)
    if (colon !== -1) statement.prefix = this.#intern(start, colon)
    return statement
  }

  /** One string for each keyword of the text; the first one seen is checked. */
  #intern(start: number, end: number): string {
    const word = this.#text.slice(start, end)
    const known = this.#keywords.get(word)
    if (known !== undefined) return known
    if (IDENTIFIER.test(word)) this.#keywords.set(word, word)
    else this.report('error', 'This is no keyword.', start, Math.max(end, start))
    return word
  }

  /** Leaves off before what ends the statement. */
  #readArgument(statement: OpenStatement): void {
    const text = this.#text
    statement.argumentStart = this.#at
    const first = text.charCodeAt(this.#at)
    if (first === 34 || first === 39) this.#readStrings(statement)
    else {
      this.#skipWord()
      statement.argument = text.slice(statement.argumentStart, this.#at)
      statement.argumentEnd = this.#at
      this.#skipBlanks()
    }
    this.#readLeftover(statement)
  }

  /** Quoted strings with `+` between. */
  #readStrings(statement: OpenStatement): void {
    const text = this.#text
    let argument = this.#readString()
    statement.argumentEnd = this.#at
    this.#skipBlanks()
    for (;;) {
      const code = text.charCodeAt(this.#at)
      const joined = code === 43
      if (!joined && code !== 34 && code !== 39) break
      if (joined) {
        const plus = this.#at
        this.#at++
        this.#skipBlanks()
        const next = text.charCodeAt(this.#at)
        if (next !== 34 && next !== 39) {
          this.report('error', 'A quoted string is missing behind this +.', plus, plus + 1)
          break
        }
      } else this.report('error', 'A + is missing between these strings.', this.#at, this.#at + 1)
      argument += this.#readString()
      statement.argumentEnd = this.#at
      this.#skipBlanks()
    }
    statement.argument = argument
  }

  /** Words behind the argument on its own line belong to it, quotes forgotten; on a new line they are the next statement. */
  #readLeftover(statement: OpenStatement): void {
    const text = this.#text
    const end = statement.argumentEnd
    let code = text.charCodeAt(this.#at)
    if (this.#at >= text.length || code === 59 || code === 123 || code === 125) return
    const newline = text.slice(end, this.#at).search(/[\r\n]/)
    if (newline !== -1) return
    while (
      this.#at < text.length &&
      code !== 59 &&
      code !== 123 &&
      code !== 125 &&
      code !== 10 &&
      code !== 13
    ) {
      this.#at++
      code = text.charCodeAt(this.#at)
    }
    const leftover = text.slice(end, this.#at).trimEnd()
    this.report(
      'error',
      'An argument of several words needs quotes.',
      statement.argumentStart,
      end + leftover.length,
    )
    statement.argument = (statement.argument ?? '') + leftover
    statement.argumentEnd = end + leftover.length
    this.#skipBlanks()
  }

  #readString(): string {
    const text = this.#text
    const quote = this.#at
    const isDouble = text.charCodeAt(quote) === 34
    const close = isDouble
      ? this.#quotesRanOut
        ? -1
        : findClosingQuote(text, quote + 1)
      : text.indexOf("'", quote + 1)
    if (close === -1) return this.#readUnclosed(quote, isDouble)
    this.#at = close + 1
    if (!isDouble) return text.slice(quote + 1, close)
    return resolveQuoted(text, quote + 1, close, (offset) => {
      const escape = JSON.stringify(text.slice(offset, offset + 2))
        .slice(1, -1)
        .replace('\\\\', '\\')
      this.report(
        'warning',
        `${escape} means nothing in double quotes; it is taken as it stands.`,
        offset,
        offset + 2,
      )
    })
  }

  /** The rest of the line, so that what follows is still understood. */
  #readUnclosed(quote: number, isDouble: boolean): string {
    const text = this.#text
    if (isDouble) this.#quotesRanOut = true
    const newline = text.indexOf('\n', quote)
    const lineEnd = newline === -1 ? text.length : newline
    this.report('error', 'The quote that ends this string is missing.', quote, lineEnd)
    const words = text.slice(quote + 1, lineEnd).trimEnd()
    const ended = /\s*[;{]$/.exec(words)?.[0].length ?? 0
    this.#at = quote + 1 + words.length - ended
    return text.slice(quote + 1, this.#at)
  }

  /** An unquoted string. The two slashes of a URI are no comment: who forgets the quotes means the URI. */
  #skipWord(): void {
    const text = this.#text
    const start = this.#at
    let at = start
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (endsWord(code)) break
      if (code !== 47 || at === start || !isCommentStart(text, at)) continue
      if (text.charCodeAt(at - 1) !== 58) break
      this.report('warning', 'A URI needs quotes.', start, at + 2)
      at++
    }
    this.#at = at
  }

  #open(statement: OpenStatement): void {
    statement.end = this.#at
    this.#stack.push(statement)
    if (this.#stack.length === MAX_DEPTH) {
      const message = `Statements nested deeper than ${MAX_DEPTH} are left out.`
      this.report('error', message, statement.start, statement.end)
    }
  }

  #close(): void {
    const statement = this.#stack.pop()
    this.#at++
    if (statement === undefined) {
      this.report('error', 'This } closes nothing.', this.#at - 1, this.#at)
      return
    }
    statement.end = this.#at
    this.#add(statement)
  }

  #closeAll(): void {
    for (let statement = this.#stack.pop(); statement; statement = this.#stack.pop()) {
      this.report('error', `The } of this ${statement.keyword} is missing.`, statement.start, statement.end)
      statement.end = this.#text.length
      this.#add(statement)
    }
  }

  #add(statement: Statement): void {
    const parent = this.#stack.at(-1)
    if (parent === undefined) this.statements.push(statement)
    else if (this.#stack.length >= MAX_DEPTH) return
    else if (parent.children === NO_CHILDREN) parent.children = [statement]
    else (parent.children as Statement[]).push(statement)
  }

  #skipBlanks(): void {
    const text = this.#text
    let at = this.#at
    for (;;) {
      const code = text.charCodeAt(at)
      if (isBlank(code)) at++
      else if (code === 47 && isCommentStart(text, at)) at = this.#skipComment(at)
      else break
    }
    this.#at = at
  }

  #skipComment(start: number): number {
    const text = this.#text
    let end: number
    if (text.charCodeAt(start + 1) === 47) {
      end = start + 2
      while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++
    } else {
      const close = text.indexOf('*/', start + 2)
      if (close === -1) this.report('error', 'The */ of this comment is missing.', start, start + 2)
      end = close === -1 ? text.length : close + 2
    }
    this.comments.push({ start, end })
    return end
  }
}

function isCommentStart(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1)
  return next === 47 || next === 42
}
