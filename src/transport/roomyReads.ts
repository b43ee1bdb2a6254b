// Reads a socket in pieces as large as what waits there: Node's own are of 64 KiB, each an allocation and a call into the kernel.

import type { OnReadOpts, Socket } from 'node:net'

const FIRST = 16 * 1024
const MOST = 512 * 1024
/** With less room than this left a new buffer is begun. */
const LEAST = 4 * 1024

/**
 * For the `onread` of a connection. No memory is used twice, since receivers keep what they get; small reads share a buffer,
 * and buffers grow as long as reads fill them, so that an idle connection holds little.
 */
export function roomyReads(socket: () => Socket): OnReadOpts {
  let buffer = Buffer.allocUnsafeSlow(FIRST)
  let used = 0
  return {
    buffer: () => buffer.subarray(used),
    callback: (length, room) => {
      used += length
      if (buffer.length - used < LEAST) {
        const isFull = length === room.length
        buffer = Buffer.allocUnsafeSlow(isFull ? Math.min(MOST, buffer.length * 2) : buffer.length)
        used = 0
      }
      // As the socket itself does with what it reads: whoever listens or does not, nothing is lost.
      return socket().push(room.subarray(0, length))
    },
  }
}
