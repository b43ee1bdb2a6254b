// A libnetconf2 server: the shared suite over SSH, TLS and a Unix socket, and what TLS must refuse.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { after, before, describe, test } from 'node:test'
import { SessionClosedError } from '../../src/netconf/errors.ts'
import { Session } from '../../src/netconf/session.ts'
import type { ClientIdentity } from '../../src/transport/certificates.ts'
import { ConnectError } from '../../src/transport/errors.ts'
import { connectSsh } from '../../src/transport/sshClient.ts'
import { connectTls, type TlsOptions } from '../../src/transport/tls.ts'
import { CertificateError } from '../../src/transport/tlsErrors.ts'
import type { Transport } from '../../src/transport/transport.ts'
import { connectUnix } from '../../src/transport/unixSocket.ts'
import { ln2dObstacle, Ln2dWorkshop, type Ln2d } from './ln2d.ts'
import { sharedSuite } from './suite.ts'
import { encryptKey, makePkcs12, type TlsPair } from './tlsKeys.ts'

const HOST = '127.0.0.1'
const CONNECT_MS = 10_000
const TARGETS = ['candidate', 'running'] as const

let workshop: Ln2dWorkshop
const servers = new Map<(typeof TARGETS)[number], Ln2d>()

function server(target: (typeof TARGETS)[number] = 'candidate'): Ln2d {
  const found = servers.get(target)
  if (found === undefined) throw new Error('The server did not start.')
  return found
}

const identityOf = ({ certificate, privateKey }: TlsPair): ClientIdentity => ({ certificate, privateKey })

function tlsOptions(changes: Partial<TlsOptions> = {}): TlsOptions {
  const { ca, client } = workshop.tlsKeys
  return {
    host: HOST,
    port: server().tlsPort,
    ca: ca.certificate,
    identity: identityOf(client),
    timeoutMs: CONNECT_MS,
    ...changes,
  }
}

interface Way {
  readonly name: string
  readonly user: () => string
  readonly connect: (server: Ln2d) => Promise<Transport>
}

const WAYS: readonly Way[] = [
  {
    name: 'SSH',
    user: () => workshop.username,
    connect: ({ sshPort: port }) => {
      const privateKey = readFileSync(workshop.userKey.file, 'utf8')
      return connectSsh({
        host: HOST,
        port,
        credentials: { username: workshop.username, privateKey },
        onHostKey: ({ sha256 }) =>
          Promise.resolve(sha256 === workshop.hostKey.fingerprint ? 'accept' : { refuse: 'Another key.' }),
        timeoutMs: CONNECT_MS,
      })
    },
  },
  ...(['1.2', '1.3'] as const).map((tlsVersion) => ({
    name: `TLS ${tlsVersion}`,
    user: () => workshop.tlsUser,
    connect: ({ tlsPort: port }: Ln2d) => connectTls(tlsOptions({ port, tlsVersion })),
  })),
  {
    name: 'Unix socket',
    user: () => userInfo().username,
    connect: ({ unixSocket: path }) => connectUnix({ path, timeoutMs: CONNECT_MS }),
  },
]

function declareTests(): void {
  before(async () => {
    workshop = await Ln2dWorkshop.open()
    for (const target of TARGETS) servers.set(target, await workshop.start({ target }))
  })
  after(async () => {
    for (const running of servers.values()) await running.stop()
    workshop.remove()
  })

  for (const { name, user, connect } of WAYS) {
    for (const target of TARGETS) {
      sharedSuite(`libnetconf2 ${target}, by ${name}`, {
        target,
        hasStartup: target === 'candidate',
        framing: '1.1',
        terseErrors: true,
        hasYangLibraryOnly: true,
        user,
        connect: async (options) => Session.open(await connect(server(target)), options),
        reset: () => server(target).reset(),
        freeze: () => server(target).freeze(),
      })
    }
  }
  describe('libnetconf2: TLS', tlsTests)
}

function tlsTests(): void {
  const comesIn = async (options: TlsOptions): Promise<void> => {
    const session = await Session.open(await connectTls(options))
    assert.ok(session.id > 0)
    await session.close()
  }
  const refused = async (options: TlsOptions): Promise<ConnectError> => {
    try {
      await Session.open(await connectTls(options))
    } catch (thrown) {
      // With TLS 1.3 the refusal may come after the connection; then it is why the session ended.
      const error = thrown instanceof SessionClosedError ? thrown.cause : thrown
      assert.ok(error instanceof ConnectError, String(error))
      assert.equal(error.reason, 'tls', error.message)
      return error
    }
    throw new assert.AssertionError({ message: 'The connection came about.' })
  }

  for (const tlsVersion of ['1.2', '1.3'] as const) {
    test(`${tlsVersion}: a stranger's certificate`, async () => {
      const error = await refused(tlsOptions({ tlsVersion, identity: identityOf(workshop.tlsKeys.stranger) }))
      assert.match(error.message, /does not know the authority that signed our certificate/)
    })

    test(`${tlsVersion}: a certificate mapped to nobody`, async () => {
      const error = await refused(tlsOptions({ tlsVersion, identity: identityOf(workshop.tlsKeys.unmapped) }))
      assert.match(error.message, /mapped to a user/)
    })

    test(`${tlsVersion}: no certificate`, async () => {
      const { host, port, ca, timeoutMs } = tlsOptions()
      const error = await refused({ host, port, ca: ca ?? '', timeoutMs, tlsVersion })
      assert.match(error.message, /Set certificate and key/)
    })
  }

  test('PKCS#12, and an encrypted key, ask for their passphrase', async () => {
    const { client } = workshop.tlsKeys
    const passphrase = (): Promise<string> => Promise.resolve('geheim')
    const pkcs12 = await makePkcs12(workshop.directory, client, 'geheim')
    await comesIn(tlsOptions({ identity: { pkcs12, passphrase } }))
    const wrong = (): Promise<string> => Promise.resolve('Geheim')
    const error = await refused(tlsOptions({ identity: { pkcs12, passphrase: wrong } }))
    assert.match(error.message, /PKCS#12 file cannot be opened: wrong passphrase/)
    assert.match((await refused(tlsOptions({ identity: { pkcs12 } }))).message, /was not given/)
    const privateKey = await encryptKey(client, 'geheim')
    await comesIn(tlsOptions({ identity: { certificate: client.certificate, privateKey, passphrase } }))
  })

  test('the server’s name is checked: by address, by a name it has, by one it has not', async () => {
    await comesIn(tlsOptions({ serverName: 'localhost' }))
    const error = await refused(tlsOptions({ serverName: 'core-1.example' }))
    assert.ok(error instanceof CertificateError)
    assert.match(error.message, /is for localhost, 127\.0\.0\.1, .*, not for core-1\.example/)
  })

  test('an authority that we do not trust: refused, with the fingerprint; pinned, it comes in', async () => {
    const ca = workshop.tlsKeys.otherCa.certificate
    const error = await refused(tlsOptions({ ca }))
    assert.ok(error instanceof CertificateError)
    assert.equal(error.certificate.sha256, workshop.tlsKeys.server.sha256)
    assert.match(error.message, new RegExp(`signed by Test CA.*${error.certificate.sha256}$`))
    await comesIn(tlsOptions({ ca, fingerprint: error.certificate.sha256 }))
    await refused(tlsOptions({ fingerprint: workshop.tlsKeys.client.sha256 }))
  })

  test('the authorities that the runtime knows do not know it', async () => {
    const { host, port, timeoutMs } = tlsOptions()
    assert.ok((await refused({ host, port, timeoutMs })) instanceof CertificateError)
  })

  test('an SSH server is no TLS server', async () => {
    const error = await refused(tlsOptions({ port: server().sshPort }))
    assert.match(error.message, /does not speak TLS/)
  })
}

const obstacle = ln2dObstacle()
if (obstacle === undefined) declareTests()
else if (process.env['CI'] === undefined) console.log(`skipped: libnetconf2: ${obstacle}`)
else throw new Error(obstacle)
