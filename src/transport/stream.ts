// A Node stream that goes both ways, as a Transport.

import type { Duplex } from 'node:stream'
import type { Transport, TransportListener } from './transport.ts'

/** Milliseconds that a peer gets to answer our end before the connection is cut. */
const CLOSE_GRACE = 2_000

/**
 * Wraps an open stream. Until someone listens at most the first packet is read, so a peer cannot fill our memory.
 * `explain` may name the cause of the end better than the stream does; `heard` tells whether any byte ever came.
 */
export function streamTransport(
  stream: Duplex,
  explain: (error: Error | undefined, heard: boolean) => Error | undefined = (error) => error,
): Transport {
  let listener: TransportListener | undefined
  let early: Uint8Array[] = []
  let heard = false
  let error: Error | undefined
  let ended: { readonly cause: Error | undefined } | undefined
  let cut: NodeJS.Timeout | undefined
  /** What has been sent since the first write of this turn; undefined before that. */
  let outgoing: Uint8Array[] | undefined

  const write = (bytes: Uint8Array): void => {
    if (stream.writable) stream.write(bytes)
  }
  const flush = (): void => {
    const parts = outgoing ?? []
    outgoing = undefined
    if (parts.length > 0) write(Buffer.concat(parts))
  }
  const shut = (): void => {
    if (cut !== undefined || stream.destroyed) return
    flush()
    cut = setTimeout(() => stream.destroy(), CLOSE_GRACE)
    stream.end()
  }
  const finish = (): void => {
    if (ended !== undefined) return
    ended = { cause: explain(error, heard) }
    listener?.closed(ended.cause)
  }
  stream.on('data', (bytes: Buffer) => {
    heard = true
    if (listener !== undefined) listener.data(bytes)
    else {
      early.push(bytes)
      stream.pause()
    }
  })
  stream.on('error', (reason) => (error ??= reason))
  // The peer will say no more: whatever we still have to say reaches nobody.
  stream.once('end', () => {
    shut()
    finish()
  })
  stream.once('close', () => {
    clearTimeout(cut)
    finish()
  })
  if (stream.destroyed) finish()

  return {
    listen(next) {
      listener = next
      for (const bytes of early) next.data(bytes)
      early = []
      if (ended === undefined) stream.resume()
      else next.closed(ended.cause)
    },
    /** At once; what follows within the turn goes out together: each write costs an encryption, and a call into the kernel. */
    send(bytes) {
      if (outgoing !== undefined) {
        outgoing.push(bytes)
        return
      }
      outgoing = []
      write(bytes)
      process.nextTick(flush)
    },
    close: shut,
  }
}
