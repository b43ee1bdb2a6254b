// Hostile peers behind a real socket, where bytes come as the kernel cuts them and the line can be reset.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { encodeFrame } from '../../../src/netconf/framing.ts'
import { get } from '../../../src/netconf/operations.ts'
import { Session } from '../../../src/netconf/session.ts'
import { NetconfError } from '../../../src/transport/errors.ts'
import { connectUnix } from '../../../src/transport/unixSocket.ts'
import { helloOf } from '../fakes/fakeServer.ts'

const folder = mkdtempSync(join(tmpdir(), 'hostile-'))
after(() => rmSync(folder, { recursive: true }))

const hello = encodeFrame(helloOf(), '1.0')

/** Writes until the peer has gone. */
function flood(socket: Socket, bytes: Uint8Array): void {
  const write = (): void => {
    while (socket.writable && socket.write(bytes));
  }
  socket.on('drain', write)
  write()
}

interface Peer {
  readonly name: string
  readonly serve: (socket: Socket) => void
  readonly kind: NetconfError['kind']
  readonly message: RegExp
}

const peers: readonly Peer[] = [
  {
    name: 'a hello without end',
    serve: (socket) => flood(socket, Buffer.alloc(64 * 1024, '<capability>urn:x</capability>')),
    kind: 'protocol',
    message: /larger than 16777216 bytes|not XML/,
  },
  {
    name: 'a chunk of 4 GiB, and bytes without end',
    serve: (socket) => {
      socket.write(hello)
      socket.write('\n#4294967295\n')
      flood(socket, Buffer.alloc(64 * 1024, 'x'))
    },
    kind: 'closed',
    message: /larger than 4194304 bytes/,
  },
  {
    name: 'chunks of one byte without end',
    serve: (socket) => {
      socket.write(hello)
      flood(socket, Buffer.from('\n#1\nx'.repeat(10_000)))
    },
    kind: 'closed',
    message: /larger than 4194304 bytes/,
  },
  {
    name: 'a line that is reset in the middle of a reply',
    serve: (socket) => {
      socket.write(hello)
      socket.once('data', () => socket.write('\n#100\n<rpc-reply', () => socket.destroy()))
    },
    kind: 'closed',
    message: /device closed the session/,
  },
  {
    name: 'silence',
    serve: () => undefined,
    kind: 'timeout',
    message: /No reply to hello/,
  },
  {
    name: 'a hello a byte at a time that never ends',
    serve: (socket) => {
      const timer = setInterval(() => socket.write('<'), 5)
      socket.on('close', () => clearInterval(timer))
    },
    kind: 'timeout',
    message: /No reply to hello/,
  },
]

describe('behind a real socket', () => {
  for (const [index, { name, serve, kind, message }] of peers.entries()) {
    it(`${name}: ends as ${kind}, and the socket is closed`, async () => {
      const path = join(folder, String(index))
      let closed: () => void = () => undefined
      const gone = new Promise<void>((resolve) => (closed = resolve))
      const server = createServer((socket) => {
        socket.on('error', () => undefined)
        socket.on('close', () => closed())
        serve(socket)
        socket.resume()
      })
      await new Promise<void>((resolve) => server.listen(path, resolve))
      const talk = async (): Promise<void> => {
        const transport = await connectUnix({ path, timeoutMs: 10_000 })
        const limits = { helloTimeoutMs: 300, maxMessageBytes: 4 * 1024 * 1024 }
        const session = await Session.open(
          transport,
          kind === 'timeout' ? limits : { ...limits, helloTimeoutMs: 20_000 },
        )
        await session.request(get(), { timeoutMs: 0 })
      }
      await assert.rejects(talk(), (error) => {
        assert.ok(error instanceof NetconfError, String(error))
        assert.equal(error.kind, kind)
        assert.match(error.message, message)
        return true
      })
      await gone
      await new Promise((resolve) => server.close(resolve))
    })
  }
})
