// Listens for devices that call home over SSH or TLS (RFC 8071).

import type { AddressInfo, Server, Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import { formatAddress } from './address.ts'
import { withinLimits } from './attempt.ts'
import { Calls, type Call, type Caller, type CallOptions } from './callHomeCalls.ts'
import { Visit } from './callHomeVisit.ts'
import { secureContext, type ContextOptions } from './certificates.ts'
import { ConnectError } from './errors.ts'
import type { SshCredentials } from './sshAuth.ts'
import { connectSsh } from './sshClient.ts'
import { listenTcp } from './tcpListener.ts'
import { startTls } from './tls.ts'
import type { Transport } from './transport.ts'

export interface CallHomeOptions<Device> extends CallOptions<Device> {
  /** Where to listen. Default 127.0.0.1 and ::1: callers from elsewhere are heard only when an address is named. */
  readonly address?: string
  readonly ssh?: {
    /** Default 4334; 0 takes any free one. */
    readonly port?: number
    readonly credentials: (device: Device) => SshCredentials
    /** Types of the host keys that are known, asked for first: a device may have several. */
    readonly keyTypes?: () => readonly string[]
    /** Offer old algorithms to every caller: they are negotiated before anybody is known. */
    readonly legacyAlgorithms?: boolean
  }
  /** What we show and trust is the same for every caller: it is shown before the caller is known. */
  readonly tls?: ContextOptions & {
    /** Default 4335; 0 takes any free one. */
    readonly port?: number
  }
  /** Gets each device that came in, ready for a session; the receiver closes the transport. */
  readonly onDevice: (device: Device, transport: Transport, caller: Caller) => void
  /** Milliseconds for handshake and login; waiting for people does not count. Default 15 000. */
  readonly timeoutMs?: number
  /** Callers that may be on their way in at once; those beyond are dropped. Default 16. */
  readonly maxHalfOpen?: number
}

export interface Listening {
  readonly transport: 'ssh' | 'tls'
  readonly address: string
  readonly port: number
}

/** IANA's ports netconf-ch-ssh and netconf-ch-tls, RFC 8071 §5.2. */
const CALL_HOME_PORT = { ssh: 4334, tls: 4335 } as const
/** Milliseconds. */
const TIMEOUT = 15_000

export class CallHomeListener<Device> {
  readonly #options: CallHomeOptions<Device>
  readonly #context: SecureContext | undefined
  readonly #calls: Calls<Device>
  readonly #servers: { readonly server: Server; readonly transport: 'ssh' | 'tls' }[] = []
  /** Everybody between TCP and a session. */
  readonly #halfOpen = new Set<AbortController>()
  #dropped = 0

  private constructor(options: CallHomeOptions<Device>, context: SecureContext | undefined) {
    this.#options = options
    this.#context = context
    this.#calls = new Calls(options)
  }

  /** Begins to listen. Throws ConnectError if an address or port cannot be had, or our certificate not be used. */
  static async start<Device>(options: CallHomeOptions<Device>): Promise<CallHomeListener<Device>> {
    const context = options.tls && (await secureContext(options.tls))
    const listener = new CallHomeListener(options, context)
    try {
      if (options.ssh) await listener.#listen('ssh', options.ssh.port ?? CALL_HOME_PORT.ssh)
      if (options.tls) await listener.#listen('tls', options.tls.port ?? CALL_HOME_PORT.tls)
      return listener
    } catch (error) {
      listener.close()
      throw error
    }
  }

  /** Every address and port where callers are heard. */
  get listening(): readonly Listening[] {
    return this.#servers.flatMap(({ server, transport }) => {
      const at = server.address() as AddressInfo | null
      return at === null ? [] : [{ transport, address: at.address, port: at.port }]
    })
  }

  /** Who has called, the latest first; never more than a hundred. */
  get calls(): readonly Call[] {
    return this.#calls.list
  }

  /** Connections cut unheard, because too many were on their way in. */
  get dropped(): number {
    return this.#dropped
  }

  /** To be told after a person has made a caller known: `identify` is asked anew, for one that waits at once. */
  reconsider(fingerprint: string): void {
    this.#calls.reconsider(fingerprint)
  }

  /** Turns a caller away, now and whenever it calls again, until `reconsider`. */
  refuse(fingerprint: string): void {
    this.#calls.refuse(fingerprint)
  }

  /** Ends listening and every call that is not yet a session, and frees the ports; sessions go on. */
  close(): void {
    for (const { server } of this.#servers.splice(0)) server.close()
    for (const call of this.#halfOpen) call.abort(new Error('The call-home listener was closed.'))
  }

  async #listen(transport: 'ssh' | 'tls', port: number): Promise<void> {
    const onSocket = (socket: Socket): void => void this.#receive(transport, socket)
    for (const server of await listenTcp(this.#options.address, port, onSocket)) {
      this.#servers.push({ server, transport })
    }
  }

  /** One caller from TCP to a session. Never rejects: what goes wrong is in the list of calls. */
  async #receive(kind: 'ssh' | 'tls', socket: Socket): Promise<void> {
    socket.on('error', () => undefined)
    const { maxHalfOpen = 16, onChange, onDevice } = this.#options
    if (this.#halfOpen.size - this.#calls.waiting >= maxHalfOpen) {
      this.#dropped += 1
      socket.destroy()
      onChange?.()
      return
    }
    const call = new AbortController()
    this.#halfOpen.add(call)
    const visit: Visit<Device> = new Visit<Device>(socket, (caller, address) =>
      this.#calls.admit(caller, address, AbortSignal.any([call.signal, visit.gone])),
    )
    try {
      const transport = await (kind === 'ssh'
        ? this.#overSsh(visit, call.signal)
        : this.#overTls(visit, call.signal))
      const { device, caller } = visit.admitted()
      this.#calls.accepted(caller)
      onDevice(device, transport, caller)
    } catch (error) {
      visit.end()
      if (visit.caller !== undefined) this.#calls.failed(visit.caller, messageOf(error), visit.hasProven)
    } finally {
      this.#halfOpen.delete(call)
    }
  }

  /** We stay the SSH client, although the device has called (RFC 8071 §3.1, C5). */
  #overSsh(visit: Visit<Device>, signal: AbortSignal): Promise<Transport> {
    const { ssh, timeoutMs = TIMEOUT } = this.#options
    if (ssh === undefined) throw new Error('Call Home over SSH is off.')
    return connectSsh({
      host: visit.address,
      port: visit.port,
      socket: visit.socket,
      // Asked for when the login begins, which comes after the proof (RFC 4253 §8); the host key itself is shown before it.
      credentials: () => {
        const { device } = visit.admitted()
        visit.proven()
        return ssh.credentials(device)
      },
      onHostKey: async (key) => {
        const refuse = await visit.admit({ transport: 'ssh', key })
        return refuse === undefined ? 'accept' : { refuse }
      },
      preferredKeyTypes: ssh.keyTypes?.() ?? [],
      legacyAlgorithms: ssh.legacyAlgorithms ?? false,
      timeoutMs,
      signal,
    })
  }

  #overTls(visit: Visit<Device>, signal: AbortSignal): Promise<Transport> {
    const { tls, timeoutMs = TIMEOUT } = this.#options
    const context = this.#context
    if (context === undefined) throw new Error('Call Home over TLS is off.')
    const { address: host, port, socket } = visit
    return withinLimits({ timeoutMs, signal }, formatAddress(host, port), (attempt) =>
      startTls(
        attempt.own(socket),
        context,
        {
          host,
          port,
          hasIdentity: tls?.identity !== undefined,
          judge: async (certificate, problem) => {
            const isTrusted = problem === undefined
            const refusal = await visit.admit({ transport: 'tls', certificate, isTrusted })
            if (refusal !== undefined) return new ConnectError('tls', refusal)
            visit.proven()
            return undefined
          },
        },
        attempt,
      ),
    )
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
