// The command line against netconfd behind OpenSSH: every command, every exit code.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { CliProcess, runCli, type CliOptions, type Ended } from './cliProcess.ts'
import { freePort } from './ports.ts'
import { PLANT_NS } from './serverUnderTest.ts'
import { serversObstacle, startServers, type Servers } from './servers.ts'

let running: Servers | undefined
let home = ''

function servers(): Servers {
  if (running === undefined) throw new Error('The servers did not start.')
  return running
}

const at = (port = servers().instances.candidate.port): string =>
  `${servers().user}@${servers().host}:${port}`

const login = (): string[] => [
  ...['--identity', servers().keys.ed25519.file],
  ...servers().hostKeys.flatMap(({ fingerprint }) => ['--host-key', fingerprint]),
]

/** A command with the device behind it, logged in by key, its host key pinned. */
function cli(
  command: string,
  operands: readonly string[] = [],
  options: Partial<CliOptions> = {},
): Promise<Ended> {
  return runCli([command, at(), ...operands, ...login()], { home, ...options })
}

function started(command: string, operands: readonly string[] = []): CliProcess {
  return new CliProcess([command, at(), ...operands, ...login()], { home })
}

async function done(ended: Promise<Ended>): Promise<string> {
  const { code, stdout, stderr } = await ended
  assert.equal(code, 0, stderr)
  return stdout
}

async function failed(ended: Promise<Ended>, code: number, says: RegExp): Promise<Ended> {
  const result = await ended
  assert.equal(result.code, code, `${result.stdout}\n${result.stderr}`)
  assert.match(result.stderr, says)
  return result
}

function file(name: string, text: string): string {
  const where = path.join(home, name)
  writeFileSync(where, text)
  return where
}

const name = (text: string): string => `<plant xmlns="${PLANT_NS}"><name>${text}</name></plant>`
const PLANT_FILTER = `<plant xmlns="${PLANT_NS}"><name/></plant>`
const plantName = async (source: string): Promise<string | undefined> => {
  const xml = await done(cli('get-config', ['--source', source, '--subtree', PLANT_FILTER]))
  return /<(?:\w+:)?name>([^<]*)</.exec(xml)?.[1]
}

function declareTests(): void {
  before(async () => {
    home = mkdtempSync(path.join(os.tmpdir(), 'netconf-explorer-cli-'))
    running = await startServers()
  })
  after(async () => {
    await running?.stop()
    rmSync(home, { recursive: true, force: true })
  })
  describe('cli: commands', commandTests)
  describe('cli: sessions that last', lastingTests)
  describe('cli: host keys and logins', trustTests)
  describe('cli: exit codes', exitTests)
}

function commandTests(): void {
  beforeEach(() => servers().reset('candidate'))

  test('hello', async () => {
    assert.match(await done(cli('hello')), /<(?:\w+:)?hello [^]*<(?:\w+:)?session-id>/)
    const facts = JSON.parse(await done(cli('hello', ['--json']))) as Record<string, unknown>
    assert.equal(facts['framing'], '1.1')
    assert.ok(Number(facts['sessionId']) > 0)
    assert.equal((facts['profile'] as { name: string }).name, 'netconfd')
  })

  test('get, get-config: whole, filtered, as an envelope', async () => {
    assert.match(await done(cli('get')), /<(?:\w+:)?rpc-reply /)
    const xml = await done(cli('get-config', ['--subtree', file('filter.xml', PLANT_FILTER)]))
    assert.match(xml, /north-one/)
    assert.doesNotMatch(xml, /uplink-1/)
    const byPath = await done(cli('get-config', ['--xpath', '/ap:plant/ap:name', '--ns', `ap=${PLANT_NS}`]))
    assert.match(byPath, /north-one/)
    const envelope = JSON.parse(await done(cli('get-config', ['--json']))) as Record<string, unknown>
    assert.deepEqual([envelope['errors'], envelope['warnings']], [[], []])
    assert.match(String(envelope['xml']), /north-one/)
    assert.equal(envelope['bytes'], Buffer.byteLength(String(envelope['xml'])))
  })

  test('--output takes what would go to standard output', async () => {
    const where = path.join(home, 'out.xml')
    assert.equal(await done(cli('get-config', ['-o', where])), '')
    assert.match(readFileSync(where, 'utf8'), /north-one[^]*<\/(?:\w+:)?rpc-reply>\n$/)
    assert.deepEqual(
      readdirSync(home).filter((entry) => entry.endsWith('.part')),
      [],
    )
  })

  test('edit-config, commit, discard-changes', async () => {
    await done(cli('edit-config', ['-'], { input: name('edited') }))
    assert.deepEqual([await plantName('running'), await plantName('candidate')], ['north-one', 'edited'])
    await done(cli('commit'))
    assert.equal(await plantName('running'), 'edited')
    await done(cli('edit-config', [file('edit.xml', name('unwanted'))]))
    await done(cli('discard-changes'))
    assert.equal(await plantName('candidate'), 'edited')
  })

  test('edit-config --commit locks, commits and unlocks; a saved reply can be sent back', async () => {
    const backup = path.join(home, 'backup.xml')
    await done(cli('get-config', ['--subtree', PLANT_FILTER, '-o', backup]))
    await done(cli('edit-config', [file('edit.xml', name('two')), '--commit']))
    assert.equal(await plantName('running'), 'two')
    await done(cli('edit-config', [backup, '--commit']))
    assert.equal(await plantName('running'), 'north-one')
    await done(cli('lock', ['candidate', '--hold', '0']))
  })

  test('edit-config --commit discards what the device refuses', async () => {
    const edit = file('bad.xml', `<plant xmlns="${PLANT_NS}"><name>half</name><nonsense/></plant>`)
    await failed(cli('edit-config', [edit, '--commit']), 6, /discarded[^]*unknown-element/)
    assert.equal(await plantName('candidate'), 'north-one')
  })

  test('validate', async () => {
    assert.match(await done(cli('validate')), /<(?:\w+:)?ok\/>/)
    await done(cli('validate', ['running']))
  })

  test('rpc: one from standard input, several from a file, with errors as an envelope', async () => {
    const one = '<get-config><source><running/></source></get-config>'
    assert.match(await done(cli('rpc', ['-'], { input: one })), /north-one/)
    const rpc = `<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="77" color="red">${one}</rpc>`
    const lines = await done(cli('rpc', [file('two.xml', `${rpc}\n]]>]]>\n${one}`), '--json']))
    const replies = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>)
    assert.equal(replies.length, 2)
    assert.match(String(replies[0]?.['xml']), /color="red"/)
    assert.notEqual(replies[0]?.['messageId'], '77')
    const bad = await failed(cli('rpc', ['-', '--json'], { input: '<nonsense/>' }), 6, /nonsense/)
    const envelope = JSON.parse(bad.stdout) as { errors: { tag: string }[] }
    assert.ok(envelope.errors.length > 0)
  })

  test('schema list, get, download', async () => {
    assert.match(await done(cli('schema', ['list'])), /^acme-plant@\S+\turn:acme:plant$/m)
    assert.match(await done(cli('schema', ['get', 'acme-plant'])), /^module acme-plant \{/m)
    const where = path.join(home, 'yang')
    const { code, stdout, stderr } = await cli('schema', ['download', where, '--json'])
    const { written, failed: missing } = JSON.parse(stdout) as { written: string[]; failed: unknown[] }
    assert.equal(code, missing.length === 0 ? 0 : 11, stderr)
    assert.deepEqual(readdirSync(where).sort(), written)
    assert.ok(written.some((entry) => entry.startsWith('acme-plant@')))
  })

  test('get-data is sent, and refused by a server that has no NMDA', async () => {
    const { code } = await cli('get-data', ['--max-depth', '2'])
    assert.ok(code === 6 || code === 10, String(code))
  })
}

function lastingTests(): void {
  beforeEach(() => servers().reset('candidate'))

  test('lock holds until Ctrl-C, then unlocks', async () => {
    const holder = started('lock', ['running'])
    await holder.says(/Ctrl-C unlocks it/)
    await failed(cli('lock', ['running', '--hold', '0']), 6, /lock-denied/)
    holder.signal('SIGINT')
    const { code, stderr } = await holder.ended
    assert.equal(code, 0, stderr)
    assert.match(stderr, /running is unlocked/)
    await done(cli('lock', ['running', '--hold', '0']))
  })

  test('lock with a file of operations', async () => {
    const edit = `<edit-config><target><candidate/></target><config>${name('locked')}</config></edit-config>`
    await done(cli('lock', ['candidate', file('ops.xml', `${edit}<commit/>`)]))
    assert.equal(await plantName('running'), 'locked')
  })

  test('subscribe prints notifications until there are enough', async () => {
    const reader = started('subscribe', ['--json', '--count', '1', '--stream', 'NETCONF'])
    await reader.says(/Subscribed/)
    await done(cli('edit-config', ['-', '--commit'], { input: name('told') }))
    const { code, stdout, stderr } = await reader.ended
    assert.equal(code, 0, stderr)
    const event = JSON.parse(stdout) as Record<string, string>
    assert.match(String(event['xml']), /<(?:\w+:)?notification /)
    assert.ok(!Number.isNaN(Date.parse(String(event['eventTime']))))
  })

  test('subscribe ends with Ctrl-C, and that is no failure', async () => {
    const reader = started('subscribe')
    await reader.says(/Subscribed/)
    reader.signal('SIGINT')
    assert.equal((await reader.ended).code, 0)
  })
}

function trustTests(): void {
  const trust = (...options: string[]): Promise<Ended> =>
    runCli(['hello', at(), '--identity', servers().keys.ed25519.file, ...options], { home })

  test('known_hosts: a known key, an unknown one, accept-new, a changed one', async () => {
    const known = file('known_hosts', servers().knownHosts())
    await done(trust('--known-hosts', known))
    const fresh = path.join(home, 'fresh/known_hosts')
    await failed(trust('--known-hosts', fresh), 5, /not known[^]*--host-key SHA256:/)
    await failed(trust('--known-hosts', fresh, '--host-key-mode', 'strict'), 5, /not known/)
    await done(trust('--known-hosts', fresh, '--host-key-mode', 'accept-new'))
    assert.match(readFileSync(fresh, 'utf8'), /^\[127\.0\.0\.1\]:\d+ \S+ \S+\n$/)
    await done(trust('--known-hosts', fresh, '--host-key-mode', 'strict'))
    await servers().changeHostKeys()
    try {
      await failed(trust('--known-hosts', known, '--host-key-mode', 'accept-new'), 5, /has changed/)
    } finally {
      await servers().changeHostKeys()
    }
  })

  test('a jump host', async () => {
    const known = file('known_hosts', servers().knownHosts())
    await done(trust('--known-hosts', known, '--jump', at(servers().bareSshPort)))
    const other = at(await freePort())
    await failed(trust('--known-hosts', known, '--jump', other), 3, /Jump host/)
  })

  test('a pinned key that is another', async () => {
    await failed(trust('--host-key', servers().keys.stranger.fingerprint), 5, /pinned/)
  })

  test('an ssh config names host, port, user, key and known hosts', async () => {
    const config = file(
      'ssh_config',
      [
        'Host lab',
        `  HostName ${servers().host}`,
        `  Port ${servers().instances.running.port}`,
        `  User ${servers().user}`,
        `  IdentityFile ${servers().keys.ed25519.file}`,
        `  UserKnownHostsFile ${file('lab_hosts', servers().knownHosts())}`,
        '  StrictHostKeyChecking yes',
      ].join('\n'),
    )
    await done(runCli(['hello', 'lab', '--ssh-config', config], { home }))
  })

  if (process.getuid?.() !== 0) console.log('skipped: cli: login by password: it needs root')
  else
    test('a password from the environment, a wrong one, none', async () => {
      const pins = servers().hostKeys.flatMap(({ fingerprint }) => ['--host-key', fingerprint])
      const hello = (env: Record<string, string>): Promise<Ended> =>
        runCli(['hello', at(), ...pins], { home, env })
      await done(hello({ NETCONF_PASSWORD: servers().password ?? '' }))
      const { stdout, stderr } = await failed(hello({ NETCONF_PASSWORD: 'not-this-one' }), 4, /not let in/)
      assert.doesNotMatch(stdout + stderr, /not-this-one/)
      await failed(hello({}), 4, /no terminal to ask on; set NETCONF_PASSWORD/)
    })

  test('an encrypted key with its passphrase from the environment', async () => {
    const { encrypted } = servers().keys
    const pins = servers().hostKeys.flatMap(({ fingerprint }) => ['--host-key', fingerprint])
    const hello = (passphrase: string): Promise<Ended> =>
      runCli(['hello', at(), '--identity', encrypted.file, ...pins], {
        home,
        env: { NETCONF_PASSPHRASE: passphrase },
      })
    await done(hello(encrypted.passphrase))
    await failed(hello('wrong'), 4, /passphrase/)
  })
}

function exitTests(): void {
  before(() => servers().reset('candidate'))

  test('1: a file that cannot be written', async () => {
    await failed(cli('get-config', ['-o', '/nowhere/there/out.xml']), 1, /ENOENT/)
  })

  const usage: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['no command', [], /Which command/],
    ['an unknown command', ['get-confg', 'x'], /Did you mean get-config\?/],
    ['an unknown option', ['get', 'x', '--subtre', 'y'], /Did you mean --subtree\?/],
    ['a password as an option', ['get', 'x', '--password', 'hunter2'], /refused: arguments can be read/],
    ['a password in the address', ['get', 'admin:hunter2@x'], /refused: arguments can be read/],
    ['no device', ['get'], /Which device\?/],
    ['an unknown profile', ['get', 'x', '--profile', 'juno'], /Did you mean junos\?/],
    ['a file that is not there', ['rpc', 'x', 'nowhere.xml'], /nowhere\.xml cannot be read/],
    ['a confirmed commit that would be undone', ['commit', 'x', '--confirmed'], /--persist/],
  ]
  for (const [what, words, says] of usage) {
    test(`2: ${what}`, async () => {
      const { stdout, stderr } = await failed(runCli(words, { home }), 2, says)
      assert.equal(stdout, '')
      assert.doesNotMatch(stderr, /hunter2/)
    })
  }

  test('3: nobody listens; no subsystem', async () => {
    await failed(runCli(['hello', `x@127.0.0.1:${await freePort()}`], { home }), 3, /refuses connections/)
    await failed(runCli(['hello', at(servers().bareSshPort), ...login()], { home }), 3, /subsystem/)
  })

  test('4: a key that the account does not accept', async () => {
    const pins = servers().hostKeys.flatMap(({ fingerprint }) => ['--host-key', fingerprint])
    const words = ['hello', at(), '--identity', servers().keys.stranger.file, '--no-agent', ...pins]
    await failed(runCli(words, { home }), 4, /not let in/)
  })

  test('6: an rpc-error, every one on standard error, nothing on standard output', async () => {
    const { stdout } = await failed(cli('rpc', ['-'], { input: '<no-such-operation/>' }), 6, /^error: /m)
    assert.equal(stdout, '')
  })

  test('7: no reply in time', async () => {
    const thaw = servers().freeze('candidate')
    try {
      await failed(cli('hello', ['--connect-timeout', '1.5']), 7, /within 1\.5 s/)
    } finally {
      thaw()
    }
  })

  test('8: what answers is no NETCONF server', async () => {
    await failed(runCli(['hello', '--command', `echo '<html>]]>]]>'`], { home }), 8, /The device/)
  })

  test('9: the session ends before the answer', async () => {
    const holder = started('lock', ['running'])
    await holder.says(/Ctrl-C unlocks it/)
    await servers().kill('candidate')
    const { code, stderr } = await holder.ended
    await servers().reset('candidate')
    assert.equal(code, 9, stderr)
  })

  test('10: the device does not announce what it takes', async () => {
    const { running: instance } = servers().instances
    await failed(runCli(['commit', at(instance.port), ...login()], { home }), 10, /no candidate datastore/)
  })

  test('130: Ctrl-C while connecting', async () => {
    const mute = net.createServer()
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    const { port } = mute.address() as net.AddressInfo
    const connected = new Promise<void>((resolve) => mute.once('connection', () => resolve()))
    const process = new CliProcess(['hello', `x@127.0.0.1:${port}`], { home })
    await connected
    process.signal('SIGINT')
    const { code, stderr } = await process.ended
    mute.close()
    assert.equal(code, 130)
    assert.match(stderr, /Interrupted by SIGINT/)
  })
}

const obstacle = serversObstacle()
if (obstacle === undefined) declareTests()
else if (process.env['CI'] === undefined) console.log(`skipped: cli: ${obstacle}`)
else throw new Error(obstacle)
