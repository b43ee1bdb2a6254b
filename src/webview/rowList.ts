// A list of any length of which only the rows in sight exist; one row of it is the cursor's.

import { make } from './dom.ts'

export interface RowListOptions<Row> {
  readonly label: string
  /** Default `tree`. */
  readonly role?: 'tree' | 'grid'
  /** Makes the element of a row, a `treeitem` or a `row`. */
  render(row: Row, index: number): HTMLElement
  /** Which rows are needed now. */
  need(first: number, count: number): void
  /** A key that the list itself has no use for, with the cursor on `row`. Returns whether it was used. */
  key(event: KeyboardEvent, row: Row, index: number): boolean
}

/** Browsers lose precision, and at last the element, beyond some ten million pixels. */
const MAX_HEIGHT = 8_000_000
/** Rows kept on each side of the view; more are asked for when half of them are used up. */
const OVERSCAN = 80
const LINE_HEIGHT = 1.5

export class RowList<Row> {
  readonly element: HTMLElement
  readonly #options: RowListOptions<Row>
  readonly #layer = make('div', { class: 'rows', role: 'presentation' })
  readonly #shown = new Map<number, { readonly signature: string; readonly element: HTMLElement }>()
  #rowHeight = 20
  #first = 0
  #rows: readonly Row[] = []
  #total = 0
  #cursor = 0
  #width = 0
  /** Pixels from the top of the list to the top of the view, as if the list had its full height. */
  #top = 0
  #lastScroll = 0
  #asked = ''

  constructor(options: RowListOptions<Row>) {
    this.#options = options
    this.element = make(
      'div',
      { class: 'rowList', tabindex: 0, role: options.role ?? 'tree', 'aria-label': options.label },
      this.#layer,
    )
    this.element.addEventListener('scroll', () => this.#scrolled())
    this.element.addEventListener('keydown', (event) => this.#pressed(event))
    this.element.addEventListener('mousedown', (event) => this.#pointed(event))
    new ResizeObserver(() => this.#resized()).observe(this.element)
  }

  get cursor(): number {
    return this.#cursor
  }

  /** Shows these rows, of `total`, from `first` on. `extra` is whatever else their looks depend on. */
  setRows(first: number, total: number, rows: readonly Row[], extra = ''): void {
    this.#first = first
    this.#rows = rows
    this.#setTotal(total)
    this.#top = Math.max(0, Math.min(this.#top, this.#fullHeight - this.element.clientHeight))
    this.#draw(extra)
    this.#ask()
  }

  /** Back to the first row: another text is shown. */
  reset(): void {
    this.#cursor = 0
    this.#width = 0
    this.#layer.style.minWidth = ''
    this.#jump(0)
    this.element.scrollLeft = 0
  }

  /** Puts the cursor on a row of a list now `total` long, in the middle of the view if it was out of sight. */
  reveal(index: number, total: number): void {
    this.#setTotal(total)
    this.#cursor = Math.max(0, Math.min(index, this.#total - 1))
    const y = this.#cursor * this.#rowHeight
    const view = this.element.clientHeight
    if (y < this.#top || y + this.#rowHeight * 2 > this.#top + view) this.#jump(y - view / 2)
  }

  get #fullHeight(): number {
    return this.#total * this.#rowHeight
  }

  /** Full height ÷ height of the element, for the way that scrolling makes. */
  get #scale(): number {
    const view = this.element.clientHeight
    return this.#fullHeight <= MAX_HEIGHT ? 1 : (this.#fullHeight - view) / (MAX_HEIGHT - view)
  }

  #setTotal(total: number): void {
    this.#total = total
    this.#cursor = Math.max(0, Math.min(this.#cursor, total - 1))
    this.#layer.style.height = `${Math.min(this.#fullHeight, MAX_HEIGHT)}px`
  }

  #resized(): void {
    const size = Number.parseFloat(getComputedStyle(this.element).fontSize)
    this.#rowHeight = Math.round((Number.isFinite(size) ? size : 13) * LINE_HEIGHT)
    this.element.style.setProperty('--row-height', `${this.#rowHeight}px`)
    this.setRows(this.#first, this.#total, this.#rows)
  }

  #jump(top: number): void {
    this.#top = Math.max(0, Math.min(top, this.#fullHeight - this.element.clientHeight))
    this.element.scrollTop = this.#top / this.#scale
    this.#lastScroll = this.element.scrollTop
    this.#place()
  }

  /** A short way is scrolled pixel by pixel at any length of list, a long one by its share of the whole. */
  #scrolled(): void {
    const scroll = this.element.scrollTop
    const moved = scroll - this.#lastScroll
    this.#lastScroll = scroll
    const end = this.element.scrollHeight - this.element.clientHeight
    const near = Math.abs(moved) < this.element.clientHeight && scroll > 0 && scroll < end
    const top = near ? this.#top + moved : scroll * this.#scale
    this.#top = Math.max(0, Math.min(top, this.#fullHeight - this.element.clientHeight))
    if (this.#scale !== 1) this.#place()
    this.#ask()
  }

  #ask(): void {
    const view = Math.ceil(this.element.clientHeight / this.#rowHeight)
    if (view === 0) return
    const top = Math.floor(this.#top / this.#rowHeight)
    const missing =
      top < this.#first || Math.min(this.#total, top + view + 1) > this.#first + this.#rows.length
    const near =
      (this.#first > 0 && top - this.#first < OVERSCAN / 2) ||
      (this.#first + this.#rows.length < this.#total &&
        this.#first + this.#rows.length - top - view < OVERSCAN / 2)
    if (!missing && !near) return
    const first = Math.max(0, top - OVERSCAN)
    const asked = `${first} ${view} ${this.#total}`
    if (asked === this.#asked) return
    this.#asked = asked
    this.#options.need(first, view + 2 * OVERSCAN)
  }

  #draw(extra: string): void {
    const last = this.#first + this.#rows.length
    for (const [index, { element }] of this.#shown) {
      if (index >= this.#first && index < last) continue
      element.remove()
      this.#shown.delete(index)
    }
    this.#rows.forEach((row, offset) => this.#drawRow(row, this.#first + offset, offset, extra))
    this.#place()
    this.#markCursor()
    this.#width = Math.max(this.#width, this.#layer.scrollWidth)
    this.#layer.style.minWidth = `${this.#width}px`
  }

  /** Rows that look the same stay the same elements, so that a selection in them survives. */
  #drawRow(row: Row, index: number, offset: number, extra: string): void {
    const signature = JSON.stringify(row) + extra
    let shown = this.#shown.get(index)
    if (shown?.signature !== signature) {
      const element = this.#options.render(row, index)
      element.dataset.index = String(index)
      element.id = `${this.#options.label.replaceAll(' ', '-')}-${index}`
      shown?.element.remove()
      shown = { signature, element }
      this.#shown.set(index, shown)
    }
    const there = this.#layer.children[offset]
    if (there !== shown.element) this.#layer.insertBefore(shown.element, there ?? null)
  }

  #place(): void {
    const shift = this.#scale === 1 ? 0 : this.element.scrollTop - this.#top
    for (const [index, { element }] of this.#shown) {
      element.style.top = `${index * this.#rowHeight + shift}px`
    }
  }

  #markCursor(): void {
    for (const [index, { element }] of this.#shown) element.classList.toggle('cursor', index === this.#cursor)
    const shown = this.#shown.get(this.#cursor)
    if (shown === undefined) this.element.removeAttribute('aria-activedescendant')
    else this.element.setAttribute('aria-activedescendant', shown.element.id)
  }

  #pointed(event: MouseEvent): void {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null
    if (row === null) return
    this.#cursor = Number(row.dataset.index)
    this.#markCursor()
  }

  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.#rowHeight) - 1)
    const moves: Readonly<Record<string, number>> = {
      ArrowUp: -1,
      ArrowDown: 1,
      PageUp: -page,
      PageDown: page,
      Home: -this.#total,
      End: this.#total,
    }
    const by = moves[event.key]
    if (by !== undefined) {
      this.#moveTo(this.#cursor + by)
      event.preventDefault()
      return
    }
    const row = this.#rows[this.#cursor - this.#first]
    if (row !== undefined && this.#options.key(event, row, this.#cursor)) event.preventDefault()
  }

  /** Moves the cursor and scrolls no further than needed to see it. */
  #moveTo(index: number): void {
    this.#cursor = Math.max(0, Math.min(index, this.#total - 1))
    const y = this.#cursor * this.#rowHeight
    const view = this.element.clientHeight
    if (y < this.#top) this.#jump(y)
    else if (y + this.#rowHeight > this.#top + view) this.#jump(y + this.#rowHeight - view)
    this.#markCursor()
    this.#ask()
  }

  moveBy(by: number): void {
    this.#moveTo(this.#cursor + by)
  }
}
