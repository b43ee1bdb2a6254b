// What an operation may know and touch of the device and of the session that asks.

import type { Markup } from '../xml/build.ts'
import type { XmlElement } from '../xml/tree.ts'
import type { Datastores } from './datastores.ts'
import type { ServerFacts, SessionFacts } from './monitoring.ts'
import type { RouterState } from './routerState.ts'

export interface Context {
  readonly datastores: Datastores
  readonly state: RouterState
  readonly sessionId: number
  now(): Date
  sessions(): readonly SessionFacts[]
  server(): ServerFacts
  /** Ends another session at once. False if there is none of that id. */
  kill(sessionId: number): boolean
  /** Ends this session as soon as the reply is sent. */
  endAfterReply(): void
}

/** Carries an operation out. Returns the reply's content, `undefined` for `<ok/>`; throws RpcFault or RpcFaults. */
export type Operation = (operation: XmlElement, context: Context) => readonly Markup[] | undefined
