// What a command is: its words for people, its options, its work.

import type { LockOptions } from '../netconf/locking.ts'
import { unsupportedReason } from '../netconf/support.ts'
import type { Operation } from '../netconf/operations.ts'
import type { RequestOptions, Session } from '../netconf/session.ts'
import type { Reply } from '../netconf/reply.ts'
import { PROFILE_NAMES } from '../profiles/profile.ts'
import { profileOf } from '../profiles/registry.ts'
import type { Arguments } from './arguments.ts'
import type { Console } from './console.ts'
import { UnsupportedError } from './failures.ts'
import type { Option } from './options.ts'

export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** Operands as help shows them, without DEVICE: `FILE|-`, `[DATASTORE]`. */
  readonly operands: string
  /** No DEVICE stands behind its name. */
  readonly standsAlone?: boolean
  /** How many of them, DEVICE not among them. */
  readonly takes: { readonly least: number; readonly most: number }
  /** Besides those that every command has. */
  readonly options: readonly Option[]
  /** Paragraphs. */
  readonly details: readonly string[]
  readonly examples: readonly Example[]
}

export interface Example {
  /** Behind `netconf-explorer `. */
  readonly line: string
  readonly says: string
}

/** A command that works in a session with one device. */
export interface SessionCommand extends Command {
  /** Throws UsageError for what is wrong without a look at the device; called before anything is connected. */
  readonly prepare: (args: Arguments, console: Console) => Promise<Work>
}

export type Work = (task: Task) => Promise<void>

export interface Task {
  readonly session: Session
  readonly args: Arguments
  readonly console: Console
  /** The device's hello as it came. */
  readonly hello: string
}

/** Sends an operation if the device announced all that it needs. Throws UnsupportedError, and what `Session.request` throws. */
export function request(
  { session, console }: Pick<Task, 'session' | 'console'>,
  operation: Operation,
  options: RequestOptions = {},
): Promise<Reply> {
  const reason = unsupportedReason(operation, session.capabilities)
  if (reason !== undefined) {
    return Promise.reject(new UnsupportedError(`The device cannot do ${operation.name}: ${reason}.`))
  }
  return session.request(operation, { signal: console.signal, ...options })
}

/** Some families have no lock on running, which is no reason not to work (ADVA). */
export function lockOptions({ args, console }: Pick<Task, 'args' | 'console'>): LockOptions {
  const profile = args.choice('profile', PROFILE_NAMES)
  const ifSupported = profile !== undefined && profileOf(profile).limits.lock === 'ifSupported'
  return { signal: console.signal, ifSupported }
}
