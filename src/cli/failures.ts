// Endings that no layer below knows: what was typed cannot be meant, the device cannot do it, or only a part was done.

/** The message says what is wrong with the command line, and what would be right. */
export class UsageError extends Error {
  /** Which command it is about, for the pointer to its help. */
  readonly command: string | undefined

  constructor(message: string, command?: string) {
    super(message)
    this.name = 'UsageError'
    this.command = command
  }
}

/** The device announced that it cannot do this. */
export class UnsupportedError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnsupportedError'
  }
}

/** Some of several things failed, each of which has been reported. */
export class PartialFailure extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'PartialFailure'
  }
}

/** What was looked at is not in order; each problem has been written. */
export class FoundProblems extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FoundProblems'
  }
}
