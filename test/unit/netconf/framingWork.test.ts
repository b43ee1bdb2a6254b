// Framing looks at each byte about once, however small the packets are: counted, not timed (peer defect 4).

import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import { encodeFrame, FrameDecoder, type Framing } from '../../../src/netconf/framing.ts'

interface Work {
  searched: number
  joined: number
  messages: number
}

/** Feeds a message in packets of this size; counts bytes that were searched for a mark and bytes that were copied together. */
function workOf(framing: Framing, size: number, packet: number): Work {
  const frame = encodeFrame('<a>]]>\n##</a>'.repeat(size / 13), framing)
  const work: Work = { searched: 0, joined: 0, messages: 0 }
  const { indexOf } = Buffer.prototype as unknown as {
    readonly indexOf: (this: Buffer, what: Uint8Array, from?: number) => number
  }
  const concat = Buffer.concat.bind(Buffer)
  const decoder = new FrameDecoder(() => (work.messages += 1))
  decoder.framing = framing
  mock.method(Buffer.prototype, 'indexOf', function (this: Buffer, what: Uint8Array, from = 0): number {
    const found = indexOf.call(this, what, from)
    work.searched += (found === -1 ? this.length : found) - from
    return found
  })
  mock.method(Buffer, 'concat', (parts: Uint8Array[], length?: number) => {
    const whole = concat(parts, length)
    work.joined += whole.length
    return whole
  })
  try {
    for (let at = 0; at < frame.length; at += packet) decoder.push(frame.subarray(at, at + packet))
  } finally {
    mock.restoreAll()
  }
  return work
}

describe('the work of framing grows with the bytes alone', () => {
  const SIZE = 390_000
  for (const framing of ['1.0', '1.1'] as const) {
    for (const packet of [7, 100, 1_460, 65_536, SIZE * 2]) {
      it(`${framing} in packets of ${packet} bytes`, () => {
        const { searched, joined, messages } = workOf(framing, SIZE, packet)
        assert.equal(messages, 1)
        assert.ok(searched <= SIZE * 1.01, `${searched} bytes searched for ${SIZE}`)
        assert.ok(joined <= SIZE * 1.01, `${joined} bytes copied for ${SIZE}`)
      })
    }
  }
})
