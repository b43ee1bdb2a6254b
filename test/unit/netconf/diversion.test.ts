// A large reply that goes to a sink: every byte arrives there, and the session still sees what it must.

import assert from 'node:assert/strict'
import { describe, mock, test } from 'node:test'
import { Diversion } from '../../../src/netconf/diversion.ts'
import { RpcError } from '../../../src/netconf/errors.ts'
import { get } from '../../../src/netconf/operations.ts'
import type { Framing } from '../../../src/netconf/framing.ts'
import { openFake, type FakeRpc, type FakeServer } from '../fakes/fakeServer.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const LARGE = `<list>${'<entry>Zürich ]]> </entry>'.repeat(10_000)}</list>`
const WARNING =
  '<rpc-error><error-type>application</error-type><error-tag>partial</error-tag><error-severity>warning</error-severity></rpc-error>'

const whole = ({ id }: FakeRpc, content: string): string =>
  `<rpc-reply xmlns="${BASE}" message-id="${id}">${content}</rpc-reply>`

class Sink {
  readonly parts: Buffer[] = []
  readonly take = (bytes: Uint8Array): void => void this.parts.push(Buffer.from(bytes))

  get text(): string {
    return Buffer.concat(this.parts).toString('utf8')
  }
}

async function answered(
  server: FakeServer,
  request: Promise<unknown>,
  content: (rpc: FakeRpc) => string,
): Promise<string> {
  const rpc = await server.nextRpc()
  const text = content(rpc)
  server.send(text)
  await request.catch(() => undefined)
  return text
}

describe('a reply that goes to a sink', () => {
  const cases: readonly { readonly framing: Framing; readonly chunkSize: number }[] = [
    { framing: '1.0', chunkSize: 1_000_000 },
    { framing: '1.0', chunkSize: 997 },
    { framing: '1.1', chunkSize: 1_000_000 },
    { framing: '1.1', chunkSize: 997 },
  ]
  for (const { framing, chunkSize } of cases) {
    test(`base:${framing}, packets of ${chunkSize} bytes`, async () => {
      const { server, session } = await openFake({ versions: [framing], chunkSize })
      const sink = new Sink()
      const request = session.request(get(), { sink: sink.take })
      const text = await answered(server, request, (rpc) => whole(rpc, `<data>${LARGE}</data>`))
      const reply = await request
      assert.equal(sink.text, text)
      assert.equal(reply.bytes, Buffer.byteLength(text))
      assert.match(reply.xml, /^<rpc-reply [^>]*><data\/><\/rpc-reply>$/)
      assert.ok(sink.parts.length > 1 || chunkSize > 1_000)
      const next = session.request(get())
      await answered(server, next, (rpc) => whole(rpc, '<data/>'))
      assert.deepEqual((await next).warnings, [])
      await session.close()
    })
  }

  test('a prefix, and a warning behind the data', async () => {
    const { server, session } = await openFake()
    const sink = new Sink()
    const request = session.request(get(), { sink: sink.take })
    await answered(
      server,
      request,
      ({ id }) =>
        `<nc:rpc-reply xmlns:nc="${BASE}" xmlns="${BASE}" message-id="${id}"><nc:data>${LARGE}</nc:data>${WARNING}</nc:rpc-reply>`,
    )
    assert.equal((await request).warnings[0]?.tag, 'partial')
    await session.close()
  })

  test('small ones, and those without data, are replies as ever', async () => {
    const { server, session } = await openFake()
    const sink = new Sink()
    const small = session.request(get(), { sink: sink.take })
    await answered(server, small, (rpc) => whole(rpc, '<data><a/></data>'))
    assert.match((await small).xml, /<a\/>/)
    const other = session.request(get(), { sink: sink.take })
    await answered(server, other, (rpc) => whole(rpc, LARGE))
    assert.ok((await other).xml.includes(LARGE))
    assert.equal(sink.parts.length, 0)
    await session.close()
  })

  test('a large error is an error, and the sink gets nothing', async () => {
    const { server, session } = await openFake()
    const sink = new Sink()
    const request = session.request(get(), { sink: sink.take })
    const error = WARNING.replace('warning', 'error')
    const refused = assert.rejects(request, RpcError)
    await answered(server, request, (rpc) => whole(rpc, error.repeat(1_000)))
    await refused
    assert.equal(sink.parts.length, 0)
    await session.close()
  })

  test('a larger message than may be kept', async () => {
    const { server, session } = await openFake({}, { maxMessageBytes: 100_000 })
    const sink = new Sink()
    const request = session.request(get(), { sink: sink.take })
    const text = await answered(server, request, (rpc) => whole(rpc, `<data>${LARGE}</data>`))
    await request
    assert.equal(sink.text, text)
    await session.close()
  })

  test('in pieces of every size: all of it passes, and what stands behind the data is kept', () => {
    const head = { messageId: '1', opening: '<rpc-reply>', dataName: 'data' }
    const text = Buffer.from(`<rpc-reply><data>${LARGE}</data>${WARNING}</rpc-reply>]]>]]>`)
    for (const size of [1, 5, 6, 7, 100, 65_535, 65_536, 65_537, text.length]) {
      const sink = new Sink()
      const diversion = new Diversion(head, sink.take)
      for (let at = 0; at < text.length; at += size) diversion.push(text.subarray(at, at + size))
      const kept = Buffer.from(diversion.end(6)).toString()
      assert.equal(kept, `<rpc-reply><data/>${WARNING}</rpc-reply>`, `pieces of ${size}`)
      assert.equal(sink.text, text.subarray(0, -6).toString(), `pieces of ${size}`)
      assert.equal(diversion.bytes, text.length - 6)
    }
  })

  test('each byte is copied a few times at most, however small the pieces', () => {
    const SIZE = 1_000_000
    const { copy } = Buffer.prototype as unknown as {
      readonly copy: (this: Buffer, target: Uint8Array, at?: number) => number
    }
    const concat = Buffer.concat.bind(Buffer)
    for (const size of [5, 100, 1_460, 65_536]) {
      const diversion = new Diversion({ messageId: '1', opening: '<a>', dataName: 'data' }, () => undefined)
      let copied = 0
      mock.method(Buffer, 'concat', (parts: Uint8Array[], length?: number) => {
        const whole = concat(parts, length)
        copied += whole.length
        return whole
      })
      mock.method(Buffer.prototype, 'copy', function (this: Buffer, target: Uint8Array, at?: number): number {
        const bytes = copy.call(this, target, at)
        copied += bytes
        return bytes
      })
      try {
        for (let sent = 0; sent < SIZE; sent += size) diversion.push(Buffer.alloc(size, 0x20))
      } finally {
        mock.restoreAll()
      }
      assert.ok(copied <= 5 * SIZE, `${copied} bytes copied for ${SIZE} in pieces of ${size}`)
    }
  })

  test('after its request was given up nothing arrives, and the session goes on', async () => {
    const { server, session, oddities } = await openFake({ chunkSize: 10_000 })
    const sink = new Sink()
    const abort = new AbortController()
    const request = session.request(get(), {
      signal: abort.signal,
      sink: (bytes) => {
        sink.take(bytes)
        abort.abort(new Error('enough'))
      },
    })
    const refused = assert.rejects(request, /enough/)
    const rpc = await server.nextRpc()
    server.send(whole(rpc, `<data>${LARGE}</data>`))
    await refused
    const next = session.request(get())
    await answered(server, next, (late) => whole(late, '<data/>'))
    await next
    assert.ok(sink.text.length < LARGE.length)
    assert.match(oddities.join(), /late reply/)
    await session.close()
  })
})
