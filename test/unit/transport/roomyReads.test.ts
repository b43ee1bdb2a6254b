// Large reads of a socket: every byte arrives in its order, no memory is used twice, idle connections hold little.

import assert from 'node:assert/strict'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { describe, it } from 'node:test'
import { roomyReads } from '../../../src/transport/roomyReads.ts'

/** Reads of these lengths, or of all the room there is; the rooms that were offered for them. */
function rooms(lengths: readonly (number | 'all')[]): {
  readonly sizes: number[]
  readonly given: Uint8Array[]
} {
  const given: Uint8Array[] = []
  const push = (part: Uint8Array): boolean => given.push(part) > 0
  const reads = roomyReads(() => ({ push }) as unknown as Socket)
  const sizes: number[] = []
  for (const length of lengths) {
    const room = typeof reads.buffer === 'function' ? reads.buffer() : assert.fail()
    sizes.push(room.length)
    reads.callback(length === 'all' ? room.length : length, room)
  }
  return { sizes, given }
}

describe('the room for a read', () => {
  it('grows while reads fill it, up to a bound', () => {
    const { sizes } = rooms(Array.from({ length: 10 }, () => 'all' as const))
    assert.deepEqual(sizes.slice(0, 3), [16_384, 32_768, 65_536])
    assert.equal(sizes.at(-1), 512 * 1024)
  })

  it('stays small where little is read', () => {
    const { sizes } = rooms(Array.from({ length: 2_000 }, () => 100))
    assert.ok(Math.max(...sizes) <= 16_384)
    assert.ok(Math.min(...sizes) >= 4_096)
  })

  it('is used once: what was given keeps its bytes', () => {
    const { given } = rooms([100, 100, 'all', 5_000, 'all', 100])
    const ends = given.map(({ buffer, byteOffset, length }) => ({
      buffer,
      from: byteOffset,
      to: byteOffset + length,
    }))
    for (const [index, one] of ends.entries()) {
      for (const other of ends.slice(index + 1)) {
        assert.ok(one.buffer !== other.buffer || one.to <= other.from || other.to <= one.from)
      }
    }
  })
})

describe('a socket with large reads', () => {
  it('gives every byte in its order, also those that came before anybody listened', async () => {
    const sent = Buffer.alloc(3_000_000)
    for (let at = 0; at < sent.length; at += 4) sent.writeUInt32LE(at, at)
    const server = createServer((peer) => peer.end(sent))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const socket: Socket = connect({ host: '127.0.0.1', port, onread: roomyReads(() => socket) })
    await new Promise((resolve) => setTimeout(resolve, 50))
    const parts: Buffer[] = []
    await new Promise((resolve) => {
      socket.on('data', (part: Buffer) => {
        parts.push(part)
        // Whoever pauses gets the rest later.
        socket.pause()
        setImmediate(() => socket.resume())
      })
      socket.once('end', resolve)
    })
    socket.destroy()
    server.close()
    assert.ok(Buffer.concat(parts).equals(sent))
  })
})
