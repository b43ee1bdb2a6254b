// One connection of a device that calls home, and what is known of it by now.

import type { Socket } from 'node:net'
import type { Caller, Verdict } from './callHomeCalls.ts'

export class Visit<Device> {
  readonly socket: Socket
  readonly address: string
  readonly port: number
  readonly gone: AbortSignal
  readonly #ask: (caller: Caller, address: string) => Promise<Verdict<Device>>
  readonly #gone = new AbortController()
  #caller: Caller | undefined
  #device: { readonly value: Device } | undefined
  #hasProven = false

  constructor(socket: Socket, ask: (caller: Caller, address: string) => Promise<Verdict<Device>>) {
    this.socket = socket
    // A dual-stack socket writes IPv4 addresses as IPv6 ones.
    this.address = (socket.remoteAddress ?? 'unknown').replace(/^::ffff:(?=\d+\.)/, '')
    this.port = socket.remotePort ?? 0
    this.gone = this.#gone.signal
    this.#ask = ask
    socket.once('close', () => this.end())
  }

  get caller(): Caller | undefined {
    return this.#caller
  }

  /** Why it may not come in, as a sentence; `undefined` if it may. */
  async admit(caller: Caller): Promise<string | undefined> {
    this.#caller = caller
    const verdict = await this.#ask(caller, this.address)
    if ('refuse' in verdict) return verdict.refuse
    this.#device = { value: verdict.device }
    return undefined
  }

  /** It was let in, and owns what it shows. */
  get hasProven(): boolean {
    return this.#hasProven
  }

  /** To be told when it was let in and has proven to own what it shows. */
  proven(): void {
    this.#hasProven = true
  }

  admitted(): { device: Device; caller: Caller } {
    if (this.#device === undefined || this.#caller === undefined) throw new Error('Nobody was let in.')
    return { device: this.#device.value, caller: this.#caller }
  }

  end(): void {
    this.#gone.abort()
  }
}
