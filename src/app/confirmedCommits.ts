// Commits that a device will undo unless they are confirmed: which wait, until when, and what became of them.

import { EventEmitter, type Disposable, type Event } from 'vscode'
import type { CommitEffect } from '../netconf/commitEffect.ts'
import type { Session } from '../netconf/session.ts'
import type { Device } from './settings.ts'

export interface PendingCommit {
  readonly device: Device
  /** Without a word to persist by, only this session can confirm, and its end undoes the commit. */
  readonly sessionId: number
  readonly persist: string | undefined
  /** As close as our clock tells: the device counts from when it committed. */
  readonly deadline: Date
}

export interface UndoneCommit {
  readonly pending: PendingCommit
  readonly why: 'time' | 'session'
}

/** The longest delay that a timer takes, 24 days; no window lives longer. */
const MAX_DELAY = 2 ** 31 - 1

export class ConfirmedCommits implements Disposable {
  readonly #changed = new EventEmitter<undefined>()
  readonly onDidChange: Event<undefined> = this.#changed.event
  readonly #undone = new EventEmitter<UndoneCommit>()
  /** The time ran out, or the session ended that alone could have confirmed. */
  readonly onDidUndo: Event<UndoneCommit> = this.#undone.event
  readonly #pending = new Map<
    string,
    { readonly commit: PendingCommit; readonly timer: NodeJS.Timeout | undefined }
  >()

  /** The most urgent first. */
  get all(): readonly PendingCommit[] {
    return [...this.#pending.values()]
      .map(({ commit }) => commit)
      .sort((a, b) => a.deadline.getTime() - b.deadline.getTime())
  }

  of(deviceId: string): PendingCommit | undefined {
    return this.#pending.get(deviceId)?.commit
  }

  /** Notes what an operation did that the device has answered with ok, whoever wrote it. */
  note(device: Device, session: Session, effect: CommitEffect | undefined): void {
    if (effect === undefined) return
    this.#forget(device.id)
    if (effect.type === 'armed') {
      const delay = effect.seconds * 1_000
      const commit: PendingCommit = {
        device,
        sessionId: session.id,
        persist: effect.persist,
        deadline: new Date(Date.now() + delay),
      }
      const timer = delay > MAX_DELAY ? undefined : setTimeout(() => this.#undo(commit, 'time'), delay)
      this.#pending.set(device.id, { commit, timer })
      if (effect.persist === undefined) void session.closed.then(() => this.#undo(commit, 'session'))
    }
    this.#changed.fire(undefined)
  }

  dispose(): void {
    for (const id of this.#pending.keys()) this.#forget(id)
    this.#changed.dispose()
    this.#undone.dispose()
  }

  #undo(commit: PendingCommit, why: UndoneCommit['why']): void {
    if (this.of(commit.device.id) !== commit) return
    this.#forget(commit.device.id)
    this.#changed.fire(undefined)
    this.#undone.fire({ pending: commit, why })
  }

  #forget(deviceId: string): void {
    clearTimeout(this.#pending.get(deviceId)?.timer)
    this.#pending.delete(deviceId)
  }
}
