// One session a device at most: connects, disconnects, and tells what became of it.

import { EventEmitter, workspace, type Disposable, type Event } from 'vscode'
import type { SessionClosedError } from '../netconf/errors.ts'
import { headStart } from '../netconf/headStart.ts'
import type { Datastore } from '../netconf/names.ts'
import { Session } from '../netconf/session.ts'
import { changesOf } from '../profiles/changes.ts'
import { detectProfile } from '../profiles/detect.ts'
import type { Profile } from '../profiles/profile.ts'
import { profileOf } from '../profiles/registry.ts'
import { NetconfError } from '../transport/errors.ts'
import type { Transport } from '../transport/transport.ts'
import { openDeviceTransport } from './deviceTransport.ts'
import type { Devices } from './devices.ts'
import { endpointOf } from './endpoint.ts'
import { DeviceFailure, isCancellation, Refusal } from './failure.ts'
import type { HostKeys } from './hostKeys.ts'
import type { Log } from './log.ts'
import type { Secrets } from './secrets.ts'
import { timeouts, type Device } from './settings.ts'

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

/** The profile of a device, chosen in its settings or found in its hello. */
export interface Family {
  readonly profile: Profile
  /** A sentence for people. */
  readonly why: string
  /** What it changes, a sentence each; empty where nothing was found. */
  readonly changes: readonly string[]
}

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
  readonly #log: Log
  readonly #states = new Map<string, ConnectionState>()
  readonly #attempts = new Map<string, Attempt>()
  /** Names of profiles found in hellos, by device id: from the next connection on they count. */
  readonly #found = new Map<string, string>()
  readonly #watch: Disposable

  constructor(parts: { devices: Devices; secrets: Secrets; hostKeys: HostKeys; log: Log }) {
    this.#devices = parts.devices
    this.#secrets = parts.secrets
    this.#hostKeys = parts.hostKeys
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
      return await this.#open(device, abort)
    } catch (error) {
      if (abort.signal.aborted) throw abort.signal.reason
      throw new DeviceFailure(device, error)
    } finally {
      signal?.removeEventListener('abort', onAbort)
    }
  }

  /** Makes a session of the transport of a device that called home; an older session of the device is closed. */
  async accept(device: Device, transport: Transport): Promise<Session> {
    await this.disconnect(device.id)
    const abort = new AbortController()
    const session = this.#establish(device, abort, () => this.#openSession(device, transport, abort.signal))
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
    return this.#establish(device, abort, () => this.#open(device, abort))
  }

  /** Goes through the states of a connection attempt. */
  async #establish(device: Device, abort: AbortController, open: () => Promise<Session>): Promise<Session> {
    this.#set(device.id, { kind: 'connecting', since: new Date() })
    try {
      const session = await open()
      if (abort.signal.aborted) {
        void session.close()
        throw abort.signal.reason
      }
      this.#adopt(device, session)
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
      throw new DeviceFailure(device, error)
    }
  }

  async #open(device: Device, abort: AbortController): Promise<Session> {
    const profile = this.#profileFor(device)
    const parts = { secrets: this.#secrets, hostKeys: this.#hostKeys, profile, abort }
    return this.#openSession(device, await openDeviceTransport(device, parts), abort.signal)
  }

  /** What is chosen, else what an earlier hello of the device showed. Throws Refusal for a name that nobody knows. */
  #profileFor(device: Device): Profile {
    const name = device.profile ?? this.#found.get(device.id)
    try {
      return profileOf(name ?? 'default')
    } catch (error) {
      throw new Refusal(`${device.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  #familyOf(device: Device, { capabilities }: Session): Family {
    if (device.profile !== undefined) {
      const profile = this.#profileFor(device)
      return { profile, why: 'Chosen in the settings of the device.', changes: changesOf(profile) }
    }
    const { profile, found, why, changes } = detectProfile({ capabilities: capabilities.uris })
    if (found) this.#found.set(device.id, profile.name)
    return { profile, why, changes: found ? changes : [] }
  }

  async #openSession(device: Device, transport: Transport, signal: AbortSignal): Promise<Session> {
    const { helloMs, rpcMs } = timeouts(device)
    const isChosen = (device.profile ?? this.#found.get(device.id)) !== undefined
    const session = await Session.open(transport, {
      ...(isChosen && { dialect: this.#profileFor(device).dialect }),
      helloTimeoutMs: helloMs,
      rpcTimeoutMs: rpcMs,
      framing: device.framing,
      signal,
      onMessage: (direction, text) => {
        if (this.#devices.byId(device.id)?.trace === true) this.#log.trace(device, direction, text)
      },
      onOddity: (sentence) => this.#log.warn(`${device.name}: ${sentence}`),
      onCapabilities: () => this.#changed.fire(device.id),
    })
    await headStart(session.capabilities)
    return session
  }

  #adopt(device: Device, session: Session): void {
    this.#log.info(`${device.name}: session ${session.id}, base:${session.framing}`)
    const family = this.#familyOf(device, session)
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
