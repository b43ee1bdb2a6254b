// What can be done with the element on a row, as words that show when the row is pointed at.

import { make } from './dom.ts'

const ACTIONS = {
  alone: { label: 'Alone', title: 'Show this element alone (A)' },
  copy: { label: 'Copy', title: 'Copy this element as XML (C)' },
  open: { label: 'Open', title: 'Open this element as a document (O)' },
} as const

export type RowAction = keyof typeof ACTIONS

/** A click on one is a click on `[data-action]`; the keys in the titles are the list's own. */
export function rowActions(names: readonly RowAction[]): HTMLElement {
  return make(
    'span',
    { class: 'actions', 'aria-hidden': 'true' },
    ...names.map((name) => {
      const { label, title } = ACTIONS[name]
      return make('span', { class: 'action', 'data-action': name, title }, label)
    }),
  )
}
