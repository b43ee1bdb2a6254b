// A table of any length that is filtered by text and drawn a piece at a time as it is scrolled.

import type { TableRow } from './capabilityRows.ts'
import { make } from './dom.ts'

const PIECE = 100

export class CapabilityTable {
  readonly element: HTMLElement
  readonly #name: string
  readonly #count = make('span', { class: 'note', role: 'status' })
  readonly #body = make('div', { role: 'rowgroup' })
  readonly #end = make('div', { class: 'tableEnd' })
  readonly #nothing = make('p', { class: 'note', hidden: true })
  readonly #table: HTMLElement
  #rows: readonly TableRow[] = []
  #found: readonly TableRow[] = []
  #drawn = 0
  #filter = ''

  constructor(name: string, columns: readonly string[], className: string) {
    this.#name = name
    const heads = columns.map((column) => make('div', { class: 'cell', role: 'columnheader' }, column))
    this.#table = make(
      'div',
      { class: `table ${className}`, role: 'table', 'aria-label': name },
      make('div', { class: 'tableRow heads', role: 'row' }, ...heads),
      this.#body,
    )
    this.element = make(
      'section',
      {},
      make('h2', {}, name, ' ', this.#count),
      this.#table,
      this.#nothing,
      this.#end,
    )
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) this.#drawMore()
      },
      { rootMargin: '600px' },
    )
    observer.observe(this.#end)
  }

  setRows(rows: readonly TableRow[]): void {
    this.#rows = rows
    this.filter(this.#filter)
  }

  /** Every word must occur in the row. */
  filter(text: string): void {
    this.#filter = text
    const words = text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '')
    this.#found = this.#rows.filter(({ searched }) => words.every((word) => searched.includes(word)))
    this.#drawn = 0
    this.#body.replaceChildren()
    this.#drawMore()
    const all = this.#rows.length.toLocaleString('en')
    const some = this.#found.length.toLocaleString('en')
    this.#count.textContent = words.length === 0 ? all : `${some} of ${all}`
    this.#table.hidden = this.#found.length === 0
    this.#nothing.hidden = this.#found.length > 0
    this.#nothing.textContent =
      this.#rows.length === 0
        ? `The device announced no ${this.#name.toLowerCase()}.`
        : `No ${this.#name.toLowerCase()} match this filter.`
  }

  /** While the end of the table stays in sight the observer does not call again, so this does. */
  #drawMore(): void {
    if (this.#drawn >= this.#found.length) return
    const piece = this.#found.slice(this.#drawn, this.#drawn + PIECE)
    this.#drawn += piece.length
    this.#body.append(...piece.map((row) => row.draw()))
    requestAnimationFrame(() => {
      const { top } = this.#end.getBoundingClientRect()
      if (top > 0 && top < window.innerHeight) this.#drawMore()
    })
  }
}
