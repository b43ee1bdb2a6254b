// Which display lines are folded away: rows as shown ↔ lines of the outline.

import type { Outline } from '../xml/outline.ts'

/** Where "fold all" looks for something to fold: the containers of `<rpc-reply><data>`, their lists, a shallow document. */
const FOLD_ALL_DEPTHS = [2, 3, 1]
/** Looked at between two turns of a generator. */
const LINES_AT_ONCE = 4_096

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
    const folds = !this.isFolded(line)
    this.#folded[line] = folds ? 1 : 0
    const at = this.#firstFrom(line)
    if (this.#isHidden(line, at)) return
    const close = this.#outline.close(line)
    const inside = this.#firstFrom(close + 1) - at
    const inSight = folds ? [line] : this.#outermost(line + 1, close)
    this.#replace(at, inside, inSight)
  }

  /** Opens every fold that hides the line. */
  reveal(line: number): void {
    for (;;) {
      const at = this.#firstFrom(line)
      if (!this.#isHidden(line, at)) return
      this.toggle(this.#first[at - 1] ?? 0)
    }
  }

  /**
   * Folds the containers in the data; where there is but one, what it holds. A generator, to be run in slices: folds show when
   * it is at its end.
   */
  *foldAll(): Generator<undefined, void> {
    this.#reserve()
    let lines: number[] = []
    for (const depth of FOLD_ALL_DEPTHS) {
      const found = yield* this.#foldable(depth)
      if (lines.length === 0 || found.length > 1) lines = found
      if (lines.length > 1) break
    }
    for (const [index, line] of lines.entries()) {
      this.#folded[line] = 1
      if (index % LINES_AT_ONCE === 0) yield
    }
    yield* this.#rebuild()
  }

  unfoldAll(): void {
    this.#folded.fill(0)
    this.#first = []
    this.#last = []
    this.#hidden = []
  }

  /** To be called when the outline has grown: a fold at its end hides what came behind it. */
  refresh(): void {
    const end = this.#first.length - 1
    const line = this.#first[end]
    if (line !== undefined && this.#outline.close(line) !== this.#last[end]) this.#replace(end, 1, [line])
  }

  /** The outermost lines that can be folded, that depth or deeper. */
  *#foldable(depth: number): Generator<undefined, number[]> {
    const found: number[] = []
    let seen = 0
    for (let line = 0; line < this.#outline.lineCount;) {
      const fold = this.#outline.depth(line) >= depth && this.canFold(line)
      if (fold) found.push(line)
      line = fold ? this.#outline.close(line) + 1 : line + 1
      seen += 1
      if (seen % LINES_AT_ONCE === 0) yield
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

  /** The first fold in sight that begins on the line or behind it. */
  #firstFrom(line: number): number {
    return lastWhere(this.#first.length, (fold) => (this.#first[fold] ?? 0) < line) + 1
  }

  /** Whether the fold before `at`, which is `#firstFrom(line)`, hides the line. */
  #isHidden(line: number, at: number): boolean {
    return at > 0 && line <= (this.#last[at - 1] ?? -1)
  }

  /** The folded lines of a range that no other folded line of it hides. */
  #outermost(from: number, to: number): number[] {
    const found: number[] = []
    for (let line = this.#folded.indexOf(1, from); line !== -1 && line <= to;) {
      found.push(line)
      line = this.#folded.indexOf(1, this.#outline.close(line) + 1)
    }
    return found
  }

  /** Puts the folds of `lines` in the place of `count` folds in sight. */
  #replace(at: number, count: number, lines: readonly number[]): void {
    const closes = lines.map((line) => this.#outline.close(line))
    const hidden: number[] = []
    let sum = this.#hidden[at - 1] ?? 0
    for (const [index, line] of lines.entries()) hidden.push((sum += (closes[index] ?? line) - line))
    const change = sum - (this.#hidden[at + count - 1] ?? 0)
    this.#first = replaced(this.#first, at, count, lines)
    this.#last = replaced(this.#last, at, count, closes)
    this.#hidden = replaced(this.#hidden, at, count, hidden)
    for (let fold = at + lines.length; fold < this.#hidden.length; fold += 1) {
      this.#hidden[fold] = (this.#hidden[fold] ?? 0) + change
    }
  }

  /** Finds the folds in sight anew, and shows them when all are known. */
  *#rebuild(): Generator<undefined, void> {
    const first: number[] = []
    const last: number[] = []
    const hidden: number[] = []
    let sum = 0
    for (let line = this.#folded.indexOf(1); line !== -1;) {
      const close = this.#outline.close(line)
      sum += close - line
      first.push(line)
      last.push(close)
      hidden.push(sum)
      line = this.#folded.indexOf(1, close + 1)
      if (first.length % LINES_AT_ONCE === 0) yield
    }
    this.#first = first
    this.#last = last
    this.#hidden = hidden
  }
}

/** More arguments than this are too many for one call. */
const MAX_ARGUMENTS = 10_000

/** The list with `items` in the place of `count` others: the same list, where they are few. */
function replaced(list: number[], at: number, count: number, items: readonly number[]): number[] {
  if (items.length > MAX_ARGUMENTS) return list.slice(0, at).concat(items, list.slice(at + count))
  list.splice(at, count, ...items)
  return list
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
