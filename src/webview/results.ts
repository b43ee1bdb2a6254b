// The results panel's page: what was asked of how many devices, the groups of equal answers, a row a device.

import './results.css'
import type { ResultRow, ResultsIntent, ResultsState } from '../bridge/results.ts'
import { make } from './dom.ts'
import { connectHost } from './host.ts'
import { ResultsHeader } from './resultsHeader.ts'
import { actionOf, resultRow, rowIdOf, SortHeads } from './resultRows.ts'
import { RowList } from './rowList.ts'
import { registerResultsComponents } from './toolkit.ts'

registerResultsComponents()

const host = connectHost<ResultsIntent, ResultsState>()
const send = (intent: ResultsIntent): void => host.send(intent)

const header = new ResultsHeader(send)
const heads = new SortHeads(send)
const list = new RowList<ResultRow>({
  label: 'Results',
  role: 'grid',
  render: (row, index) => resultRow(row, index),
  need: (first, count) => send({ type: 'show', first, count }),
  key: (event, row) => pressed(event.key, row),
})
const nothing = make('p', { class: 'nothing note', role: 'status', hidden: true })
const hint = make(
  'footer',
  { class: 'hint note' },
  'Enter opens the answer · Space marks it for comparison · C compares two · R tries again',
)
const page = make(
  'main',
  { class: 'results', hidden: true },
  header.element,
  heads.element,
  nothing,
  list.element,
  hint,
)
document.body.append(page)

list.element.addEventListener('click', (event) => {
  const action = actionOf(event.target)
  if (action !== undefined) send(action)
})
list.element.addEventListener('dblclick', (event) => {
  const id = rowIdOf(event.target)
  if (id !== undefined && actionOf(event.target) === undefined) send({ type: 'open', id })
})

// Only when the panel has the focus: a question may be on the screen, and what is typed is meant for that.
window.addEventListener('focus', () => {
  if (document.activeElement === document.body) list.element.focus()
})

let isFirst = true
const kept = host.recall()
host.listen(show)
send({ type: 'ready' })

function show(state: ResultsState): void {
  page.hidden = false
  header.setState(state)
  heads.setState(state)
  nothing.hidden = state.shown > 0
  nothing.textContent = state.filter === 'trouble' ? 'Nothing went wrong.' : 'No device gave this answer.'
  if (isFirst && typeof kept === 'number') list.reveal(kept, state.shown)
  list.setRows(state.first, state.shown, state.rows)
  list.element.setAttribute('aria-rowcount', String(state.shown))
  if (!isFirst) host.keep(list.cursor)
  isFirst = false
}

function pressed(key: string, { id, canOpen, canRetry, canDiscard }: ResultRow): boolean {
  switch (key) {
    case 'Enter':
      if (canOpen) send({ type: 'open', id })
      return true
    case ' ':
      if (canOpen) send({ type: 'mark', id })
      return true
    case 'c':
      send({ type: 'compare' })
      return true
    case 'r':
      if (canRetry) send({ type: 'retry', id })
      return true
    case 'd':
      if (canDiscard) send({ type: 'discard', id })
      return true
    default:
      return false
  }
}
