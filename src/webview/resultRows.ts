// The heads and the rows of the results grid.

import type { ResultPhase, ResultRow, ResultsIntent, ResultsState, ResultSortKey } from '../bridge/results.ts'
import { make, type Child } from './dom.ts'
import { durationText, sizeText } from './units.ts'

const COLUMNS: readonly (readonly [key: ResultSortKey, name: string])[] = [
  ['device', 'Device'],
  ['state', 'State'],
  ['group', 'Answer'],
  ['time', 'Time'],
  ['size', 'Size'],
  ['errors', 'Errors'],
]

/** The names of the columns, which sort by them. */
export class SortHeads {
  readonly element: HTMLElement
  readonly #buttons = new Map<ResultSortKey, HTMLElement>()

  constructor(send: (intent: ResultsIntent) => void) {
    for (const [key, name] of COLUMNS) {
      const press = make('button', { class: `cell head ${key}` }, name)
      press.addEventListener('click', () => send({ type: 'sort', key }))
      this.#buttons.set(key, press)
    }
    this.element = make(
      'div',
      { class: 'heads columns', role: 'group', 'aria-label': 'Sort by' },
      ...this.#buttons.values(),
      make('span', { class: 'cell head message' }, 'Message'),
    )
  }

  setState({ sort }: Pick<ResultsState, 'sort'>): void {
    for (const [key, press] of this.#buttons) {
      const isSorted = key === sort.key
      press.setAttribute('aria-pressed', String(isSorted))
      press.dataset.way = isSorted ? (sort.descending ? 'down' : 'up') : ''
      press.title = isSorted ? (sort.descending ? 'Sorted, largest first' : 'Sorted, smallest first') : 'Sort'
    }
  }
}

const MARKS: Readonly<Record<ResultPhase, string>> = {
  waiting: '·',
  connecting: '…',
  asking: '!',
  running: '…',
  data: '✓',
  ok: '✓',
  errors: '✕',
  failed: '✕',
  unknown: '?',
  cancelled: '–',
}

export function resultRow(row: ResultRow, index: number): HTMLElement {
  const { id, device, isProduction, phase, words, elapsedMs, bytes, errors, warnings, message, group } = row
  const element = make(
    'div',
    {
      class: `row columns ${phase}${row.isMarked ? ' marked' : ''}`,
      role: 'row',
      'aria-rowindex': index + 1,
      'aria-selected': row.isMarked ? 'true' : 'false',
    },
    cell(
      'device',
      mark(row),
      make('span', { class: 'name', title: device }, device),
      isProduction
        ? make('span', { class: 'production', title: 'Production device' }, 'production')
        : undefined,
    ),
    cell(
      'state',
      make('span', { class: 'sign', 'aria-hidden': 'true' }, MARKS[phase]),
      make('span', { class: 'words', title: message === undefined ? words : `${words}. ${message}` }, words),
    ),
    cell('group', group === undefined ? undefined : letterBadge(group.letter, group.rank)),
    cell('time figure', elapsedMs === undefined ? undefined : durationText(elapsedMs)),
    cell('size figure', bytes === undefined ? undefined : sizeText(bytes)),
    cell('errors figure', errorText(errors, warnings)),
    cell('message', make('span', { class: 'words', title: message }, message), actions(row)),
  )
  element.dataset.id = String(id)
  return element
}

/** The letter of a group in its colour. */
export function letterBadge(letter: string, rank: number): HTMLElement {
  return make('span', { class: `letter colour${rank % 6}` }, letter)
}

function errorText(errors: number, warnings: number): string | undefined {
  const parts = [...(errors > 0 ? [String(errors)] : []), ...(warnings > 0 ? [`${warnings} warn.`] : [])]
  return parts.length === 0 ? undefined : parts.join(', ')
}

function mark({ device, isMarked, canOpen }: ResultRow): HTMLElement {
  const title = isMarked ? `${device} is marked for comparison` : `Mark ${device} for comparison`
  const box = make('span', { class: `mark${canOpen ? '' : ' off'}`, title: canOpen ? title : undefined })
  if (canOpen) box.dataset.action = 'mark'
  return box
}

type RowAction = 'open' | 'mark' | 'retry' | 'discard'
const ACTIONS: ReadonlySet<string> = new Set<RowAction>(['open', 'mark', 'retry', 'discard'])

function actions({ canOpen, canRetry, canDiscard }: ResultRow): HTMLElement {
  const action = (name: string, type: RowAction): HTMLElement =>
    make('span', { class: 'action', 'data-action': type }, name)
  return make(
    'span',
    { class: 'actions' },
    canOpen ? action('Open', 'open') : undefined,
    canRetry ? action('Retry', 'retry') : undefined,
    canDiscard ? action('Discard', 'discard') : undefined,
  )
}

/** What a click there does; undefined where it does nothing. */
export function actionOf(target: EventTarget | null): ResultsIntent | undefined {
  const type =
    target instanceof Element ? target.closest<HTMLElement>('[data-action]')?.dataset.action : undefined
  const id = rowIdOf(target)
  return id === undefined || !isAction(type) ? undefined : { type, id }
}

/** The id of the row that it is in. */
export function rowIdOf(target: EventTarget | null): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-id]') : null
  return row === null ? undefined : Number(row.dataset.id)
}

function isAction(type: string | undefined): type is RowAction {
  return type !== undefined && ACTIONS.has(type)
}

function cell(name: string, ...children: readonly Child[]): HTMLElement {
  return make('div', { class: `cell ${name}`, role: 'gridcell' }, ...children)
}
