// A stream as a transport: what is sent in one turn goes out in few writes, and nothing is lost at the end.

import assert from 'node:assert/strict'
import { Duplex } from 'node:stream'
import { describe, it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { streamTransport } from '../../../src/transport/stream.ts'

function recorder(): { readonly stream: Duplex; readonly writes: string[] } {
  const writes: string[] = []
  const stream = new Duplex({
    read: () => undefined,
    write: (bytes: Buffer, _encoding, done) => {
      writes.push(bytes.toString())
      done()
    },
  })
  return { stream, writes }
}

describe('what is sent', () => {
  it('goes out at once; what follows in the turn goes out as one, in its order', async () => {
    const { stream, writes } = recorder()
    const transport = streamTransport(stream)
    transport.send(Buffer.from('a'))
    assert.deepEqual(writes, ['a'])
    for (const text of ['b', 'c']) transport.send(Buffer.from(text))
    await turn()
    assert.deepEqual(writes, ['a', 'bc'])
    stream.destroy()
  })

  it('by all who wait for one reply takes two writes', async () => {
    const { stream, writes } = recorder()
    const transport = streamTransport(stream)
    const reply = Promise.resolve()
    await Promise.all(
      ['a', 'b', 'c'].map(async (text) => {
        await reply
        transport.send(Buffer.from(text))
      }),
    )
    await turn()
    assert.deepEqual(writes, ['a', 'bc'])
    stream.destroy()
  })

  it('waits for no other turn', async () => {
    const { stream, writes } = recorder()
    const transport = streamTransport(stream)
    transport.send(Buffer.from('a'))
    await turn()
    transport.send(Buffer.from('b'))
    await turn()
    assert.deepEqual(writes, ['a', 'b'])
    stream.destroy()
  })

  it('right before the end goes out before it', async () => {
    const { stream, writes } = recorder()
    const ended = new Promise((resolve) => stream.once('finish', resolve))
    const transport = streamTransport(stream)
    transport.send(Buffer.from('bye'))
    transport.close()
    await ended
    assert.deepEqual(writes, ['bye'])
    stream.destroy()
  })

  it('after the end is dropped', async () => {
    const { stream, writes } = recorder()
    const transport = streamTransport(stream)
    transport.close()
    transport.send(Buffer.from('late'))
    await turn()
    assert.deepEqual(writes, [])
    stream.destroy()
  })
})
