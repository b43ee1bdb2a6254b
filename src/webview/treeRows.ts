// The tree of the reply's elements: virtual rows, opened by the host.

import type { ReplyIntent, ReplyState, TreeRow } from '../bridge/reply.ts'
import { make } from './dom.ts'
import { rowActions } from './rowActions.ts'
import { RowList } from './rowList.ts'
import { countText } from './units.ts'

type TreeState = Extract<ReplyState, { type: 'tree' }>
type Send = (intent: ReplyIntent) => void

export class TreeRows {
  readonly #list: RowList<TreeRow>
  readonly #send: Send
  #state: TreeState | undefined

  constructor(send: Send) {
    this.#send = send
    this.#list = new RowList<TreeRow>({
      label: 'Reply tree',
      render: (row) => rowElement(row),
      need: (first, count) => send({ type: 'showTree', first, count }),
      key: (event, row, index) => this.#pressed(event, row, index),
    })
    this.#list.element.classList.add('tree')
    this.#list.element.addEventListener('click', ({ target }) => {
      const row = this.#rowAt(target)
      if (row === undefined || !(target instanceof Element)) return
      const action = target.closest<HTMLElement>('[data-action]')?.dataset.action
      if (action === 'copy') send({ type: 'copyElement', line: row.line })
      else if (action === 'open') send({ type: 'openElement', line: row.line })
      else if (action === 'alone') send({ type: 'showAlone', line: row.line })
      else if (row.children > 0) send({ type: 'toggleElement', line: row.line })
    })
    this.#list.element.addEventListener('dblclick', ({ target }) => {
      const row = this.#rowAt(target)
      if (row?.children === 0) send({ type: 'showElement', line: row.line })
    })
  }

  get element(): HTMLElement {
    return this.#list.element
  }

  setState(state: TreeState): void {
    this.#state = state
    if (state.reveal >= 0) this.#list.reveal(state.reveal, state.total)
    this.#list.setRows(state.first, state.total, state.rows)
  }

  reset(): void {
    this.#list.reset()
  }

  #rowAt(target: EventTarget | null): TreeRow | undefined {
    if (!(target instanceof Element) || this.#state === undefined) return undefined
    const index = Number(target.closest<HTMLElement>('[data-index]')?.dataset.index)
    return this.#state.rows[index - this.#state.first]
  }

  /** The keys of a tree as the ARIA practices have them, right opens or enters, left closes or leaves, and our own. */
  #pressed({ key }: KeyboardEvent, row: TreeRow, index: number): boolean {
    const toggle = (): void => this.#send({ type: 'toggleElement', line: row.line })
    const branch = row.children > 0
    switch (key) {
      case 'ArrowRight':
        if (branch && !row.expanded) toggle()
        else if (branch) this.#list.moveBy(1)
        return true
      case 'ArrowLeft':
        if (branch && row.expanded) toggle()
        else this.#list.moveBy(this.#parentOf(index) - index)
        return true
      case ' ':
        if (branch) toggle()
        return true
      case 'Enter':
        this.#send({ type: 'showElement', line: row.line })
        return true
      case 'c':
        this.#send({ type: 'copyElement', line: row.line })
        return true
      case 'o':
        this.#send({ type: 'openElement', line: row.line })
        return true
      case 'a':
        if (canStandAlone(row)) this.#send({ type: 'showAlone', line: row.line })
        return true
      default:
        return false
    }
  }

  /** The nearest row above with a lower level; the row itself where none is at hand. */
  #parentOf(index: number): number {
    if (this.#state === undefined) return index
    const { first, rows } = this.#state
    const level = rows[index - first]?.level ?? 0
    const above = rows.slice(0, Math.max(0, index - first)).findLastIndex((row) => row.level < level)
    return above === -1 ? index : first + above
  }
}

function rowElement(row: TreeRow): HTMLElement {
  const branch = row.children > 0
  const state = row.expanded ? 'open' : 'closed'
  const element = make(
    'div',
    {
      class: 'row',
      role: 'treeitem',
      'aria-level': row.level + 1,
      'aria-expanded': branch ? String(row.expanded) : undefined,
    },
    make('span', { class: 'guides' }),
    make('span', { class: branch ? `chevron ${state}` : 'chevron', 'aria-hidden': 'true' }),
    make('span', { class: 'x-tag' }, row.name),
    ...details(row),
    rowActions(canStandAlone(row) ? ['alone', 'copy', 'open'] : ['copy', 'open']),
  )
  element.style.setProperty('--level', String(row.level))
  return element
}

function details({ children, key, value, attributes }: TreeRow): HTMLElement[] {
  const parts: HTMLElement[] = []
  if (children === 0) parts.push(make('span', { class: 'leafValue', title: value }, value))
  else if (key !== '') parts.push(make('span', { class: 'key', title: key }, key))
  if (attributes !== '') parts.push(make('span', { class: 'attributes', title: attributes }, attributes))
  if (children > 0) parts.push(make('span', { class: 'note' }, countText(children, 'child', 'children')))
  return parts
}

/** The outermost element is what is shown already. */
const canStandAlone = ({ children, level }: TreeRow): boolean => children > 0 && level > 0
