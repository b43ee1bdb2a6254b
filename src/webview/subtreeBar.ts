// Says that one element is shown alone, what leads to it, and the way back.

import type { ReplyIntent, Subtree } from '../bridge/reply.ts'
import { button, make } from './dom.ts'
import { sizeText } from './units.ts'

export class SubtreeBar {
  readonly element: HTMLElement
  readonly #path = make('span', { class: 'path' })
  readonly #size = make('span', { class: 'note', title: 'Size of this element alone' })

  constructor(send: (intent: ReplyIntent) => void) {
    this.element = make(
      'div',
      { class: 'subtreeBar', role: 'navigation', 'aria-label': 'Element shown alone', hidden: true },
      button('← Back', { title: 'Back to what this element is in (Backspace)' }, () =>
        send({ type: 'back' }),
      ),
      this.#path,
      this.#size,
    )
  }

  setState(subtree: Subtree | undefined): void {
    this.element.hidden = subtree === undefined
    if (subtree === undefined) return
    const last = subtree.path.length - 1
    this.#path.title = subtree.path.join(' › ')
    this.#path.replaceChildren(
      // The end of a path too long for the panel is what tells elements apart: the beginning is cut.
      make(
        'bdi',
        {},
        ...subtree.path.map((step, at) =>
          make('span', { class: at === last ? 'x-tag' : 'outer' }, at === last ? step : `${step} › `),
        ),
      ),
    )
    this.#size.textContent = sizeText(subtree.length)
  }
}
