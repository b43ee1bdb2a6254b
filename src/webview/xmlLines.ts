// The view of formatted XML: virtual lines that fold, with the matches of the find bar.

import type { FindState, ReplyIntent, ReplyState, XmlRow, XmlTab } from '../bridge/reply.ts'
import { RowList } from './rowList.ts'
import { canStandAlone, isElement, xmlRowElement } from './xmlRow.ts'

type LinesState = Extract<ReplyState, { type: 'lines' }>

const MIN_DIGITS = 3

export class XmlLines {
  readonly #list: RowList<XmlRow>
  #state: LinesState | undefined
  #find: FindState | undefined
  /** Room for line numbers; it never shrinks while one reply is read. */
  #digits = MIN_DIGITS

  constructor(tab: XmlTab, label: string, send: (intent: ReplyIntent) => void) {
    const acts = tab === 'reply'
    this.#list = new RowList<XmlRow>({
      label,
      render: (row) => xmlRowElement(row, this.#find, acts),
      need: (first, count) => send({ type: 'showLines', tab, first, count }),
      key: ({ key }, row) => {
        const { fold, line } = row
        const wanted =
          key === 'Enter' || key === ' ' || key === (fold === 'open' ? 'ArrowLeft' : 'ArrowRight')
        if (fold !== 'none' && wanted) send({ type: 'toggleFold', tab, line })
        else if (!acts || !isElement(row)) return false
        else if (key === 'a' && canStandAlone(row)) send({ type: 'showAlone', line })
        else if (key === 'c') send({ type: 'copyElement', line })
        else if (key === 'o') send({ type: 'openElement', line })
        else return false
        return true
      },
    })
    this.#list.element.classList.add('xml')
    this.#list.element.addEventListener('click', ({ target }) => {
      if (!(target instanceof Element)) return
      const action = target.closest<HTMLElement>('[data-action]')?.dataset.action
      const index = Number(target.closest<HTMLElement>('[data-index]')?.dataset.index)
      const row = this.#state?.rows[index - this.#state.first]
      if (row === undefined) return
      if (action === 'fold') send({ type: 'toggleFold', tab, line: row.line })
      else if (action === 'alone') send({ type: 'showAlone', line: row.line })
      else if (action === 'copy') send({ type: 'copyElement', line: row.line })
      else if (action === 'open') send({ type: 'openElement', line: row.line })
    })
  }

  get element(): HTMLElement {
    return this.#list.element
  }

  setState(state: LinesState): void {
    this.#state = state
    const last = state.rows.at(-1)?.line ?? 0
    this.#digits = Math.max(this.#digits, String(last + 1).length)
    this.element.style.setProperty('--digits', String(this.#digits))
    if (state.reveal >= 0) this.#list.reveal(state.reveal, state.total)
    this.#draw()
  }

  setFind(find: FindState): void {
    const moved = find.current !== this.#find?.current
    this.#find = find
    this.#draw()
    if (moved) this.#showCurrentMatch()
  }

  reset(): void {
    this.#digits = MIN_DIGITS
    this.#list.reset()
  }

  #draw(): void {
    if (this.#state === undefined) return
    const { first, total, rows } = this.#state
    const find = this.#find
    const looks = find?.open === true ? `${find.query} ${find.matchCase} ${find.line} ${find.occurrence}` : ''
    this.#list.setRows(first, total, rows, looks)
  }

  /** Scrolls sideways to a match beyond the right edge. */
  #showCurrentMatch(): void {
    const match = this.element.querySelector('.match.current')
    if (match === null) return
    const box = match.getBoundingClientRect()
    const view = this.element.getBoundingClientRect()
    const gutter = this.element.querySelector('.gutter')?.clientWidth ?? 0
    if (box.left < view.left + gutter || box.right > view.right) {
      this.element.scrollLeft += box.left - view.left - view.width / 3
    }
  }
}
