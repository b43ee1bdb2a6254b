// What the bench wants of a client that is written in JavaScript.

import type { Place } from '../place.ts'
import type { Framing, Memory } from '../task.ts'

/** One open session. */
export interface Line {
  /** Sends the content of an rpc; resolves when its small reply is there. */
  small(content: string): Promise<void>
  /** Resolves with the length of the reply once all of it is there, kept as the client keeps replies, or written to the file. */
  large(content: string, how?: { readonly file?: string; readonly reads?: boolean }): Promise<number>
  /**
   * Resolves with the number of notifications read up to notificationComplete. Without `reads` nobody reads them until all have come.
   */
  notifications(content: string, reads: boolean): Promise<number>
  close(): Promise<void>
}

export interface BenchClient {
  open(place: Place, framing: Framing): Promise<Line>
  /** Where the work is done by another process: its memory. */
  memory?(): Memory
}
