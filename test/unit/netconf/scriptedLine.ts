// A line whose far end follows a script: each message of ours releases the next bytes, up to the byte at which it is cut.

import type { Transport, TransportListener } from '../../../src/transport/transport.ts'

export interface LineScript {
  /** What comes at once, and after each message of ours. */
  readonly answers: readonly Uint8Array[]
  /** Bytes after which the line ends; never where it is absent. */
  readonly cutAt?: number
  /** Absent: the end is orderly. */
  readonly cause?: Error
}

export class ScriptedLine implements Transport {
  isClosed = false
  /** How often `closed` was told: once at most. */
  ends = 0
  readonly #script: LineScript
  #listener: TransportListener | undefined
  #answered = 0
  #released = 0
  #queue: Promise<void> = Promise.resolve()

  constructor(script: LineScript) {
    this.#script = script
  }

  listen(listener: TransportListener): void {
    this.#listener = listener
    this.#release()
  }

  send(): void {
    if (this.#listener !== undefined) this.#release()
  }

  close(): void {
    this.isClosed = true
    this.#later(() => this.#end())
  }

  /** The far end goes away. */
  hangUp(): void {
    this.#later(() => this.#end())
  }

  #release(): void {
    const answer = this.#script.answers[this.#answered]
    this.#answered += 1
    const { cutAt = Number.POSITIVE_INFINITY, cause } = this.#script
    this.#later(() => {
      if (this.ends > 0) return
      const bytes = answer?.subarray(0, Math.max(0, cutAt - this.#released)) ?? new Uint8Array()
      this.#released += bytes.length
      if (bytes.length > 0) this.#listener?.data(bytes)
      if (this.#released >= cutAt) this.#end(cause)
    })
  }

  #later(step: () => void): void {
    this.#queue = this.#queue.then(step)
  }

  #end(cause?: Error): void {
    if (this.ends > 0) return
    this.ends += 1
    this.#listener?.closed(cause)
  }
}
