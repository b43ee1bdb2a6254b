// Pushes text that stays as written as display lines, cut where its character data, comments and CDATA have line breaks.

import type { LineContext, LineTable } from './lineTable.ts'
import { markupEnd } from './outline.ts'

export class LineSplitter {
  readonly #source: string
  readonly #lines: LineTable

  constructor(source: string, lines: LineTable) {
    this.#source = source
    this.#lines = lines
  }

  /** Whole elements. A line break inside a tag does not cut: printing the tag may remove it. */
  markup(from: number, to: number, depth: number, irregular: boolean): void {
    let lineStart = from
    let context: LineContext = 'markup'
    let at = from
    while (at < to) {
      const tag = this.#source.charCodeAt(at) === 0x3c
      const end = tag ? markupEnd(this.#source, at).end : Math.min(to, nextTag(this.#source, at))
      const inside = tag ? contextOf(this.#source, at) : 'text'
      if (inside !== 'markup') {
        for (let lf = this.#source.indexOf('\n', at); lf !== -1 && lf < end;) {
          this.#piece(lineStart, lf, depth, context, irregular)
          lineStart = lf + 1
          context = inside
          lf = this.#source.indexOf('\n', lineStart)
        }
      }
      at = end
    }
    this.#piece(lineStart, to, depth, context, irregular)
  }

  /** One comment, CDATA section or run of character data; the first line is closed by the last. */
  construct(from: number, to: number, depth: number, inside: LineContext, irregular: boolean): void {
    const first = this.#lines.count
    let start = from
    if (inside !== 'markup') {
      for (let lf = this.#source.indexOf('\n', from); lf !== -1 && lf < to;) {
        this.#piece(start, lf, depth, start === from ? 'markup' : inside, irregular)
        start = lf + 1
        lf = this.#source.indexOf('\n', start)
      }
    }
    this.#piece(start, to, depth, start === from ? 'markup' : inside, irregular)
    this.#lines.setClose(first, this.#lines.count - 1)
  }

  /** A line that continues another has its own white space and no indentation. */
  #piece(start: number, end: number, depth: number, context: LineContext, irregular: boolean): void {
    const crLf =
      end > start && this.#source.charCodeAt(end) === 0x0a && this.#source.charCodeAt(end - 1) === 0x0d
    this.#lines.push(start, crLf ? end - 1 : end, context === 'markup' ? depth : 0, context, irregular)
  }
}

export function contextOf(source: string, at: number): LineContext {
  if (source.startsWith('<!--', at)) return 'comment'
  return source.startsWith('<![CDATA[', at) ? 'cdata' : 'markup'
}

function nextTag(source: string, from: number): number {
  const at = source.indexOf('<', from)
  return at === -1 ? source.length : at
}
