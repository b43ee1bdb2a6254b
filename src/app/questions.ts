// Lets the questions of connection attempts come one after the other: VS Code shows one box at a time, and drops any other.

import { EventEmitter, type Disposable, type Event } from 'vscode'

/** The other questions, as the one that is shown sees them. */
export interface Others {
  /** How many wait behind it. */
  readonly waiting: number
  /** Takes those away, as if each were dismissed. */
  readonly dismiss: () => void
}

/** Waits for its turn, then shows a question. Undefined: dismissed, or no longer of use. */
export type Turn = <Answer>(show: (others: Others) => Promise<Answer>) => Promise<Answer | undefined>

/** The turn of one whom nobody else has to wait for. */
export const ALONE: Turn = (show) => show({ waiting: 0, dismiss: () => undefined })

export class Questions implements Disposable {
  readonly #changed = new EventEmitter<string>()
  /** Fires with the id of a device that has a question now, or has none any more. */
  readonly onDidChange: Event<string> = this.#changed.event
  readonly #open = new Map<string, number>()
  #last: Promise<unknown> = Promise.resolve()
  /** Questions that are not on the screen yet. */
  #waiting = 0
  /** Goes up when those that wait are dismissed. */
  #round = 0

  /** Whether a question about the device is on the screen, or waits for its turn. */
  isAsking(deviceId: string): boolean {
    return this.#open.has(deviceId)
  }

  /** The turns of one attempt. A question whose attempt has ended in the meantime is not shown. */
  turnsOf(deviceId: string, signal: AbortSignal): Turn {
    return (show) => this.ask(deviceId, show, signal)
  }

  async ask<Answer>(
    deviceId: string,
    show: (others: Others) => Promise<Answer>,
    signal?: AbortSignal,
  ): Promise<Answer | undefined> {
    const round = this.#round
    this.#waiting += 1
    const turn = this.#last.then(() => {
      this.#waiting -= 1
      if (signal?.aborted === true || round !== this.#round) return undefined
      return show({ waiting: this.#waiting, dismiss: () => (this.#round += 1) })
    })
    this.#last = turn.catch(() => undefined)
    this.#count(deviceId, 1)
    try {
      return await (signal === undefined ? turn : Promise.race([turn, abortOf(signal)]))
    } finally {
      this.#count(deviceId, -1)
    }
  }

  dispose(): void {
    this.#changed.dispose()
  }

  #count(deviceId: string, by: 1 | -1): void {
    const count = (this.#open.get(deviceId) ?? 0) + by
    if (count === 0) this.#open.delete(deviceId)
    else this.#open.set(deviceId, count)
    this.#changed.fire(deviceId)
  }
}

function abortOf(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}
