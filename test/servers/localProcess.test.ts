// NETCONF through a local program: the system's own OpenSSH client in front of netconfd.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { getConfig } from '../../src/netconf/operations.ts'
import { Session } from '../../src/netconf/session.ts'
import { connectProcess } from '../../src/transport/childProcess.ts'
import { ConnectError } from '../../src/transport/errors.ts'
import type { Transport } from '../../src/transport/transport.ts'
import { serversObstacle, startServers, type Servers } from './servers.ts'
import { sharedSuite } from './suite.ts'

/** netconfd 2.13 stands still when it reads our hello and the first rpc in one go, which a busy machine brings about. */
const HELLO_HEAD_START_MS = 50

let running: Servers | undefined

function servers(): Servers {
  if (running === undefined) throw new Error('The servers did not start.')
  return running
}

function openSsh(...changes: readonly string[]): Promise<Transport> {
  const { host, user, keys, instances } = servers()
  const knownHosts = path.join(path.dirname(keys.ed25519.file), 'known_hosts')
  writeFileSync(knownHosts, servers().knownHosts())
  const options = [`UserKnownHostsFile=${knownHosts}`, 'BatchMode=yes', `IdentityFile=${keys.ed25519.file}`]
  return connectProcess({
    command: 'ssh',
    args: [
      ...['-F', 'none', ...changes, ...options.flatMap((option) => ['-o', option])],
      ...['-p', String(instances.candidate.port), '-s', `${user}@${host}`, 'netconf'],
    ],
  })
}

async function open(transport: Transport, options = {}): Promise<Session> {
  const session = await Session.open(transport, options)
  await pause(HELLO_HEAD_START_MS)
  return session
}

/** How a session that never began ended: the transport's own words. */
async function failure(transport: Transport): Promise<ConnectError> {
  const cause = await new Promise<Error | undefined>((resolve) =>
    transport.listen({ data: () => undefined, closed: resolve }),
  )
  assert.ok(cause instanceof ConnectError, String(cause))
  return cause
}

function declareTests(): void {
  before(async () => {
    running = await startServers()
  })
  after(() => running?.stop())

  sharedSuite('netconfd candidate, by the system’s ssh', {
    target: 'candidate',
    hasStartup: true,
    framing: '1.1',
    user: () => servers().user,
    connect: async (options) => open(await openSsh(), options),
    reset: () => servers().reset('candidate'),
    freeze: () => servers().freeze('candidate'),
  })

  describe('a local process', () => {
    test('what ssh complains about is in the error', async () => {
      const unknownHost = await failure(await openSsh('-o', 'UserKnownHostsFile=/dev/null'))
      assert.match(
        unknownHost.message,
        /^ssh ended with status 255 before NETCONF began\..*verification failed/,
      )
      const noKey = await failure(
        await openSsh('-o', 'IdentityFile=/dev/null', '-o', 'PubkeyAuthentication=no'),
      )
      assert.match(noKey.message, /Permission denied/)
    })

    test('a cut connection ends the session', async () => {
      await servers().reset('candidate')
      const session = await open(await openSsh())
      const request = session.request(getConfig({ source: 'running' }))
      await request
      servers().dropConnections()
      assert.equal((await session.closed).by, 'peer')
    })
  })
}

const obstacle = serversObstacle()
if (obstacle === undefined) declareTests()
else if (process.env['CI'] === undefined) console.log(`skipped: local process: ${obstacle}`)
else throw new Error(obstacle)
