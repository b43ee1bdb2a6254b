// The end of a session: by us, by the peer or by garbage; everybody who waits is told, once, by whom.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ProtocolError, SessionClosedError } from '../../../src/netconf/errors.ts'
import { encodeFrame } from '../../../src/netconf/framing.ts'
import { get } from '../../../src/netconf/operations.ts'
import { Session } from '../../../src/netconf/session.ts'
import type { Transport } from '../../../src/transport/transport.ts'
import { FakeServer, helloOf, openFake, runningTimers, settle } from '../fakes/fakeServer.ts'

/** How each request ended. */
async function endings(requests: readonly Promise<unknown>[]): Promise<unknown[]> {
  const results = await Promise.allSettled(requests)
  return results.map((result) => {
    if (result.status === 'fulfilled') return 'fulfilled'
    const error: unknown = result.reason
    return error instanceof SessionClosedError ? error.by : error
  })
}

describe('the peer ends it', () => {
  it('in the middle of a reply: every request ends, by the peer', async () => {
    const { server, session } = await openFake({ chunkSize: 10 })
    const requests = [session.request(get()), session.request(get()), session.request(get())]
    const { id } = await server.nextRpc()
    const frame = encodeFrame(`<rpc-reply message-id="${id}"><data/></rpc-reply>`, '1.1')
    server.sendBytes(frame.subarray(0, frame.length - 5))
    server.close()
    assert.deepEqual(await endings(requests), ['peer', 'peer', 'peer'])
    assert.equal((await session.closed).by, 'peer')
    assert.equal(session.isOpen, false)
  })

  it('because the line broke: the cause is told', async () => {
    const { server, session } = await openFake()
    const request = session.request(get())
    await server.nextRpc()
    const cause = new Error('read ECONNRESET')
    server.fail(cause)
    await assert.rejects(request, { kind: 'closed', by: 'peer', message: /ECONNRESET/, cause })
    assert.equal((await session.closed).cause, cause)
  })

  it('while nobody waits: `closed` tells it, and the next request ends at once', async () => {
    const { server, session } = await openFake()
    server.close()
    assert.match((await session.closed).message, /device closed the session/)
    await assert.rejects(session.request(get()), { kind: 'closed', by: 'peer' })
    await session.close()
    assert.equal((await session.closed).by, 'peer')
  })
})

describe('garbage', () => {
  const cases: readonly (readonly [name: string, bytes: string, message: RegExp])[] = [
    ['no framing', 'Connection closed by foreign host', /no chunk header: "Connection closed/],
    ['1.0 framing where 1.1 was agreed', '<rpc-reply message-id="1"/>]]>]]>', /Set "framing"/],
    ['text in a frame', '\n#6\nHello.\n##\n', /not XML/],
    ['a document type', '\n#17\n<!DOCTYPE a><a/>\n\n##\n', /document type/],
    ['an rpc', '\n#6\n<rpc/>\n##\n', /<rpc>, which a server must not send/],
    ['a root that cannot be read', '\n#14\n<rpc-reply a=b>\n##\n', /not XML|chunk header/],
  ]
  for (const [name, bytes, message] of cases) {
    it(`${name}: the session ends with a sentence, and so does each request`, async () => {
      const { server, session } = await openFake()
      const requests = [session.request(get()), session.request(get())]
      await server.nextRpc()
      server.sendBytes(Buffer.from(bytes))
      const [first] = await Promise.allSettled(requests)
      assert.ok(first?.status === 'rejected' && first.reason instanceof SessionClosedError)
      assert.match(first.reason.message, message)
      assert.ok(first.reason.cause instanceof ProtocolError)
      assert.deepEqual(await endings(requests), ['us', 'us'])
      await settle()
      assert.deepEqual([session.isOpen, server.isClosed], [false, true])
    })
  }
})

describe('we end it', () => {
  it('close() says close-session, waits for the answer, and closes the line', async () => {
    const { server, session } = await openFake({ ignoresClose: true })
    const closing = session.close()
    const rpc = await server.nextRpc()
    assert.equal(rpc.operation, '<close-session/>')
    await settle()
    assert.deepEqual([server.isClosed, session.isOpen], [false, true])
    server.reply(rpc, '<ok/>')
    await closing
    await settle()
    assert.deepEqual([server.isClosed, session.isOpen], [true, false])
    assert.equal((await session.closed).by, 'us')
  })

  it('close() when the device hangs up without an answer', async () => {
    const { server, session } = await openFake({ ignoresClose: true })
    const closing = session.close()
    await server.nextRpc()
    server.close()
    await closing
    assert.equal((await session.closed).by, 'us')
  })

  it('close() when the device refuses', async () => {
    const { server, session } = await openFake({ ignoresClose: true })
    const closing = session.close()
    server.reply(await server.nextRpc(), '<rpc-error><error-tag>operation-failed</error-tag></rpc-error>')
    await closing
    await settle()
    assert.equal(server.isClosed, true)
  })

  it('close() when the device never answers: it ends all the same', async (context) => {
    const { server, session } = await openFake({ ignoresClose: true })
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const closing = session.close()
    await server.nextRpc()
    context.mock.timers.tick(60_000)
    await closing
    await settle()
    assert.deepEqual([server.isClosed, session.isOpen], [true, false])
  })

  it('close() ends the requests that are under way', async () => {
    const { server, session } = await openFake()
    const ended = endings([session.request(get()), session.request(get())])
    await server.nextRpc()
    await session.close()
    assert.deepEqual(await ended, ['us', 'us'])
  })

  it('close() twice is one close-session', async () => {
    const { server, session } = await openFake()
    await Promise.all([session.close(), session.close()])
    await session.close()
    await settle()
    assert.equal(server.received.filter((text) => text.includes('close-session')).length, 1)
  })

  it('a request after close() ends at once, by us, and is not sent', async () => {
    const { server, session } = await openFake()
    await session.close()
    const sent = server.received.length
    await assert.rejects(session.request(get()), { kind: 'closed', by: 'us' })
    assert.equal(server.received.length, sent)
  })

  it('a request while close() is under way is not sent either', async () => {
    const { server, session } = await openFake({ ignoresClose: true })
    const closing = session.close()
    await assert.rejects(session.request(get()), { kind: 'closed', by: 'us' })
    server.reply(await server.nextRpc(), '<ok/>')
    await closing
    await settle()
    assert.equal(server.received.filter((text) => text.includes('<get/>')).length, 0)
  })
})

describe('a line that cannot send', () => {
  /** Says hello, then throws at each send after the first. */
  class BrokenLine implements Transport {
    readonly #inner = new FakeServer().transport
    #sends = 0

    listen(listener: Parameters<Transport['listen']>[0]): void {
      this.#inner.listen(listener)
    }

    send(bytes: Uint8Array): void {
      this.#sends += 1
      if (this.#sends > 1) throw new Error('write after end')
      this.#inner.send(bytes)
    }

    close(): void {
      this.#inner.close()
    }
  }

  it('ends the request and the session, and leaves no timer', async () => {
    const before = runningTimers()
    const session = await Session.open(new BrokenLine())
    await assert.rejects(session.request(get()), { kind: 'closed', message: /write after end/ })
    assert.deepEqual([session.isOpen, runningTimers() - before], [false, 0])
  })
})

describe('what is traced', () => {
  it('is each message as text, in both directions', async () => {
    const messages: string[] = []
    const { server, session } = await openFake(
      { versions: ['1.0'] },
      { onMessage: (direction, text) => messages.push(`${direction} ${text}`) },
    )
    const reply = session.request(get())
    const rpc = await server.nextRpc()
    server.reply(rpc, '<ok/>')
    const { xml } = await reply
    assert.deepEqual(messages.slice(1), [
      `received ${helloOf({ versions: ['1.0'] })}`,
      `sent ${rpc.text}`,
      `received ${xml}`,
    ])
    assert.match(messages[0]!, /^sent <\?xml.*\n<hello/)
    await session.close()
  })
})
