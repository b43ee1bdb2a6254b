// ln2d, our own small NETCONF server on libnetconf2: built once, started as often as wanted, on loopback.

import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Daemon } from './daemon.ts'
import { freePort } from './ports.ts'
import { makeKey, type KeyPair } from './sshKeys.ts'
import { makeTlsKeys, type TlsKeys } from './tlsKeys.ts'

const HERE = path.dirname(fileURLToPath(import.meta.url))
const SOURCES = path.join(HERE, 'libnetconf2')
const FIXTURES = path.join(HERE, 'fixtures')
const YANG = '/usr/share/yuma/modules'
const MODULES = ['ietf-interfaces', 'iana-if-type', 'ietf-netconf-acm', 'acme-plant']
const NEEDED = [
  '/usr/bin/cc',
  '/usr/bin/openssl',
  '/usr/include/nc_server.h',
  '/usr/include/libyang/libyang.h',
  YANG,
]

/** Why ln2d cannot run here, in one sentence; `undefined` if it can. */
export function ln2dObstacle(): string | undefined {
  const missing = NEEDED.filter((file) => !existsSync(file))
  if (missing.length === 0) return undefined
  return `${missing.join(', ')} not found: install the Debian packages gcc, libnetconf2-dev, libyang2-dev, libssh-dev, libssl-dev, libyuma-base and openssl.`
}

/** Compiles ln2d unless this very source has been compiled before; returns the program's path. */
async function build(): Promise<string> {
  const files = readdirSync(SOURCES).filter((file) => /\.[ch]$/.test(file))
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(path.join(SOURCES, file)))
  const directory = path.join(HERE, '../../test-results/ln2d')
  const program = path.join(directory, `ln2d-${hash.digest('hex').slice(0, 16)}`)
  if (existsSync(program)) return program
  mkdirSync(directory, { recursive: true })
  // Another test process may do the same just now.
  const draft = `${program}.${process.pid}`
  const sources = files.filter((file) => file.endsWith('.c')).map((file) => path.join(SOURCES, file))
  const libraries = ['-lnetconf2', '-lyang', '-lssh', '-lpthread']
  await promisify(execFile)('cc', ['-O1', '-g', '-Wall', ...sources, '-o', draft, ...libraries])
  renameSync(draft, program)
  return program
}

export interface Ln2dOptions {
  /** Default `candidate`, which also has startup; `running` has neither. */
  readonly target?: 'candidate' | 'running'
  /** Where to call home: an address and a port with a colon between. */
  readonly callHomeSsh?: string
  readonly callHomeTls?: string
  /** Shows this host key in place of the workshop's. */
  readonly hostKey?: KeyPair
}

/** What every ln2d of a test file shares: the program, the keys, a scratch folder. */
export class Ln2dWorkshop {
  readonly directory: string
  readonly tlsKeys: TlsKeys
  readonly hostKey: KeyPair
  readonly userKey: KeyPair
  readonly username = 'operator'
  readonly password = 'for tests alone'
  /** Whom the certificate `client` stands for. */
  readonly tlsUser = 'tls-operator'
  readonly program: string
  #count = 0

  private constructor(directory: string, program: string, keys: readonly [TlsKeys, KeyPair, KeyPair]) {
    this.directory = directory
    this.program = program
    ;[this.tlsKeys, this.hostKey, this.userKey] = keys
    process.once('exit', this.remove)
  }

  static async open(): Promise<Ln2dWorkshop> {
    const directory = mkdtempSync(path.join(os.tmpdir(), 'netconf-explorer-ln2d-'))
    const [program, ...keys] = await Promise.all([
      build(),
      makeTlsKeys(directory),
      makeKey(directory, 'host_ecdsa', 'ecdsa'),
      makeKey(directory, 'user_ecdsa', 'ecdsa'),
    ])
    return new Ln2dWorkshop(directory, program, keys)
  }

  /** Starts a server on ports of its own, with fixtures/startup.xml in all its datastores. */
  async start(options: Ln2dOptions = {}): Promise<Ln2d> {
    this.#count += 1
    const directory = path.join(this.directory, `ln2d-${this.#count}`)
    mkdirSync(directory)
    const server = new Ln2d(this, options, directory, await freePort(), await freePort())
    await server.start()
    return server
  }

  readonly remove = (): void => {
    process.removeListener('exit', this.remove)
    rmSync(this.directory, { recursive: true, force: true })
  }
}

export class Ln2d {
  readonly sshPort: number
  readonly tlsPort: number
  readonly directory: string
  readonly #workshop: Ln2dWorkshop
  readonly #options: Ln2dOptions
  #daemon: Daemon | undefined

  constructor(
    workshop: Ln2dWorkshop,
    options: Ln2dOptions,
    directory: string,
    sshPort: number,
    tlsPort: number,
  ) {
    this.#workshop = workshop
    this.#options = options
    this.directory = directory
    this.sshPort = sshPort
    this.tlsPort = tlsPort
  }

  get unixSocket(): string {
    return path.join(this.directory, 'ln2d.sock')
  }

  get logFile(): string {
    return path.join(this.directory, 'ln2d.log')
  }

  async start(): Promise<void> {
    rmSync(this.unixSocket, { force: true })
    rmSync(this.logFile, { force: true })
    this.#daemon = await Daemon.start({
      program: this.#workshop.program,
      args: this.#args(),
      cwd: this.directory,
      outputFile: this.logFile,
      env: { LN2D_PASSWORD: this.#workshop.password },
      ready: () => readFileSync(this.logFile, 'utf8').includes('ln2d: ready'),
    })
  }

  /** Back to fixtures/startup.xml; every session ends. */
  async reset(): Promise<void> {
    await this.stop()
    await this.start()
  }

  freeze(): () => void {
    if (this.#daemon === undefined) throw new Error('ln2d does not run.')
    return this.#daemon.freeze()
  }

  /** Nothing of it outlives the process, so there is nothing to end gently. */
  async stop(): Promise<void> {
    await this.#daemon?.kill()
  }

  #args(): readonly string[] {
    const { tlsKeys, hostKey, userKey, username, tlsUser } = this.#workshop
    const { target = 'candidate', callHomeSsh, callHomeTls } = this.#options
    const { server, ca, client } = tlsKeys
    const folders = [
      FIXTURES,
      ...['ietf', 'ietf-derived', 'netconfcentral'].map((name) => path.join(YANG, name)),
    ]
    return [
      ...folders.flatMap((folder) => ['--yang', folder]),
      ...MODULES.flatMap((module) => ['--module', module]),
      ...['--target', target, '--startup', path.join(FIXTURES, 'startup.xml')],
      ...['--ssh', String(this.sshPort), '--tls', String(this.tlsPort), '--unix', this.unixSocket],
      ...['--hostkey', (this.#options.hostKey ?? hostKey).file],
      ...['--user', username, '--pubkey', `${userKey.file}.pub`],
      ...['--cert', server.certificateFile, '--key', server.keyFile, '--ca', ca.certificateFile],
      // 04 is SHA-256 in RFC 7407's tls-fingerprint.
      ...['--map', `04:${client.sha256}=${tlsUser}`],
      ...(callHomeSsh === undefined ? [] : ['--ch-ssh', callHomeSsh]),
      ...(callHomeTls === undefined ? [] : ['--ch-tls', callHomeTls]),
    ]
  }
}
