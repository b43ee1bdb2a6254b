// What a group of workloads is given, and what it gives: rows of the table.

import type { ClientName } from './clients.ts'
import type { Measured, Task } from './task.ts'

/** A demand of the project, and whether it was met. */
export interface Bar {
  readonly demand: string
  readonly measured: string
  readonly met: boolean
}

export interface Row {
  readonly work: string
  readonly client: string
  /** Absent where the client could not do it; `note` says why. */
  readonly value?: number
  readonly unit: string
  /** How many times as good as bare ssh2 in the same round: 1 is equal, 0.5 half as fast. */
  readonly ratioToFloor?: number
  /** The most memory that the client's process ever had, in MB of 10^6 bytes. */
  readonly rssMB?: number
  readonly note?: string
  readonly bars?: readonly Bar[]
}

export interface Bench {
  readonly rounds: number
  readonly clients: readonly ClientName[]
  /** A folder for the run. */
  readonly scratch: string
  /** Does a task in a process of its own. Rejects with what went wrong in one sentence. */
  measure(client: ClientName, task: Task): Promise<Measured>
  /** Runs one of the bench's own programs in plain Node, with the peer's place; resolves with the JSON it prints. */
  program(name: string, parameters: unknown): Promise<unknown>
}

/** Some workloads that belong together; `run` reports its rows as soon as it has them. */
export interface Group {
  readonly name: string
  run(bench: Bench, report: (row: Row) => void): Promise<void>
}
