// Which display lines are folded away: rows as shown ↔ lines of the outline.

import type { Outline } from '../xml/outline.ts'

/** Where "fold all" looks for something to fold: the containers of `<rpc-reply><data>`, their lists, a shallow document. */
const FOLD_ALL_DEPTHS = [2, 3, 1]

export class XmlFolds {
  readonly #outline: Outline
  /** 1 for a line whose range is folded, whether or not it is itself out of sight. */
  #folded = new Uint8Array(0)
  /** The folds in sight, in order: first line, last line, and how many lines are hidden by them and all before them. */
  #first: number[] = []
  #last: number[] = []
  #hidden: number[] = []

  constructor(outline: Outline) {
    this.#outline = outline
  }

  /** Rows in sight. */
  get rowCount(): number {
    return this.#outline.lineCount - (this.#hidden.at(-1) ?? 0)
  }

  canFold(line: number): boolean {
    return this.#outline.context(line) === 'markup' && this.#outline.close(line) > line
  }

  isFolded(line: number): boolean {
    return this.#folded[line] === 1
  }

  lineOf(row: number): number {
    const fold = lastWhere(this.#first.length, (at) => this.#rowOfFold(at) < row)
    return fold === -1 ? row : row + (this.#hidden[fold] ?? 0)
  }

  /** The row that shows the line, or the folded row that hides it. */
  rowOf(line: number): number {
    const fold = lastWhere(this.#first.length, (at) => (this.#first[at] ?? 0) < line)
    if (fold === -1) return line
    return line <= (this.#last[fold] ?? 0) ? this.#rowOfFold(fold) : line - (this.#hidden[fold] ?? 0)
  }

  toggle(line: number): void {
    if (!this.canFold(line)) return
    this.#reserve()
    this.#folded[line] = this.isFolded(line) ? 0 : 1
    this.#rebuild()
  }

  /** Opens every fold that hides the line. */
  reveal(line: number): void {
    for (;;) {
      const fold = lastWhere(this.#first.length, (at) => (this.#first[at] ?? 0) < line)
      if (fold === -1 || line > (this.#last[fold] ?? 0)) return
      this.#folded[this.#first[fold] ?? 0] = 0
      this.#rebuild()
    }
  }

  /** Folds the containers in the data; where there is but one, what it holds. */
  foldAll(): void {
    this.#reserve()
    const levels = FOLD_ALL_DEPTHS.map((depth) => this.#foldable(depth))
    const lines = levels.find(({ length }) => length > 1) ?? levels.find(({ length }) => length > 0)
    for (const line of lines ?? []) this.#folded[line] = 1
    this.#rebuild()
  }

  unfoldAll(): void {
    this.#folded.fill(0)
    this.#rebuild()
  }

  /** The outermost lines that can be folded, that depth or deeper. */
  #foldable(depth: number): number[] {
    const found: number[] = []
    for (let line = 0; line < this.#outline.lineCount;) {
      const fold = this.#outline.depth(line) >= depth && this.canFold(line)
      if (fold) found.push(line)
      line = fold ? this.#outline.close(line) + 1 : line + 1
    }
    return found
  }

  /** The outline may have grown since the last time. */
  #reserve(): void {
    if (this.#folded.length >= this.#outline.lineCount) return
    const wider = new Uint8Array(this.#outline.lineCount)
    wider.set(this.#folded)
    this.#folded = wider
  }

  #rowOfFold(fold: number): number {
    return (this.#first[fold] ?? 0) - (this.#hidden[fold - 1] ?? 0)
  }

  #rebuild(): void {
    this.#first = []
    this.#last = []
    this.#hidden = []
    let hidden = 0
    for (let line = this.#folded.indexOf(1); line !== -1;) {
      const close = this.#outline.close(line)
      hidden += close - line
      this.#first.push(line)
      this.#last.push(close)
      this.#hidden.push(hidden)
      line = this.#folded.indexOf(1, close + 1)
    }
  }
}

/** The greatest index below `count` that passes; passing ones come first. -1 for none. */
function lastWhere(count: number, passes: (index: number) => boolean): number {
  let low = -1
  let high = count - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (passes(middle)) low = middle
    else high = middle - 1
  }
  return low
}
