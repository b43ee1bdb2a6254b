// The text of a long message: the same however its bytes are cut, and looked into no more than it must be.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LongText } from '../../../src/netconf/messageText.ts'
import { cleaned, envelopeOf } from '../../../src/netconf/messageReading.ts'

function longText(bytes: Uint8Array, packet: number, mark = 0): LongText {
  const text = new LongText()
  for (let at = 0; at < bytes.length; at += packet) text.push(bytes.subarray(at, at + packet))
  text.end(mark)
  return text
}

const PIECE = 256 * 1024
/** Characters of 1 to 4 bytes, so that pieces end inside of them in every way. */
const contents: readonly (readonly [name: string, text: string])[] = [
  ['ASCII', 'abcdefg\n'.repeat(100_000)],
  ['2 bytes', `<a>${'ü'.repeat(400_000)}</a>`],
  ['2 bytes, one further', `<ab>${'ü'.repeat(400_000)}</ab>`],
  ['3 bytes', '€'.repeat(300_000)],
  ['3 bytes, one further', `x${'€'.repeat(300_000)}`],
  ['3 bytes, two further', `xy${'€'.repeat(300_000)}`],
  ...[0, 1, 2, 3].map(
    (further) => [`4 bytes, ${further} further`, 'x'.repeat(further) + '😀'.repeat(200_000)] as const,
  ),
  ['one character of many bytes in ASCII', `${'a'.repeat(PIECE - 8)}😀${'b'.repeat(PIECE)}`],
]

describe('a long text', () => {
  for (const [name, text] of contents) {
    for (const packet of [1_460, 32_768, 3_000_000]) {
      it(`${name}, in packets of ${packet} bytes`, () => {
        const bytes = Buffer.from(text)
        const long = longText(Buffer.concat([bytes, Buffer.from(']]>]]>')]), packet, 6)
        assert.ok(long.whole === text, 'The text is another.')
        assert.equal(long.bytes, bytes.length)
        assert.ok(text.startsWith(long.head) && long.head.length >= 1_000)
        assert.ok(text.endsWith(long.tail) && long.tail.length >= 1_000)
      })
    }
  }

  it('that is no UTF-8 reads as if it were decoded at once', () => {
    for (const broken of [
      [0xff],
      [0xc3],
      [0xe2, 0x82],
      [0xf0, 0x9f, 0x98],
      [0x80, 0x80, 0x80, 0x80],
      [0xc3, 0xc3],
    ]) {
      for (let shift = -8; shift <= 2; shift += 1) {
        const bytes = Buffer.alloc(2 * PIECE, 'ü')
        bytes.set(broken, PIECE + shift)
        assert.ok(longText(bytes, 10_000).whole === bytes.toString('utf8'), `${broken.join()} at ${shift}`)
      }
    }
  })

  it('is told from the white space before it', () => {
    const long = longText(Buffer.from(`\ufeff\n  ${'<a/>'.repeat(100_000)}`), 65_536)
    assert.equal(long.before, '\ufeff\n  ')
    assert.ok(long.whole.startsWith('<a/>'))
  })

  it('whose first piece is white space alone', () => {
    const long = longText(Buffer.from(`${' '.repeat(PIECE + 10)}<a/>`), 65_536)
    assert.equal(long.whole, '<a/>')
    assert.equal(long.before.length, PIECE + 10)
  })

  it('loses its NUL bytes', () => {
    const long = longText(Buffer.from(`\0\n<a>${'x'.repeat(PIECE)}\0${'y'.repeat(10)}</a>`), 65_536)
    const { whole } = cleaned(long, long.hasNul, {})
    assert.ok(whole === `<a>${'x'.repeat(PIECE)}yyyyyyyyyy</a>`)
  })

  it('has its root read also where the start tag is longer than the first piece', () => {
    const long = longText(Buffer.from(`<r ${'a="b" '.repeat(100_000)}c="d">x</r>`), 65_536)
    const envelope = envelopeOf(long)
    assert.equal(envelope.attributes.get('c'), 'd')
    assert.equal(long.whole.slice(envelope.contentStart), 'x</r>')
  })

  it('of an empty root says that its content begins at the end of all', () => {
    const long = longText(Buffer.from(`<r/>${' '.repeat(2 * PIECE)}`), 65_536)
    assert.equal(envelopeOf(long).contentStart, long.whole.length)
  })
})
