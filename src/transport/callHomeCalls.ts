// Who called home so far, and who of them may come in (RFC 8071 §3).

import type { TlsCertificate } from './certificates.ts'
import type { HostKey } from './knownHosts.ts'

/**
 * What a caller shows. A certificate it has proven to own by then; a host key, which anybody can show, only when the login
 * begins. Its address proves nothing and is never a reason to let it in.
 */
export type Caller =
  | { readonly transport: 'ssh'; readonly key: HostKey }
  | {
      readonly transport: 'tls'
      readonly certificate: TlsCertificate
      /** Signed by a trusted authority, dates and all. By itself this says nothing of who it is: compare its names. */
      readonly isTrusted: boolean
    }

/** `waiting` for a person to decide; `unknown` went away undecided; `accepted` became a session, which may have ended since. */
export type CallState = 'waiting' | 'unknown' | 'refused' | 'connecting' | 'accepted' | 'failed'

/** All the calls of one caller; devices call again every few seconds. */
export interface Call {
  readonly caller: Caller
  /** SHA-256 of the key or the certificate, as SSH or openssl prints it. */
  readonly fingerprint: string
  /** Where the last call came from. */
  readonly address: string
  readonly firstAt: Date
  readonly lastAt: Date
  readonly count: number
  readonly state: CallState
  /** Why it failed or was turned away, as a sentence. */
  readonly problem?: string
}

export interface CallOptions<Device> {
  /** Tells whose key or certificate this is; `undefined` for nobody's. */
  readonly identify: (caller: Caller) => Device | undefined
  /** Milliseconds that an unknown caller may wait for a decision. Default 20 000; 0 turns it away at once. */
  readonly decisionMs?: number
  /** Milliseconds for which a device whose login failed is turned away, so that no account gets locked by us. Default 30 000. */
  readonly retryMs?: number
  /** Something about `calls` has changed. */
  readonly onChange?: () => void
}

export type Verdict<Device> = { readonly device: Device } | { readonly refuse: string }

/** Callers kept for the view, and those of them that may wait at once: anybody can make up keys. */
const MAX_CALLS = 100
const MAX_WAITING = 8

interface Entry {
  call: Call
  retryAfter: number
  /** Ends the wait of the one connection that waits. */
  wake: ((decision: 'reconsider' | 'refuse' | 'late') => void) | undefined
}

export class Calls<Device> {
  readonly #options: CallOptions<Device>
  readonly #entries = new Map<string, Entry>()

  constructor(options: CallOptions<Device>) {
    this.#options = options
  }

  /** The latest first. */
  get list(): readonly Call[] {
    return [...this.#entries.values()]
      .map(({ call }) => call)
      .sort((one, other) => other.lastAt.getTime() - one.lastAt.getTime())
  }

  get waiting(): number {
    return [...this.#entries.values()].filter(({ wake }) => wake !== undefined).length
  }

  /** Decides on one call, waiting for a person where the caller is unknown; `gone` ends the wait. */
  async admit(caller: Caller, address: string, gone: AbortSignal): Promise<Verdict<Device>> {
    const entry = this.#record(caller, address)
    let device = this.#options.identify(caller)
    if (device === undefined) {
      const decision = await this.#decision(entry, gone)
      device = decision === 'reconsider' ? this.#options.identify(caller) : undefined
      if (device === undefined) return this.#turnAway(entry, decision === 'refuse')
    }
    if (performance.now() < entry.retryAfter) {
      return { refuse: 'The last login on this device failed a moment ago.' }
    }
    this.#set(entry, 'connecting')
    return { device }
  }

  accepted(caller: Caller): void {
    const entry = this.#entries.get(keyOf(caller))
    if (entry !== undefined) this.#set(entry, 'accepted')
  }

  /**
   * `hasProven`: the caller owns what it shows. Else it may be a stranger with the host key of a device, and that device
   * must not be turned away for it.
   */
  failed(caller: Caller, problem: string, hasProven: boolean): void {
    const entry = this.#entries.get(keyOf(caller))
    if (entry === undefined) return
    if (hasProven) entry.retryAfter = performance.now() + (this.#options.retryMs ?? 30_000)
    if (entry.call.state === 'connecting') this.#set(entry, 'failed', problem)
  }

  /** A person has answered: asks `identify` anew, for the connection that waits and for those to come. */
  reconsider(fingerprint: string): void {
    this.#decide(fingerprint, 'unknown', 'reconsider')
  }

  /** Turns this caller away without asking, until `reconsider`. */
  refuse(fingerprint: string): void {
    this.#decide(fingerprint, 'refused', 'refuse')
  }

  #decide(fingerprint: string, state: CallState, decision: 'reconsider' | 'refuse'): void {
    for (const entry of this.#entries.values()) {
      if (entry.call.fingerprint !== fingerprint) continue
      entry.retryAfter = 0
      this.#set(entry, state)
      entry.wake?.(decision)
    }
  }

  #record(caller: Caller, address: string): Entry {
    const now = new Date()
    const key = keyOf(caller)
    const known = this.#entries.get(key)
    if (known !== undefined) {
      known.call = { ...known.call, caller, address, lastAt: now, count: known.call.count + 1 }
      this.#options.onChange?.()
      return known
    }
    const fingerprint = fingerprintOf(caller)
    const call: Call = { caller, fingerprint, address, firstAt: now, lastAt: now, count: 1, state: 'unknown' }
    const entry: Entry = { call, retryAfter: 0, wake: undefined }
    this.#entries.set(key, entry)
    this.#forgetOldest()
    this.#options.onChange?.()
    return entry
  }

  #forgetOldest(): void {
    if (this.#entries.size <= MAX_CALLS) return
    const idle = [...this.#entries].filter(([, { call, wake }]) => wake === undefined && isIdle(call.state))
    const [oldest] = idle.sort(
      ([, one], [, other]) => one.call.lastAt.getTime() - other.call.lastAt.getTime(),
    )
    if (oldest !== undefined) this.#entries.delete(oldest[0])
  }

  #decision(entry: Entry, gone: AbortSignal): Promise<'reconsider' | 'refuse' | 'late'> {
    const { decisionMs = 20_000 } = this.#options
    if (entry.call.state === 'refused') return Promise.resolve('refuse')
    if (decisionMs === 0 || gone.aborted || entry.wake !== undefined || this.waiting >= MAX_WAITING) {
      return Promise.resolve('late')
    }
    return new Promise((resolve) => {
      const onGone = (): void => wake('late')
      const timer = setTimeout(onGone, decisionMs)
      const wake = (decision: 'reconsider' | 'refuse' | 'late'): void => {
        clearTimeout(timer)
        gone.removeEventListener('abort', onGone)
        entry.wake = undefined
        resolve(decision)
      }
      gone.addEventListener('abort', onGone)
      entry.wake = wake
      this.#set(entry, 'waiting')
    })
  }

  #turnAway(entry: Entry, isRefused: boolean): Verdict<Device> {
    // Another connection of the same caller may still be waiting.
    if (entry.wake === undefined) this.#set(entry, isRefused ? 'refused' : 'unknown')
    return { refuse: isRefused ? 'This caller was refused.' : 'Nobody here knows this caller.' }
  }

  #set(entry: Entry, state: CallState, problem?: string): void {
    const { caller, fingerprint, address, firstAt, lastAt, count } = entry.call
    const facts = { caller, fingerprint, address, firstAt, lastAt, count }
    entry.call = { ...facts, state, ...(problem === undefined ? {} : { problem }) }
    this.#options.onChange?.()
  }
}

const isIdle = (state: CallState): boolean => state !== 'connecting' && state !== 'accepted'

const fingerprintOf = (caller: Caller): string =>
  caller.transport === 'ssh' ? caller.key.sha256 : caller.certificate.sha256

const keyOf = (caller: Caller): string => `${caller.transport} ${fingerprintOf(caller)}`
