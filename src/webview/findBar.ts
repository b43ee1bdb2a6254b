// The find bar: what to look for, which match of how many, next and previous.

import type { FindState, ReplyIntent } from '../bridge/reply.ts'
import { button, make } from './dom.ts'
import type { ValueElement } from './toolkit.ts'
import { countText } from './units.ts'

type Send = (intent: ReplyIntent) => void

export class FindBar {
  readonly element: HTMLElement
  readonly #send: Send
  readonly #field: ValueElement
  readonly #count = make('span', { class: 'findCount', role: 'status' })
  readonly #matchCase: HTMLElement
  #state: FindState | undefined
  /** Shown by the person's own doing, before the host knows of it. */
  #opening = false

  constructor(send: Send) {
    this.#send = send
    this.#field = make('vscode-text-field', {
      placeholder: 'Find in this text',
      'aria-label': 'Find',
    }) as ValueElement
    this.#matchCase = button('Aa', { appearance: 'icon', title: 'Match case' }, () =>
      this.#search(this.#state?.matchCase !== true),
    )
    this.element = make(
      'div',
      { class: 'findBar', role: 'search', hidden: true },
      this.#field,
      this.#matchCase,
      this.#count,
      button('↑', { appearance: 'icon', title: 'Previous match (Shift+Enter)' }, () =>
        send({ type: 'findPrevious' }),
      ),
      button('↓', { appearance: 'icon', title: 'Next match (Enter)' }, () => send({ type: 'findNext' })),
      button('✕', { appearance: 'icon', title: 'Close (Escape)' }, () => send({ type: 'closeFind' })),
    )
    this.#field.addEventListener('input', () => this.#search(this.#state?.matchCase === true))
    this.element.addEventListener('keydown', (event) => this.#pressed(event))
  }

  /** At once, so that no key pressed after Ctrl+F goes elsewhere; the host hears of it. */
  open(): void {
    if (this.element.hidden) {
      this.#opening = true
      this.element.hidden = false
      this.#send({ type: 'openFind' })
    }
    this.#field.focus()
    this.#field.shadowRoot?.querySelector('input')?.select()
  }

  /** Returns whether the bar closes with the focus in it, so that the focus needs a place to go. */
  setState(state: FindState): boolean {
    const hadFocus = this.element.contains(document.activeElement)
    if (state.open) this.#opening = false
    const open = state.open || this.#opening
    // What is in the field of an open bar is the person's, and newer than what the host has of it.
    if (this.element.hidden) this.#field.value = state.query
    this.#state = state
    this.element.hidden = !open
    this.#matchCase.setAttribute('aria-pressed', String(state.matchCase))
    this.#count.textContent = countOf(state)
    this.#count.classList.toggle(
      'none',
      state.open && state.query !== '' && !state.searching && state.count === 0,
    )
    return hadFocus && !open
  }

  #search(matchCase: boolean): void {
    this.#send({ type: 'find', query: this.#field.value, matchCase })
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#send({ type: 'closeFind' })
    else if (event.key === 'Enter' && event.target === this.#field) {
      this.#send({ type: event.shiftKey ? 'findPrevious' : 'findNext' })
    } else return
    event.preventDefault()
  }
}

function countOf({ open, query, searching, count, more, current }: FindState): string {
  if (!open || query === '') return ''
  if (count === 0) return searching ? 'Searching…' : 'No matches'
  const all = `${count.toLocaleString('en')}${more || searching ? '+' : ''}`
  return current === 0 ? countText(count, 'match', 'matches') : `${current.toLocaleString('en')} of ${all}`
}
