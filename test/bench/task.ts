// What a client is asked to do in one process of its own, what it measures there, and what the peer understands.

import type { Place } from './place.ts'

export type Framing = '1.0' | '1.1'

export type Task =
  | { readonly kind: 'rpcs'; readonly count: number; readonly inFlight: number }
  | { readonly kind: 'connect'; readonly count: number }
  | {
      readonly kind: 'reply'
      readonly bytes: number
      /** 0: the reply is one chunk. */
      readonly chunk: number
      readonly framing: Framing
      /** The reply goes to this file as it comes. */
      readonly file?: string
      /** The whole text is looked into: a string that has come in parts is joined by that. */
      readonly reads?: boolean
      readonly times: number
    }
  | { readonly kind: 'notifications'; readonly count: number; readonly reads: boolean }
  | { readonly kind: 'sessions'; readonly count: number; readonly restMs: number }

export interface Job {
  readonly place: Place
  readonly task: Task
  /** The built library. */
  readonly library: string
}

/** Memory in bytes, as the kernel counts it. */
export interface Memory {
  /** Resident when all was set up for the work. */
  readonly base: number
  /** The most that ever was resident. */
  readonly peak: number
}

export interface Measured {
  /** Milliseconds that the work took; of several repetitions the median. */
  readonly ms: number
  readonly memory: Memory
  /** Milliseconds of CPU time of the client's process, start included; absent where another process does the work. */
  readonly cpuMs?: number
  /** Numbers of this kind of task alone. */
  readonly more?: Readonly<Record<string, number>>
}

const NAMESPACE = 'urn:netconf-explorer:bench'

/** Content of an rpc that the peer answers with `<ok/>`. */
export const SMALL_RPC = `<bench xmlns="${NAMESPACE}"/>`

export function largeRpc(bytes: number, chunk: number): string {
  return `<bench xmlns="${NAMESPACE}"><reply-bytes>${bytes}</reply-bytes><chunk-bytes>${chunk}</chunk-bytes></bench>`
}

/** The peer ends them with notificationComplete. */
export function notificationsRpc(count: number): string {
  return `<bench xmlns="${NAMESPACE}"><notifications>${count}</notifications></bench>`
}
