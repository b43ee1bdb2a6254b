import assert from 'node:assert/strict'
import { Writable, Duplex } from 'node:stream'
import { describe, it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { gatherWrites } from '../../../src/transport/gatherWrites.ts'

/** What reaches the bottom of the stream, an entry for each call. */
function recorded(): { stream: Duplex; calls: string[] } {
  const calls: string[] = []
  const stream = new Duplex({
    read() {
      // nothing comes
    },
    write(chunk: Buffer, _encoding, done) {
      calls.push(chunk.toString())
      done()
    },
    writev(chunks, done) {
      calls.push(chunks.map(({ chunk }) => (chunk as Buffer).toString()).join(''))
      done()
    },
  })
  assert.ok(stream instanceof Writable)
  return { stream, calls }
}

describe('gatherWrites', () => {
  it('makes one call of what is written in a turn', async () => {
    const { stream, calls } = recorded()
    gatherWrites(stream)
    for (const part of ['length', 'content', 'tag']) stream.write(part)
    assert.deepEqual(calls, [])
    await turn()
    assert.deepEqual(calls, ['lengthcontenttag'])
  })

  it('begins anew in the next turn', async () => {
    const { stream, calls } = recorded()
    gatherWrites(stream)
    stream.write('a')
    await turn()
    stream.write('b')
    stream.write('c')
    await turn()
    assert.deepEqual(calls, ['a', 'bc'])
  })

  it('loses nothing at the end', async () => {
    const { stream, calls } = recorded()
    gatherWrites(stream)
    stream.write('a')
    stream.end('b')
    await turn()
    assert.deepEqual(calls.join(''), 'ab')
  })

  it('tells of a full stream, and of each write that is done', async () => {
    const { stream } = recorded()
    gatherWrites(stream)
    let done = 0
    stream.write('a', () => (done += 1))
    assert.equal(stream.write(Buffer.alloc(stream.writableHighWaterMark)), false)
    await turn()
    assert.equal(done, 1)
  })
})
