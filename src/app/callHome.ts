// Waits for devices that call home (RFC 8071), lets in those that are known, and keeps who else has called.

import { Disposable, EventEmitter, type Event, type Memento } from 'vscode'
import type { Session } from '../netconf/session.ts'
import type { CallHomeListener, Listening } from '../transport/callHome.ts'
import type { Call, Caller } from '../transport/callHomeCalls.ts'
import { sameFingerprint } from '../transport/certificates.ts'
import { ownerOf, standingOf, type CallerKnowledge, type Standing } from '../transport/callHomeOwner.ts'
import { knownTypes } from '../transport/knownHosts.ts'
import type { Transport } from '../transport/transport.ts'
import { CallHomeLogins } from './callHomeLogins.ts'
import { peerOf, peersOf, sharedAuthority, tlsMaterial } from './callHomePeers.ts'
import type { AppContext } from './context.ts'
import { Refusal } from './failure.ts'
import { timeouts, type Device } from './settings.ts'

export interface ListenOptions {
  /** Absent: the loopback addresses alone. */
  readonly address?: string
  readonly ssh?: { readonly port: number }
  /** `shown`: the device whose client certificate every caller is shown. */
  readonly tls?: { readonly port: number; readonly shown?: Device }
}

/** A caller with what became of its last call here. */
export interface KnownCall extends Call {
  /** Whom it was let in as. */
  readonly device?: Device
  /** Why it got no session although it was let in, as a sentence. */
  readonly note?: string
}

export type CallHomeState =
  | { readonly kind: 'off' }
  | {
      readonly kind: 'listening'
      readonly places: readonly Listening[]
      /** The latest first. */
      readonly calls: readonly KnownCall[]
      /** Calls cut unheard, because too many came at once. */
      readonly dropped: number
    }

type Parts = Pick<AppContext, 'devices' | 'secrets' | 'hostKeys' | 'connections' | 'log'>

/** Whom a person chose among devices that share a key: fingerprint → id. */
const CHOSEN = 'callHomeDevices'
/** Milliseconds that an unknown caller is kept waiting; devices call again. */
const DECISION = 60_000

export class CallHome implements Disposable {
  readonly #changed = new EventEmitter<undefined>()
  readonly onDidChange: Event<undefined> = this.#changed.event
  readonly #parts: Parts
  readonly #memory: Memento
  readonly #subscriptions: Disposable
  #listener: CallHomeListener<Device> | undefined
  #isStarting = false
  /** What is known of devices just now; read anew at each call. */
  #peers: readonly Device[] = []
  #knowledge: CallerKnowledge = { entries: [] }
  readonly #logins: CallHomeLogins
  readonly #refused = new Set<string>()
  /** By fingerprint, whom a caller was let in as, and what stood against it then. */
  readonly #admitted = new Map<string, { readonly deviceId: string; readonly note?: string }>()
  /** Sessions that came of calls, by device id. */
  readonly #sessions = new Map<string, Session>()
  readonly #arriving = new Set<string>()

  constructor(parts: Parts, memory: Memento) {
    this.#parts = parts
    this.#memory = memory
    this.#logins = new CallHomeLogins({ ...parts, onDismissed: (id) => this.#dismissed(id) })
    this.#subscriptions = Disposable.from(
      parts.devices.onDidChange(() => {
        this.#logins.forget()
        void this.#learn()
      }),
      parts.connections.onDidChange(() => {
        if (this.#listener !== undefined) this.#tell()
      }),
    )
  }

  get state(): CallHomeState {
    const listener = this.#listener
    if (listener === undefined) return { kind: 'off' }
    const calls = listener.calls.map((call) => this.#knownCall(call))
    return { kind: 'listening', places: listener.listening, calls, dropped: listener.dropped }
  }

  /** Throws Refusal while it is on already, ConnectError where an address, a port or a certificate cannot be had. */
  async start({ address, ssh, tls }: ListenOptions): Promise<void> {
    if (this.#listener !== undefined || this.#isStarting) {
      throw new Refusal('Call Home is on already. Stop it first to listen elsewhere.')
    }
    this.#isStarting = true
    try {
      const { all } = this.#parts.devices
      const authority = sharedAuthority(all)
      this.#knowledge = { entries: [], ...(authority && { authority }) }
      await this.#learn()
      const material = tls && (await tlsMaterial(all, tls.shown, this.#parts.secrets))
      // Loaded when it is first wanted, as SSH is elsewhere.
      const { CallHomeListener } = await import('../transport/callHome.ts')
      const listener = await CallHomeListener.start<Device>({
        ...(address !== undefined && { address }),
        ...(ssh && { ssh: { ...ssh, ...this.#sshOptions(all) } }),
        ...(tls && { tls: { port: tls.port, ...material } }),
        identify: (caller) => this.#identify(caller),
        onDevice: (peer, transport, caller) => void this.#receive(peer, transport, fingerprintOf(caller)),
        onChange: () => this.#tell(),
        decisionMs: DECISION,
        timeoutMs: timeouts().connectMs,
      })
      // Stopped while it was starting: a port must not stay open that nobody wants any more.
      if (this.#wasStopped()) {
        listener.close()
        return
      }
      this.#listener = listener
    } finally {
      this.#isStarting = false
    }
    const places = this.#listener.listening.map(({ address: at, port }) => `${at} port ${port}`)
    this.#parts.log.info(`Call Home: listening on ${places.join(', ')}`)
    this.#tell()
  }

  /** Asked after a wait, in which anything may have been called. */
  #wasStopped(): boolean {
    return !this.#isStarting
  }

  /** Sessions go on; who has called is forgotten. */
  stop(): void {
    this.#isStarting = false
    if (this.#listener === undefined) return
    this.#listener.close()
    this.#listener = undefined
    this.#logins.forget()
    this.#refused.clear()
    this.#admitted.clear()
    this.#parts.log.info('Call Home: off')
    this.#tell()
  }

  /** What is known of a device with regard to a caller. */
  async standing({ caller }: Call, device: Device): Promise<Standing> {
    await this.#learn()
    return standingOf(caller, await peerOf(device), this.#knowledge)
  }

  /** Lets a caller in as this device, now and from now on. Throws Refusal where something else is on record for the device. */
  async accept({ caller, fingerprint }: Call, device: Device): Promise<void> {
    const peer = await peerOf(device)
    if (caller.transport === 'ssh') await this.#parts.hostKeys.trust(peer, caller.key)
    else await this.#pin(peer, fingerprint)
    await this.#memory.update(CHOSEN, { ...this.#chosen(), [fingerprint]: device.id })
    this.#refused.delete(fingerprint)
    await this.#learn()
    // It may have come in by now: what is known of the device has changed.
    const now = this.#listener?.calls.find((call) => call.fingerprint === fingerprint)
    if (now?.state !== 'connecting' && now?.state !== 'accepted') this.#listener?.reconsider(fingerprint)
  }

  /** Turns a caller away, now and whenever it calls again, until it is accepted or the listening ends. */
  refuse({ fingerprint }: Pick<Call, 'fingerprint'>): void {
    this.#refused.add(fingerprint)
    this.#admitted.delete(fingerprint)
    this.#listener?.refuse(fingerprint)
  }

  dispose(): void {
    this.stop()
    this.#subscriptions.dispose()
    this.#changed.dispose()
  }

  #sshOptions(devices: readonly Device[]) {
    return {
      credentials: (peer: Device) => this.#logins.take(peer),
      keyTypes: () => {
        // It is asked as each call begins: what was trusted or forgotten since is known before the key is here.
        void this.#learn()
        const { entries } = this.#knowledge
        return [...new Set(this.#peers.flatMap(({ host, port }) => knownTypes(entries, host, port)))]
      },
      legacyAlgorithms: devices.some(({ legacyAlgorithms }) => legacyAlgorithms),
    }
  }

  #identify(caller: Caller): Device | undefined {
    const fingerprint = fingerprintOf(caller)
    if (this.#refused.has(fingerprint)) return undefined
    const owner = ownerOf(caller, this.#peers, this.#knowledge, this.#chosen()[fingerprint])
    if (owner !== undefined) this.#admitted.set(fingerprint, { deviceId: owner.id })
    return owner
  }

  /** Who dismisses the question for a password does not want to be asked at the next call. */
  #dismissed(id: string): void {
    for (const [fingerprint, { deviceId }] of [...this.#admitted]) {
      if (deviceId === id) this.refuse({ fingerprint })
    }
  }

  async #receive(peer: Device, transport: Transport, fingerprint: string): Promise<void> {
    const { connections, devices } = this.#parts
    const device = devices.byId(peer.id)
    const open = connections.session(peer.id)
    if (device === undefined || this.#arriving.has(peer.id)) {
      transport.close()
      return
    }
    if (open !== undefined && open !== this.#sessions.get(peer.id)) {
      // That one was opened from here, and may hold locks and unsaved work.
      transport.close()
      this.#admitted.set(fingerprint, {
        deviceId: peer.id,
        note: 'It has a session that was opened from here.',
      })
      this.#tell()
      return
    }
    this.#arriving.add(peer.id)
    try {
      await this.#logins.succeeded(peer.id)
      this.#sessions.set(peer.id, await connections.accept(device, transport))
    } catch {
      // Connections has it in its state and in the log.
    } finally {
      this.#arriving.delete(peer.id)
    }
  }

  /** In the settings of the device, where a person sees it. */
  async #pin({ id, name, fingerprint: pinned }: Device, fingerprint: string): Promise<void> {
    if (pinned === undefined) await this.#parts.devices.update(id, { fingerprint })
    else if (!sameFingerprint(pinned, fingerprint)) {
      throw new Refusal(
        `${name} is known by another certificate (${pinned}), so nobody was let in. If you know that it was renewed, ` +
          'edit the device and change its fingerprint.',
      )
    }
  }

  /** Reads anew what is known of the devices. Never rejects: what cannot be read is in the log. */
  async #learn(): Promise<void> {
    if (this.#listener === undefined && !this.#isStarting) return
    const { devices, hostKeys } = this.#parts
    this.#peers = await peersOf(devices.all)
    this.#knowledge = { ...this.#knowledge, entries: await hostKeys.known() }
    await this.#logins.prepare(this.#peers)
    for (const { state, caller, fingerprint } of this.#listener?.calls ?? []) {
      if (state === 'waiting' && this.#identify(caller) !== undefined) this.#listener?.reconsider(fingerprint)
    }
  }

  #knownCall(call: Call): KnownCall {
    const { deviceId, note } = this.#admitted.get(call.fingerprint) ?? {}
    const device = deviceId === undefined ? undefined : this.#parts.devices.byId(deviceId)
    return { ...call, ...(device !== undefined && { device }), ...(note !== undefined && { note }) }
  }

  #chosen(): Readonly<Record<string, string>> {
    return this.#memory.get<Record<string, string>>(CHOSEN) ?? {}
  }

  #tell(): void {
    this.#changed.fire(undefined)
  }
}

function fingerprintOf(caller: Caller): string {
  return caller.transport === 'ssh' ? caller.key.sha256 : caller.certificate.sha256
}
