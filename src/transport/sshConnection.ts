// One SSH connection that carries any number of NETCONF sessions.

import { formatAddress } from './address.ts'
import { withinLimits, type Attempt, type AttemptLimits } from './attempt.ts'
import { ConnectError } from './errors.ts'
import type { Client, ClientChannel } from './ssh.ts'
import { openChannel, type ChannelChoice, type OpenChannel } from './sshChannel.ts'
import type { SshPeer } from './sshHandshake.ts'
import { hangUp, reach, type SshWay } from './sshWay.ts'
import { streamTransport } from './stream.ts'
import type { Transport } from './transport.ts'

export interface SshConnectionOptions extends SshPeer, SshWay, ChannelChoice {}

/** Milliseconds that a device gets to answer the end of a channel. */
const CLOSE_GRACE = 2_000

/** Lives until its last channel has ended, or until `close`. */
export class SshConnection {
  readonly #client: Client
  readonly #options: SshConnectionOptions
  readonly #channels = new Set<ClientChannel>()
  /** Channels are opened one after the other. */
  #opening: Promise<unknown> = Promise.resolve()
  #error: Error | undefined
  #hasEnded = false
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>

  private constructor(client: Client, options: SshConnectionOptions) {
    this.#client = client
    this.#options = options
    client.on('error', (error) => (this.#error ??= error))
    this.closed = new Promise((resolve) => {
      client.once('close', () => {
        this.#hasEnded = true
        resolve()
      })
    })
  }

  /** See `openSshConnection`, which adds the time limit. */
  static async open(options: SshConnectionOptions, attempt: Attempt): Promise<SshConnection> {
    return new SshConnection(await reach(options, options, attempt), options)
  }

  /** How many NETCONF channels are open just now. */
  get channels(): number {
    return this.#channels.size
  }

  /**
   * Another NETCONF channel. Throws ConnectError: noSubsystem, refused where the device allows no more of them, unreachable
   * where the connection has ended, timeout; or the signal's reason. The other channels stay as they are.
   */
  open(limits: AttemptLimits): Promise<Transport> {
    const { host, port } = this.#options
    return withinLimits(limits, formatAddress(host, port), (attempt) => this.openWithin(attempt))
  }

  /** `open` as a part of a longer attempt. */
  openWithin(attempt: Attempt): Promise<Transport> {
    const opened = this.#opening.then(() => {
      if (!this.#hasEnded) {
        return openChannel(this.#client, this.#options.host, this.#options, this.#channels, (open) =>
          this.#adopt(open, attempt),
        )
      }
      const { host } = this.#options
      throw new ConnectError('unreachable', `The SSH connection to ${host} has ended.`, {
        cause: this.#error,
      })
    })
    this.#opening = opened.catch(() => undefined)
    return opened
  }

  /** Ends all channels and the connection. */
  close(): void {
    if (!this.#hasEnded) hangUp(this.#client)
  }

  #adopt({ channel, as }: OpenChannel, attempt: Attempt): Transport {
    this.#channels.add(channel)
    let status: number | null | undefined
    let complaint = ''
    let cut: NodeJS.Timeout | undefined
    const gone = (): void => {
      clearTimeout(cut)
      if (this.#channels.delete(channel) && this.#channels.size === 0) this.close()
    }
    const abandon = (): void => {
      channel.close()
      if (this.#channels.size > 1) gone()
      else this.#client.destroy()
    }
    /** A peer that says nothing to our end must not keep the connection. */
    const expectClose = (): void => void (cut ??= setTimeout(abandon, CLOSE_GRACE))
    channel.on('exit', (code: number | null) => (status = code))
    channel.stderr
      .setEncoding('utf8')
      .on('data', (text: string) => (complaint = (complaint + text).slice(-1_000)))
    channel.once('end', expectClose)
    channel.once('close', gone)
    attempt.own({ destroy: () => channel.close() })
    const transport = streamTransport(
      channel,
      (error, heard) =>
        error ?? this.#error ?? (heard ? undefined : notBegun(this.#options.host, as, status, complaint)),
    )
    return {
      ...transport,
      close() {
        transport.close()
        if (!channel.destroyed) expectClose()
      },
    }
  }
}

/** Why a channel ended before a byte came, where the device told. */
function notBegun(
  host: string,
  as: string,
  status: number | null | undefined,
  complaint: string,
): Error | undefined {
  const said = complaint.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
  if (said === '' && (status === undefined || status === 0)) return undefined
  const how = status === undefined || status === null ? 'ended' : `ended with status ${status}`
  const words = said === '' ? '' : ` It wrote: ${said}`
  return new ConnectError('noSubsystem', `The ${as} of ${host} ${how} before NETCONF began.${words}`)
}
