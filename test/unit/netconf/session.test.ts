// A session from hello to the first reply: who says what when, and in which framing.

import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { describe, it } from 'node:test'
import { PLAIN_DIALECT } from '../../../src/netconf/dialect.ts'
import { encodeFrame } from '../../../src/netconf/framing.ts'
import { get, getConfig } from '../../../src/netconf/operations.ts'
import { Session, type SessionOptions } from '../../../src/netconf/session.ts'
import type { Transport, TransportListener } from '../../../src/transport/transport.ts'
import {
  FakeServer,
  helloOf,
  openFake,
  runningTimers,
  settle,
  type FakeServerOptions,
} from '../fakes/fakeServer.ts'
import { fixture } from '../fakes/fixtures.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const EOM = ']]>]]>'

describe('hello', () => {
  it('ours leaves before the device has said anything (peer defect 11)', async () => {
    const server = new FakeServer({ hello: null })
    const opening = Session.open(server.transport)
    await settle()
    assert.equal(server.received.length, 1)
    assert.match(server.received[0]!, /<hello /)
    server.framing = '1.0'
    server.send(helloOf())
    await (await opening).close()
  })

  it("ours ends with the end-of-message mark even where the device's came first (RFC 6242 §4.1)", async () => {
    const line = new EagerLine(encodeFrame(helloOf(), '1.0'))
    const session = await Session.open(line)
    assert.ok(line.sent.startsWith('<?xml'), line.sent)
    assert.ok(line.sent.endsWith(EOM), line.sent)
    assert.equal(session.framing, '1.1')
    line.end()
  })

  it('tells id, framing and capabilities', async () => {
    const { session } = await openFake({ hello: fixture('netconfd-2.13/hello') })
    assert.ok(session.id > 0)
    assert.deepEqual([session.framing, session.isOpen], ['1.1', true])
    assert.ok(session.capabilities.has(':candidate'))
    assert.ok(session.capabilities.modules.some(({ name }) => name === 'acme-plant'))
  })

  it('with a single capability opens a session (peer defect 10)', async () => {
    const { session } = await openFake({ versions: ['1.0'] })
    assert.deepEqual(session.capabilities.uris, ['urn:ietf:params:netconf:base:1.0'])
  })

  const negotiation = [
    { theirs: ['1.0', '1.1'], ours: 'auto', framing: '1.1' },
    { theirs: ['1.0'], ours: 'auto', framing: '1.0' },
    { theirs: ['1.1'], ours: 'auto', framing: '1.1' },
    { theirs: [], ours: 'auto', framing: '1.0' },
    { theirs: ['1.0', '1.1'], ours: '1.0', framing: '1.0' },
    { theirs: ['1.0'], ours: '1.0', framing: '1.0' },
  ] as const
  for (const { theirs, ours, framing } of negotiation) {
    it(`announced ${theirs.join(' and ') || 'no version'}, wanted ${ours}: framing ${framing}`, async () => {
      const { server, session } = await openFake({ versions: theirs }, { framing: ours })
      assert.equal(session.framing, framing)
      const reply = session.request(get())
      server.reply(await server.nextRpc(), '<data>ü</data>')
      assert.match((await reply).xml, /<data>ü<\/data>/)
      await session.close()
    })
  }

  it('of NX-OS, whose base:1.0 is the namespace, opens a session with end marks', async () => {
    const { session } = await openFake({ versions: [], capabilities: [BASE] })
    assert.equal(session.framing, '1.0')
    await session.close()
  })

  it('ours of NX-OS agrees with base:1.0 of a server', async () => {
    const dialect = { ...PLAIN_DIALECT, capabilities: [BASE] }
    const { session } = await openFake({ versions: ['1.0'] }, { dialect })
    assert.equal(session.framing, '1.0')
    await session.close()
  })

  for (const before of [
    '\n',
    '\ufeff',
    '\0\0',
    '<!-- welcome -->',
    '\n<?xml version="1.0" encoding="UTF-8"?>\n',
  ]) {
    it(`${JSON.stringify(before)} before a message does no harm`, async () => {
      const { server, session } = await openFake({ hello: before + helloOf() })
      const reply = session.request(getConfig({ source: 'running' }))
      const { id } = await server.nextRpc()
      server.send(
        `${before}<rpc-reply xmlns="${BASE}" message-id="${id}"><rpc-error><error-tag>in-use</error-tag></rpc-error></rpc-reply>`,
      )
      await assert.rejects(reply, { kind: 'rpc', message: 'get-config running was refused: in-use' })
      await session.close()
    })
  }

  it('that comes a second time is ignored, in the same packet too', async () => {
    const second = helloOf({ versions: [] }).replace('17', '18')
    const { server, session, oddities } = await openFake({
      versions: ['1.0'],
      hello: `${helloOf({ versions: ['1.0'] })}${EOM}${second}`,
    })
    await settle()
    server.send(second)
    await settle()
    assert.deepEqual([session.id, session.isOpen, oddities.length], [17, true, 2])
    assert.match(oddities[0]!, /second hello/i)
  })
})

describe('a session that does not open', () => {
  const bad: readonly (readonly [name: string, hello: string, message: RegExp])[] = [
    ['hello without session-id', helloOf().replace(/<session-id>.*<\/session-id>/, ''), /session-id/],
    ['hello that is not well-formed', helloOf().replace('</capabilities>', ''), /hello is not well-formed/],
    ['a document type', `<!DOCTYPE hello>${helloOf()}`, /document type/],
    ['no XML', 'Welcome to core-1!', /not XML/],
    ['an rpc', '<rpc message-id="1"><get/></rpc>', /<rpc>, which a server must not send/],
  ]
  for (const [name, hello, message] of bad) {
    it(`${name}: ProtocolError, and the line is closed`, async () => {
      const server = new FakeServer({ hello })
      await assert.rejects(Session.open(server.transport), { kind: 'protocol', message })
      await settle()
      assert.equal(server.isClosed, true)
    })
  }

  const strangers: readonly (readonly [string, FakeServerOptions, SessionOptions, RegExp])[] = [
    [
      'base:1.1 alone, but 1.0 wanted',
      { versions: ['1.1'] },
      { framing: '1.0' },
      /base:1\.1 alone.*Set "framing" of the device to "auto"/,
    ],
    [
      "base:1.1 alone, but the family's hello has 1.0",
      { versions: ['1.1'] },
      { dialect: { ...PLAIN_DIALECT, capabilities: ['urn:ietf:params:netconf:base:1.0'] } },
      /base:1\.1 alone.*another profile/,
    ],
    [
      'a version that nobody speaks yet',
      { versions: [], capabilities: ['urn:ietf:params:netconf:base:2.0'] },
      {},
      /no version of NETCONF that is spoken here \(urn:ietf:params:netconf:base:2\.0\)/,
    ],
  ]
  for (const [name, theirs, ours, message] of strangers) {
    it(`${name}: ProtocolError (RFC 6241 §8.1), and the line is closed`, async () => {
      const server = new FakeServer(theirs)
      await assert.rejects(Session.open(server.transport, ours), { kind: 'protocol', message })
      await settle()
      assert.equal(server.isClosed, true)
    })
  }

  it('a hello without end: the error says what to check, and nothing of filters', async () => {
    const server = new FakeServer({ hello: null })
    const opening = assert.rejects(Session.open(server.transport), (error: Error) => {
      assert.match(error.message, /larger than 16777216 bytes\. No hello is that large/)
      return !error.message.includes('filter')
    })
    const piece = Buffer.alloc(1024 * 1024, 0x20)
    for (let sent = 0; sent <= 17; sent += 1) server.sendBytes(piece)
    await opening
  })

  it('no hello in time: TimeoutError, and the line is closed', async () => {
    const server = new FakeServer({ hello: null })
    await assert.rejects(Session.open(server.transport, { helloTimeoutMs: 20 }), {
      kind: 'timeout',
      message: 'No reply to hello within 0.02 s.',
    })
    await settle()
    assert.equal(server.isClosed, true)
  })

  it('a reply before the hello is no hello', async () => {
    const server = new FakeServer({ hello: '<rpc-reply message-id="1"><ok/></rpc-reply>' })
    await assert.rejects(Session.open(server.transport, { helloTimeoutMs: 20 }), { kind: 'timeout' })
  })

  it('the device hangs up: SessionClosedError by the peer', async () => {
    const server = new FakeServer({ hello: null })
    const opening = Session.open(server.transport)
    server.close()
    await assert.rejects(opening, { kind: 'closed', by: 'peer' })
  })

  it('the line breaks: the cause is told', async () => {
    const server = new FakeServer({ hello: null })
    const opening = Session.open(server.transport)
    server.fail(new Error('ECONNRESET'))
    await assert.rejects(opening, { kind: 'closed', by: 'peer', message: /ECONNRESET/ })
  })

  it('aborted before it began: nothing is sent', async () => {
    const server = new FakeServer()
    const reason = new Error('changed my mind')
    await assert.rejects(Session.open(server.transport, { signal: AbortSignal.abort(reason) }), reason)
    await settle()
    assert.deepEqual([server.received, server.isClosed], [[], true])
  })

  it('aborted while it waits: the reason, and the line is closed', async () => {
    const server = new FakeServer({ hello: null })
    const abort = new AbortController()
    const opening = Session.open(server.transport, { signal: abort.signal })
    await settle()
    const reason = new Error('changed my mind')
    abort.abort(reason)
    await assert.rejects(opening, reason)
    await settle()
    assert.equal(server.isClosed, true)
  })
})

describe('the hello exchange leaves nothing behind', () => {
  it('no timer and no listener, whichever way it ends', async () => {
    const before = runningTimers()
    const { signal } = new AbortController()
    const { session } = await openFake({}, { signal })
    assert.deepEqual([runningTimers() - before, getEventListeners(signal, 'abort').length], [0, 0])
    await session.close()
    const bad = new FakeServer({ hello: 'no XML' })
    await assert.rejects(Session.open(bad.transport, { signal }))
    assert.deepEqual([runningTimers() - before, getEventListeners(signal, 'abort').length], [0, 0])
  })

  it('an abort after it does not end the session', async () => {
    const abort = new AbortController()
    const { session } = await openFake({}, { signal: abort.signal })
    abort.abort()
    await settle()
    assert.equal(session.isOpen, true)
  })
})

describe('packets of every size', () => {
  for (const framing of ['1.0', '1.1'] as const) {
    it(`framing ${framing}: hello, a reply with characters of 2 to 4 bytes, an error, close-session (peer defect 2)`, async () => {
      for (let chunkSize = 1; chunkSize <= 70; chunkSize += 1) {
        const { server, session } = await openFake(
          { chunkSize },
          { framing: framing === '1.1' ? 'auto' : '1.0' },
        )
        const good = session.request(get())
        const bad = session.request(get())
        server.reply(await server.nextRpc(), '<data>ü€😀 ]]> \n##\n</data>')
        server.reply(await server.nextRpc(), '<rpc-error><error-message>é</error-message></rpc-error>')
        assert.match((await good).xml, /<data>ü€😀 \]\]> \n##\n<\/data>/)
        await assert.rejects(bad, { kind: 'rpc', message: /é/ })
        await session.close()
        await settle()
        assert.deepEqual([server.isClosed, session.isOpen], [true, false])
      }
    })
  }
})

/** A line whose bytes have already come when somebody listens, as with SSH. */
class EagerLine implements Transport {
  sent = ''
  #listener: TransportListener | undefined
  readonly #early: Uint8Array

  constructor(early: Uint8Array) {
    this.#early = early
  }

  listen(listener: TransportListener): void {
    this.#listener = listener
    listener.data(this.#early)
  }

  send(bytes: Uint8Array): void {
    this.sent += Buffer.from(bytes).toString()
  }

  close(): void {
    this.end()
  }

  end(): void {
    this.#listener?.closed()
    this.#listener = undefined
  }
}
