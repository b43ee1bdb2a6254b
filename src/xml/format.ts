// Lays XML out for reading, a leaf a line, without changing any value.

import printXml from 'xml-formatter'
import { INDENT, type Outline } from './outline.ts'
import { OutlineBuilder } from './outlineBuilder.ts'
import { checkWellFormed } from './parse.ts'

/** xml-formatter's time grows with the square of the length (1 MB takes a second, 10 MB twenty). */
const SMALL = 64 * 1024

/** The same document indented by two spaces. Text that is not a well-formed document comes back as it was. */
export function formatXml(text: string): string {
  return text.length <= SMALL && !needsOurPrinter(text) ? formatSmall(text) : formatLinear(text)
}

/** What xml-formatter would not keep: the stand-ins below, and processing instructions inside elements. */
function needsOurPrinter(text: string): boolean {
  return /[\ue000-\ue003]/.test(text) || text.lastIndexOf('<?') > 0
}

// xml-formatter trims values that hold a line break, or that lie beside CDATA. White space inside a value is therefore
// replaced by characters that it does not know as white space, and put back afterwards.
const STAND_INS: Readonly<Record<string, string>> = {
  '\n': '\ue000',
  ' ': '\ue001',
  '\t': '\ue002',
  '\r': '\ue003',
}
const WHITE_SPACE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(STAND_INS).map(([space, standIn]) => [standIn, space]),
)
const LEAF =
  /(<[^\s<>/!?](?:[^<>"']|"[^"]*"|'[^']*')*(?<!\/)>)((?:[^<]|<!\[CDATA\[(?:(?!\]\]>)[\s\S])*\]\]>|<!--(?:(?!-->)[\s\S])*-->)+)(?=<\/)/g
const MARKUP = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g

function formatSmall(text: string): string {
  if (checkWellFormed(text) !== undefined) return text
  const kept = text.replace(LEAF, (leaf, tag: string, content: string) =>
    isValue(content) ? tag + content.replace(/[\n \t\r]/g, (space) => STAND_INS[space] ?? space) : leaf,
  )
  const printed = printXml(kept, { indentation: INDENT, lineSeparator: '\n', collapseContent: true })
  return printed
    .replace(/[\ue000-\ue003]/g, (standIn) => WHITE_SPACE[standIn] ?? standIn)
    .replaceAll('\r\n', '\n')
}

/** Anything but comments and a blank with line breaks, which is what pretty-printing leaves in an empty element. */
function isValue(content: string): boolean {
  const text = content.replace(MARKUP, (markup) => (markup.startsWith('<!--') ? '' : 'x'))
  return text.trim() !== '' || (text === content && text !== '' && !text.includes('\n'))
}

/** The printer for any length: time and memory grow with the text. */
export function formatLinear(text: string): string {
  const printer = new XmlPrinter(text)
  while (!printer.advance());
  return printer.parts.join('')
}

const CHARS_AT_ONCE = 32 * 1024
const LINES_AT_ONCE = 1_024

/** Lays a text out as `formatLinear` does, in steps of a few milliseconds. */
export class XmlPrinter {
  readonly #text: string
  readonly #builder: OutlineBuilder
  readonly #parts: string[] = []
  #line = 0
  #done = false

  constructor(text: string) {
    this.#text = text
    this.#builder = new OutlineBuilder(text)
  }

  /** The text in pieces, in order: those printed so far. One that is not well-formed is a single piece, as it was. */
  get parts(): readonly string[] {
    return this.#parts
  }

  /** Display lines; final when `done`. */
  get lineCount(): number {
    return this.#builder.outline.lineCount
  }

  /** 0 to 1; to lay out and to print take about the same time. */
  get progress(): number {
    const { outline, position } = this.#builder
    const read = this.#text.length === 0 ? 1 : position / this.#text.length
    const printed = outline.lineCount === 0 ? 1 : this.#line / outline.lineCount
    return this.#done ? 1 : (read + (this.#builder.done ? printed : 0)) / 2
  }

  /** Does a few milliseconds' worth of work; returns whether that was the last. */
  advance(): boolean {
    if (this.#done) return true
    if (!this.#builder.done) {
      this.#builder.advance(CHARS_AT_ONCE)
      return false
    }
    if (!this.#builder.wellFormed) {
      this.#parts.push(this.#text)
      this.#done = true
      return true
    }
    const { outline } = this.#builder
    const last = Math.min(this.#line + LINES_AT_ONCE, outline.lineCount)
    if (last > this.#line) this.#parts.push(printLines(outline, this.#line, last))
    this.#line = last
    this.#done = last === outline.lineCount
    return this.#done
  }
}

/** The lines from `first` to before `last`; a line break stands before each but the document's first. */
export function printLines(outline: Outline, first: number, last: number): string {
  const lines: string[] = []
  for (let line = first; line < last; line += 1) {
    lines.push(INDENT.repeat(outline.depth(line)) + outline.text(line))
  }
  return (first === 0 ? '' : '\n') + lines.join('\n')
}
