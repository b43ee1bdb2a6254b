// The elements of an outline as a tree whose branches open one by one: only what is in sight is described.

import type { Outline } from '../xml/outline.ts'
import { scanStartTag } from '../xml/tags.ts'

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

const MAX_VALUE = 300
/** Open from the start: `<rpc-reply>` and `<data>`. */
const OPEN_LEVELS = 2

export class XmlTree {
  readonly #outline: Outline
  readonly #expanded = new Set<number>()
  /** How many of the first elements have been opened, and where to look for the next. */
  #opened = 0
  #topLine = 0
  #lines: number[] = []
  #levels: number[] = []

  constructor(outline: Outline) {
    this.#outline = outline
    this.refresh()
  }

  get rowCount(): number {
    return this.#lines.length
  }

  /** Walks what is open again; needed after the outline grew. */
  refresh(): void {
    this.#openTop()
    this.#lines = []
    this.#levels = []
    this.#collect(0, this.#outline.lineCount, 0)
  }

  toggle(line: number): void {
    if (!this.#expanded.delete(line)) this.#expanded.add(line)
    this.refresh()
  }

  /** Back to how the tree was at first. */
  collapse(): void {
    this.#expanded.clear()
    this.#opened = 0
    this.#topLine = 0
    this.refresh()
  }

  rows(first: number, count: number): TreeNode[] {
    return this.#lines
      .slice(first, first + count)
      .map((line, index) => this.#describe(line, this.#levels[first + index] ?? 0))
  }

  /** The element that begins on the line, as it stands in the source. */
  sourceOf(line: number): { readonly name: string; readonly xml: string } {
    const { source } = this.#outline
    const start = this.#outline.start(line)
    const xml = source.slice(start, this.#outline.end(this.#outline.close(line)))
    return { name: source.slice(start + 1, scanStartTag(source, start).nameEnd), xml }
  }

  /** Opens the root and its first child once each, as soon as they are there. */
  #openTop(): void {
    for (; this.#opened < OPEN_LEVELS; this.#opened += 1) {
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

  #collect(from: number, to: number, level: number): void {
    for (let line = from; line < to; line = this.#outline.close(line) + 1) {
      if (!this.#outline.isElement(line)) continue
      this.#lines.push(line)
      this.#levels.push(level)
      if (this.#expanded.has(line)) this.#collect(line + 1, this.#outline.close(line), level + 1)
    }
  }

  #describe(line: number, level: number): TreeNode {
    const { source } = this.#outline
    const start = this.#outline.start(line)
    const tag = scanStartTag(source, start)
    const children = this.#outline.children(line)
    return {
      line,
      level,
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
      const { name } = this.sourceOf(child)
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
