// Peers that mean harm, or are broken: everything ends as the error model says, in bounded memory, and nothing waits for ever.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { ProtocolError, RpcError, SessionClosedError } from '../../../src/netconf/errors.ts'
import { encodeFrame, FrameDecoder, type Framing } from '../../../src/netconf/framing.ts'
import { get } from '../../../src/netconf/operations.ts'
import { dataOf } from '../../../src/netconf/reply.ts'
import { rpcErrorsOf } from '../../../src/netconf/rpcErrors.ts'
import { Session } from '../../../src/netconf/session.ts'
import { NetconfError } from '../../../src/transport/errors.ts'
import { FakeServer, helloOf, openFake, runningTimers, settle } from '../fakes/fakeServer.ts'
import { ScriptedLine } from './scriptedLine.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const MIB = 1024 * 1024

const reply = (id: number | string, content: string): string =>
  `<rpc-reply xmlns="${BASE}" message-id="${id}">${content}</rpc-reply>`

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => assert.fail('it succeeded'),
    (error: unknown) => error,
  )

setFlagsFromString('--expose_gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Bytes in use once the garbage is gone. */
function memoryInUse(): number {
  collectGarbage()
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

describe('sizes', () => {
  it('a hello without end is ended by us at 16 MiB', async () => {
    const server = new FakeServer({ hello: null })
    const opening = caught(Session.open(server.transport))
    let sent = 0
    server.sendBytes(Buffer.from(`<hello xmlns="${BASE}"><capabilities>`))
    while (!server.isClosed) {
      server.sendBytes(Buffer.alloc(MIB, '<capability>x</capability>'))
      sent += MIB
      assert.ok(sent < 40 * MIB, 'it was not ended')
      await settle()
    }
    const error = await opening
    assert.ok(error instanceof ProtocolError)
    assert.match(error.message, /larger than 16777216 bytes/)
  })

  it('a chunk header that promises 4 GiB allocates nothing', async () => {
    const { server, session } = await openFake()
    const request = caught(session.request(get()))
    await server.nextRpc()
    const before = memoryInUse()
    server.sendBytes(Buffer.from('\n#4294967295\n<rpc-reply '))
    await settle()
    assert.ok(memoryInUse() - before < 8 * MIB)
    assert.equal(session.isOpen, true)
    server.close()
    const error = await request
    assert.ok(error instanceof SessionClosedError && error.by === 'peer')
  })

  it('a message that is larger than allowed ends the session, at that size', async () => {
    const { server, session } = await openFake({}, { maxMessageBytes: 100_000 })
    const request = caught(session.request(get()))
    await server.nextRpc()
    server.sendBytes(Buffer.from('\n#4294967295\n'))
    for (let sent = 0; session.isOpen; sent += 10_000) {
      assert.ok(sent <= 110_000, 'it was not ended')
      server.sendBytes(Buffer.alloc(10_000, 'x'))
      await settle()
    }
    assert.match(String(await request), /larger than 100000 bytes/)
  })

  for (const framing of ['1.0', '1.1'] as const) {
    it(`${framing}: tiny pieces do not hold on to the packets that they came in`, () => {
      const decoder = new FrameDecoder(() => assert.fail('a message'))
      decoder.framing = framing
      const before = memoryInUse()
      const pieces = 20_000
      for (let piece = 0; piece < pieces; piece += 1) {
        // Each piece is the end of a packet of 16 KiB, as a socket hands it over.
        const packet = Buffer.allocUnsafeSlow(16 * 1024)
        const at = packet.length - packet.write('\n#1\nx', packet.length - 5)
        decoder.push(packet.subarray(at))
      }
      assert.ok(decoder.pendingBytes >= pieces)
      const growth = memoryInUse() - before
      assert.ok(growth < 4 * MIB, `${Math.round(growth / MIB)} MiB for ${pieces} pieces`)
    })
  }

  it('a reply of 20 000 errors is read, one of 33 MiB refused, and the session lives', async () => {
    const { server, session } = await openFake()
    const many = caught(session.request(get()))
    const error = '<rpc-error><error-tag>in-use</error-tag><error-severity>error</error-severity></rpc-error>'
    server.reply(await server.nextRpc(), error.repeat(20_000))
    const refused = await many
    assert.ok(refused instanceof RpcError)
    assert.equal(refused.errors.length, 20_000)
    assert.match(refused.message, /and 19999 more/)
    const huge = caught(session.request(get()))
    server.reply(await server.nextRpc(), `<rpc-error>${'x'.repeat(33 * MIB)}</rpc-error>`)
    assert.match(String(await huge), /error reply that is too large/)
    assert.equal(session.isOpen, true)
    await session.close()
  })

  it('data of any size is not parsed for the word rpc-error in it', () => {
    const counters = '<out-rpc-errors>1</out-rpc-errors><rpc-error/>'.repeat(400_000)
    const before = memoryInUse()
    assert.deepEqual(rpcErrorsOf(reply(1, `<data>${counters}</data>`)), [])
    assert.ok(memoryInUse() - before < 100 * MIB)
    assert.equal(rpcErrorsOf(reply(1, `<data>${counters}</data><rpc-error/>`)).length, 1)
    assert.equal(
      rpcErrorsOf(reply(1, '<data/><rpc-error><error-info><data>x</data></error-info></rpc-error>')).length,
      1,
    )
    assert.equal(
      rpcErrorsOf(reply(1, '<data>1</data><rpc-error><error-info><data>x</data></error-info></rpc-error>'))
        .length,
      1,
    )
  })
})

describe('depth 100 000', () => {
  const deep = '<a>'.repeat(100_000) + '</a>'.repeat(100_000)

  it('in data: the reply comes as text, and reading it says why not', async () => {
    const { server, session } = await openFake()
    const request = session.request(get())
    server.reply(await server.nextRpc(), `<data>${deep}</data>`)
    const answer = await request
    assert.throws(() => dataOf(answer), { kind: 'protocol', message: /nested more than/ })
    await session.close()
  })

  it('in an error: its request ends, the session lives', async () => {
    const { server, session } = await openFake()
    const request = caught(session.request(get()))
    server.reply(await server.nextRpc(), `<rpc-error><error-info>${deep}</error-info></rpc-error>`)
    assert.ok((await request) instanceof ProtocolError)
    assert.equal(session.isOpen, true)
    await session.close()
  })

  it('in a notification: it comes as text', async () => {
    const { server, session } = await openFake()
    const reader = session.notifications()
    server.send(`<notification><eventTime>2026-01-01T00:00:00Z</eventTime>${deep}</notification>`)
    assert.equal((await reader.next()).value?.name, 'a')
    await session.close()
  })

  it('in a hello: no session', async () => {
    const server = new FakeServer({ hello: helloOf().replace('<capabilities>', `<capabilities>${deep}`) })
    assert.ok((await caught(Session.open(server.transport))) instanceof ProtocolError)
  })
})

describe('replies to nobody', () => {
  it('are dropped, ten thousand of them, and the right ones still arrive', async () => {
    const { server, session, oddities } = await openFake()
    const requests = [session.request(get()), session.request(get())]
    const rpcs = [await server.nextRpc(), await server.nextRpc()]
    for (let id = 1_000; id < 11_000; id += 1) server.send(reply(id, '<ok/>'))
    for (const rpc of rpcs) server.reply(rpc, '<data/>')
    for (const request of requests) assert.equal((await request).isOk, false)
    assert.equal(oddities.length, 10_000)
    await session.close()
  })

  it('before anything was asked are dropped too', async () => {
    const { server, session, oddities } = await openFake()
    server.send(reply(1, '<ok/>'))
    server.send('<rpc-reply><ok/></rpc-reply>')
    await settle()
    assert.deepEqual([oddities.length, session.isOpen], [2, true])
    await session.close()
  })
})

describe('framing that RFC 6242 §4.2 forbids ends the session, and with it all who wait', () => {
  const streams = [
    '\n#0\n',
    '\n#01\n',
    '\n#4294967296\n',
    '\n#99999999999\n',
    '\n#-1\n',
    '\n#+1\n',
    '\n#1.0\n',
    '\n#0x10\n',
    '\n#\n',
    '\n# 5\n',
    '\n#5 \n',
    '\n#5\r\n',
    '\n##\n',
    '#5\n<a/>x',
    '\n#4\n<a/>#4\n',
    '\n#4\n<a/>\n###\n',
    '\n#4\n<a/>\n##\r\n',
    '\n#4\n<a/>\n##',
    '\n\u001b[0m#4\n',
    'SSH-2.0-OpenSSH_9.9\r\n',
    'HTTP/1.1 400 Bad Request\r\n\r\n',
    '<?xml version="1.0"?><rpc-reply/>]]>]]>',
    ']]>]]>',
    '\n#5\n<a/>]]>]]>',
  ]
  for (const stream of streams) {
    it(JSON.stringify(stream), async () => {
      const before = runningTimers()
      const { server, session } = await openFake()
      const requests = [caught(session.request(get())), caught(session.request(get()))]
      const reader = caught(session.notifications().next())
      await server.nextRpc()
      // What may be the beginning of something good is followed by what cannot be.
      server.sendBytes(Buffer.from(`${stream}!!!!!!!!`))
      for (const waiting of [...requests, reader]) {
        const error = await waiting
        assert.ok(error instanceof SessionClosedError && error.by === 'us', String(error))
        assert.ok(error.cause instanceof ProtocolError)
        assert.match(error.message, /^The device [^\n]*\.$/s)
      }
      await settle()
      assert.deepEqual([server.isClosed, session.isOpen, runningTimers() - before], [true, false, 0])
    })
  }
})

/** `lives`: the message is dropped or told as it is; else the session ends. */
const messages: readonly (readonly [name: string, message: string | Uint8Array, fate: 'lives' | 'ends'])[] = [
  ['nothing', '', 'ends'],
  ['white space', ' \n ', 'ends'],
  ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x3c, 0x61]), 'ends'],
  ['UTF-16', Buffer.from('<rpc-reply/>', 'utf16le'), 'lives'],
  [
    'a document type with entities',
    '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rpc-reply>&b;</rpc-reply>',
    'ends',
  ],
  [
    'a document type behind a comment',
    '<!-- x --><!DOCTYPE a SYSTEM "file:///etc/passwd"><rpc-reply/>',
    'ends',
  ],
  ['a root without end', '<rpc-reply', 'ends'],
  ['an attribute without end', '<rpc-reply message-id="1>', 'ends'],
  [
    'a root with 100 000 attributes',
    `<rpc-reply${Array.from({ length: 100_000 }, (_, n) => ` a${n}="1"`).join('')}/>`,
    'lives',
  ],
  ['100 000 comments before the root', `${'<!-- -->'.repeat(100_000)}<rpc-reply/>`, 'lives'],
  ['a name of a megabyte', `<${'a'.repeat(MIB)}/>`, 'ends'],
  ['another root', '<rpc-error/>', 'ends'],
  ['an rpc', '<rpc message-id="1"><get/></rpc>', 'ends'],
  ['a second hello', helloOf(), 'lives'],
  ['a notification with nothing in it', '<notification/>', 'lives'],
  ['a notification that never ends', '<notification><eventTime>', 'lives'],
  ['a message-id of a megabyte', `<rpc-reply message-id="${'1'.repeat(MIB)}"><ok/></rpc-reply>`, 'lives'],
]

describe('messages that no server should send', () => {
  for (const [name, message, fate] of messages) {
    it(`${name}: the session ${fate}`, async () => {
      const { server, session } = await openFake()
      const requests = [session.request(get()), session.request(get())]
      const endings = Promise.allSettled(requests)
      const rpcs = [await server.nextRpc(), await server.nextRpc()]
      const bytes = typeof message === 'string' ? Buffer.from(message) : message
      server.sendBytes(Buffer.from(`\n#${Math.max(1, bytes.length)}\n`))
      server.sendBytes(bytes.length === 0 ? Buffer.from(' ') : bytes)
      server.sendBytes(Buffer.from('\n##\n'))
      for (const rpc of rpcs) server.reply(rpc, '<ok/>')
      for (const ending of await endings) {
        assert.equal(ending.status, fate === 'lives' ? 'fulfilled' : 'rejected')
        if (ending.status === 'rejected') assert.ok(ending.reason instanceof NetconfError)
      }
      assert.equal(session.isOpen, fate === 'lives')
      await session.close()
    })
  }

  const hellos: readonly (readonly [name: string, hello: string])[] = [
    ['a session-id of text', helloOf().replace('17', 'x')],
    ['a negative session-id', helloOf().replace('17', '-1')],
    ['a session-id of 20 digits', helloOf().replace('17', '1'.repeat(20))],
    ['two session-ids', helloOf().replace('</session-id>', '</session-id><session-id>4</session-id>')],
    [
      'elements of a prototype',
      helloOf().replace('<session-id>17</session-id>', '<__proto__><session-id>4</session-id></__proto__>'),
    ],
    ['a document type', `<!DOCTYPE hello [<!ENTITY x "y">]>${helloOf()}`],
    ['a hello in a hello', `<hello xmlns="${BASE}">${helloOf()}</hello>`],
    ['chunks', '\n#7\n<hello>'],
  ]
  for (const [name, hello] of hellos) {
    it(`a hello with ${name}: no session, and the line is closed`, async () => {
      const server = new FakeServer({ hello })
      const error = await caught(Session.open(server.transport, { helloTimeoutMs: 50 }))
      assert.ok(error instanceof ProtocolError, String(error))
      await settle()
      assert.equal(server.isClosed, true)
    })
  }
})

describe('the line is cut at every byte of a session', () => {
  const event = `<notification xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"><eventTime>2026-01-01T00:00:00Z</eventTime><up/></notification>`
  const error = '<rpc-error><error-severity>error</error-severity></rpc-error>'

  async function play(framing: Framing, cutAt: number, cause?: Error): Promise<readonly string[]> {
    const frame = (...texts: readonly string[]): Uint8Array =>
      Buffer.concat(texts.map((text) => encodeFrame(text, framing)))
    const line = new ScriptedLine({
      answers: [
        encodeFrame(helloOf({ versions: framing === '1.1' ? ['1.0', '1.1'] : ['1.0'] }), '1.0'),
        frame(event, reply(1, '<data>ü€😀</data>')),
        frame(reply(2, error), event),
        frame(reply(3, '<ok/>')),
      ],
      cutAt,
      ...(cause !== undefined && { cause }),
    })
    const fates: string[] = []
    const note = async (what: string, step: Promise<unknown>): Promise<void> => {
      fates.push(
        await step.then(
          () => what,
          (reason: unknown) => `${what} ${reason instanceof NetconfError ? reason.kind : String(reason)}`,
        ),
      )
    }
    const played = (async () => {
      const opening = Session.open(line, { rpcTimeoutMs: 0 })
      await note('open', opening)
      const session = await opening
      const reader = session.notifications()
      await note('get', session.request(get()))
      await note('failing', session.request(get()))
      await note('event', reader.next())
      await note('event', reader.next())
      await session.close()
      await note('close', session.closed)
      await note('after', session.request(get()))
    })().catch(() => undefined)
    const progress = { done: false }
    void played.then(() => (progress.done = true))
    for (let turn = 0; turn < 50 && !progress.done; turn += 1) await settle()
    assert.ok(progress.done, `cut at ${cutAt}: something waits for ever after ${fates.join(', ')}`)
    assert.equal(line.isClosed, true)
    return fates
  }

  for (const framing of ['1.0', '1.1'] as const) {
    for (const cause of [undefined, new Error('read ECONNRESET')]) {
      it(`framing ${framing}, ${cause === undefined ? 'orderly' : 'with an error'}: each step before it works, each one after it says why not`, async () => {
        const before = runningTimers()
        const whole = await play(framing, Number.POSITIVE_INFINITY)
        assert.deepEqual(whole, ['open', 'get', 'failing rpc', 'event', 'event', 'close', 'after closed'])
        const seen = new Set<string>()
        for (let cutAt = 0; ; cutAt += 1) {
          const fates = await play(framing, cutAt, cause)
          for (const [index, fate] of fates.entries()) {
            assert.ok(
              fate === whole[index] || fate.endsWith(' closed'),
              `cut at ${cutAt}: ${fates.join(', ')}`,
            )
          }
          seen.add(fates.join(', '))
          if (fates.join() === whole.join()) break
        }
        assert.ok(seen.has('open closed'))
        assert.ok(seen.size >= 5, [...seen].join('\n'))
        assert.equal(runningTimers(), before)
      })
    }
  }
})
