// Errors on their way to a person: which device they are about, and what was declined before anything was sent.

import type { ReplyRecord } from './replies.ts'
import type { Device } from './settings.ts'

/** Something went wrong with a device; `cause` is what. */
export class DeviceFailure extends Error {
  readonly device: Device
  /** What the device answered, where it did. */
  readonly record: ReplyRecord | undefined

  constructor(device: Device, cause: unknown, record?: ReplyRecord) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'DeviceFailure'
    this.device = device
    this.record = record
  }
}

/** We declined: nothing was sent. The message says why, and what to do next. */
export class Refusal extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Refusal'
  }
}

/**
 * A change was sent, and then the wait for its answer ended: by a person, a time limit, or the end of the session. Nobody here
 * knows whether it was carried out.
 */
export class OutcomeUnknown extends Error {
  constructor(operation: string, cause: unknown) {
    const why = isCancellation(cause) || !(cause instanceof Error) ? '' : `${cause.message} `
    super(
      `${why}${operation} was sent, and the device may still carry it out: look before you send it again.`,
      {
        cause,
      },
    )
    this.name = 'OutcomeUnknown'
  }
}

/** Whether this is the end of something that a person cancelled or dismissed. */
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
