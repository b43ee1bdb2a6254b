// Gathers what has changed, so that a burst of changes is drawn a few times a second, or once.

import type { Disposable } from 'vscode'

/** Milliseconds. Longer than the calm of 200 ms that VS Code waits for, or a long burst would keep it waiting to the end. */
const INTERVAL = 250
/** Milliseconds without a change. */
const CALM = 1_000

/** Draws the first change after a pause at once, further ones a few times a second. */
export class Redraws<Node> implements Disposable {
  readonly #draw: (nodes: Node[]) => void
  readonly #waiting = new Set<Node>()
  #timer: NodeJS.Timeout | undefined

  constructor(draw: (nodes: Node[]) => void) {
    this.#draw = draw
  }

  add(node: Node): void {
    this.#waiting.add(node)
    this.#timer ??= setTimeout(() => this.#flush(), 0)
  }

  dispose(): void {
    clearTimeout(this.#timer)
  }

  #flush(): void {
    this.#timer = undefined
    if (this.#waiting.size === 0) return
    const nodes = [...this.#waiting]
    this.#waiting.clear()
    this.#timer = setTimeout(() => this.#flush(), INTERVAL)
    this.#draw(nodes)
  }
}

/** Draws once, when nothing has changed for a while. */
export class Calm<Node> implements Disposable {
  readonly #draw: (nodes: Node[]) => void
  readonly #waiting = new Set<Node>()
  #timer: NodeJS.Timeout | undefined

  constructor(draw: (nodes: Node[]) => void) {
    this.#draw = draw
  }

  add(node: Node): void {
    this.#waiting.add(node)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      const nodes = [...this.#waiting]
      this.#waiting.clear()
      this.#draw(nodes)
    }, CALM)
  }

  dispose(): void {
    clearTimeout(this.#timer)
  }
}
