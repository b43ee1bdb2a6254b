// The head of the reply panel: what was asked of whom, what came of it, the last replies, what to do with this one.

import type { ReplyIntent, ReplyState, ReplySummary } from '../bridge/reply.ts'
import { button, make } from './dom.ts'
import type { ValueElement } from './toolkit.ts'
import { countText, durationText, sizeText, timeText } from './units.ts'

type ReplyMessage = Extract<ReplyState, { type: 'reply' }>
type Send = (intent: ReplyIntent) => void

export class ReplyHeader {
  readonly element: HTMLElement
  readonly #operation = make('span', { class: 'operation' })
  readonly #detail = make('span', { class: 'detail' })
  readonly #device = make('span', { class: 'device' })
  readonly #outcome = make('span', { class: 'outcomes' })
  readonly #facts = make('div', { class: 'facts' })
  readonly #history: ValueElement
  #options = ''

  constructor(send: Send) {
    this.#history = make('vscode-dropdown', {
      'aria-label': 'Last replies',
      class: 'history',
    }) as ValueElement
    this.#history.addEventListener('change', () =>
      send({ type: 'showReply', number: Number(this.#history.value) }),
    )
    this.element = make(
      'header',
      { class: 'replyHeader' },
      make(
        'div',
        { class: 'about' },
        make(
          'h1',
          {},
          make(
            'span',
            {},
            this.#operation,
            this.#detail,
            make('span', { class: 'on' }, ' on '),
            this.#device,
          ),
          this.#outcome,
        ),
        this.#facts,
      ),
      make(
        'div',
        { class: 'toolbar', role: 'toolbar', 'aria-label': 'Reply' },
        this.#history,
        button('Open as Document', {}, () => send({ type: 'openAsDocument' })),
        button('Save…', {}, () => send({ type: 'save' })),
        button('Copy', {}, () => send({ type: 'copy' })),
      ),
    )
  }

  setState({ reply, history, progress }: ReplyMessage): void {
    this.#operation.textContent = reply.operation
    this.#detail.textContent = reply.detail === undefined ? '' : ` (${reply.detail})`
    this.#device.textContent = reply.deviceName
    this.#outcome.replaceChildren(...badges(reply))
    const received = make(
      'span',
      { title: new Date(reply.receivedAt).toLocaleString() },
      timeText(reply.receivedAt),
    )
    this.#facts.replaceChildren(
      make('span', {}, `R${reply.number}`),
      received,
      make('span', { title: 'From sending to the whole reply' }, durationText(reply.elapsedMs)),
      make('span', { title: countText(reply.bytes, 'byte') }, sizeText(reply.bytes)),
      ...(progress < 1 ? [laidOut(progress)] : []),
    )
    this.#setHistory(reply, history)
  }

  #setHistory(reply: ReplySummary, history: readonly ReplySummary[]): void {
    const options = history.map((entry) => ({ value: String(entry.number), label: historyLabel(entry) }))
    const signature = JSON.stringify(options)
    if (signature !== this.#options) {
      this.#options = signature
      this.#history.replaceChildren(
        ...options.map(({ value, label }) => make('vscode-option', { value, title: label }, label)),
      )
    }
    // The dropdown learns of its options when they are rendered.
    requestAnimationFrame(() => {
      this.#history.value = String(reply.number)
    })
  }
}

function laidOut(progress: number): HTMLElement {
  return make(
    'span',
    { class: 'progress' },
    make('vscode-progress-ring'),
    `Laying out ${Math.floor(progress * 100)} %`,
  )
}

function historyLabel(reply: ReplySummary): string {
  const outcome = reply.errors > 0 ? ` – ${countText(reply.errors, 'error')}` : ''
  const detail = reply.detail === undefined ? '' : ` (${reply.detail})`
  return `R${reply.number} ${reply.deviceName}: ${reply.operation}${detail}${outcome}`
}

function badges({ outcome, errors, warnings }: ReplySummary): HTMLElement[] {
  const badge = (kind: string, text: string): HTMLElement => make('span', { class: `badge ${kind}` }, text)
  const found: HTMLElement[] = []
  if (errors > 0) found.push(badge('error', countText(errors, 'error')))
  else if (outcome === 'ok') found.push(badge('ok', 'ok'))
  else if (outcome === 'data') found.push(badge('data', 'data'))
  if (warnings > 0) found.push(badge('warning', countText(warnings, 'warning')))
  return found
}
