// The commit that undoes itself unless it is confirmed in time (RFC 6241 §8.4).

import type { BranchNode } from './dataTree.ts'
import { inUse, invalidValue, operationFailed } from './fault.ts'

interface Pending {
  /** What was running before the first of the commits. */
  readonly before: BranchNode
  readonly owner: number
  /** With it any session may confirm, and the end of the owner changes nothing. */
  readonly persist: string | undefined
  readonly timer: NodeJS.Timeout
}

export interface ConfirmedOptions {
  readonly owner: number
  readonly timeoutSeconds: number
  readonly persist: string | undefined
}

export class ConfirmedCommit {
  #pending: Pending | undefined
  readonly #rollback: (before: BranchNode) => void

  /** `rollback` puts a configuration back into running. */
  constructor(rollback: (before: BranchNode) => void) {
    this.#rollback = rollback
  }

  /** The session whose commit waits to be confirmed, 0 when any may do so; `undefined` when none waits. */
  get owner(): number | undefined {
    if (this.#pending === undefined) return undefined
    return this.#pending.persist === undefined ? this.#pending.owner : 0
  }

  /** Throws unless that session, with that persist-id, may commit now. */
  assertMayCommit(sessionId: number, persistId: string | undefined): void {
    const pending = this.#pending
    if (persistId !== undefined && pending?.persist !== persistId) {
      throw invalidValue('protocol', 'persist-id belongs to no commit that waits to be confirmed.')
    }
    if (pending === undefined) return
    if (pending.persist !== undefined && persistId === undefined) {
      throw inUse('A commit waits to be confirmed with its persist-id.')
    }
    if (pending.persist === undefined && pending.owner !== sessionId) {
      throw inUse(`A commit waits to be confirmed by session ${pending.owner}.`)
    }
  }

  /** Starts the clock, or starts it again for a further confirmed commit; that still goes back to the first one's past. */
  start(before: BranchNode, options: ConfirmedOptions): void {
    const first = this.#pending?.before ?? before
    this.confirm()
    const timer = setTimeout(() => this.#undo(), options.timeoutSeconds * 1000)
    timer.unref()
    this.#pending = { before: first, owner: options.owner, persist: options.persist, timer }
  }

  confirm(): void {
    clearTimeout(this.#pending?.timer)
    this.#pending = undefined
  }

  /** cancel-commit: back at once. Throws when nothing waits, or it is not that session's. */
  cancel(sessionId: number, persistId: string | undefined): void {
    if (this.#pending === undefined && persistId === undefined) {
      throw operationFailed('No commit waits to be confirmed.')
    }
    this.assertMayCommit(sessionId, persistId)
    this.#undo()
  }

  sessionEnded(sessionId: number): void {
    if (this.#pending?.persist === undefined && this.#pending?.owner === sessionId) this.#undo()
  }

  #undo(): void {
    const before = this.#pending?.before
    this.confirm()
    if (before !== undefined) this.#rollback(before)
  }
}
