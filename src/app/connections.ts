// One session a device at most: connects, disconnects, and tells what became of it.

import { EventEmitter, workspace, type Disposable, type Event } from 'vscode'
import type { SessionClosedError } from '../netconf/errors.ts'
import type { Datastore } from '../netconf/names.ts'
import type { Session } from '../netconf/session.ts'
import { NetconfError } from '../transport/errors.ts'
import type { Transport } from '../transport/transport.ts'
import type { Devices } from './devices.ts'
import { endpointOf } from './endpoint.ts'
import { DeviceFailure, isCancellation, Refusal } from './failure.ts'
import type { HostKeys } from './hostKeys.ts'
import type { Log } from './log.ts'
import type { Questions } from './questions.ts'
import type { Secrets } from './secrets.ts'
import type { Family, SessionOpening, SessionWatch } from './sessionOpening.ts'
import type { Device } from './settings.ts'

export type ConnectionState =
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'connecting'; readonly since: Date }
  | {
      readonly kind: 'connected'
      readonly session: Session
      /** Which family of devices it was taken for, and why. */
      readonly family: Family
      /** The settings it was opened with, which may have changed since. */
      readonly device: Device
      readonly since: Date
      /** Datastores that this session has locked. */
      readonly locks: ReadonlySet<Datastore>
    }
  /** No session came into being. */
  | { readonly kind: 'failed'; readonly error: NetconfError; readonly at: Date }
  /** A session ended without our asking. */
  | { readonly kind: 'lost'; readonly error: SessionClosedError; readonly at: Date }

const DISCONNECTED: ConnectionState = { kind: 'disconnected' }

interface Attempt {
  readonly abort: AbortController
  readonly session: Promise<Session>
}

export class Connections implements Disposable {
  readonly #changed = new EventEmitter<string>()
  /** Fires with a device's id. */
  readonly onDidChange: Event<string> = this.#changed.event
  readonly #devices: Devices
  readonly #secrets: Secrets
  readonly #hostKeys: HostKeys
  readonly #questions: Questions
  readonly #log: Log
  readonly #states = new Map<string, ConnectionState>()
  readonly #attempts = new Map<string, Attempt>()
  #opening: Promise<SessionOpening> | undefined
  readonly #watch: Disposable

  constructor(parts: {
    devices: Devices
    secrets: Secrets
    hostKeys: HostKeys
    questions: Questions
    log: Log
  }) {
    this.#devices = parts.devices
    this.#secrets = parts.secrets
    this.#hostKeys = parts.hostKeys
    this.#questions = parts.questions
    this.#log = parts.log
    this.#watch = parts.devices.onDidChange(() => this.#dropRemoved())
  }

  state(deviceId: string): ConnectionState {
    return this.#states.get(deviceId) ?? DISCONNECTED
  }

  /** The open session of a device, if there is one. */
  session(deviceId: string): Session | undefined {
    const state = this.state(deviceId)
    return state.kind === 'connected' ? state.session : undefined
  }

  /**
   * The device's session, opened if need be; a second call while connecting waits for the same one. Throws DeviceFailure, a
   * Refusal in an untrusted workspace, or an AbortError when cancelled or when a question was dismissed.
   */
  connect(device: Device, signal?: AbortSignal): Promise<Session> {
    const open = this.session(device.id)
    if (open !== undefined) return Promise.resolve(open)
    const running = this.#attempts.get(device.id)
    if (running !== undefined) return running.session
    if (!workspace.isTrusted) {
      return Promise.reject(
        new Refusal('This workspace is not trusted, so no connection is made. Trust it first.'),
      )
    }
    const abort = new AbortController()
    const onAbort = (): void => abort.abort()
    signal?.addEventListener('abort', onAbort)
    const session = this.#connect(device, abort).finally(() => {
      signal?.removeEventListener('abort', onAbort)
      if (this.#isCurrent(device, abort)) this.#attempts.delete(device.id)
    })
    this.#attempts.set(device.id, { abort, session })
    return session
  }

  /**
   * A further session of its own, which the caller closes: for a subscription on a device that does nothing else beside one.
   * Throws as `connect` does; the device's state stays as it is.
   */
  async openAnother(device: Device, signal?: AbortSignal): Promise<Session> {
    const abort = new AbortController()
    const onAbort = (): void => abort.abort()
    signal?.addEventListener('abort', onAbort)
    try {
      return await this.#open(await this.#loadOpening(), device, abort)
    } catch (error) {
      if (abort.signal.aborted) throw abort.signal.reason
      abort.abort()
      throw new DeviceFailure(device, error)
    } finally {
      signal?.removeEventListener('abort', onAbort)
    }
  }

  /** Makes a session of the transport of a device that called home; an older session of the device is closed. */
  async accept(device: Device, transport: Transport): Promise<Session> {
    await this.disconnect(device.id)
    const abort = new AbortController()
    const session = this.#establish(device, abort, (opening) =>
      opening.over(transport, device, this.#watchOf(device), abort.signal),
    )
    this.#attempts.set(device.id, { abort, session })
    return session.finally(() => {
      if (this.#isCurrent(device, abort)) this.#attempts.delete(device.id)
    })
  }

  /** Ends the session, or the attempt to open one. */
  async disconnect(deviceId: string): Promise<void> {
    this.#attempts.get(deviceId)?.abort.abort()
    // What comes next is a new attempt, not this one on its way out.
    this.#attempts.delete(deviceId)
    const session = this.session(deviceId)
    this.#set(deviceId, DISCONNECTED)
    await session?.close()
  }

  /** Notes that the device's session took or gave up a lock. */
  setLocked(deviceId: string, datastore: Datastore, locked: boolean): void {
    const state = this.state(deviceId)
    if (state.kind !== 'connected') return
    const others = [...state.locks].filter((name) => name !== datastore)
    this.#set(deviceId, { ...state, locks: new Set(locked ? [...others, datastore] : others) })
  }

  /** Says goodbye to all devices. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.#states.keys()].map((id) => this.disconnect(id)))
  }

  dispose(): void {
    this.#watch.dispose()
    void this.closeAll()
    this.#changed.dispose()
  }

  #connect(device: Device, abort: AbortController): Promise<Session> {
    this.#log.info(`${device.name}: connecting by ${device.transport} to ${endpointOf(device)}`)
    return this.#establish(device, abort, (opening) => this.#open(opening, device, abort))
  }

  /** Goes through the states of a connection attempt. */
  async #establish(
    device: Device,
    abort: AbortController,
    open: (opening: SessionOpening) => Promise<Session>,
  ): Promise<Session> {
    this.#set(device.id, { kind: 'connecting', since: new Date() })
    try {
      const opening = await this.#loadOpening()
      const session = await open(opening)
      if (abort.signal.aborted) {
        void session.close()
        throw abort.signal.reason
      }
      this.#adopt(device, session, opening.familyOf(device, session.capabilities))
      return session
    } catch (error) {
      const isCurrent = this.#isCurrent(device, abort)
      if (abort.signal.aborted || isCancellation(error)) {
        if (isCurrent) this.#set(device.id, DISCONNECTED)
        this.#log.info(`${device.name}: connecting was cancelled`)
        throw abort.signal.aborted ? abort.signal.reason : error
      }
      this.#log.error(`${device.name}: ${String(error)}`, error)
      const failed =
        error instanceof NetconfError ? ({ kind: 'failed', error, at: new Date() } as const) : DISCONNECTED
      if (isCurrent) this.#set(device.id, failed)
      // What is still being asked for this attempt is of no use any more, such as when the device has hung up.
      abort.abort()
      throw new DeviceFailure(device, error)
    }
  }

  #open(opening: SessionOpening, device: Device, abort: AbortController): Promise<Session> {
    const turn = this.#questions.turnsOf(device.id, abort.signal)
    const parts = { secrets: this.#secrets, hostKeys: this.#hostKeys, abort, turn }
    return opening.open(device, parts, this.#watchOf(device))
  }

  /** Loaded with the first connection. */
  #loadOpening(): Promise<SessionOpening> {
    this.#opening ??= import('./sessionOpening.ts').then(({ SessionOpening }) => new SessionOpening())
    return this.#opening
  }

  #watchOf(device: Device): SessionWatch {
    return {
      onMessage: (direction, text) => {
        if (this.#devices.byId(device.id)?.trace === true) this.#log.trace(device, direction, text)
      },
      onOddity: (sentence) => this.#log.warn(`${device.name}: ${sentence}`),
      onCapabilities: () => this.#changed.fire(device.id),
    }
  }

  #adopt(device: Device, session: Session, family: Family): void {
    this.#log.info(`${device.name}: session ${session.id}, base:${session.framing}`)
    this.#set(device.id, { kind: 'connected', session, device, family, since: new Date(), locks: new Set() })
    void session.closed.then((error) => {
      this.#log.info(`${device.name}: session ${session.id} ended: ${error.message}`)
      if (this.session(device.id) !== session) return
      this.#set(
        device.id,
        error.by === 'us' && error.cause === undefined
          ? DISCONNECTED
          : { kind: 'lost', error, at: new Date() },
      )
    })
  }

  /** Whether the attempt is still the device's: another may have taken its place. */
  #isCurrent({ id }: Device, abort: AbortController): boolean {
    return this.#attempts.get(id)?.abort === abort
  }

  #set(deviceId: string, state: ConnectionState): void {
    if (state === DISCONNECTED && this.state(deviceId) === DISCONNECTED) return
    this.#states.set(deviceId, state)
    this.#changed.fire(deviceId)
  }

  /** A device that was taken out of the settings has nowhere to show its session. */
  #dropRemoved(): void {
    for (const id of this.#states.keys()) {
      if (this.#devices.byId(id) !== undefined) continue
      void this.disconnect(id).finally(() => this.#states.delete(id))
    }
  }
}
