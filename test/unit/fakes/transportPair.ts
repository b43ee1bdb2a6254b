// Two transports joined in memory, for driving both ends of a protocol without a network.

import type { Transport, TransportListener } from '../../../src/transport/transport.ts'

export interface TransportPairOptions {
  /** Hands bytes over in pieces of at most this many; 1 splits at every point. Whole sends where it is absent. */
  readonly chunkSize?: number
}

class PairedTransport implements Transport {
  peer: PairedTransport | undefined
  readonly #chunkSize: number
  readonly #queue: (Uint8Array | 'closed')[] = []
  #listener: TransportListener | undefined
  #scheduled = false
  #closed = false
  #cause: Error | undefined

  constructor(chunkSize: number) {
    this.#chunkSize = chunkSize
  }

  listen(listener: TransportListener): void {
    this.#listener = listener
    this.#schedule()
  }

  send(bytes: Uint8Array): void {
    if (this.#closed) return
    for (let at = 0; at < bytes.length; at += this.#chunkSize) {
      this.peer?.deliver(bytes.slice(at, at + this.#chunkSize))
    }
  }

  close(): void {
    this.end()
    this.peer?.end()
  }

  deliver(bytes: Uint8Array): void {
    if (this.#closed) return
    this.#queue.push(bytes)
    this.#schedule()
  }

  /** Ends this side; what was sent before still arrives. */
  end(cause?: Error): void {
    if (this.#closed) return
    this.#closed = true
    this.#cause = cause
    this.#queue.push('closed')
    this.#schedule()
  }

  #schedule(): void {
    if (this.#scheduled || this.#listener === undefined || this.#queue.length === 0) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      for (const item of this.#queue.splice(0)) {
        if (item === 'closed') this.#listener?.closed(this.#cause)
        else this.#listener?.data(item)
      }
      this.#schedule()
    })
  }
}

export interface TransportPair {
  readonly client: Transport
  readonly server: Transport
  /** Breaks the line: both sides see `closed` with this cause. */
  fail(cause: Error): void
}

/** Whatever one side sends, the other receives, later and in order; closing one side closes both. */
export function transportPair(options: TransportPairOptions = {}): TransportPair {
  const chunkSize = options.chunkSize ?? Number.POSITIVE_INFINITY
  const client = new PairedTransport(chunkSize)
  const server = new PairedTransport(chunkSize)
  client.peer = server
  server.peer = client
  return {
    client,
    server,
    fail(cause) {
      client.end(cause)
      server.end(cause)
    },
  }
}
