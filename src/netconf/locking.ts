// A lock as a scope: taken in order, always given back in reverse, and never silently kept.

import { OptionError, RpcError, SessionClosedError } from './errors.ts'
import type { Datastore } from './names.ts'
import { lock, unlock } from './operations.ts'
import { placeName, type NmdaPlace } from './operands.ts'
import type { RequestOptions, Session } from './session.ts'

/** A datastore that can be locked. */
export type LockTarget = Datastore | NmdaPlace

export interface LockOptions {
  /** Ends the wait for a lock and is handed to nothing else; unlocking is not cancelled. */
  readonly signal?: AbortSignal
  /** Milliseconds for each lock and unlock; default is the session's. */
  readonly timeoutMs?: number
  /** Goes on without the lock where the device says operation-not-supported (ADVA, on running). */
  readonly ifSupported?: boolean
}

/** A lock was not given back. `errors` holds the error of the work, where it failed, then those of the unlocks. */
export class UnlockError extends AggregateError {
  /** Names of the datastores, as far as we know still locked. */
  readonly targets: readonly string[]
  /** Then the device has ended the locks itself (RFC 6241 §7.5). */
  readonly sessionIsGone: boolean

  constructor(targets: readonly string[], errors: readonly unknown[], sessionIsGone: boolean) {
    const names = targets.join(' and ')
    super(
      errors,
      sessionIsGone
        ? `The session ended before ${names} could be unlocked; the device gives such locks up by itself.`
        : `${names} could not be unlocked and may still be locked by this session.`,
    )
    this.name = 'UnlockError'
    this.targets = targets
    this.sessionIsGone = sessionIsGone
  }
}

/** The session that holds the lock which was denied; 0 is none of NETCONF (RFC 6241 §7.5). */
export function lockHolder(error: unknown): number | undefined {
  if (!(error instanceof RpcError)) return undefined
  for (const { tag, info } of error.errors) {
    const id = info.find(({ name }) => name === 'session-id')?.value
    if (tag === 'lock-denied' && id !== undefined && /^\d{1,10}$/.test(id)) return Number(id)
  }
  return undefined
}

/**
 * Locks the targets, does the work and unlocks, whatever becomes of the work; it is told which targets are locked. Throws what
 * locking or the work throws, or UnlockError.
 */
export async function locked<Result>(
  session: Pick<Session, 'request' | 'isOpen'>,
  targets: readonly LockTarget[],
  work: (held: readonly LockTarget[]) => Promise<Result>,
  options: LockOptions = {},
): Promise<Result> {
  if (new Set(targets.map(placeName)).size < targets.length) {
    throw new OptionError('A datastore can be locked only once by the same session.')
  }
  const held: LockTarget[] = []
  let outcome: { readonly result: Result } | { readonly error: unknown }
  try {
    for (const target of targets) await take(session, target, held, options)
    outcome = { result: await work([...held]) }
  } catch (error) {
    outcome = { error }
  }
  await release(session, held, 'error' in outcome ? [outcome.error] : [], options)
  if ('error' in outcome) throw outcome.error
  return outcome.result
}

async function take(
  session: Pick<Session, 'request' | 'isOpen'>,
  target: LockTarget,
  held: LockTarget[],
  options: LockOptions,
): Promise<void> {
  const { signal } = options
  signal?.throwIfAborted()
  try {
    await session.request(lock(target), { ...rulesOf(options), ...(signal !== undefined && { signal }) })
    held.push(target)
  } catch (error) {
    if (error instanceof RpcError) {
      if (options.ifSupported === true && isNotSupported(error)) return
    } else if (session.isOpen) {
      // Nobody waits for the answer any more, but the device may still grant the lock.
      await session.request(unlock(target), rulesOf(options)).catch(() => undefined)
    }
    throw error
  }
}

async function release(
  session: Pick<Session, 'request' | 'isOpen'>,
  held: readonly LockTarget[],
  earlier: readonly unknown[],
  options: LockOptions,
): Promise<void> {
  const left: string[] = []
  const errors: unknown[] = []
  for (const target of held.toReversed()) {
    try {
      await session.request(unlock(target), rulesOf(options))
    } catch (error) {
      left.push(placeName(target))
      errors.push(error)
    }
  }
  if (left.length === 0) return
  const isGone = errors.every((error) => error instanceof SessionClosedError)
  // Work that failed because the session ended says all there is to say.
  if (isGone && earlier[0] instanceof SessionClosedError) return
  throw new UnlockError(left, [...earlier, ...errors], isGone)
}

function isNotSupported(error: RpcError): boolean {
  return error.errors.every(
    ({ tag, severity }) => tag === 'operation-not-supported' || severity === 'warning',
  )
}

/** Whatever errors the session lets pass, a lock that was denied is none, and one that was not given back stays. */
function rulesOf({ timeoutMs }: LockOptions): RequestOptions {
  return { errorMode: 'errors', exemptErrors: [], ...(timeoutMs !== undefined && { timeoutMs }) }
}
