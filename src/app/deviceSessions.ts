// The sessions and locks of the active device, as it lists them itself (RFC 6022).

import { Disposable, EventEmitter, type Event } from 'vscode'
import type { ServerState } from '../netconf/monitoring.ts'
import { MONITORING_NS } from '../netconf/names.ts'
import type { Session } from '../netconf/session.ts'
import type { AppContext } from './context.ts'
import { timeouts, type Device } from './settings.ts'

export type DeviceSessionsState =
  /** No device is active, or it is not connected. */
  | { readonly kind: 'none' }
  | { readonly kind: 'notAnnounced'; readonly device: Device }
  | { readonly kind: 'asking'; readonly device: Device }
  | { readonly kind: 'listed'; readonly device: Device; readonly ownId: number; readonly state: ServerState }
  | { readonly kind: 'failed'; readonly device: Device; readonly message: string }

type Parts = Pick<AppContext, 'devices' | 'connections' | 'activeDevice' | 'replies'>

/** What may change who is there or who holds which lock; labels of operations begin with their names. */
const CHANGES_LOCKS = /^(?:lock|unlock|kill-session|partial-lock|partial-unlock)\b/
/** Milliseconds: changes come in bursts, and a new session gets its hello across first. */
const CALM = 200

export class DeviceSessions implements Disposable {
  readonly #changed = new EventEmitter<undefined>()
  readonly onDidChange: Event<undefined> = this.#changed.event
  readonly #parts: Parts
  readonly #subscriptions: Disposable
  #state: DeviceSessionsState = { kind: 'none' }
  /** The session that the state is of. */
  #session: Session | undefined
  #isWatched = false
  #timer: NodeJS.Timeout | undefined
  #question: { readonly abort: AbortController; readonly answered: Promise<void> } | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    const { connections, activeDevice, replies, devices } = parts
    this.#subscriptions = Disposable.from(
      connections.onDidChange((id) => {
        if (id === this.#device()?.id) this.#outdated()
      }),
      activeDevice.onDidChange(() => this.#outdated()),
      devices.onDidChange(() => this.#outdated()),
      replies.onDidChange((record) => {
        if (record?.deviceId === this.#device()?.id && CHANGES_LOCKS.test(record?.operation ?? ''))
          this.#outdated()
      }),
    )
  }

  get state(): DeviceSessionsState {
    return this.#state
  }

  /** Resolves when the question under way is answered; absent while none is. */
  get asking(): Promise<void> | undefined {
    return this.#question?.answered
  }

  /** Nobody is asked while nobody looks. */
  watch(isWatched: boolean): void {
    if (isWatched === this.#isWatched) return
    this.#isWatched = isWatched
    if (isWatched) void this.refresh()
    else this.#stop()
  }

  /** Asks the active device now. Never rejects: what goes wrong is in the state. */
  refresh(): Promise<void> {
    this.#stop()
    const device = this.#device()
    const session = device && this.#parts.connections.session(device.id)
    const isSame = session !== undefined && session === this.#session
    this.#session = session
    if (device === undefined || session === undefined) this.#set({ kind: 'none' })
    else if (!session.capabilities.has(MONITORING_NS)) this.#set({ kind: 'notAnnounced', device })
    else {
      const abort = new AbortController()
      const answered = this.#ask(device, session, abort.signal)
      this.#question = { abort, answered }
      // What is shown of this session stays until there is something newer.
      this.#set(isSame && this.#state.kind === 'listed' ? this.#state : { kind: 'asking', device })
      return answered
    }
    return Promise.resolve()
  }

  dispose(): void {
    this.#stop()
    this.#subscriptions.dispose()
    this.#changed.dispose()
  }

  /** Past the reply panel and its history: nobody asked to see this reply. */
  async #ask(device: Device, session: Session, signal: AbortSignal): Promise<void> {
    let state: DeviceSessionsState
    try {
      const [{ readServerState, serverStateFilter }, { get }] = await Promise.all([
        import('../netconf/monitoring.ts'),
        import('../netconf/operations.ts'),
      ])
      const operation = get({ filter: serverStateFilter() })
      const { xml } = await session.request(operation, { timeoutMs: timeouts().rpcMs, signal })
      const read = readServerState(xml) ?? { sessions: [], datastores: [] }
      state = { kind: 'listed', device, ownId: session.id, state: read }
    } catch (error) {
      state = { kind: 'failed', device, message: error instanceof Error ? error.message : String(error) }
    }
    if (signal.aborted) return
    this.#question = undefined
    this.#set(state)
  }

  #device(): Device | undefined {
    const { devices, activeDevice } = this.#parts
    const [first, second] = devices.all
    return activeDevice.id === undefined && second === undefined
      ? first
      : devices.all.find(({ id }) => id === activeDevice.id)
  }

  #outdated(): void {
    const device = this.#device()
    // What is shown of an ended session, or of another device, is no longer true; what is shown of this one may be.
    if (device === undefined || this.#parts.connections.session(device.id) !== this.#session) {
      this.#stop()
      this.#session = undefined
      this.#set({ kind: 'none' })
    }
    if (!this.#isWatched) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.refresh(), CALM)
  }

  #stop(): void {
    clearTimeout(this.#timer)
    this.#question?.abort.abort()
    this.#question = undefined
  }

  #set(state: DeviceSessionsState): void {
    this.#state = state
    this.#changed.fire(undefined)
  }
}
