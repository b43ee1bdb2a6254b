// The partial locks that each session holds (RFC 5717); they go with it.

import type { PartialLock } from '../netconf/partialLock.ts'
import type { Session } from '../netconf/session.ts'

export class PartialLocks {
  readonly #held = new WeakMap<Session, readonly PartialLock[]>()

  of(session: Session): readonly PartialLock[] {
    return this.#held.get(session) ?? []
  }

  add(session: Session, lock: PartialLock): void {
    this.#held.set(session, [...this.of(session), lock])
  }

  remove(session: Session, lockId: number): void {
    this.#held.set(
      session,
      this.of(session).filter((lock) => lock.lockId !== lockId),
    )
  }
}
