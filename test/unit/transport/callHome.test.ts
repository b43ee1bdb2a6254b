// The call-home listener: where it listens, what it bears from strangers, what its end ends.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, test } from 'node:test'
import { createSecureContext, TLSSocket } from 'node:tls'
import { CallHomeListener, type CallHomeOptions } from '../../../src/transport/callHome.ts'
import type { Caller } from '../../../src/transport/callHomeCalls.ts'
import { ConnectError } from '../../../src/transport/errors.ts'
import { startSshServer, type SshServer } from '../../../src/transport/sshServer.ts'
import type { Transport } from '../../../src/transport/transport.ts'
import { listenTo } from '../fakes/listening.ts'
import { leavesNothingOpen } from '../fakes/openHandles.ts'
import { makeCredentials, type Credentials } from '../fakes/x509.ts'

const HOUR = 3600 * 1000
const authority = makeCredentials({ subject: 'Test CA', isAuthority: true })
const device = makeCredentials({ subject: 'core-1', issuer: authority })
const impostor = makeCredentials({ subject: 'core-1' })

interface Arrival {
  readonly device: string
  readonly transport: Transport
  readonly caller: Caller
}

/** Runs `work` with a listener that knows devices by certificate, and closes it. */
async function withListener(
  changes: Partial<CallHomeOptions<string>>,
  work: (listener: CallHomeListener<string>, arrival: Promise<Arrival>) => Promise<void>,
): Promise<void> {
  await leavesNothingOpen(async () => {
    let arrive: (arrival: Arrival) => void = () => undefined
    const arrival = new Promise<Arrival>((resolve) => (arrive = resolve))
    const listener = await CallHomeListener.start<string>({
      address: '127.0.0.1',
      tls: { port: 0, ca: authority.certificate },
      identify: (caller) =>
        caller.transport === 'tls' && caller.certificate.sha256 === device.sha256 ? 'core-1' : undefined,
      onDevice: (name, transport, caller) => arrive({ device: name, transport, caller }),
      timeoutMs: HOUR,
      decisionMs: HOUR,
      ...changes,
    })
    try {
      await work(listener, arrival)
    } finally {
      listener.close()
    }
  })
}

async function dial(listener: CallHomeListener<string>): Promise<Socket> {
  const { port, address } = listener.listening[0]!
  const socket = connect(port, address).on('error', () => undefined)
  await once(socket, 'connect')
  return socket.resume()
}

/** A device that calls: TCP client, TLS server. */
async function callHome(listener: CallHomeListener<string>, credentials: Credentials): Promise<TLSSocket> {
  const { certificate: cert, privateKey: key } = credentials
  const socket = new TLSSocket(await dial(listener), {
    isServer: true,
    secureContext: createSecureContext({ cert, key }),
  })
  return socket.on('error', () => undefined)
}

const closedOf = (socket: Socket): Promise<unknown> =>
  socket.destroyed ? Promise.resolve() : once(socket, 'close')

async function until(condition: () => boolean): Promise<void> {
  for (let round = 0; !condition(); round += 1) {
    assert.ok(round < 500, 'it did not come about')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('listening', () => {
  test('on loopback alone, both kinds, unless an address is named; on no port when closed', async () => {
    const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
      list?.some(({ address }) => address === '::1'),
    )
    const listener = await CallHomeListener.start<string>({
      ssh: { port: 0, credentials: () => ({ username: 'nobody' }) },
      tls: { port: 0 },
      identify: () => undefined,
      onDevice: () => undefined,
    })
    const expected = hasIpv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1']
    for (const kind of ['ssh', 'tls'] as const) {
      const places = listener.listening.filter(({ transport }) => transport === kind)
      assert.deepEqual(
        places.map(({ address }) => address),
        expected,
      )
      assert.equal(new Set(places.map(({ port }) => port)).size, 1)
    }
    const { port } = listener.listening[0]!
    listener.close()
    listener.close()
    assert.deepEqual(listener.listening, [])
    const [error] = (await once(connect(port, '127.0.0.1'), 'error')) as [NodeJS.ErrnoException]
    assert.equal(error.code, 'ECONNREFUSED')
  })

  test('a port that is taken, an address that is not ours, a certificate that is none', async () => {
    const taken = createServer()
    taken.listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const cases: readonly [Partial<CallHomeOptions<string>>, RegExp][] = [
      [{ tls: { port } }, new RegExp(`listens on 127\\.0\\.0\\.1:${port} already`)],
      [{ address: '192.0.2.1' }, /192\.0\.2\.1 is no address of this machine/],
      [{ tls: { port: 0, identity: { certificate: '', privateKey: '' } } }, /private key/],
    ]
    for (const [changes, message] of cases) {
      await leavesNothingOpen(() =>
        assert.rejects(
          withListener(changes, () => Promise.resolve()),
          (error) => error instanceof ConnectError && message.test(error.message),
        ),
      )
    }
    taken.close()
  })
})

describe('calling home', () => {
  test('a device comes in by its certificate, and is talked to', async () => {
    await withListener({}, async (listener, arrival) => {
      const calling = await callHome(listener, device)
      const { device: name, transport, caller } = await arrival
      assert.equal(name, 'core-1')
      assert.ok(caller.transport === 'tls' && caller.isTrusted)
      calling.write('hello')
      const heard = listenTo(transport)
      await heard.until('hello')
      transport.close()
      await closedOf(calling)
    })
  })

  test('another certificate with the same name does not', async () => {
    await withListener({ decisionMs: 0 }, async (listener) => {
      await closedOf(await callHome(listener, impostor))
      await until(() => listener.calls[0]?.state === 'unknown')
      const caller = listener.calls[0]?.caller
      assert.ok(caller?.transport === 'tls' && !caller.isTrusted)
      assert.equal(caller.certificate.sha256, impostor.sha256)
    })
  })

  test('those who say nothing are limited in number, and in time', async () => {
    await withListener({ maxHalfOpen: 2, timeoutMs: 300 }, async (listener) => {
      const silent = [await dial(listener), await dial(listener)]
      await closedOf(await dial(listener))
      assert.equal(listener.dropped, 1)
      await Promise.all(silent.map(closedOf))
      assert.deepEqual(listener.calls, [])
    })
  })

  test('those who wait for a decision keep no device out', async () => {
    await withListener({ maxHalfOpen: 1 }, async (listener, arrival) => {
      const strangers: TLSSocket[] = []
      for (let count = 1; count <= 3; count += 1) {
        strangers.push(await callHome(listener, makeCredentials({ subject: `x${count}` })))
        await until(() => listener.calls.filter(({ state }) => state === 'waiting').length === count)
      }
      const calling = await callHome(listener, device)
      const { transport } = await arrival
      transport.close()
      listenTo(transport)
      listener.close()
      await Promise.all([calling, ...strangers].map(closedOf))
    })
  })

  test('closing ends those on their way in, not the sessions', async () => {
    await withListener({}, async (listener, arrival) => {
      const calling = await callHome(listener, device)
      const { transport } = await arrival
      const heard = listenTo(transport)
      const silent = await dial(listener)
      const waiting = await callHome(listener, impostor)
      await until(() => listener.calls.some(({ state }) => state === 'waiting'))
      listener.close()
      await Promise.all([closedOf(silent), closedOf(waiting)])
      calling.write('still here')
      await heard.until('still here')
      calling.end()
      assert.equal(await heard.closed, undefined)
    })
  })

  test('callers that break off at any moment leave nothing behind', async () => {
    await withListener({ decisionMs: 20 }, async (listener) => {
      for (let delay = 0; delay < 20; delay += 1) {
        const calling = await callHome(listener, delay % 2 === 0 ? impostor : device)
        await new Promise((resolve) => setTimeout(resolve, delay))
        calling.destroy()
      }
    })
  })

  test('what is no TLS ends as quietly', async () => {
    await withListener({}, async (listener) => {
      const calling = await dial(listener)
      calling.write('SSH-2.0-device\r\n')
      await closedOf(calling)
      assert.deepEqual(listener.calls, [])
    })
  })
})

describe('a stranger with the host key of a device', () => {
  /** Spoils the signature in the server's answer to the key exchange (RFC 4253 §8): what somebody has who lacks the private key. */
  function spoiled(bytes: Buffer): Buffer {
    let at = bytes.indexOf('\r\n') + 2
    while (at + 5 < bytes.length) {
      const length = bytes.readUInt32BE(at)
      const end = at + 4 + length - bytes.readUInt8(at + 4)
      if (bytes[at + 5] === 31) bytes[end - 1]! ^= 1
      at += 4 + length
    }
    return bytes
  }

  /** Lets the SSH server call; `spoils`: as somebody without its private key would. */
  async function call(
    listener: CallHomeListener<string>,
    server: SshServer,
    spoils: boolean,
  ): Promise<Socket> {
    const calling = await dial(listener)
    const answering = connect(server.port, '127.0.0.1').on('error', () => undefined)
    let said = Buffer.alloc(0)
    let passed = 0
    answering.on('data', (bytes: Buffer) => {
      said = Buffer.concat([said, bytes])
      const changed = spoils ? spoiled(Buffer.from(said)) : said
      if (calling.writable) calling.write(changed.subarray(passed))
      passed = said.length
    })
    calling.on('data', (bytes: Buffer) => answering.writable && answering.write(bytes))
    calling.once('close', () => answering.destroy())
    return calling
  }

  test('does not keep the device out', async () => {
    const login = { username: 'admin', password: 'hunter2' }
    const server = await startSshServer({ ...login, onSession: () => undefined })
    try {
      const credentials = { username: login.username, password: () => Promise.resolve(login.password) }
      const listener = await CallHomeListener.start<string>({
        address: '127.0.0.1',
        identify: () => 'core-1',
        onDevice: (_name, transport) => transport.close(),
        ssh: { port: 0, credentials: () => credentials },
        retryMs: HOUR,
      })
      await closedOf(await call(listener, server, true))
      await until(() => listener.calls[0]?.state === 'failed')
      assert.match(listener.calls[0]?.problem ?? '', /signature|handshake/i)
      await closedOf(await call(listener, server, false))
      assert.equal(listener.calls[0]?.state, 'accepted')
      listener.close()
    } finally {
      await server.close()
    }
  })
})
