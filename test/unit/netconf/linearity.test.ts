// The work for what arrives grows with its bytes alone: counted, not timed.

import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import { encodeFrame, type Framing } from '../../../src/netconf/framing.ts'
import type { Notification } from '../../../src/netconf/notification.ts'
import { NotificationQueue } from '../../../src/netconf/notificationQueue.ts'
import { get } from '../../../src/netconf/operations.ts'
import { readReply } from '../../../src/netconf/replyReading.ts'
import { readEnvelope } from '../../../src/netconf/envelope.ts'
import { Session } from '../../../src/netconf/session.ts'
import { PLAIN_DIALECT } from '../../../src/netconf/dialect.ts'
import type { Transport, TransportListener } from '../../../src/transport/transport.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'

/** Bytes that were decoded, copied and searched while `work` was done. */
interface Count {
  decoded: number
  copied: number
  searched: number
}

interface Methods {
  readonly toString: (this: Buffer, ...rest: string[]) => string
  readonly indexOf: (this: Buffer, what: Uint8Array | number, from?: number) => number
}

interface Setter {
  readonly set: (this: Uint8Array, from: ArrayLike<number>, at?: number) => void
}

async function counted(work: () => Promise<unknown>): Promise<Count> {
  const count: Count = { decoded: 0, copied: 0, searched: 0 }
  const { toString, indexOf } = Buffer.prototype as unknown as Methods
  const { set } = Uint8Array.prototype as unknown as Setter
  const concat = Buffer.concat.bind(Buffer)
  mock.method(Buffer.prototype, 'toString', function (this: Buffer, ...rest: string[]): string {
    count.decoded += this.length
    return toString.apply(this, rest)
  })
  mock.method(Uint8Array.prototype, 'set', function (this: Uint8Array, from: ArrayLike<number>, at = 0) {
    count.copied += from.length
    set.call(this, from, at)
  })
  mock.method(
    Buffer.prototype,
    'indexOf',
    function (this: Buffer, what: Uint8Array | number, from = 0): number {
      const found = indexOf.call(this, what, from)
      count.searched += (found === -1 ? this.length : found) - from
      return found
    },
  )
  mock.method(Buffer, 'concat', (parts: Uint8Array[], length?: number) => {
    const whole = concat(parts, length)
    count.copied += whole.length
    return whole
  })
  try {
    await work()
  } finally {
    mock.restoreAll()
  }
  return count
}

const hello = (version: Framing): Uint8Array =>
  encodeFrame(
    `<hello xmlns="${BASE}"><capabilities><capability>urn:ietf:params:netconf:base:${version}</capability></capabilities><session-id>1</session-id></hello>`,
    '1.0',
  )

/** A line that says hello, and answers the first rpc with a reply of that size. */
function lineWith(framing: Framing, bytes: number, packet: number): Transport {
  const content = '<entry><name>rpc-error</name></entry>'.repeat(bytes / 37)
  const reply = `<rpc-reply xmlns="${BASE}" message-id="1"><data>${content}</data></rpc-reply>`
  const frame = encodeFrame(reply, framing)
  let listener: TransportListener | undefined
  return {
    listen: (next) => {
      listener = next
      next.data(hello(framing))
    },
    send: () => {
      for (let at = 0; at < frame.length; at += packet) listener?.data(frame.subarray(at, at + packet))
    },
    close: () => listener?.closed(),
  }
}

describe('a reply costs in proportion to its bytes', () => {
  const SIZE = 3_700_000
  for (const framing of ['1.0', '1.1'] as const) {
    for (const packet of [1_460, 32_768]) {
      it(`base:${framing}, packets of ${packet} bytes`, async () => {
        const session = await Session.open(lineWith(framing, SIZE, packet), {})
        const count = await counted(async () => {
          const { bytes } = await session.request(get(), { timeoutMs: 0 })
          assert.ok(bytes > SIZE)
        })
        void session.close()
        assert.ok(count.decoded <= SIZE * 1.05, `${count.decoded} bytes decoded for ${SIZE}`)
        assert.ok(count.copied <= SIZE * 1.1, `${count.copied} bytes copied for ${SIZE}`)
        // For NUL, and where there are end marks for those.
        const searches = framing === '1.0' ? 2 : 1
        assert.ok(count.searched <= SIZE * searches * 1.05, `${count.searched} bytes searched for ${SIZE}`)
      })
    }
  }

  it('whose text, come in parts, nobody joins before it is wanted', () => {
    const head = `<rpc-reply xmlns="${BASE}" message-id="1"><data>`
    const tail = '</data></rpc-reply>'
    // What V8 does not tell: a whole that is not even XML, so that whoever looked into it would fail.
    const text = { head, tail, whole: 'rpc-error <' }
    const received = { kind: 'reply', text, envelope: readEnvelope(head), bytes: 1 } as const
    const exchanged = { label: 'get', requestXml: '', elapsedMs: 0 }
    const reply = readReply(exchanged, received, { mode: 'errors', exempt: [] }, PLAIN_DIALECT)
    assert.deepEqual(reply.warnings, [])
    assert.equal(reply.isOk, false)
  })
})

describe('a queue of notifications', () => {
  const notification: Notification = { xml: '', bytes: 1, kind: 'event', name: 'a', namespace: '' }

  for (const [name, atOnce] of [
    ['read one by one', 1],
    ['read in hundreds', 100],
    ['read when all are there', 20_000],
  ] as const) {
    it(`moves each about once: ${name}`, () => {
      const COUNT = 20_000
      const queue = new NotificationQueue({ maxQueued: COUNT }, () => undefined)
      const moved = countSliced(() => {
        for (let i = 0; i < COUNT; i += atOnce) {
          for (let k = 0; k < atOnce; k += 1) queue.push(notification)
          for (let k = 0; k < atOnce; k += 1) void queue.next()
        }
      })
      assert.equal(queue.queued, 0)
      assert.ok(moved <= COUNT, `${moved} moved for ${COUNT}`)
    })
  }
})

/** How many elements of arrays were copied by `slice`. */
function countSliced(work: () => void): number {
  let moved = 0
  const { slice } = Array.prototype
  Array.prototype.slice = function (this: unknown[], ...range): unknown[] {
    const part = slice.apply(this, range) as unknown[]
    moved += part.length
    return part
  }
  try {
    work()
  } finally {
    Array.prototype.slice = slice
  }
  return moved
}
