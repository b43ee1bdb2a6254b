// Damaged streams by the hundred thousand: cut anywhere they read the same, and end in messages or in an error that we know.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PLAIN_DIALECT } from '../../../src/netconf/dialect.ts'
import { readEnvelope } from '../../../src/netconf/envelope.ts'
import { encodeFrame, FrameDecoder, type Framing } from '../../../src/netconf/framing.ts'
import { readServerHello } from '../../../src/netconf/hello.ts'
import { shortText } from '../../../src/netconf/messageText.ts'
import { readNotification } from '../../../src/netconf/notification.ts'
import { get } from '../../../src/netconf/operations.ts'
import { readReply } from '../../../src/netconf/replyReading.ts'
import { Session } from '../../../src/netconf/session.ts'
import { ProtocolError } from '../../../src/netconf/errors.ts'
import { NetconfError } from '../../../src/transport/errors.ts'
import { helloOf, runningTimers, settle } from '../fakes/fakeServer.ts'
import { damaged, seeded } from './byteStreams.ts'
import { ScriptedLine } from './scriptedLine.ts'

/** `FUZZ_ROUNDS=5000000 FUZZ_SEED=7 npm run test:unit` looks further. */
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 200_000)
const SEED = Number(process.env['FUZZ_SEED'] ?? 1)

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const reply = (id: number, content: string): string =>
  `<rpc-reply xmlns="${BASE}" message-id="${id}">${content}</rpc-reply>`
const ERROR =
  '<rpc-error><error-tag>in-use</error-tag><error-path xmlns:a="urn:a">/a:b</error-path></rpc-error>'
const EVENT = '<notification><eventTime>2026-01-01T00:00:00.5Z</eventTime><e xmlns="urn:e"/></notification>'

const MESSAGES = [reply(1, '<data>ü€]]>\n##\n</data>'), reply(2, ERROR), EVENT, helloOf(), reply(3, '<ok/>')]

/** What came of a stream: its messages, and the sentence with which it ended. */
function outcomeOf(parts: readonly Uint8Array[], framing: Framing): { messages: string[]; end: string } {
  const messages: string[] = []
  const decoder = new FrameDecoder((bytes) => messages.push(Buffer.from(bytes).toString('utf8')), {
    maxMessageBytes: 10_000,
  })
  decoder.framing = framing
  try {
    for (const part of parts) decoder.push(part)
    return { messages, end: `${decoder.pendingBytes} bytes wait` }
  } catch (error) {
    assert.ok(error instanceof ProtocolError, String(error))
    return { messages, end: error.expected }
  }
}

/** Reads a message as a session does. Throws nothing but a NetconfError. */
function readMessage(text: string): void {
  const envelope = readEnvelope(text)
  const bytes = text.length
  if (envelope.local === 'hello') readServerHello(text)
  else if (envelope.local === 'notification') readNotification(text, bytes, envelope)
  else {
    const exchanged = { label: 'get', requestXml: '', elapsedMs: 0 }
    const received = { kind: 'reply', text: shortText(text), envelope, bytes } as const
    readReply(exchanged, received, { mode: 'errors', exempt: [] }, PLAIN_DIALECT)
  }
}

describe('damage', () => {
  const { stackTraceLimit } = Error
  // Most of the time would go into the stacks of errors that are expected.
  before(() => (Error.stackTraceLimit = 0))
  after(() => (Error.stackTraceLimit = stackTraceLimit))

  for (const framing of ['1.0', '1.1'] as const) {
    it(`framing ${framing}: ${ROUNDS / 2} damaged streams`, () => {
      const random = seeded(SEED)
      const frames = MESSAGES.map((message) => encodeFrame(message, framing))
      let readable = 0
      for (let round = 0; round < ROUNDS / 2; round += 1) {
        const first = frames[round % frames.length]!
        const second = frames[(round * 7 + 3) % frames.length]!
        const stream = damaged(Buffer.concat([first, second]), random)
        const at = Math.floor(random() * (stream.length + 1))
        const whole = outcomeOf([stream], framing)
        const split = outcomeOf([stream.subarray(0, at), stream.subarray(at)], framing)
        const same = split.end === whole.end && split.messages.join('\0') === whole.messages.join('\0')
        if (!same) assert.deepEqual(split, whole, `round ${round}, cut at ${at}`)
        for (const message of whole.messages) {
          if (MESSAGES.includes(message)) continue
          try {
            readMessage(message)
            readable += 1
          } catch (error) {
            assert.ok(error instanceof NetconfError, `round ${round}: ${String(error)}`)
          }
        }
      }
      assert.ok(readable > 0)
    })
  }

  it('of all that a session gets: every promise ends, no timer stays', async () => {
    const before = runningTimers()
    const random = seeded(SEED + 1)
    let opened = 0
    for (let round = 0; round < ROUNDS / 100; round += 1) {
      const framing = round % 2 === 0 ? '1.0' : '1.1'
      const hello = encodeFrame(helloOf({ versions: framing === '1.0' ? ['1.0'] : ['1.0', '1.1'] }), '1.0')
      const answers = [reply(1, '<data/>'), reply(2, ERROR), reply(3, '<ok/>')].map((text) =>
        Buffer.concat([encodeFrame(EVENT, framing), encodeFrame(text, framing)]),
      )
      const spoilt = Math.floor(random() * 4)
      const line = new ScriptedLine({
        answers: [hello, ...answers].map((bytes, index) =>
          index === spoilt ? damaged(bytes, random) : bytes,
        ),
      })
      const abort = new AbortController()
      const { signal } = abort
      const played = (async () => {
        const session = await Session.open(line, { signal })
        opened += 1
        await Promise.allSettled([
          session.notifications({ signal }).next(),
          session.request(get(), { signal }),
          session.request(get(), { signal }),
        ])
        await session.close()
        await session.closed
      })().catch((error: unknown) => {
        assert.ok(error instanceof NetconfError || signal.aborted, String(error))
      })
      const progress = { done: false }
      void played.finally(() => (progress.done = true))
      await settle()
      // Damage can leave a message without its end: whoever waits then gives up, as a person would.
      if (!progress.done) abort.abort()
      line.hangUp()
      await played
    }
    await settle()
    assert.ok(opened > ROUNDS / 400)
    assert.equal(runningTimers(), before)
  })
})
