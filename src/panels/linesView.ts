// One XML text as lines in a window: laid out, folded and unfolded in slices.

import type { XmlRow } from '../bridge/reply.ts'
import { XmlLines } from '../language/xmlLines.ts'
import { around, FIRST_WINDOW, firstRow, windowOf, type RowWindow } from './rowWindow.ts'
import { WorkQueue, type Slices } from './slices.ts'

export interface LinesMessage {
  readonly first: number
  readonly total: number
  readonly rows: readonly XmlRow[]
  readonly reveal: number
}

export interface LinesSink {
  post(message: LinesMessage): void
  /** More of the text is laid out. */
  grown(): void
  /** Offset in the source of what is looked for, -1 for nothing: its line is cut around it. */
  focus(): number
}

export class LinesView {
  readonly lines: XmlLines
  readonly #sink: LinesSink
  readonly #work: WorkQueue
  readonly #whenLaidOut: (() => void)[] = []
  #window: RowWindow = FIRST_WINDOW

  /** The beginning of the text is laid out at once, the rest in slices. */
  constructor(source: string, slices: Slices, sink: LinesSink) {
    this.#sink = sink
    this.lines = new XmlLines(source)
    this.#work = new WorkQueue(slices, () => this.post())
    if (this.lines.advance()) return
    slices.run(
      () => this.lines.advance(),
      () => this.#grown(),
    )
  }

  /** Offset in the source of the first line in sight. */
  get top(): number {
    return this.lines.outline.start(this.lines.folds.lineOf(this.#window.first))
  }

  /** Calls `action` when the text is laid out: now, where it is. */
  whenLaidOut(action: () => void): void {
    if (this.lines.done) action()
    else this.#whenLaidOut.push(action)
  }

  show(window: RowWindow): void {
    this.#window = windowOf(window)
    this.post()
  }

  toggleFold(line: number): void {
    this.#change(() => {
      this.lines.folds.toggle(line)
      this.post()
    })
  }

  foldAll(): void {
    this.#work.add(this.lines.folds.foldAll())
  }

  unfoldAll(): void {
    this.#change(() => {
      this.lines.folds.unfoldAll()
      this.post()
    })
  }

  /** Opens what hides the line, and puts it into the middle of the window. */
  reveal(line: number): void {
    this.#change(() => {
      const { folds } = this.lines
      folds.reveal(line)
      const row = folds.rowOf(line)
      this.#window = around(this.#window, row)
      this.post(row)
    })
  }

  post(reveal = -1): void {
    const { folds } = this.lines
    const first = firstRow(this.#window, folds.rowCount)
    const rows = this.lines.rows(first, this.#window.count, this.#sink.focus())
    this.#sink.post({ first, total: folds.rowCount, rows, reveal })
  }

  #grown(): void {
    this.lines.folds.refresh()
    this.post()
    this.#sink.grown()
    if (!this.lines.done) return
    for (const action of this.#whenLaidOut.splice(0)) action()
  }

  /** At once, or behind the work under way. */
  #change(action: () => void): void {
    if (this.#work.busy) this.#work.add(once(action))
    else action()
  }
}

function once(action: () => void): Iterator<undefined, void> {
  return {
    next: () => {
      action()
      return { done: true, value: undefined }
    },
  }
}
