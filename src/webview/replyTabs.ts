// The tabs of the reply panel: their names, which is in front, and what each holds.

import type { ReplyIntent, ReplyTab } from '../bridge/reply.ts'
import { make } from './dom.ts'
import type { PanelsElement } from './toolkit.ts'

interface Tab {
  readonly tab: HTMLElement
  readonly view: HTMLElement
  readonly badge: HTMLElement
}

const NAMES: Readonly<Record<ReplyTab, string>> = {
  reply: 'Reply',
  tree: 'Tree',
  errors: 'Errors',
  request: 'Request',
}

export class ReplyTabs {
  readonly element: PanelsElement
  readonly #tabs: Readonly<Record<ReplyTab, Tab>>
  #current: ReplyTab = 'reply'

  constructor(
    contents: Readonly<Record<ReplyTab, readonly HTMLElement[]>>,
    send: (intent: ReplyIntent) => void,
  ) {
    const tabOf = (name: ReplyTab): Tab => {
      const badge = make('span', { class: 'badge count' })
      return {
        badge,
        tab: make('vscode-panel-tab', { id: `tab-${name}` }, NAMES[name], badge),
        view: make('vscode-panel-view', { id: `view-${name}` }, ...contents[name]),
      }
    }
    this.#tabs = {
      reply: tabOf('reply'),
      tree: tabOf('tree'),
      errors: tabOf('errors'),
      request: tabOf('request'),
    }
    this.element = make('vscode-panels', { 'aria-label': 'Parts of the reply' }) as PanelsElement
    const all = Object.values(this.#tabs)
    this.#tabs.errors.tab.hidden = true
    this.element.append(...all.map(({ tab }) => tab), ...all.map(({ view }) => view))
    this.element.addEventListener('change', () => {
      const chosen = this.element.activeid.replace('tab-', '') as ReplyTab
      if (chosen in this.#tabs && chosen !== this.#current) send({ type: 'showTab', tab: chosen })
    })
  }

  setState(current: ReplyTab, problems: number, worst: 'error' | 'warning'): void {
    this.#current = current
    const { errors } = this.#tabs
    errors.tab.hidden = problems === 0
    errors.tab.firstChild?.replaceWith(worst === 'error' ? NAMES.errors : 'Warnings')
    errors.badge.textContent = problems.toLocaleString('en')
    this.element.activeid = `tab-${current}`
  }
}
