// The demo router: its datastores and state, and the sessions that work on them.

import type { Transport } from '../transport/transport.ts'
import { parseXml } from '../xml/parse.ts'
import type { Context } from './context.ts'
import { assertValid, Datastores } from './datastores.ts'
import { INITIAL_CONFIG } from './initialConfig.ts'
import type { ServerFacts, SessionFacts } from './monitoring.ts'
import { operationFor } from './operations.ts'
import { RouterState } from './routerState.ts'
import { ServerSession, type SessionOwner } from './session.ts'
import { configFrom } from './writeOperations.ts'

export interface RouterOptions {
  readonly username: string
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

export class DemoRouter {
  readonly #username: string
  readonly #now: () => number
  readonly #datastores: Datastores
  readonly #state: RouterState
  readonly #sessions = new Map<number, ServerSession>()
  readonly #startTime: Date
  readonly #past = { inRpcs: 0, inBadRpcs: 0, outRpcErrors: 0 }
  #inSessions = 0
  #inBadHellos = 0
  #droppedSessions = 0

  constructor(options: RouterOptions) {
    this.#username = options.username
    this.#now = options.now ?? Date.now
    this.#datastores = new Datastores(initialConfig())
    this.#state = new RouterState(this.#now)
    this.#startTime = new Date(this.#now())
  }

  /** Starts a session on an authenticated transport. */
  serve(transport: Transport): void {
    this.#inSessions += 1
    const owner: SessionOwner = {
      run: (operation, session) => operationFor(operation)(operation, this.#contextFor(session)),
      ended: (session, how) => this.#ended(session, how),
    }
    const session = new ServerSession(this.#inSessions, new Date(this.#now()), transport, owner)
    this.#sessions.set(session.id, session)
  }

  /** Ends all sessions and forgets a commit that waits. */
  stop(): void {
    this.#datastores.confirmed.confirm()
    for (const session of this.#sessions.values()) session.terminate()
  }

  #ended(session: ServerSession, how: { readonly badHello: boolean; readonly dropped: boolean }): void {
    this.#sessions.delete(session.id)
    this.#datastores.sessionEnded(session.id)
    if (how.badHello) this.#inBadHellos += 1
    else if (how.dropped) this.#droppedSessions += 1
    this.#past.inRpcs += session.counters.inRpcs
    this.#past.inBadRpcs += session.counters.inBadRpcs
    this.#past.outRpcErrors += session.counters.outRpcErrors
  }

  #contextFor(session: ServerSession): Context {
    return {
      datastores: this.#datastores,
      state: this.#state,
      sessionId: session.id,
      now: () => new Date(this.#now()),
      sessions: () => this.#sessionFacts(),
      server: () => this.#serverFacts(),
      kill: (id) => this.#kill(id),
      endAfterReply: () => session.endAfterReply(),
    }
  }

  #kill(id: number): boolean {
    const session = this.#sessions.get(id)
    session?.terminate()
    return session !== undefined
  }

  #sessionFacts(): readonly SessionFacts[] {
    return Array.from(this.#sessions.values(), ({ id, loginTime, counters }) => ({
      id,
      username: this.#username,
      loginTime,
      counters,
    }))
  }

  #serverFacts(): ServerFacts {
    return {
      startTime: this.#startTime,
      inBadHellos: this.#inBadHellos,
      inSessions: this.#inSessions,
      droppedSessions: this.#droppedSessions,
      past: this.#past,
    }
  }
}

function initialConfig(): ReturnType<typeof configFrom> {
  const { root, problems } = parseXml(INITIAL_CONFIG)
  if (root === undefined || problems.length > 0) throw new Error('The initial configuration is not XML.')
  const config = configFrom(root)
  assertValid(config)
  return config
}
