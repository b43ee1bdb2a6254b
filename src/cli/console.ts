// What a command sees of the world: where XML goes, where words for people go, what stands in the environment.

import type { Prompter } from './prompter.ts'

export interface Output {
  readonly isTerminal: boolean
  /** Writes all of it; rejects where it cannot be written. */
  write(text: string): Promise<void>
  /** Writes before it returns: for what comes faster than it could be kept. Absent where writing so is not possible. */
  readonly writeNow?: (bytes: Uint8Array) => void
  /** What was written is not whole: a file is left as it was before. */
  discard(): void
  /** Nothing more comes. */
  close(): void
}

export interface Console {
  readonly out: Output
  /** A line on standard error. */
  readonly tell: (sentence: string) => void
  /** All of standard input, as UTF-8. */
  readonly readInput: () => Promise<string>
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The person at the terminal; absent where there is none. */
  readonly person: Prompter | undefined
  /** Ctrl-C and the like. */
  readonly signal: AbortSignal
}

/** What a device says goes to a terminal without its control characters, which could write anything there. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '�')
}
