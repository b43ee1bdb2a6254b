// Finds plain text in the lines of an outline, in steps as small as the caller likes.

import type { Outline } from '../xml/outline.ts'

/** More matches than this are not counted: nobody walks through them. */
export const MAX_MATCHES = 100_000
/** Characters a step; a query of one character may match at each. */
export const CHUNK = 64 * 1024

export interface Match {
  /** Offset in the outline's source. */
  readonly offset: number
  readonly line: number
}

/** Matches lie inside one line and do not overlap. */
export class XmlFind {
  readonly query: string
  readonly matchCase: boolean
  readonly #outline: Outline
  readonly #needle: string
  readonly #offsets: number[] = []
  #at = 0
  /** The line that the search has reached: hits come in order, so no line is looked for from the start. */
  #line = 0
  #more = false

  constructor(outline: Outline, query: string, matchCase: boolean) {
    this.#outline = outline
    this.query = query
    this.matchCase = matchCase
    this.#needle = matchCase ? query : lowerCase(query)
    if (query === '') this.#at = outline.source.length
  }

  get done(): boolean {
    return this.#more || this.#at >= this.#outline.source.length
  }

  get count(): number {
    return this.#offsets.length
  }

  /** The search stopped at `MAX_MATCHES`. */
  get more(): boolean {
    return this.#more
  }

  /** Searches the next part of the text; returns whether that was the last. The outline must be complete. */
  advance(): boolean {
    if (this.done) return true
    const { source } = this.#outline
    const from = this.#at
    const to = Math.min(source.length, from + CHUNK)
    // A match may reach over the end of the part, but must begin in it.
    const part = source.slice(from, to + this.#needle.length - 1)
    const text = this.matchCase ? part : lowerCase(part)
    this.#at = to
    for (let hit = text.indexOf(this.#needle); hit !== -1 && from + hit < to;) {
      if (this.#offsets.length === MAX_MATCHES) {
        this.#more = true
        break
      }
      const found = this.#isInLine(from + hit)
      if (found) this.#offsets.push(from + hit)
      const next = hit + (found ? this.#needle.length : 1)
      this.#at = Math.max(this.#at, from + next)
      hit = text.indexOf(this.#needle, next)
    }
    return this.done
  }

  match(index: number): Match | undefined {
    const offset = this.#offsets[index]
    return offset === undefined ? undefined : { offset, line: this.#outline.lineAt(offset) }
  }

  /** The first match at or behind the offset; the number of matches if there is none. */
  firstFrom(offset: number): number {
    let low = 0
    let high = this.#offsets.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#offsets[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low
  }

  #isInLine(offset: number): boolean {
    const { lineCount } = this.#outline
    while (this.#line + 1 < lineCount && this.#outline.start(this.#line + 1) <= offset) this.#line += 1
    const line = this.#line
    return offset >= this.#outline.start(line) && offset + this.#needle.length <= this.#outline.end(line)
  }
}

/** Lower case with every character at its own offset: those whose lower case is longer stay. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase()
  if (lower.length === text.length) return lower
  return text.replace(/[^\u0130]+/g, (part) => part.toLowerCase())
}
