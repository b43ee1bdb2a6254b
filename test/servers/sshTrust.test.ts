// Whom to take for the device: our judgement beside that of the system's ssh, on the same known_hosts and the same server.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { judgeHostKey, type HostKeyAnswer } from '../../src/transport/hostKeyRules.ts'
import { knownTypes, parseKnownHosts, type HostKey } from '../../src/transport/knownHosts.ts'
import { connectSsh } from '../../src/transport/sshClient.ts'
import type { HostKeyMode } from '../../src/transport/sshHost.ts'
import { serversObstacle } from './servers.ts'
import { makeKey, type KeyPair } from './sshKeys.ts'
import { ECHO, refused, runTool, SshLab, works, type LabServer } from './sshLab.ts'

interface Keys {
  readonly port: number
  /** The server's own key, as in a known_hosts line. */
  readonly own: string
  readonly other: string
  /** Of another type than the server's own. */
  readonly ecdsa: string
}

interface Case {
  readonly name: string
  readonly lines: (keys: Keys) => string
  /** Rewrite the file with hashed names. */
  readonly hashed?: boolean
  readonly alias?: string
  readonly strict: HostKeyAnswer['decision']
  readonly acceptNew: HostKeyAnswer['decision']
}

const CASES: readonly Case[] = [
  { name: 'an empty file', lines: () => '', strict: 'refuse', acceptNew: 'remember' },
  {
    name: 'the key, with the port',
    lines: ({ port, own }) => `[127.0.0.1]:${port} ${own}`,
    strict: 'accept',
    acceptNew: 'accept',
  },
  {
    name: 'the key, hashed',
    lines: ({ port, own }) => `[127.0.0.1]:${port} ${own}`,
    hashed: true,
    strict: 'accept',
    acceptNew: 'accept',
  },
  {
    name: 'the key, without the port',
    lines: ({ own }) => `127.0.0.1 ${own}`,
    strict: 'accept',
    acceptNew: 'accept',
  },
  {
    name: 'a pattern',
    lines: ({ port, own }) => `[127.0.*]:${port},!other ${own}`,
    strict: 'accept',
    acceptNew: 'accept',
  },
  {
    name: 'a pattern that leaves it out',
    lines: ({ port, own }) => `[127.0.*]:${port},![127.0.0.1]:${port} ${own}`,
    strict: 'refuse',
    acceptNew: 'remember',
  },
  {
    name: 'another port',
    lines: ({ port, other }) => `[127.0.0.1]:${port + 1} ${other}`,
    strict: 'refuse',
    acceptNew: 'remember',
  },
  {
    name: 'another key: changed',
    lines: ({ port, other }) => `[127.0.0.1]:${port} ${other}`,
    strict: 'refuse',
    acceptNew: 'refuse',
  },
  {
    name: 'another key, hashed: changed',
    lines: ({ port, other }) => `[127.0.0.1]:${port} ${other}`,
    hashed: true,
    strict: 'refuse',
    acceptNew: 'refuse',
  },
  {
    name: 'another key of another type: changed',
    lines: ({ port, ecdsa }) => `[127.0.0.1]:${port} ${ecdsa}`,
    strict: 'refuse',
    acceptNew: 'refuse',
  },
  {
    name: 'both keys',
    lines: ({ port, own, other }) => `[127.0.0.1]:${port} ${other}\n[127.0.0.1]:${port} ${own}`,
    strict: 'accept',
    acceptNew: 'accept',
  },
  {
    name: 'revoked, and known at that',
    lines: ({ port, own }) => `[127.0.0.1]:${port} ${own}\n@revoked * ${own}`,
    strict: 'refuse',
    acceptNew: 'refuse',
  },
  {
    name: 'an authority for it: host certificates are not what is shown',
    lines: ({ port, other }) => `@cert-authority [127.0.0.1]:${port} ${other}`,
    strict: 'refuse',
    acceptNew: 'remember',
  },
  {
    name: 'an alias',
    lines: ({ own }) => `core-1 ${own}`,
    alias: 'core-1',
    strict: 'accept',
    acceptNew: 'accept',
  },
  {
    name: 'an alias of another key',
    lines: ({ port, own, other }) => `core-1 ${other}\n[127.0.0.1]:${port} ${own}`,
    alias: 'core-1',
    strict: 'refuse',
    acceptNew: 'refuse',
  },
]

let lab: SshLab
let server: LabServer
let shown: HostKey
let keys: Keys

function declareTests(): void {
  before(async () => {
    lab = await SshLab.start()
    server = await lab.sshd(ECHO)
    const make = (name: string, type: KeyPair['type']) => makeKey(lab.directory, name, type)
    const [other, ecdsa] = await Promise.all([make('other', 'ed25519'), make('other_ecdsa', 'ecdsa')])
    keys = {
      port: server.port,
      own: server.hostKey.publicKey,
      other: other.publicKey,
      ecdsa: ecdsa.publicKey,
    }
    await works(
      lab.options(server, {
        onHostKey: (key) => {
          shown = key
          return Promise.resolve('accept')
        },
      }),
    )
  })
  after(() => lab.stop())

  describe('known_hosts, as ssh judges them', () => {
    for (const [index, each] of CASES.entries()) {
      test(each.name, () => {
        const file = path.join(lab.directory, `known_hosts-${index}`)
        writeFileSync(file, `${each.lines(keys)}\n`)
        if (each.hashed === true) runTool('ssh-keygen', ['-q', '-H', '-f', file])
        const text = readFileSync(file, 'utf8')
        assert.equal(each.hashed === true, text.startsWith('|1|'))
        for (const [mode, decision] of [
          ['strict', each.strict],
          ['accept-new', each.acceptNew],
        ] as const) {
          assert.equal(judge(text, mode, each.alias).decision, decision, mode)
          assert.equal(sshLetsIn(file, mode, each.alias), decision !== 'refuse', `ssh, ${mode}`)
        }
      })
    }
  })

  describe('pinned fingerprints', () => {
    const pinned = (sha256: readonly string[], known = ''): HostKeyAnswer =>
      judge(known, 'strict', undefined, sha256)

    test('the right one among several', () => {
      assert.deepEqual(pinned(['SHA256:x', server.hostKey.fingerprint]), { decision: 'accept' })
    })

    test('a wrong one refuses, also a key that is known', async () => {
      const known = `[127.0.0.1]:${server.port} ${keys.own}`
      const answer = pinned(['SHA256:x'], known)
      assert.ok(answer.decision === 'refuse')
      assert.match(
        answer.because,
        /^The host key of 127\.0\.0\.1:\d+ \(ssh-ed25519 SHA256:.*is not the pinned one \(SHA256:x\)/,
      )
      const onHostKey = () => Promise.resolve({ refuse: answer.because })
      assert.equal(await refused('hostKey', connectSsh(lab.options(server, { onHostKey }))), answer.because)
    })

    test('a revoked one is refused', () => {
      assert.equal(pinned([server.hostKey.fingerprint], `@revoked * ${keys.own}`).decision, 'refuse')
    })
  })

  test('asking: for the unknown, with a note about an authority, never for the changed', () => {
    const host = `[127.0.0.1]:${server.port}`
    assert.deepEqual(judge('', 'ask'), { decision: 'ask', because: [] })
    assert.equal(judge(`${host} ${keys.other}`, 'ask').decision, 'refuse')
    const answer = judge(`@cert-authority ${host} ${keys.other}`, 'ask')
    assert.ok(answer.decision === 'ask')
    assert.match(answer.because.join(), /names a certificate authority.*not checked here/)
  })
}

function judge(
  text: string,
  mode: HostKeyMode,
  alias?: string,
  sha256: readonly string[] = [],
): HostKeyAnswer {
  const { entries, problems } = parseKnownHosts(text, 'known_hosts')
  assert.deepEqual(problems, [])
  assert.ok(knownTypes(entries, '127.0.0.1', server.port).length <= 2)
  return judgeHostKey({
    host: '127.0.0.1',
    port: server.port,
    key: shown,
    entries,
    mode,
    sha256,
    ...(alias === undefined ? {} : { alias }),
  })
}

function sshLetsIn(file: string, mode: HostKeyMode, alias: string | undefined): boolean {
  const options = [
    `UserKnownHostsFile=${file}`,
    'GlobalKnownHostsFile=/dev/null',
    'BatchMode=yes',
    'LogLevel=ERROR',
    `StrictHostKeyChecking=${mode === 'strict' ? 'yes' : mode}`,
    ...(alias === undefined ? [] : [`HostKeyAlias=${alias}`]),
  ]
  const { status } = spawnSync(
    'ssh',
    [
      ...['-F', 'none', '-i', lab.servers.keys.ed25519.file, '-p', String(server.port)],
      ...options.flatMap((option) => ['-o', option]),
      ...[`${lab.servers.user}@127.0.0.1`, 'true'],
    ],
    { stdio: 'ignore' },
  )
  return status === 0
}

const obstacle = serversObstacle()
if (obstacle === undefined) declareTests()
else if (process.env['CI'] === undefined) console.log(`skipped: OpenSSH: ${obstacle}`)
else throw new Error(obstacle)
