// The head of the results panel: what was asked, how far it is, what can be done, which answers there are.

import type { ResultFilter, ResultGroup, ResultsIntent, ResultsState } from '../bridge/results.ts'
import { button, make } from './dom.ts'
import { letterBadge } from './resultRows.ts'
import { countText, timeText } from './units.ts'

/** Groups that have a button of their own; all are in the rows. */
const SHOWN_GROUPS = 8

export class ResultsHeader {
  readonly element: HTMLElement
  readonly #send: (intent: ResultsIntent) => void
  readonly #operation = make('span', { class: 'operation' })
  readonly #detail = make('span', { class: 'detail note' })
  readonly #facts = make('div', { class: 'facts', role: 'status', 'aria-live': 'off' })
  readonly #bar = make('div', { class: 'done' })
  readonly #progress = make('div', { class: 'bar', role: 'progressbar', 'aria-label': 'Progress' }, this.#bar)
  readonly #filters = make('div', { class: 'filters', role: 'group', 'aria-label': 'Show' })
  readonly #notes = make('div', { class: 'notes', hidden: true })
  readonly #cancel: HTMLElement
  readonly #compare: HTMLElement
  readonly #retry: HTMLElement
  readonly #discard: HTMLElement
  #filterSignature = ''

  constructor(send: (intent: ResultsIntent) => void) {
    this.#send = send
    this.#cancel = button('Cancel', { appearance: 'primary' }, () => send({ type: 'cancel' }))
    this.#compare = button('Compare', {}, () => send({ type: 'compare' }))
    this.#retry = button('Retry Failed', {}, () => send({ type: 'retryAll' }))
    this.#discard = button('Discard', {}, () => send({ type: 'discardAll' }))
    this.element = make(
      'header',
      {},
      make(
        'div',
        { class: 'top' },
        make('div', { class: 'about' }, make('h1', {}, this.#operation, this.#detail), this.#facts),
        make(
          'div',
          { class: 'toolbar', role: 'toolbar', 'aria-label': 'Results' },
          this.#cancel,
          this.#retry,
          this.#discard,
          this.#compare,
          button('Export CSV…', {}, () => send({ type: 'exportAs', format: 'csv' })),
          button('Export JSON…', {}, () => send({ type: 'exportAs', format: 'json' })),
        ),
      ),
      this.#progress,
      this.#filters,
      this.#notes,
    )
  }

  setState(state: ResultsState): void {
    const { counts, progress } = state
    this.#operation.textContent = state.operation
    this.#detail.textContent = state.detail ?? ''
    this.#facts.replaceChildren(...factsOf(state).map((fact) => make('span', {}, fact)))
    // Read out at the end, not ten times a second.
    this.#facts.setAttribute('aria-live', progress === 'over' ? 'polite' : 'off')
    const share = counts.total === 0 ? 1 : (counts.total - counts.open) / counts.total
    this.#bar.style.width = `${share * 100}%`
    this.#progress.setAttribute('aria-valuenow', String(Math.floor(share * 100)))
    this.#progress.classList.toggle('over', progress === 'over')
    this.#cancel.hidden = progress === 'over'
    this.#cancel.textContent = progress === 'stopping' ? 'Stop Waiting' : 'Cancel'
    this.#retry.hidden = state.retryable === 0
    this.#retry.textContent = `Retry Failed (${state.retryable})`
    this.#discard.hidden = state.discardable === 0
    this.#discard.textContent = `Discard on ${countText(state.discardable, 'Device')}`
    this.#setCompare(state.marked)
    this.#setFilters(state)
    this.#notes.hidden = state.notes.length === 0
    this.#notes.replaceChildren(...state.notes.map((note) => make('p', {}, note)))
  }

  #setCompare(marked: readonly string[]): void {
    const [one, other] = marked
    const isReady = one !== undefined && other !== undefined
    this.#compare.toggleAttribute('disabled', !isReady)
    this.#compare.title = isReady
      ? `Compare the answers of ${one} and ${other}`
      : 'Mark two answers first: with Space, or by their boxes'
  }

  /** Made anew only when they change, so that the focus stays where it is. */
  #setFilters({ counts, groups, filter }: ResultsState): void {
    const trouble = counts.errors + counts.failed + counts.unknown + counts.cancelled
    const signature = JSON.stringify([counts.total, trouble, groups, filter])
    if (signature === this.#filterSignature) return
    this.#filterSignature = signature
    const others = groups.length - SHOWN_GROUPS
    this.#filters.replaceChildren(
      this.#filterButton('all', filter, `All ${counts.total.toLocaleString('en')}`),
      ...(trouble === 0
        ? []
        : [this.#filterButton('trouble', filter, `Without success ${trouble.toLocaleString('en')}`)]),
      ...groups.slice(0, SHOWN_GROUPS).map((group) => this.#groupButton(group, filter)),
      ...(others > 0 ? [make('span', { class: 'note' }, `and ${countText(others, 'more answer')}`)] : []),
    )
  }

  #groupButton({ number, letter, rank, devices, isError }: ResultGroup, filter: ResultFilter): HTMLElement {
    const words = `${countText(devices, 'device')}${isError ? ', refused' : ''}`
    return this.#filterButton({ group: number }, filter, letterBadge(letter, rank), words)
  }

  #filterButton(
    filter: ResultFilter,
    now: ResultFilter,
    ...children: readonly (Node | string)[]
  ): HTMLElement {
    const isOn = JSON.stringify(filter) === JSON.stringify(now)
    const press = make('button', { class: 'filter', 'aria-pressed': String(isOn) }, ...children)
    press.addEventListener('click', () => this.#send({ type: 'filter', filter: isOn ? 'all' : filter }))
    return press
  }
}

function factsOf({ counts, progress, startedAt }: ResultsState): string[] {
  const { total, answered, errors, failed, unknown, cancelled, open } = counts
  const some = (count: number, words: string): string[] =>
    count === 0 ? [] : [`${count.toLocaleString('en')} ${words}`]
  return [
    `${answered.toLocaleString('en')} of ${total.toLocaleString('en')} answered`,
    ...some(errors, 'refused'),
    ...some(failed, 'failed'),
    ...some(unknown, 'unknown'),
    ...some(cancelled, 'cancelled'),
    ...some(open, progress === 'stopping' ? 'being finished' : 'to go'),
    timeText(startedAt),
  ]
}
