// Framing: the same messages however the stream is cut, and a readable error for what is no framing.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ProtocolError } from '../../../src/netconf/errors.ts'
import { encodeFrame, FrameDecoder, type Framing } from '../../../src/netconf/framing.ts'
import { cuts, damaged, seeded } from './byteStreams.ts'

function decode(parts: readonly Uint8Array[], framing: Framing, maxMessageBytes?: number): string[] {
  const messages: string[] = []
  const decoder = new FrameDecoder((bytes) => messages.push(Buffer.from(bytes).toString('utf8')), {
    ...(maxMessageBytes !== undefined && { maxMessageBytes }),
  })
  decoder.framing = framing
  for (const part of parts) decoder.push(part)
  return messages
}

const EOM = ']]>]]>'
const streams: readonly (readonly [name: string, framing: Framing, stream: string, messages: string[]])[] = [
  ['1.0 one message', '1.0', `<a/>${EOM}`, ['<a/>']],
  ['1.0 several messages', '1.0', `<a/>${EOM}<b/>${EOM}\n<c/>${EOM}`, ['<a/>', '<b/>', '\n<c/>']],
  ['1.0 a bracket before the mark', '1.0', `a]${EOM}`, ['a]']],
  ['1.0 two brackets before the mark', '1.0', `a]]${EOM}`, ['a]]']],
  ['1.0 half a mark before the mark', '1.0', `b]]>]${EOM}c]]>]]${EOM}`, ['b]]>]', 'c]]>]]']],
  ['1.0 half a mark inside', '1.0', `a]]>b]]>]c]]>]]d${EOM}`, ['a]]>b]]>]c]]>]]d']],
  [
    '1.0 CDATA',
    '1.0',
    `<a><![CDATA[x]]></a><b><![CDATA[]]]></b>${EOM}`,
    ['<a><![CDATA[x]]></a><b><![CDATA[]]]></b>'],
  ],
  ['1.0 characters of 2, 3 and 4 bytes', '1.0', `<a>ü€😀</a>${EOM}é${EOM}`, ['<a>ü€😀</a>', 'é']],
  ['1.0 a mark that has not ended', '1.0', `<a/>${EOM}<b/>]]>]]`, ['<a/>']],
  ['1.0 nothing', '1.0', EOM, ['']],
  ['1.1 one chunk', '1.1', '\n#4\n<a/>\n##\n', ['<a/>']],
  ['1.1 several chunks', '1.1', '\n#1\n<\n#2\na/\n#1\n>\n##\n', ['<a/>']],
  ['1.1 several messages', '1.1', '\n#4\n<a/>\n##\n\n#4\n<b/>\n##\n', ['<a/>', '<b/>']],
  ['1.1 what looks like framing in a chunk', '1.1', '\n#11\n\n##\n\n#9\n]]>\n##\n', ['\n##\n\n#9\n]]>']],
  [
    '1.1 RFC 6242 §4.2 example',
    '1.1',
    '\n#4\n<rpc\n#18\n message-id="102"\n\n#3\nxml\n##\n',
    ['<rpc message-id="102"\nxml'],
  ],
  ['1.1 characters of 2, 3 and 4 bytes', '1.1', '\n#9\nü€😀\n##\n', ['ü€😀']],
  ['1.1 newlines between messages', '1.1', '\n\n\n#4\n<a/>\n##\n\n\n\n#4\n<b/>\n##\n\n', ['<a/>', '<b/>']],
  ['1.1 CRLF between messages', '1.1', '\r\n\n#4\n<a/>\n##\n\r\n\r\n#4\n<b/>\n##\n', ['<a/>', '<b/>']],
  [
    '1.1 white space between messages',
    '1.1',
    '\n \t\n#4\n<a/>\n##\n \n\t \r\n \n#4\n<b/>\n##\n',
    ['<a/>', '<b/>'],
  ],
  ['1.1 a newline too many between chunks', '1.1', '\n#2\n<a\n\n#2\n/>\n\n##\n', ['<a/>']],
  ['1.1 a message that has not ended', '1.1', '\n#4\n<a/>\n##\n\n#4\n<b', ['<a/>']],
]

describe('a stream cut anywhere gives the same messages (peer defects 2 and, for stray newlines, 11)', () => {
  for (const [name, framing, stream, messages] of streams) {
    it(name, () => {
      for (const parts of cuts(Buffer.from(stream))) {
        assert.deepEqual(decode(parts, framing), messages, JSON.stringify(parts.map(({ length }) => length)))
      }
    })
  }

  it('1.1 with a chunk border inside of a character', () => {
    const euro = Buffer.from('€')
    const stream = Buffer.concat([
      Buffer.from('\n#1\n'),
      euro.subarray(0, 1),
      Buffer.from('\n#2\n'),
      euro.subarray(1),
      Buffer.from('\n##\n'),
    ])
    for (const parts of cuts(stream)) assert.deepEqual(decode(parts, '1.1'), ['€'])
  })

  it('with the framing changed by the first message, in one packet too', () => {
    const stream = Buffer.from(`<hello/>${EOM}\n#4\n<a/>\n##\n\n#4\n<b/>\n##\n`)
    for (const parts of cuts(stream)) {
      const messages: string[] = []
      const decoder = new FrameDecoder((bytes) => {
        messages.push(Buffer.from(bytes).toString())
        decoder.framing = '1.1'
      })
      for (const part of parts) decoder.push(part)
      assert.deepEqual(messages, ['<hello/>', '<a/>', '<b/>'])
    }
  })
})

describe('what is no framing', () => {
  const bad: readonly (readonly [name: string, stream: string])[] = [
    ['size zero', '\n#0\n\n##\n'],
    ['size with a leading zero', '\n#04\n<a/>\n##\n'],
    ['size above 4294967295', '\n#4294967296\n'],
    ['size of ten digits, too large', '\n#9999999999\n'],
    ['size of eleven digits', '\n#11111111111\n'],
    ['no size', '\n#\n<a/>'],
    ['size that is no number', '\n#x\n'],
    ['negative size', '\n#-1\n'],
    ['size with a letter behind', '\n#4a\n<a/>'],
    ['size with a space behind', '\n#4 \n<a/>'],
    ['size ended by CRLF', '\n#4\r\n<a/>'],
    ['no newline before the header', '#4\n<a/>\n##\n'],
    ['no newline between chunks', '\n#4\n<a/>#1\nx'],
    ['more bytes than announced', '\n#3\n<a/>\n##\n'],
    ['end of chunks without a chunk', '\n##\n'],
    ['end of chunks without its newline', '\n#4\n<a/>\n##x'],
    ['three hashes', '\n#4\n<a/>\n###\n'],
    ['text between messages', '\n#4\n<a/>\n##\nBye.'],
  ]
  for (const [name, stream] of bad) {
    it(`${name} is a ProtocolError, wherever the stream is cut`, () => {
      for (const parts of cuts(Buffer.from(stream))) {
        assert.throws(
          () => decode(parts, '1.1'),
          (error) => error instanceof ProtocolError && /chunk header/.test(error.message + error.expected),
        )
      }
    })
  }

  it('shows what came', () => {
    assert.throws(() => decode([Buffer.from('\n#7Oops\x07')], '1.1'), {
      kind: 'protocol',
      message: /"Oops\\u0007"/,
      received: 'Oops\\u0007',
    })
  })

  it('the largest chunk size is taken', () => {
    assert.deepEqual(decode([Buffer.from('\n#4294967295\n<a/>')], '1.1'), [])
  })

  for (const stream of ['<rpc-reply/>]]>]]>', '\n<rpc-reply/>]]>]]>', '\n\n<?xml version="1.0"?>']) {
    it(`1.0 framing where 1.1 was agreed comes with advice: ${JSON.stringify(stream)}`, () => {
      for (const parts of cuts(Buffer.from(stream))) {
        assert.throws(() => decode(parts, '1.1'), { kind: 'protocol', message: /Set "framing".*"1\.0"/ })
      }
    })
  }
})

describe('a message that is too large', () => {
  const cases: readonly (readonly [Framing, string])[] = [
    ['1.0', `<a>${'x'.repeat(100)}</a>${EOM}`],
    ['1.1', `\n#60\n${'x'.repeat(60)}\n#60\n${'x'.repeat(60)}\n##\n`],
  ]
  for (const [framing, stream] of cases) {
    it(`${framing}: ends before it is held, and says what to do`, () => {
      for (const parts of cuts(Buffer.from(stream))) {
        assert.throws(() => decode(parts, framing, 99), { kind: 'protocol', message: /99 bytes.*filter/ })
      }
    })
  }

  it('counts one message, not all of them', () => {
    assert.equal(decode([Buffer.from(`${'x'.repeat(60)}${EOM}`.repeat(5))], '1.0', 99).length, 5)
  })

  it('does not add up over the chunks of an earlier message', () => {
    assert.equal(decode([Buffer.from(`\n#60\n${'x'.repeat(60)}\n##\n`.repeat(5))], '1.1', 99).length, 5)
  })
})

describe('encodeFrame', () => {
  it('counts bytes, not characters', () => {
    assert.equal(Buffer.from(encodeFrame('ü€😀', '1.1')).toString(), '\n#9\nü€😀\n##\n')
    assert.equal(Buffer.from(encodeFrame('ü€😀', '1.0')).toString(), `ü€😀${EOM}`)
  })

  for (const framing of ['1.0', '1.1'] as const) {
    it(`${framing}: what goes in comes out`, () => {
      const random = seeded(7)
      for (let round = 0; round < 40; round += 1) {
        const text = Array.from({ length: 1 + Math.floor(random() * 40) }, () =>
          String.fromCodePoint(0x20 + Math.floor(random() * 0x2000)),
        ).join('')
        for (const parts of cuts(encodeFrame(text, framing), round)) {
          assert.deepEqual(decode(parts, framing), [text])
        }
      }
    })
  }
})

describe('a damaged stream', () => {
  for (const [name, framing, stream] of streams) {
    it(`${name}: ends in messages or a ProtocolError`, () => {
      const random = seeded(42)
      for (let round = 0; round < 300; round += 1) {
        try {
          decode([damaged(Buffer.from(stream), random)], framing)
        } catch (error) {
          assert.ok(error instanceof ProtocolError, String(error))
        }
      }
    })
  }
})

describe('pendingBytes', () => {
  it('grows with the message that is coming, and is 0 between messages', () => {
    for (const framing of ['1.0', '1.1'] as const) {
      const decoder = new FrameDecoder(() => undefined)
      decoder.framing = framing
      const frame = encodeFrame('x'.repeat(100), framing)
      const seen = [frame.slice(0, 20), frame.slice(20, 60), frame.slice(60)].map((part) => {
        decoder.push(part)
        return decoder.pendingBytes
      })
      const head = framing === '1.1' ? '\n#100\n'.length : 0
      assert.deepEqual(seen, [20 - head, 60 - head, 0])
    }
  })
})
