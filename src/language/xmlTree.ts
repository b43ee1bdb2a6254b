// The elements of an outline as a tree whose branches open one by one: only what is in sight is described.

import type { Outline } from '../xml/outline.ts'
import { scanStartTag } from '../xml/tags.ts'
import { elementName } from './xmlSubtree.ts'

export interface TreeNode {
  /** The outline's line on which the element begins. */
  readonly line: number
  /** From 0. */
  readonly level: number
  readonly name: string
  /** As written; '' for none. */
  readonly attributes: string
  /** Of a leaf, references resolved; '' for an empty one. */
  readonly value: string
  /** `name: eth0`, the first leaf of an element with children; '' for none. */
  readonly key: string
  readonly children: number
  readonly expanded: boolean
}

/** Work on the tree that is to be done in slices; each turn takes a millisecond or so. */
export type TreeWork = Generator<undefined, void>

const MAX_VALUE = 300
/** Open from the start: `<rpc-reply>` and `<data>`. */
const OPEN_LEVELS = 2
/** Looked at between two turns of a generator. */
const LINES_AT_ONCE = 4_096

export class XmlTree {
  readonly #outline: Outline
  readonly #openLevels: number
  readonly #expanded = new Set<number>()
  /** How many of the first elements have been opened, and where to look for the next. */
  #opened = 0
  #topLine = 0
  /** The outline's lines of the rows in sight. */
  #lines: number[] = []

  /** `openLevels`: how many elements are open at first, each the first in the one before. */
  constructor(outline: Outline, openLevels = OPEN_LEVELS) {
    this.#outline = outline
    this.#openLevels = openLevels
  }

  get rowCount(): number {
    return this.#lines.length
  }

  /** Adds what the outline has gained at its end. */
  *grow(): TreeWork {
    this.#openTop()
    const last = this.#lines.at(-1)
    const next = last === undefined ? 0 : this.#behind(last)
    if (next !== undefined) yield* this.#collect(next, this.#outline.lineCount, this.#lines)
  }

  /** Walks what is open again; needed once the outline is complete, which may have taken lines back. */
  *refresh(): TreeWork {
    this.#openTop()
    const lines: number[] = []
    yield* this.#collect(0, this.#outline.lineCount, lines)
    this.#lines = lines
  }

  /** Opens or closes the branch on the line. */
  *toggle(line: number): TreeWork {
    const row = this.rowOf(line)
    if (this.#expanded.delete(line)) {
      if (row === -1) return
      const end = this.#firstBehind(this.#outline.close(line))
      this.#lines.splice(row + 1, end - row - 1)
      return
    }
    this.#expanded.add(line)
    if (row === -1) return
    const children: number[] = []
    yield* this.#collect(line + 1, this.#outline.close(line), children)
    this.#insert(row + 1, children)
  }

  #insert(row: number, lines: readonly number[]): void {
    // More arguments than these are too many for one call.
    if (lines.length < 10_000) this.#lines.splice(row, 0, ...lines)
    else this.#lines = this.#lines.slice(0, row).concat(lines, this.#lines.slice(row))
  }

  /** Back to how the tree was at first. */
  *collapse(): TreeWork {
    this.#expanded.clear()
    this.#opened = 0
    this.#topLine = 0
    yield* this.refresh()
  }

  rows(first: number, count: number): TreeNode[] {
    return this.#lines.slice(first, first + count).map((line) => this.#describe(line))
  }

  /** -1 where a closed branch hides it. */
  rowOf(line: number): number {
    const row = this.#firstBehind(line - 1)
    return this.#lines[row] === line ? row : -1
  }

  /** `name: eth0` for an element whose first leaf is its key, '' for another. */
  keyOf(line: number): string {
    return this.#outline.children(line) === 0 ? '' : this.#key(line)
  }

  /** Opens the root and its first child once each, as soon as they are there. */
  #openTop(): void {
    for (; this.#opened < this.#openLevels; this.#opened += 1) {
      this.#topLine = this.#nextElement(this.#topLine)
      if (this.#topLine === this.#outline.lineCount) return
      this.#expanded.add(this.#topLine)
      this.#topLine += 1
    }
  }

  #nextElement(from: number): number {
    let line = from
    while (line < this.#outline.lineCount && !this.#outline.isElement(line)) line += 1
    return line
  }

  /** Where the row behind that of `line` may begin; undefined where that is not known yet. */
  #behind(line: number): number | undefined {
    if (this.#expanded.has(line)) return line + 1
    return this.#outline.isOpen(line) ? undefined : this.#outline.close(line) + 1
  }

  /** The first row whose line is behind this one. */
  #firstBehind(line: number): number {
    let low = 0
    let high = this.#lines.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#lines[middle] ?? 0) <= line) low = middle + 1
      else high = middle
    }
    return low
  }

  *#collect(from: number, to: number, found: number[]): TreeWork {
    let seen = 0
    for (let line: number | undefined = from; line !== undefined && line < to;) {
      seen += 1
      if (seen % LINES_AT_ONCE === 0) yield
      if (this.#outline.isElement(line)) {
        found.push(line)
        line = this.#behind(line)
      } else line = this.#outline.close(line) + 1
    }
  }

  #describe(line: number): TreeNode {
    const { source } = this.#outline
    const start = this.#outline.start(line)
    const tag = scanStartTag(source, start)
    const children = this.#outline.children(line)
    return {
      line,
      level: this.#outline.depth(line),
      name: source.slice(start + 1, tag.nameEnd),
      attributes: source
        .slice(tag.nameEnd, Math.min(tag.end, tag.nameEnd + MAX_VALUE))
        .replace(/\s*\/?>?$/, '')
        .trim(),
      value: children === 0 ? this.#value(line) : '',
      key: children === 0 ? '' : this.#key(line),
      children,
      expanded: this.#expanded.has(line),
    }
  }

  #value(line: number): string {
    const { source } = this.#outline
    const { end: from } = scanStartTag(source, this.#outline.start(line))
    const to = this.#outline.end(this.#outline.close(line))
    const raw = source.slice(from, Math.min(to, from + MAX_VALUE))
    const text = from + MAX_VALUE < to ? `${raw}…` : raw.replace(/<\/[^<>]*>$/, '')
    return readable(text)
  }

  #key(line: number): string {
    for (let child = line + 1; child < this.#outline.close(line); child = this.#outline.close(child) + 1) {
      if (!this.#outline.isElement(child)) continue
      if (this.#outline.children(child) > 0) return ''
      const value = this.#value(child)
      const name = elementName(this.#outline, child)
      return value === '' ? '' : `${name.slice(name.indexOf(':') + 1)}: ${value}`
    }
    return ''
  }
}

const REFERENCES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Character data for a person: CDATA unwrapped, comments left out, references resolved, line breaks as spaces. */
function readable(text: string): string {
  return text
    .replace(/<!--.*?(?:-->|$)|<!\[CDATA\[|\]\]>/gs, '')
    .replace(
      /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
      (whole, hex?: string, decimal?: string, name?: string) => {
        if (name !== undefined) return REFERENCES[name] ?? whole
        const code = hex === undefined ? Number(decimal) : parseInt(hex, 16)
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole
      },
    )
    .replace(/\s+/g, ' ')
    .trim()
}
