// The SSH client on real OpenSSH: subsystems and commands, several sessions on one connection, logging in.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { getConfig } from '../../src/netconf/operations.ts'
import { Session } from '../../src/netconf/session.ts'
import { ConnectError } from '../../src/transport/errors.ts'
import { connectSsh, openSshConnection } from '../../src/transport/sshClient.ts'
import { serversObstacle } from './servers.ts'
import { deserted, echo, ECHO, ended, refused, runTool, SshLab, until, works } from './sshLab.ts'

const AGENT = 'ssh-agent'

let lab: SshLab

function declareTests(): void {
  before(async () => {
    lab = await SshLab.start()
  })
  after(() => lab.stop())

  describe('OpenSSH: subsystems and commands', channelTests)
  describe('OpenSSH: several sessions on one connection', connectionTests)
  describe('OpenSSH: logging in', loginTests)
  describe('OpenSSH: algorithms, addresses, keepalives', lineTests)
}

function channelTests(): void {
  test('names of the subsystem are tried in order, also where only one session is allowed', async () => {
    const nexus = await lab.sshd('Subsystem xmlagent /bin/cat', 'MaxSessions 1')
    await works(lab.options(nexus, { subsystem: ['netconf', 'nothing', 'xmlagent'] }))
    const message = await refused(
      'noSubsystem',
      connectSsh(lab.options(nexus, { subsystem: ['netconf', 'yang'] })),
    )
    assert.match(message, /has no "netconf" or "yang" subsystem/)
    await deserted(nexus)
  })

  test('a command in place of the subsystem', async () => {
    const junos = await lab.sshd('MaxSessions 1')
    await works(lab.options(junos, { execFallback: 'cat' }))
    await deserted(junos)
  })

  test('a command that the device does not know ends the session with its words', async () => {
    const junos = await lab.sshd()
    const transport = await connectSsh(lab.options(junos, { execFallback: 'xml-mode netconf need-trailer' }))
    const cause = await ended(transport)
    assert.ok(cause instanceof ConnectError)
    assert.match(
      cause.message,
      /The command "xml-mode .*" of 127\.0\.0\.1 ended (with status 127 )?before NETCONF began\. It wrote: .*not found/,
    )
    await deserted(junos)
  })

  test('a server that runs its own command whatever is asked', async () => {
    const forced = await lab.sshd(ECHO, 'ForceCommand /bin/cat')
    await works(lab.options(forced))
    await deserted(forced)
  })
}

function connectionTests(): void {
  test('two NETCONF sessions, closed one after the other', async () => {
    const connection = await openSshConnection(lab.options(lab.device))
    const sessions = await Promise.all(
      [1, 2].map(async () => Session.open(await connection.open({ timeoutMs: 10_000 }))),
    )
    await pause(50)
    const [first, second] = sessions
    assert.ok(first && second)
    assert.notEqual(first.id, second.id)
    assert.equal(connection.channels, 2)
    await first.close()
    assert.ok((await second.request(getConfig({ source: 'running' }))).xml.includes('plant'))
    await until(() => connection.channels === 1)
    await second.close()
    await connection.closed
    assert.match(
      await refused('unreachable', connection.open({ timeoutMs: 1_000 })),
      /The SSH connection to 127\.0\.0\.1 has ended/,
    )
  })

  test('a server that allows two says so at the third, and the two go on', async () => {
    const limited = await lab.sshd(ECHO, 'MaxSessions 2')
    const connection = await openSshConnection(lab.options(limited))
    const lines = [await connection.open({ timeoutMs: 5_000 }), await connection.open({ timeoutMs: 5_000 })]
    assert.match(
      await refused('refused', connection.open({ timeoutMs: 5_000 })),
      /allows no more than 2 NETCONF sessions on one SSH connection \(open failed; MaxSessions/,
    )
    for (const [index, line] of lines.entries())
      assert.equal(await echo(line, `line ${index}`), `line ${index}`)
    lines[0]?.close()
    await pause(200)
    const another = await connection.open({ timeoutMs: 5_000 })
    assert.equal(await echo(another, 'another'), 'another')
    connection.close()
    await connection.closed
    await deserted(limited)
  })

  test('the connection breaks: every session is told', async () => {
    const server = await lab.sshd(ECHO)
    const connection = await openSshConnection(lab.options(server))
    const ends = [1, 2].map(async () => ended(await connection.open({ timeoutMs: 5_000 })))
    await pause(300)
    server.sshd.dropConnections()
    await Promise.all(ends)
    await connection.closed
  })
}

function loginTests(): void {
  test('several keys: only the one that the server takes asks for its passphrase', async () => {
    const server = await lab.sshd(ECHO)
    const { encrypted, stranger } = lab.servers.keys
    const locked = path.join(lab.directory, 'locked')
    runTool('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'other', '-f', locked])
    // Written by OpenSSH in its own format, whose public half can be read without the passphrase.
    const own = path.join(lab.directory, 'own')
    writeFileSync(own, readFileSync(encrypted.file), { mode: 0o600 })
    runTool('ssh-keygen', ['-q', '-p', '-f', own, '-P', encrypted.passphrase, '-N', 'sesame'])
    const asked: string[] = []
    await works(
      lab.options(server, {
        credentials: {
          username: lab.servers.user,
          keys: [stranger.file, locked, own].map((name) => ({
            name,
            privateKey: readFileSync(name, 'utf8'),
          })),
          passphrase: (name) => {
            asked.push(name)
            return Promise.resolve('sesame')
          },
        },
      }),
    )
    assert.deepEqual(asked, [own])
    await deserted(server)
  })

  test('an agent; with IdentitiesOnly only its named keys', async () => {
    const server = await lab.sshd(ECHO, 'MaxAuthTries 2')
    const { ed25519, rsa, stranger, ecdsa } = lab.servers.keys
    const socket = path.join(lab.directory, 'agent.sock')
    const agent = spawn(AGENT, ['-D', '-a', socket], { stdio: 'ignore' })
    try {
      await pause(300)
      for (const { file } of [stranger, ecdsa, rsa, ed25519]) {
        runTool('ssh-add', ['-q', file], { SSH_AUTH_SOCK: socket })
      }
      const username = lab.servers.user
      const named = [{ name: 'rsa.pub', publicKey: rsa.publicKey }]
      const only = { username, agent: socket, keys: named, identitiesOnly: true }
      await works(lab.options(server, { credentials: only }))
      await works(lab.options(server, { credentials: { ...only, identitiesOnly: false } }))
      // Without a name the agent's keys are tried in its order, and the server loses its patience.
      const message = await refused(
        'auth',
        connectSsh(lab.options(server, { credentials: { username, agent: socket } })),
      )
      assert.match(message, /Too many authentication failures.*name the right one/)
    } finally {
      agent.kill()
    }
    await deserted(server)
  })

  test('a key, then a question (two factors)', async (context) => {
    const { password, user: username } = lab.servers
    if (password === undefined) {
      context.diagnostic('skipped: without root nobody can be given a password')
      return
    }
    const server = await lab.sshd(ECHO, 'AuthenticationMethods publickey,keyboard-interactive')
    const questions: string[] = []
    const credentials = {
      username,
      privateKey: lab.privateKey,
      answers: ({ prompts }: { prompts: readonly { text: string }[] }) => {
        questions.push(...prompts.map(({ text }) => text))
        return Promise.resolve([password])
      },
    }
    await works(lab.options(server, { credentials }))
    assert.equal(questions.length, 1)
    assert.match(questions[0] ?? '', /Password/)
    await deserted(server)
  })

  test('a server that wants a certificate: the error says what to do', async () => {
    const authority = path.join(lab.directory, 'ca')
    runTool('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', authority])
    const server = await lab.sshd(ECHO, `TrustedUserCAKeys ${authority}.pub`, 'AuthorizedKeysFile none')
    const credentials = {
      username: lab.servers.user,
      privateKey: lab.privateKey,
      certificateFiles: ['id-cert.pub'],
    }
    const message = await refused('auth', connectSsh(lab.options(server, { credentials })))
    assert.match(message, /certificates cannot be shown from here; .* ssh -s HOST netconf/)
    await deserted(server)
  })
}

function lineTests(): void {
  test('algorithms of the user are added, and named when none is left', async () => {
    const old = await lab.sshd(ECHO, 'KexAlgorithms diffie-hellman-group14-sha1', 'Ciphers aes256-cbc')
    await refused('algorithms', connectSsh(lab.options(old)))
    await works(lab.options(old, { legacyAlgorithms: true }))
    await works(
      lab.options(old, {
        algorithms: { kexAlgorithms: '+diffie-hellman-group14-sha1', ciphers: 'aes256-cbc' },
      }),
    )
    const message = await refused(
      'algorithms',
      connectSsh(lab.options(old, { algorithms: { ciphers: 'rot13' } })),
    )
    assert.match(message, /None of Ciphers "rot13" is available here; there are: aes128-gcm/)
    await deserted(old)
  })

  test('the address that the connection comes from', async () => {
    const server = await lab.sshd()
    const transport = await connectSsh(
      lab.options(server, { execFallback: 'echo $SSH_CONNECTION', bindAddress: '127.0.0.2' }),
    )
    assert.match(await echo(transport, '127.0.0.2 '), /^127\.0\.0\.2 /)
    transport.close()
    await deserted(server)
  })

  test('a server that stands still is noticed', async () => {
    const server = await lab.sshd(ECHO)
    const transport = await connectSsh(lab.options(server, { keepaliveMs: 50, keepaliveCount: 2 }))
    const end = ended(transport)
    server.sshd.freezeConnections()
    assert.match((await end)?.message ?? '', /keepalive/i)
    server.sshd.dropConnections()
    await deserted(server)
  })
}

const obstacle = serversObstacle()
if (obstacle === undefined) declareTests()
else if (process.env['CI'] === undefined) console.log(`skipped: OpenSSH: ${obstacle}`)
else throw new Error(obstacle)
