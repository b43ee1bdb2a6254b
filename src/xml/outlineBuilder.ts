// Makes the outline of an XML text in one linear pass, in steps as small as the caller likes.

import { contextOf, LineSplitter } from './lineSplitter.ts'
import { LineTable, type LineContext } from './lineTable.ts'
import { markupEnd, Outline } from './outline.ts'
import { scanStartTag } from './tags.ts'

interface OpenElement {
  readonly line: number
  readonly start: number
  readonly nameEnd: number
  readonly keepsSpace: boolean
  elements: number
  /** Comments and processing instructions. */
  others: number
  hasText: boolean
  /** Some character data directly inside holds a line break. */
  hasBreak: boolean
  /** Levels of verbatim elements inside. */
  verbatimLevels: number
}

/** Mixed content nested deeper than this is laid out like any other, so that nothing is read more often than this. */
const MAX_VERBATIM_LEVELS = 16
/** As xml/parse.ts: no device nests deeper, and the indentation alone would grow with the square. */
const MAX_DEPTH = 1_000

/**
 * The layout keeps every value: an element with text and no element inside stays exactly as written, line breaks too.
 * Text that is not well-formed never throws; it gets a layout, and `wellFormed` is false.
 */
export class OutlineBuilder {
  readonly outline: Outline
  readonly #source: string
  readonly #lines = new LineTable()
  readonly #splitter: LineSplitter
  readonly #open: OpenElement[] = []
  #at = 0
  #done = false
  #roots = 0
  #wellFormed = true
  #visited = 0
  #lastBreak = -1
  #nextBreak = -1
  #lastIrregular = -1

  constructor(source: string) {
    this.#source = source
    this.outline = new Outline(source, this.#lines)
    this.#splitter = new LineSplitter(source, this.#lines)
    this.#nextBreak = this.#breakFrom(0)
  }

  get done(): boolean {
    return this.#done
  }

  /** Characters of the source read so far. */
  get position(): number {
    return this.#at
  }

  /** Tags balance, attributes are quoted, there is one root. True until the opposite is seen. */
  get wellFormed(): boolean {
    return this.#wellFormed
  }

  /** Characters looked at, those read again counted again: the pass is linear if this is. */
  get visited(): number {
    return this.#visited
  }

  /** Reads about `maxChars` more characters; a token is never split. Returns whether the text is at its end. */
  advance(maxChars = Number.MAX_SAFE_INTEGER): boolean {
    const stop = this.#at + maxChars
    while (this.#at < this.#source.length) {
      if (this.#at >= stop) return false
      const from = this.#at
      if (this.#source.charCodeAt(from) === 0x3c) this.#markup(from)
      else this.#text(from)
      this.#visited += this.#at - from
    }
    if (!this.#done) this.#finish()
    return true
  }

  #finish(): void {
    this.#done = true
    if (this.#open.length > 0 || this.#roots !== 1) this.#wellFormed = false
    for (const element of this.#open) this.#lines.setClose(element.line, this.#lines.count - 1)
    this.#open.length = 0
  }

  #consume(end: number): void {
    this.#at = end
    if (this.#nextBreak >= end) return
    this.#lastBreak = this.#source.lastIndexOf('\n', end - 1)
    this.#nextBreak = this.#breakFrom(end)
  }

  #breakFrom(offset: number): number {
    const at = this.#source.indexOf('\n', offset)
    return at === -1 ? this.#source.length : at
  }

  #text(from: number): void {
    const tag = this.#source.indexOf('<', from)
    const to = tag === -1 ? this.#source.length : tag
    const parent = this.#open.at(-1)
    if (parent !== undefined && this.#nextBreak < to) parent.hasBreak = true
    const start = skipSpace(this.#source, from, to)
    this.#consume(to)
    if (start === to) return
    if (parent === undefined) this.#wellFormed = false
    else parent.hasText = true
    this.#pushConstruct(start, skipSpaceBack(this.#source, start, to), 'text')
  }

  #markup(from: number): void {
    const next = this.#source.charCodeAt(from + 1)
    if (next === 0x2f) this.#endTag(from)
    else if (next === 0x21 || next === 0x3f) this.#declaration(from)
    else this.#startTag(from)
  }

  #startTag(from: number): void {
    const tag = scanStartTag(this.#source, from)
    const parent = this.#open.at(-1)
    if (!tag.wellFormed) this.#wellFormed = false
    if (!tag.regular) this.#lastIrregular = from
    const line = this.#lines.push(from, tag.end, this.#open.length, 'markup', !tag.regular)
    this.#consume(tag.end)
    if (parent === undefined) this.#roots += 1
    else {
      parent.elements += 1
      this.#lines.setChildren(parent.line, parent.elements)
    }
    if (tag.selfClosing) return
    this.#lines.markOpen(line)
    this.#open.push({
      line,
      start: from,
      nameEnd: tag.nameEnd,
      keepsSpace: tag.keepsSpace,
      elements: 0,
      others: 0,
      hasText: false,
      hasBreak: false,
      verbatimLevels: 0,
    })
    if (this.#open.length > MAX_DEPTH) this.#wellFormed = false
  }

  #endTag(from: number): void {
    const { end, found } = markupEnd(this.#source, from)
    const element = this.#open.pop()
    const regular = this.#namesMatch(element, from, end)
    if (!regular) this.#lastIrregular = from
    if (!found) this.#wellFormed = false
    this.#consume(end)
    if (element === undefined) {
      this.#wellFormed = false
      this.#lines.push(from, end, 0, 'markup', false)
      return
    }
    this.#close(element, from, end)
  }

  /** Whether the end tag reads exactly `</name>`; marks the text as not well-formed where it has another name. */
  #namesMatch(element: OpenElement | undefined, from: number, end: number): boolean {
    if (element === undefined) return true
    const length = element.nameEnd - element.start - 1
    let at = 0
    while (
      at < length &&
      this.#source.charCodeAt(from + 2 + at) === this.#source.charCodeAt(element.start + 1 + at)
    ) {
      at += 1
    }
    const close = skipSpace(this.#source, from + 2 + length, end)
    if (at < length || close !== end - 1) this.#wellFormed = false
    return end - from === length + 3
  }

  #close(element: OpenElement, from: number, end: number): void {
    const parent = this.#open.at(-1)
    if (this.#isVerbatim(element)) {
      if (parent !== undefined && element.elements > 0) {
        parent.verbatimLevels = Math.max(parent.verbatimLevels, element.verbatimLevels + 1)
      }
      this.#mergeVerbatim(element, end)
      return
    }
    if (parent !== undefined) parent.verbatimLevels = Math.max(parent.verbatimLevels, element.verbatimLevels)
    if (element.elements === 0 && element.others === 0) {
      this.#lines.setEnd(element.line, end, element.hasBreak || this.#lastIrregular >= element.start)
      this.#lines.setClose(element.line, element.line)
      return
    }
    const line = this.#lines.push(from, end, this.#open.length, 'markup', this.#lastIrregular >= from)
    this.#lines.setClose(element.line, line)
  }

  /** Text beside elements stays in one piece unless it already is spread over lines. */
  #isVerbatim(element: OpenElement): boolean {
    if (element.verbatimLevels >= MAX_VERBATIM_LEVELS) return false
    if (element.keepsSpace) return true
    return element.hasText && (element.elements === 0 || !element.hasBreak)
  }

  #mergeVerbatim(element: OpenElement, end: number): void {
    const { line, start } = element
    this.#lines.truncate(line + 1)
    this.#lines.setChildren(line, 0)
    if (this.#lastBreak < start) {
      this.#lines.setEnd(line, end, this.#lastIrregular >= start)
    } else {
      const depth = this.#lines.depth(line)
      this.#lines.truncate(line)
      this.#visited += end - start
      this.#splitter.markup(start, end, depth, this.#lastIrregular >= start)
    }
    this.#lines.setClose(line, this.#lines.count - 1)
  }

  /** Comments, CDATA, processing instructions; a document type declaration has no place in NETCONF. */
  #declaration(from: number): void {
    const { end, found } = markupEnd(this.#source, from)
    const parent = this.#open.at(-1)
    const context = contextOf(this.#source, from)
    const instruction = this.#source.charCodeAt(from + 1) === 0x3f
    if (!found || (context === 'markup' && !instruction)) this.#wellFormed = false
    if (context === 'cdata' && parent === undefined) this.#wellFormed = false
    if (instruction) this.#lastIrregular = from
    this.#consume(end)
    if (parent !== undefined) {
      if (context === 'cdata') parent.hasText = true
      else parent.others += 1
    }
    this.#pushConstruct(from, end, context)
  }

  #pushConstruct(from: number, to: number, inside: LineContext): void {
    const depth = this.#open.length
    const irregular = this.#lastIrregular >= from
    if (this.#lastBreak < from) this.#lines.push(from, to, depth, 'markup', irregular)
    else this.#splitter.construct(from, to, depth, inside, irregular)
  }
}

/** White space as String.prototype.trim has it. */
const isBlank = (code: number): boolean =>
  code === 0x20 || (code >= 9 && code <= 13) || (code > 0x7f && String.fromCharCode(code).trim() === '')

function skipSpace(source: string, from: number, to: number): number {
  let at = from
  while (at < to && isBlank(source.charCodeAt(at))) at += 1
  return at
}

function skipSpaceBack(source: string, from: number, to: number): number {
  let at = to
  while (at > from && isBlank(source.charCodeAt(at - 1))) at -= 1
  return at
}
