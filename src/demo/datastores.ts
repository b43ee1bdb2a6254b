// The demo device's configuration datastores with their locks (RFC 6241 §5.1, §7.5, §8.3, §8.7).

import { ConfirmedCommit, type ConfirmedOptions } from './confirmedCommit.ts'
import type { BranchNode } from './dataTree.ts'
import { inUse, lockDenied, operationFailed, RpcFaults } from './fault.ts'
import { ROUTER_SCHEMA } from './routerSchema.ts'
import { validateConfig } from './validate.ts'

export const DATASTORES = ['running', 'candidate', 'startup'] as const
export type DatastoreName = (typeof DATASTORES)[number]

export interface Lock {
  readonly holder: number
  readonly since: Date
}

export class Datastores {
  readonly confirmed = new ConfirmedCommit((before) => {
    this.#running = before
  })
  #running: BranchNode
  /** Absent while the candidate equals running. */
  #candidate: BranchNode | undefined
  #startup: BranchNode
  readonly #locks = new Map<DatastoreName, Lock>()

  constructor(initial: BranchNode) {
    this.#running = initial
    this.#startup = initial
  }

  /** Not to be changed; `write` takes a changed copy. */
  read(name: DatastoreName): BranchNode {
    if (name === 'running') return this.#running
    return name === 'startup' ? this.#startup : (this.#candidate ?? this.#running)
  }

  /** Puts a whole configuration in place; the caller gives it away. Running must be valid. */
  write(name: DatastoreName, config: BranchNode): void {
    if (name === 'running') {
      assertValid(config)
      this.#running = config
    } else if (name === 'startup') this.#startup = config
    else this.#candidate = config
  }

  deleteStartup(): void {
    this.#startup = { schema: ROUTER_SCHEMA, children: [] }
  }

  discardChanges(): void {
    this.#candidate = undefined
  }

  /** Makes the candidate run. With `confirmed` it goes back by itself unless another commit follows. */
  commit(confirmed: ConfirmedOptions | undefined): void {
    const next = this.read('candidate')
    assertValid(next)
    if (confirmed === undefined) this.confirmed.confirm()
    else this.confirmed.start(this.#running, confirmed)
    this.#running = next
    this.#candidate = undefined
  }

  /** Throws in-use when another session holds the lock. */
  assertWritable(name: DatastoreName, sessionId: number): void {
    const holder = this.#locks.get(name)?.holder
    if (holder !== undefined && holder !== sessionId) {
      throw inUse(`Session ${holder} holds the lock of ${name}.`)
    }
  }

  lockOf(name: DatastoreName): Lock | undefined {
    return this.#locks.get(name)
  }

  /** Throws lock-denied with the holder's session-id (RFC 6241 §7.5). */
  lock(name: DatastoreName, sessionId: number, now: Date): void {
    const holder = this.#locks.get(name)?.holder
    if (holder !== undefined) {
      const who = holder === sessionId ? 'This session holds' : `Session ${holder} holds`
      throw lockDenied(holder, `${who} the lock of ${name} already.`)
    }
    if (name === 'candidate' && this.#candidate !== undefined) {
      throw lockDenied(0, 'The candidate has changes: commit or discard them first.')
    }
    const owner = this.confirmed.owner
    if (name === 'running' && owner !== undefined && owner !== sessionId) {
      throw lockDenied(owner, 'A commit waits to be confirmed.')
    }
    this.#locks.set(name, { holder: sessionId, since: now })
  }

  unlock(name: DatastoreName, sessionId: number): void {
    if (this.#locks.get(name)?.holder !== sessionId) {
      throw operationFailed(`This session does not hold the lock of ${name}.`)
    }
    this.#release(name)
  }

  /** Gives back all that the session held. */
  sessionEnded(sessionId: number): void {
    this.confirmed.sessionEnded(sessionId)
    for (const [name, { holder }] of this.#locks) if (holder === sessionId) this.#release(name)
  }

  /** Changes of the candidate go with its lock (RFC 6241 §8.3.5.2). */
  #release(name: DatastoreName): void {
    this.#locks.delete(name)
    if (name === 'candidate') this.discardChanges()
  }
}

/** Throws everything that is wrong with the configuration. */
export function assertValid(config: BranchNode): void {
  const faults = validateConfig(config)
  if (faults.length > 0) throw new RpcFaults(faults)
}
