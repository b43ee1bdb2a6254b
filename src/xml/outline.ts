// The formatted view of an XML text without the text: for each display line its slice of the source, depth and fold range.

import type { LineContext, LineTable } from './lineTable.ts'
import { printTag, scanStartTag } from './tags.ts'

export const INDENT = '  '
/** Longer lines with irregular tags are shown as they are written. */
const MAX_REPRINT = 64 * 1024

/** Read-only view of the lines; grows while an `OutlineBuilder` advances. */
export class Outline {
  readonly source: string
  readonly #lines: LineTable

  constructor(source: string, lines: LineTable) {
    this.source = source
    this.#lines = lines
  }

  get lineCount(): number {
    return this.#lines.count
  }

  /** Offset in the source at which the line begins. */
  start(line: number): number {
    return this.#lines.start(line)
  }

  end(line: number): number {
    return this.#lines.end(line)
  }

  /** Levels of indentation; a line that continues text, a comment or CDATA has its own white space instead. */
  depth(line: number): number {
    return this.#lines.depth(line)
  }

  context(line: number): LineContext {
    return this.#lines.context(line)
  }

  /** The last line of what begins on this one; the line itself where there is nothing to fold. */
  close(line: number): number {
    return this.#lines.close(line)
  }

  /** Whether the element that begins here reaches beyond what has been laid out. */
  isOpen(line: number): boolean {
    return this.#lines.isOpen(line)
  }

  /** How many element children the element that begins here has; those in mixed content, kept on its line, don't count. */
  children(line: number): number {
    return this.#lines.children(line)
  }

  /** Whether an element begins here (comments, text and end tags are no elements). */
  isElement(line: number): boolean {
    if (this.context(line) !== 'markup') return false
    const start = this.start(line)
    if (this.source.charCodeAt(start) !== 0x3c) return false
    return !'/!?'.includes(this.source.charAt(start + 1))
  }

  /** Line `line` without its indentation, from its character `from` and at most `limit` characters of it. */
  text(line: number, from = 0, limit = Number.MAX_SAFE_INTEGER): string {
    const start = this.start(line)
    const end = this.end(line)
    if (this.#lines.irregular(line) && end - start <= MAX_REPRINT) {
      return reprint(this.source.slice(start, end), this.context(line)).slice(from, from + limit)
    }
    return this.source.slice(start + from, Math.min(end, start + from + limit))
  }

  /** The line that covers the source offset, or the last one before it. */
  lineAt(offset: number): number {
    let low = 0
    let high = this.lineCount - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.start(middle) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}

/** Where the construct that begins with `<` at `start` ends; `found` is false if it never does. */
export function markupEnd(source: string, start: number): { end: number; found: boolean } {
  if (source.startsWith('<!--', start)) return behind(source, '-->', start + 4)
  if (source.startsWith('<![CDATA[', start)) return behind(source, ']]>', start + 9)
  if (source.startsWith('<?', start)) return behind(source, '?>', start + 2)
  if (source.startsWith('</', start) || source.startsWith('<!', start)) return behind(source, '>', start + 2)
  const tag = scanStartTag(source, start)
  return { end: tag.end, found: tag.wellFormed }
}

function behind(source: string, mark: string, from: number): { end: number; found: boolean } {
  const at = source.indexOf(mark, from)
  return at === -1 ? { end: source.length, found: false } : { end: at + mark.length, found: true }
}

/**
 * Prints a line's slice. Character data that still holds a line break is the blank content of an empty element, which is
 * left out; any other line break in character data has split the line.
 */
function reprint(slice: string, context: LineContext): string {
  let at = context === 'comment' ? behind(slice, '-->', 0).end : 0
  if (context === 'cdata') at = behind(slice, ']]>', 0).end
  const parts = [slice.slice(0, at)]
  while (at < slice.length) {
    const tag = slice.indexOf('<', at)
    const text = slice.slice(at, tag === -1 ? undefined : tag)
    if (!text.includes('\n')) parts.push(text)
    if (tag === -1) break
    const { end } = markupEnd(slice, tag)
    const markup = slice.slice(tag, end)
    parts.push(markup.startsWith('<!') ? markup : printTag(markup))
    at = end
  }
  return parts.join('')
}
