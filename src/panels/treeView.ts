// The tree of one XML text in a window: it grows with the layout, and its branches open in slices.

import type { TreeRow } from '../bridge/reply.ts'
import { XmlTree } from '../language/xmlTree.ts'
import type { Outline } from '../xml/outline.ts'
import { around, FIRST_WINDOW, firstRow, windowOf, type RowWindow } from './rowWindow.ts'
import { WorkQueue, type Slices } from './slices.ts'

export interface TreeMessage {
  readonly first: number
  readonly total: number
  readonly rows: readonly TreeRow[]
  readonly reveal: number
}

export class TreeView {
  readonly tree: XmlTree
  readonly #sink: (message: TreeMessage) => void
  readonly #work: WorkQueue
  #window: RowWindow = FIRST_WINDOW

  constructor(outline: Outline, openLevels: number, slices: Slices, sink: (message: TreeMessage) => void) {
    this.#sink = sink
    this.tree = new XmlTree(outline, openLevels)
    this.#work = new WorkQueue(slices, () => this.post())
    this.#grow()
  }

  /** The outline is longer than before; `complete`: it has come to its end. */
  grown(complete: boolean): void {
    // A branch that is being opened right now finds the new lines itself, or with the next growth.
    if (complete) this.#work.add(this.tree.refresh())
    else if (!this.#work.busy) this.#grow()
    this.post()
  }

  show(window: RowWindow): void {
    this.#window = windowOf(window)
    this.post()
  }

  toggle(line: number): void {
    this.#work.add(this.tree.toggle(line))
  }

  collapse(): void {
    this.#work.add(this.tree.collapse())
  }

  /** Puts the element into the middle of the window, unless a closed branch hides it. */
  reveal(line: number): void {
    const row = this.tree.rowOf(line)
    if (row !== -1) this.#window = around(this.#window, row)
    this.post(row)
  }

  post(reveal = -1): void {
    const first = firstRow(this.#window, this.tree.rowCount)
    const rows = this.tree.rows(first, this.#window.count)
    this.#sink({ first, total: this.tree.rowCount, rows, reveal })
  }

  /** Takes as long as the layout of what is new took, and less. */
  #grow(): void {
    const work = this.tree.grow()
    while (work.next().done !== true);
  }
}
