// netconfd behind OpenSSH: the shared suite in every way to reach it, then all that can go wrong on the way.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { SessionClosedError } from '../../src/netconf/errors.ts'
import type { Framing } from '../../src/netconf/framing.ts'
import { getConfig } from '../../src/netconf/operations.ts'
import { Session, type SessionOptions } from '../../src/netconf/session.ts'
import { ConnectError, type ConnectFailure } from '../../src/transport/errors.ts'
import { connectSsh, type SshOptions } from '../../src/transport/sshClient.ts'
import type { SshCredentials } from '../../src/transport/sshAuth.ts'
import { freePort } from './ports.ts'
import { INSTANCES, serversObstacle, startServers, type InstanceName, type Servers } from './servers.ts'
import { sharedSuite } from './suite.ts'

const LOGINS = ['key', 'password'] as const
const FRAMINGS: readonly Framing[] = ['1.1', '1.0']
const CONNECT_MS = 10_000

let running: Servers | undefined

function servers(): Servers {
  if (running === undefined) throw new Error('The servers did not start.')
  return running
}

function credentials(login: (typeof LOGINS)[number]): SshCredentials {
  const { user: username, keys, password } = servers()
  // Without root nobody can be given a password; then both ways are the key.
  if (login === 'key' || password === undefined) {
    return { username, privateKey: readFileSync(keys.ed25519.file, 'utf8') }
  }
  return { username, password: () => Promise.resolve(password) }
}

/** Connects as a careful client does: only the key that the server really has is accepted. */
function sshOptions(instance: InstanceName, changes: Partial<SshOptions> = {}): SshOptions {
  const { host, instances, hostKeys } = servers()
  return {
    host,
    port: instances[instance].port,
    credentials: credentials('key'),
    onHostKey: ({ sha256 }) =>
      Promise.resolve(
        hostKeys.some(({ fingerprint }) => fingerprint === sha256) ? 'accept' : { refuse: 'Another key.' },
      ),
    timeoutMs: CONNECT_MS,
    ...changes,
  }
}

/** netconfd 2.13 stands still when it reads our hello and the first rpc in one go, which a busy machine brings about. */
const HELLO_HEAD_START_MS = 50

async function open(ssh: SshOptions, options: SessionOptions = {}): Promise<Session> {
  const session = await Session.open(await connectSsh(ssh), options)
  await pause(HELLO_HEAD_START_MS)
  return session
}

async function refusedFor(reason: ConnectFailure, ssh: SshOptions): Promise<ConnectError> {
  try {
    await connectSsh(ssh)
  } catch (error) {
    assert.ok(error instanceof ConnectError, String(error))
    assert.equal(error.reason, reason, error.message)
    return error
  }
  throw new assert.AssertionError({ message: 'The connection came about.' })
}

function declareTests(): void {
  before(async () => {
    running = await startServers()
  })
  after(async () => {
    running?.saveLogs('test-results/servers')
    await running?.stop()
  })

  for (const target of INSTANCES) {
    for (const login of LOGINS) {
      for (const framing of FRAMINGS) {
        sharedSuite(`netconfd ${target}, by ${login}, framing ${framing}`, {
          target,
          hasStartup: target === 'candidate',
          framing,
          user: () => servers().user,
          connect: (options) =>
            open(sshOptions(target, { credentials: credentials(login) }), {
              framing: framing === '1.0' ? '1.0' : 'auto',
              ...options,
            }),
          reset: () => servers().reset(target),
          freeze: () => servers().freeze(target),
        })
      }
    }
  }
  describe('netconfd: connecting', connectingTests)
  describe('netconfd: the end of a connection', endingTests)
}

function connectingTests(): void {
  before(() => servers().reset('candidate'))

  for (const type of ['ed25519', 'ecdsa', 'rsa'] as const) {
    test(`an ${type} key`, async () => {
      const privateKey = readFileSync(servers().keys[type].file, 'utf8')
      const session = await open(
        sshOptions('candidate', { credentials: { username: servers().user, privateKey } }),
      )
      await session.close()
    })
  }

  test('an encrypted key asks for its passphrase', async () => {
    const { user: username, keys } = servers()
    const privateKey = readFileSync(keys.encrypted.file, 'utf8')
    const passphrase = (): Promise<string> => Promise.resolve(keys.encrypted.passphrase)
    const session = await open(sshOptions('candidate', { credentials: { username, privateKey, passphrase } }))
    await session.close()
  })

  test('a wrong password', async () => {
    const password = (attempt: number): Promise<string | undefined> =>
      Promise.resolve(attempt === 0 ? 'not this one' : undefined)
    const { user: username } = servers()
    const error = await refusedFor('auth', sshOptions('candidate', { credentials: { username, password } }))
    assert.doesNotMatch(error.message, /not this one/)
  })

  test('a key that the account does not accept', async () => {
    const { user: username, keys } = servers()
    const privateKey = readFileSync(keys.stranger.file, 'utf8')
    await refusedFor('auth', sshOptions('candidate', { credentials: { username, privateKey } }))
  })

  test('a host key that is refused', async () => {
    const onHostKey: SshOptions['onHostKey'] = () =>
      Promise.resolve({ refuse: 'Not the key of this device.' })
    const error = await refusedFor('hostKey', sshOptions('candidate', { onHostKey }))
    assert.equal(error.message, 'Not the key of this device.')
  })

  test('a host key that has changed', async () => {
    const before = servers().hostKeys
    await servers().changeHostKeys()
    try {
      const seen: string[] = []
      const onHostKey: SshOptions['onHostKey'] = ({ sha256 }) => {
        seen.push(sha256)
        return Promise.resolve({ refuse: 'It has changed.' })
      }
      await refusedFor('hostKey', sshOptions('candidate', { onHostKey }))
      assert.equal(seen.length, 1)
      assert.ok(before.every(({ fingerprint }) => fingerprint !== seen[0]))
    } finally {
      await servers().changeHostKeys()
    }
  })

  test('an SSH server without the netconf subsystem', async () => {
    await refusedFor('noSubsystem', sshOptions('candidate', { port: servers().bareSshPort }))
  })

  test('a port where nobody listens', async () => {
    await refusedFor('refused', sshOptions('candidate', { port: await freePort() }))
  })
}

function endingTests(): void {
  for (const [name, strike] of [
    ['the server crashes', (all: Servers) => all.kill('running')],
    ['the SSH connection breaks', (all: Servers) => all.dropConnections()],
  ] as const) {
    test(`${name}: what is under way ends with SessionClosedError`, async () => {
      await servers().reset('running')
      const session = await open(sshOptions('running'))
      const thaw = servers().freeze('running')
      const pending = [1, 2].map(() => session.request(getConfig({ source: 'running' })))
      const outcomes = Promise.allSettled(pending)
      await strike(servers())
      for (const outcome of await outcomes) {
        assert.ok(outcome.status === 'rejected' && outcome.reason instanceof SessionClosedError)
        assert.equal(outcome.reason.by, 'peer')
      }
      assert.equal(session.isOpen, false)
      thaw()
    })
  }
}

const obstacle = serversObstacle()
if (obstacle === undefined) declareTests()
else if (process.env['CI'] === undefined) console.log(`skipped: netconfd: ${obstacle}`)
else throw new Error(obstacle)
