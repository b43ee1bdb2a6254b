// The gatherer makes the same text as decoding all at once, however the bytes are cut.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ReplyGatherer, type GatherOptions } from '../../../src/app/replyGatherer.ts'

function gather(parts: readonly Uint8Array[], options?: GatherOptions): ReplyGatherer {
  const gatherer = new ReplyGatherer(options)
  for (const part of parts) gatherer.push(part)
  return gatherer
}

function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  )
}

test('characters of one to four bytes survive any cut', () => {
  const text = '<a>aé→🚀</a>'
  for (let size = 1; size <= 20; size += 1) {
    assert.equal(gather(cut(Buffer.from(text), size)).text(), text, `parts of ${size} bytes`)
  }
})

test('so do they at the borders of the blocks that are decoded', () => {
  for (const shift of [0, 1, 2, 3]) {
    const text = `${'x'.repeat(shift)}${'🚀'.repeat(200_000)}`
    assert.equal(gather(cut(Buffer.from(text), 65_536)).text(), text)
  }
})

const CLEANED: readonly (readonly [name: string, sent: string, options: GatherOptions, text: string])[] = [
  ['what stands before the message', '\n \ufeff<a/>', {}, '<a/>'],
  ['NUL bytes', '\0\0<a>\0</a>\0', {}, '<a></a>'],
  ['other controls stay as they came', '<a>\u0001</a>', {}, '<a>\u0001</a>'],
  ['unless the device is known for them', '<a>\u0001\t\uffff</a>', { dropControls: true }, '<a>\t</a>'],
]

for (const [name, sent, options, text] of CLEANED) {
  test(`left out: ${name}`, () => assert.equal(gather([Buffer.from(sent)], options).text(), text))
}

test('of a reply that no string can hold nothing is kept', () => {
  const gatherer = gather(cut(Buffer.alloc(600_000, 'x'), 50_000), { limit: 300_000 })
  assert.equal(gatherer.text(), '')
  assert.equal(gatherer.isTooLarge, true)
  assert.equal(gather([]).isEmpty, true)
})
