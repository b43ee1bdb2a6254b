// A Unix socket: bytes both ways, and a sentence for each way it cannot be used.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import { ConnectError } from '../../../src/transport/errors.ts'
import { connectUnix } from '../../../src/transport/unixSocket.ts'
import { listenTo } from '../fakes/listening.ts'
import { leavesNothingOpen } from '../fakes/openHandles.ts'

const HOUR = 3600 * 1000
const directory = mkdtempSync(path.join(tmpdir(), 'netconf-explorer-unix-'))
after(() => rmSync(directory, { recursive: true }))

async function serving(name: string, serve: (socket: Socket) => void): Promise<() => Promise<void>> {
  const server = createServer((socket) => serve(socket.on('error', () => undefined)))
  server.listen(path.join(directory, name))
  await once(server, 'listening')
  return async () => {
    server.close()
    await once(server, 'close')
  }
}

const to = (name: string): { path: string; timeoutMs: number } => ({
  path: path.join(directory, name),
  timeoutMs: HOUR,
})

describe('a Unix socket', () => {
  test('bytes go both ways; the peer’s end is ours', async () => {
    const close = await serving('echo', (socket) => {
      socket.write('hello')
      socket.once('data', (bytes) => socket.end(bytes))
    })
    await leavesNothingOpen(async () => {
      const transport = await connectUnix(to('echo'))
      const heard = listenTo(transport)
      await heard.until('hello')
      transport.send(Buffer.from(', you'))
      assert.equal(await heard.closed, undefined)
      assert.equal(heard.text(), 'hello, you')
      transport.send(Buffer.from('nobody hears that'))
      transport.close()
    })
    await close()
  })

  test('a peer that does not answer our end is cut off', async () => {
    let socket: Socket | undefined
    const server = createServer({ allowHalfOpen: true }, (opened) => {
      socket = opened.resume().on('error', () => undefined)
    })
    server.listen(path.join(directory, 'deaf'))
    await once(server, 'listening')
    const transport = await connectUnix(to('deaf'))
    const { closed } = listenTo(transport)
    transport.close()
    assert.equal(await closed, undefined)
    socket?.destroy()
    server.close()
    await once(server, 'close')
  })

  test('a flood that nobody listens to stays with the sender', async () => {
    const total = 8 * 1024 * 1024
    const close = await serving('flood', (socket) => {
      socket.end(Buffer.alloc(total))
      sent = () => socket.bytesWritten - socket.writableLength
    })
    let sent = (): number => 0
    const transport = await connectUnix(to('flood'))
    await new Promise((resolve) => setTimeout(resolve, 100))
    assert.ok(sent() < total / 2, `${sent()} bytes were taken`)
    const heard = listenTo(transport)
    await heard.closed
    assert.equal(heard.text().length, total)
    await close()
  })

  test('there is none', async () => {
    await refused('none', 'unreachable', /There is no socket .*none\. Is the server running/)
  })

  test('not a socket', async () => {
    writeFileSync(path.join(directory, 'file'), '')
    await refused('file', 'refused', /socket .*file|file is no socket/)
  })

  test('one that a dead server left', async () => {
    const close = await serving('left', () => undefined)
    // Node removes the file with the server, so a second name is what stays.
    const { linkSync } = await import('node:fs')
    linkSync(path.join(directory, 'left'), path.join(directory, 'stale'))
    await close()
    await refused('stale', 'refused', /Nobody listens on the socket/)
  })

  test('one that we may not use', async (context) => {
    if (process.getuid?.() === 0) {
      context.diagnostic('root may use any socket: a missing permission cannot be shown')
      return
    }
    const close = await serving('closed', () => undefined)
    chmodSync(path.join(directory, 'closed'), 0)
    await refused('closed', 'auth', /You may not use the socket/)
    await close()
  })

  test('an abort before it began', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await assert.rejects(connectUnix({ ...to('none'), signal }), /enough/)
  })
})

async function refused(name: string, reason: string, message: RegExp): Promise<void> {
  await leavesNothingOpen(() =>
    assert.rejects(connectUnix(to(name)), (error) => {
      assert.ok(error instanceof ConnectError)
      assert.equal(error.reason, reason)
      assert.match(error.message, message)
      return true
    }),
  )
}
