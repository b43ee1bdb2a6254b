// Sends what is written to a stream within one turn in one go.

import type { Duplex } from 'node:stream'

/**
 * ssh2 writes each packet in three pieces (length, content, tag). Without Nagle's algorithm each of them would be a packet of TCP,
 * and a call into both kernels.
 */
export function gatherWrites(stream: Duplex): void {
  const write = stream.write.bind(stream) as (...args: readonly unknown[]) => boolean
  let isGathering = false
  stream.write = (...args: readonly unknown[]): boolean => {
    if (!isGathering) {
      isGathering = true
      stream.cork()
      process.nextTick(() => {
        isGathering = false
        stream.uncork()
      })
    }
    return write(...args)
  }
}
