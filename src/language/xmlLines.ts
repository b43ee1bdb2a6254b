// The lines of one XML text as a window onto them shows: folds, long lines cut, layout made in steps.

import type { LineContext } from '../xml/lineTable.ts'
import type { Outline } from '../xml/outline.ts'
import { OutlineBuilder } from '../xml/outlineBuilder.ts'
import { XmlFolds } from './xmlFolds.ts'

export interface LineRow {
  readonly line: number
  readonly depth: number
  readonly context: LineContext
  readonly text: string
  /** Characters left out before and behind `text`. */
  readonly before: number
  readonly after: number
  readonly fold: 'none' | 'open' | 'closed'
  /** Of a closed fold: lines hidden, text of the last one. */
  readonly hidden: number
  readonly foldEnd: string
}

/** Characters of a line that are shown; a 1 MB leaf would stop any view. */
export const MAX_SHOWN = 2_000
const MAX_FOLD_END = 80
/** Shown of a cut line before the place that is looked for. */
const LEAD = 200
const CHARS_AT_ONCE = 32 * 1024

export class XmlLines {
  readonly outline: Outline
  readonly folds: XmlFolds
  readonly #builder: OutlineBuilder

  constructor(source: string) {
    this.#builder = new OutlineBuilder(source)
    this.outline = this.#builder.outline
    this.folds = new XmlFolds(this.outline)
  }

  get done(): boolean {
    return this.#builder.done
  }

  /** 0 to 1. */
  get progress(): number {
    return this.done ? 1 : this.#builder.position / this.outline.source.length
  }

  /** Lays out a millisecond's worth of text more, two screens at least; returns whether that was the last. */
  advance(): boolean {
    return this.#builder.advance(CHARS_AT_ONCE)
  }

  /** `focus`: an offset in the source that must be in sight if its line is among these and has to be cut. */
  rows(first: number, count: number, focus = -1): LineRow[] {
    const last = Math.min(this.folds.rowCount, first + count)
    const rows: LineRow[] = []
    for (let row = Math.max(0, first); row < last; row += 1)
      rows.push(this.#row(this.folds.lineOf(row), focus))
    return rows
  }

  #row(line: number, focus: number): LineRow {
    const { outline, folds } = this
    const start = outline.start(line)
    const length = outline.end(line) - start
    const before = focus - start > MAX_SHOWN - LEAD && focus < outline.end(line) ? focus - start - LEAD : 0
    const text = outline.text(line, before, MAX_SHOWN)
    const foldable = folds.canFold(line)
    const closed = foldable && folds.isFolded(line)
    const close = outline.close(line)
    return {
      line,
      depth: outline.depth(line),
      context: before > 0 ? 'text' : outline.context(line),
      text,
      before,
      after: text.length < MAX_SHOWN ? 0 : Math.max(0, length - before - text.length),
      fold: closed ? 'closed' : foldable ? 'open' : 'none',
      hidden: closed ? close - line : 0,
      foldEnd: closed ? outline.text(close, 0, MAX_FOLD_END).trim() : '',
    }
  }
}
