// TLS against servers of Node's own: whom we trust, who trusts us, and how each refusal reads.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, describe, test } from 'node:test'
import { createServer as createTlsServer, type TlsOptions as ServerOptions } from 'node:tls'
import type { ClientIdentity } from '../../../src/transport/certificates.ts'
import { ConnectError, type ConnectFailure } from '../../../src/transport/errors.ts'
import { connectTls, type TlsOptions } from '../../../src/transport/tls.ts'
import { CertificateError } from '../../../src/transport/tlsErrors.ts'
import { listenTo } from '../fakes/listening.ts'
import { leavesNothingOpen } from '../fakes/openHandles.ts'
import { makeCredentials, type Credentials } from '../fakes/x509.ts'

const HOUR = 3600 * 1000
const NAMES = ['localhost', '127.0.0.1']
const VERSIONS = ['1.2', '1.3'] as const

const authority = makeCredentials({ subject: 'Test CA', isAuthority: true })
const otherAuthority = makeCredentials({ subject: 'Other CA', isAuthority: true })
const device = makeCredentials({ subject: 'core-1', issuer: authority, names: NAMES })
const operator = makeCredentials({ subject: 'operator', issuer: authority })
const stranger = makeCredentials({ subject: 'stranger', issuer: otherAuthority })

const identityOf = ({ certificate, privateKey }: Credentials): ClientIdentity => ({ certificate, privateKey })

const servers: { readonly server: Server; readonly sockets: Set<Socket> }[] = []

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  servers.push({ server, sockets })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** Greets whomever it lets in. */
function tlsServer(options: ServerOptions = {}): Promise<number> {
  const server = createTlsServer(
    {
      cert: device.certificate,
      key: device.privateKey,
      ca: authority.certificate,
      requestCert: true,
      rejectUnauthorized: true,
      ...options,
    },
    (socket) => {
      socket.on('error', () => undefined)
      socket.write('hello')
      socket.pipe(socket)
    },
  )
  return listening(server)
}

afterEach(async () => {
  for (const { server, sockets } of servers.splice(0)) {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  }
})

function optionsFor(port: number, changes: Partial<TlsOptions> = {}): TlsOptions {
  return {
    host: '127.0.0.1',
    port,
    ca: authority.certificate,
    identity: identityOf(operator),
    timeoutMs: HOUR,
    ...changes,
  }
}

async function refusal(reason: ConnectFailure, options: TlsOptions): Promise<ConnectError> {
  let found: unknown
  await leavesNothingOpen(async () => {
    await connectTls(options).then(
      () => assert.fail('The connection came about.'),
      (error: unknown) => (found = error),
    )
  })
  assert.ok(found instanceof ConnectError, String(found))
  assert.equal(found.reason, reason, found.message)
  return found
}

describe('TLS', () => {
  for (const tlsVersion of VERSIONS) {
    test(`${tlsVersion}: bytes go both ways, and the end is orderly`, async () => {
      const port = await tlsServer()
      await leavesNothingOpen(async () => {
        const transport = await connectTls(optionsFor(port, { tlsVersion }))
        const heard = listenTo(transport)
        await heard.until('hello')
        transport.send(Buffer.from(', you'))
        await heard.until('hello, you')
        transport.close()
        transport.close()
        assert.equal(await heard.closed, undefined)
      })
    })

    test(`${tlsVersion}: what came before anybody listened is kept`, async () => {
      const transport = await connectTls(optionsFor(await tlsServer(), { tlsVersion }))
      await new Promise((resolve) => setTimeout(resolve, 50))
      await listenTo(transport).until('hello')
      transport.close()
    })

    test(`${tlsVersion}: no certificate of ours`, async () => {
      const { host, port, timeoutMs } = optionsFor(await tlsServer())
      const { message } = await refusal('tls', {
        ...{ host, port, timeoutMs, tlsVersion },
        ca: authority.certificate,
      })
      assert.match(message, /client certificate.*Set certificate and key/)
    })

    test(`${tlsVersion}: a certificate of ours that the device does not know`, async () => {
      const port = await tlsServer()
      const { message } = await refusal(
        'tls',
        optionsFor(port, { tlsVersion, identity: identityOf(stranger) }),
      )
      assert.match(message, /certificate|handshake/)
    })
  }

  test('a device that waits for our hello', async () => {
    const server = createTlsServer({
      cert: device.certificate,
      key: device.privateKey,
      maxVersion: 'TLSv1.2',
    })
    server.on('secureConnection', (socket) => socket.on('error', () => undefined).pipe(socket))
    const transport = await connectTls(optionsFor(await listening(server)))
    const heard = listenTo(transport)
    transport.send(Buffer.from('echo'))
    await heard.until('echo')
    transport.close()
  })

  test('ends after the handshake without a word: our certificate, probably', async () => {
    const server = createTlsServer({ cert: device.certificate, key: device.privateKey })
    server.on('secureConnection', (socket) => socket.end())
    const port = await listening(server)
    // Its ticket may come first; then the transport is to say why.
    const cause = await connectTls(optionsFor(port)).then(
      (transport) => listenTo(transport).closed,
      (error: unknown) => error,
    )
    assert.ok(cause instanceof ConnectError)
    assert.match(cause.message, /took our certificate and then hung up/)
  })
})

interface Untrusted {
  readonly name: string
  readonly shown: () => Credentials
  readonly options?: Partial<TlsOptions>
  readonly message: RegExp
}

const UNTRUSTED: readonly Untrusted[] = [
  {
    name: 'an unknown authority',
    shown: () => makeCredentials({ subject: 'core-1', issuer: otherAuthority, names: NAMES }),
    message: /signed by Other CA, which is not among the trusted authorities.*pin this fingerprint/,
  },
  {
    name: 'signed by itself',
    shown: () => makeCredentials({ subject: 'core-1', names: NAMES }),
    message: /signed by itself alone/,
  },
  {
    name: 'expired',
    shown: () =>
      makeCredentials({
        subject: 'core-1',
        issuer: authority,
        names: NAMES,
        validFrom: new Date('2020-01-01'),
        validTo: new Date('2021-02-03'),
      }),
    message: /expired on 2021-02-03/,
  },
  {
    name: 'not valid yet',
    shown: () =>
      makeCredentials({
        subject: 'core-1',
        issuer: authority,
        names: NAMES,
        validFrom: new Date('2048-01-01'),
        validTo: new Date('2049-01-01'),
      }),
    message: /not valid before 2048-01-01.*clocks/,
  },
  {
    name: 'for another name',
    shown: () => makeCredentials({ subject: 'edge', issuer: authority, names: ['edge-7.example'] }),
    message: /is for edge-7\.example, not for 127\.0\.0\.1/,
  },
  {
    name: 'for an address, where only the common name has it',
    shown: () => makeCredentials({ subject: '127.0.0.1', issuer: authority }),
    message: /not for 127\.0\.0\.1/,
  },
  {
    name: 'for another name than the one to check',
    shown: () => device,
    options: { serverName: 'core-2.example' },
    message: /is for localhost, 127\.0\.0\.1, not for core-2\.example/,
  },
  {
    name: 'not the pinned one, though an authority vouches for it',
    shown: () => device,
    options: { fingerprint: operator.sha256 },
    message: /another certificate than the one pinned/,
  },
]

describe('TLS: the certificate of the device', () => {
  for (const { name, shown, options, message } of UNTRUSTED) {
    test(name, async () => {
      const credentials = shown()
      let arrived = false
      const server = createTlsServer({ cert: credentials.certificate, key: credentials.privateKey })
      server.on('secureConnection', (socket) => {
        socket.on('error', () => undefined)
        socket.on('data', () => (arrived = true))
      })
      const error = await refusal('tls', optionsFor(await listening(server), options))
      assert.ok(error instanceof CertificateError)
      assert.match(error.message, message)
      assert.equal(error.certificate.sha256, credentials.sha256)
      assert.equal(arrived, false)
    })
  }

  for (const write of [
    (sha256: string) => sha256,
    (sha256: string) => sha256.toLowerCase().replaceAll(':', ''),
    (sha256: string) => `SHA256:${sha256}`,
  ]) {
    test(`pinned as ${write('AB:CD:…')}, though it is expired and of an unknown authority`, async () => {
      const old = makeCredentials({
        subject: 'old',
        validTo: new Date('2021-01-01'),
        validFrom: new Date('2020-01-01'),
      })
      const port = await tlsServer({ cert: old.certificate, key: old.privateKey })
      const transport = await connectTls(optionsFor(port, { fingerprint: write(old.sha256) }))
      await listenTo(transport).until('hello')
      transport.close()
    })
  }

  test('a pin that is no fingerprint fits nothing', async () => {
    await refusal('tls', optionsFor(await tlsServer(), { fingerprint: '' }))
  })
})

describe('TLS: no TLS there', () => {
  const plainServer = (serve: (socket: Socket) => void): Promise<number> =>
    listening(createTcpServer((socket) => serve(socket.resume().on('error', () => undefined))))

  test('an SSH server', async () => {
    const port = await plainServer((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'))
    assert.match((await refusal('tls', optionsFor(port))).message, /does not speak TLS/)
  })

  test('hangs up at once', async () => {
    const port = await plainServer((socket) => socket.destroy())
    assert.match((await refusal('tls', optionsFor(port))).message, /during the TLS handshake/)
  })

  test('only versions that nobody should speak', async () => {
    const port = await tlsServer({
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    assert.match((await refusal('tls', optionsFor(port))).message, /share no version of TLS/)
  })

  test('says nothing: the time limit ends it', async () => {
    const port = await plainServer(() => undefined)
    const { message } = await refusal('timeout', optionsFor(port, { timeoutMs: 50 }))
    assert.match(message, /did not finish connecting within 0\.05 s/)
  })

  test('nobody listens', async () => {
    const server = createTcpServer()
    const port = await listening(server)
    server.close()
    await once(server, 'close')
    servers.pop()
    await refusal('refused', optionsFor(port))
  })

  test('an abort, at any moment, ends with its reason', async () => {
    const port = await tlsServer()
    for (let delay = 0; delay < 12; delay += 1) {
      await leavesNothingOpen(async () => {
        const controller = new AbortController()
        setTimeout(() => controller.abort(new Error('enough')), delay)
        try {
          const transport = await connectTls(optionsFor(port, { signal: controller.signal }))
          transport.close()
          await listenTo(transport).closed
        } catch (error) {
          assert.equal((error as Error).message, 'enough')
        }
      })
    }
    await assert.rejects(
      connectTls(optionsFor(port, { signal: AbortSignal.abort(new Error('before')) })),
      /before/,
    )
  })
})
