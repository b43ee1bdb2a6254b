// The command line against a libnetconf2 server: TLS, a Unix socket, and devices that call home.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo, tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { CliProcess, runCli, type Ended } from './cliProcess.ts'
import { ln2dObstacle, Ln2dWorkshop, type Ln2d } from './ln2d.ts'
import { freePort } from './ports.ts'
import type { TlsPair } from './tlsKeys.ts'

let workshop: Ln2dWorkshop
let server: Ln2d
let home = ''

const run = (...args: string[]): Promise<Ended> => runCli(args, { home })

function caFile(): string {
  const file = path.join(home, 'ca.pem')
  writeFileSync(file, workshop.tlsKeys.ca.certificate)
  return file
}

const identity = ({ certificateFile, keyFile }: TlsPair): string[] => [
  '--cert',
  certificateFile,
  '--key',
  keyFile,
]

async function expectEnd(ended: Promise<Ended>, code: number, says: RegExp): Promise<void> {
  const { code: actual, stdout, stderr } = await ended
  assert.equal(actual, code, `${stdout}\n${stderr}`)
  assert.match(code === 0 ? stdout : stderr, says)
}

function declareTests(): void {
  before(async () => {
    home = mkdtempSync(path.join(tmpdir(), 'netconf-explorer-cli-'))
    workshop = await Ln2dWorkshop.open()
    server = await workshop.start()
  })
  after(async () => {
    await server.stop()
    workshop.remove()
    rmSync(home, { recursive: true, force: true })
  })

  describe('cli: TLS', () => {
    const tls = (...args: string[]): Promise<Ended> =>
      run('get-config', `127.0.0.1:${server.tlsPort}`, '--tls', ...args)

    test('mutual certificates', () =>
      expectEnd(tls('--ca', caFile(), ...identity(workshop.tlsKeys.client)), 0, /north-one/))
    test('no certificate of ours', () => expectEnd(tls('--ca', caFile()), 5, /certificate/))
    test('an authority that is not trusted', () =>
      expectEnd(tls(...identity(workshop.tlsKeys.client)), 5, /certificate/))
    test('a certificate without its key', () =>
      expectEnd(tls('--cert', workshop.tlsKeys.client.certificateFile), 2, /belong together/))
  })

  describe('cli: Unix socket', () => {
    test('a server of this machine', async () => {
      const { stdout, code, stderr } = await run('hello', '--unix', server.unixSocket, '--json')
      assert.equal(code, 0, `${userInfo().username}: ${stderr}`)
      assert.match(stdout, /"framing":"1\.1"/)
    })
    test('rpc with its file as the only operand', async () => {
      const file = path.join(home, 'rpc.xml')
      writeFileSync(file, '<get-config><source><running/></source></get-config>')
      await expectEnd(run('rpc', '--unix', server.unixSocket, file), 0, /north-one/)
    })
    test('no such socket', () => expectEnd(run('hello', '--unix', '/nowhere.sock'), 3, /no socket/))
  })

  describe('cli: call home', () => {
    const listenFor = async (kind: 'callHomeSsh' | 'callHomeTls', ...args: string[]): Promise<CliProcess> => {
      const port = await freePort()
      const all = ['listen', ...args, '--address', '127.0.0.1', '--port', String(port)]
      const listener = new CliProcess(all, { home, env: { NETCONF_PASSWORD: workshop.password } })
      await listener.says(/Listening/)
      caller = await workshop.start({ [kind]: `127.0.0.1:${port}` })
      return listener
    }
    let caller: Ln2d | undefined
    const stopCaller = async (): Promise<void> => {
      await caller?.stop()
      caller = undefined
    }

    test('over SSH, known by its host key', async () => {
      const pins = ['--host-key', workshop.hostKey.fingerprint]
      const listener = await listenFor(
        'callHomeSsh',
        '--user',
        workshop.username,
        ...pins,
        '--devices',
        '1',
        'get-config',
      )
      await expectEnd(listener.ended, 0, /north-one/)
      await stopCaller()
    })

    test('over TLS, known by authority and name', async () => {
      const pair = workshop.tlsKeys.client
      const listener = await listenFor(
        'callHomeTls',
        ...[
          '--tls',
          '--ca',
          caFile(),
          ...identity(pair),
          '--server-name',
          'localhost',
          '--devices',
          '1',
          'hello',
        ],
      )
      await expectEnd(listener.ended, 0, /<hello /)
      await stopCaller()
    })

    test('one that nobody knows is shown and turned away; Ctrl-C is the regular end', async () => {
      const listener = await listenFor('callHomeSsh', '--user', workshop.username)
      await listener.says(/not known and was turned away/)
      assert.match(listener.stderr, new RegExp(workshop.hostKey.fingerprint.replace(/[+/]/g, '\\$&')))
      listener.signal('SIGINT')
      await expectEnd(listener.ended, 0, /^$/)
      await stopCaller()
    })
  })
}

const obstacle = ln2dObstacle()
if (obstacle === undefined) declareTests()
else if (process.env['CI'] === undefined)
  console.log(`skipped: cli over TLS, Unix socket and call home: ${obstacle}`)
else throw new Error(obstacle)
