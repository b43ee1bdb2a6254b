// Ways to a device through real OpenSSH: jump hosts, ProxyCommand, what the ssh config says.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { getConfig } from '../../src/netconf/operations.ts'
import { Session } from '../../src/netconf/session.ts'
import { routeTo } from '../../src/transport/jumpHosts.ts'
import { connectSsh } from '../../src/transport/sshClient.ts'
import { readSshConfig } from '../../src/transport/sshConfigFiles.ts'
import { readIdentityFiles } from '../../src/transport/sshIdentityFiles.ts'
import { sshRouteOptions } from '../../src/transport/sshRouteOptions.ts'
import { serversObstacle } from './servers.ts'
import { deserted, ECHO, ended, refused, SshLab, works, type LabServer } from './sshLab.ts'

let lab: SshLab

function declareTests(): void {
  before(async () => {
    lab = await SshLab.start()
  })
  after(() => lab.stop())

  describe('OpenSSH: jump hosts', jumpTests)
  describe('OpenSSH: ProxyCommand', proxyCommandTests)
  describe('OpenSSH: the ssh config', configTests)
}

function jumpTests(): void {
  let gate: LabServer
  let inner: LabServer
  let closed: LabServer
  let device: LabServer
  before(async () => {
    ;[gate, inner, closed, device] = await Promise.all([
      lab.sshd(),
      lab.sshd(),
      lab.sshd('AllowTcpForwarding no'),
      lab.sshd(ECHO),
    ])
  })

  test('a chain of two leads to a NETCONF server, and closes behind it', async () => {
    const hops = [lab.peer(gate), lab.peer(inner)]
    const session = await Session.open(await connectSsh(lab.options(lab.device, { hops })))
    await pause(50) // netconfd stands still when hello and the first rpc come at once
    assert.ok((await session.request(getConfig({ source: 'running' }))).xml.includes('plant'))
    await session.close()
    await deserted(gate, inner)
  })

  test('each hop shows its own host key, and may have its own user and keys', async () => {
    const seen: string[] = []
    const watch = (server: LabServer) => {
      const peer = lab.peer(server)
      return {
        ...peer,
        onHostKey: (key: Parameters<typeof peer.onHostKey>[0]) => {
          seen.push(key.sha256)
          return peer.onHostKey(key)
        },
      }
    }
    const { rsa } = lab.servers.keys
    const credentials = { username: lab.servers.user, privateKey: readFileSync(rsa.file, 'utf8') }
    await works({
      ...watch(device),
      hops: [watch(gate), { ...watch(inner), credentials }],
      timeoutMs: 10_000,
    })
    assert.deepEqual(
      seen,
      [gate, inner, device].map(({ hostKey }) => hostKey.fingerprint),
    )
    await deserted(gate, inner, device)
  })

  test('a changed key at the second hop: its name in the error, no secret sent, nothing left open', async () => {
    let asked = 0
    const credentials = {
      username: lab.servers.user,
      password: () => {
        asked += 1
        return Promise.resolve('secret')
      },
    }
    const wrong = { ...lab.peer({ port: inner.port, hostKey: gate.hostKey }), credentials }
    const message = await refused(
      'hostKey',
      connectSsh(lab.options(device, { hops: [lab.peer(gate), wrong] })),
    )
    assert.equal(message, `Jump host 2 of 2, 127.0.0.1:${inner.port}: Another key.`)
    assert.equal(asked, 0)
    await deserted(gate, inner, device)
  })

  test('a hop that does not let us in', async () => {
    const credentials = {
      username: lab.servers.user,
      privateKey: readFileSync(lab.servers.keys.stranger.file, 'utf8'),
    }
    const hops = [lab.peer(gate, { credentials })]
    const message = await refused('auth', connectSsh(lab.options(device, { hops })))
    assert.match(message, /^Jump host, 127\.0\.0\.1:\d+: .* was not let in/)
    await deserted(gate)
  })

  test('a hop that forwards nothing', async () => {
    const message = await refused(
      'unreachable',
      connectSsh(lab.options(device, { hops: [lab.peer(closed)] })),
    )
    assert.match(message, /^Jump host, .* forbids forwarding to 127\.0\.0\.1:\d+/)
    await deserted(closed)
  })

  test('a device that the last hop cannot reach', async () => {
    const hops = [lab.peer(gate), lab.peer(inner)]
    const nowhere = { ...device, port: 1 }
    const message = await refused('unreachable', connectSsh(lab.options(nowhere, { hops })))
    assert.match(message, /^Jump host 2 of 2, .* cannot reach 127\.0\.0\.1:1: Connection refused\.$/)
    await deserted(gate, inner)
  })

  test('a hop that breaks ends the session', async () => {
    const transport = await connectSsh(lab.options(device, { hops: [lab.peer(gate), lab.peer(inner)] }))
    const end = ended(transport)
    gate.sshd.dropConnections()
    await end
    await deserted(gate, inner, device)
  })

  test('an abort in the middle of the way leaves nothing open', async () => {
    const abort = new AbortController()
    const slow = lab.peer(inner, {
      onHostKey: async () => {
        abort.abort(new Error('changed my mind'))
        await pause(20)
        return 'accept'
      },
    })
    const options = lab.options(device, { hops: [lab.peer(gate), slow], signal: abort.signal })
    await assert.rejects(connectSsh(options), /changed my mind/)
    await deserted(gate, inner, device)
  })
}

function proxyCommandTests(): void {
  let gate: LabServer
  let device: LabServer
  before(async () => {
    ;[gate, device] = await Promise.all([lab.sshd(), lab.sshd(ECHO)])
  })
  const tokens = () => ({
    alias: 'core',
    hostName: '127.0.0.1',
    port: device.port,
    user: lab.servers.user,
  })

  for (const [name, quote] of [
    ['plain words', "'"],
    ['a line for the shell', ''],
  ] as const) {
    test(`ssh -W, as ${name}`, async () => {
      const known = path.join(lab.directory, 'known_gate')
      writeFileSync(known, `[127.0.0.1]:${gate.port} ${gate.hostKey.publicKey}\n`)
      const command =
        `ssh -F none -o UserKnownHostsFile=${known} -o BatchMode=yes -i ${lab.servers.keys.ed25519.file} ` +
        `-W ${quote}[%h]:%p${quote} -p ${gate.port} %r@127.0.0.1`
      await works(lab.options(device, { proxyCommand: { command, tokens: tokens() } }))
      await deserted(gate, device)
    })
  }

  test('as the way to the first jump host', async () => {
    const command = `ssh-keyscan-is-not-nc %h`
    const proxyCommand = { command, tokens: tokens() }
    const message = await refused(
      'unreachable',
      connectSsh(lab.options(device, { hops: [lab.peer(gate)], proxyCommand })),
    )
    assert.match(message, /^Jump host, .* The ProxyCommand cannot be started \(ssh-keyscan-is-not-nc\)/)
  })

  test('one that fails: what it wrote is in the error', async () => {
    const command = "sh -c 'echo no way to %h >&2; exit 3'"
    const proxyCommand = { command, tokens: tokens() }
    const message = await refused('unreachable', connectSsh(lab.options(device, { proxyCommand })))
    assert.match(message, /^The ProxyCommand ended with status 3 .* It wrote: no way to 127\.0\.0\.1$/)
  })

  test('one that says nothing is ended when the time is up', async () => {
    const proxyCommand = { command: 'sleep 60', tokens: tokens() }
    const started = performance.now()
    await refused('timeout', connectSsh(lab.options(device, { proxyCommand, timeoutMs: 300 })))
    assert.ok(performance.now() - started < 2_000)
  })
}

function configTests(): void {
  test('names, users, keys and jump hosts come from the config alone', async () => {
    const [gate, inner, device] = await Promise.all([lab.sshd(), lab.sshd(), lab.sshd(ECHO)])
    const { ed25519, rsa } = lab.servers.keys
    const config = [
      'Host core-1',
      `  Port ${device.port}`,
      '  ProxyJump inner',
      '  KexAlgorithms ecdh-sha2-nistp256',
      'Host inner',
      `  Port ${inner.port}`,
      `  ProxyJump gate`,
      `  IdentityFile ${rsa.file}`,
      'Host gate',
      `  Port ${gate.port}`,
      'Host core-1 inner gate',
      '  HostName 127.0.0.1',
      `  User ${lab.servers.user}`,
      `  IdentityFile ${ed25519.file}`,
      '  IdentitiesOnly yes',
      '  ServerAliveInterval 5',
    ]
    const userFile = path.join(lab.directory, 'config')
    writeFileSync(userFile, config.join('\n'))
    const read = readSshConfig({ userFile, systemFile: undefined })
    const route = routeTo(read.value, 'core-1')
    assert.deepEqual([read.problems, route.problem], [[], undefined])

    const shown: string[] = []
    const options = await sshRouteOptions(route.value, async (host) => {
      const { keys, problems } = await readIdentityFiles(host)
      assert.deepEqual(problems, [])
      return {
        credentials: { username: host.user, keys, identitiesOnly: host.identitiesOnly },
        onHostKey: ({ sha256 }) => {
          shown.push(`${host.alias} ${sha256}`)
          return Promise.resolve('accept')
        },
      }
    })
    await works({ ...options, timeoutMs: 10_000 })
    assert.deepEqual(shown, [
      `gate ${gate.hostKey.fingerprint}`,
      `inner ${inner.hostKey.fingerprint}`,
      `core-1 ${device.hostKey.fingerprint}`,
    ])
    await deserted(gate, inner, device)
  })
}

const obstacle = serversObstacle()
if (obstacle === undefined) declareTests()
else if (process.env['CI'] === undefined) console.log(`skipped: OpenSSH: ${obstacle}`)
else throw new Error(obstacle)
