// One instance of netconfd (yuma123): a NETCONF server behind a Unix socket, reached through sshd.

import { chownSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Daemon } from './daemon.ts'
import type { LoginUser } from './loginUser.ts'

export const NETCONFD = '/usr/sbin/netconfd'

const FIXTURES = path.join(path.dirname(fileURLToPath(import.meta.url)), 'fixtures')
const MODULES = ['iana-if-type', 'ietf-interfaces', 'ietf-ip', 'ietf-system', 'acme-plant']

/** Which datastore an edit goes to: `candidate` also has startup, `running` is edited in place and saved at once. */
export type InstanceName = 'candidate' | 'running'

const TARGET_ARGS: Readonly<Record<InstanceName, readonly string[]>> = {
  candidate: ['--target=candidate', '--with-startup=true'],
  running: ['--target=running', '--with-startup=false'],
}

export class Netconfd {
  readonly name: InstanceName
  /** The port of our sshd that leads here. netconfd wants to know it, and checks it. */
  readonly port: number
  readonly directory: string
  readonly #user: LoginUser
  #daemon: Daemon | undefined

  constructor(name: InstanceName, port: number, scratch: string, user: LoginUser) {
    this.name = name
    this.port = port
    this.directory = path.join(scratch, name)
    this.#user = user
  }

  get socket(): string {
    return path.join(this.directory, 'ncx.sock')
  }

  get logFile(): string {
    return path.join(this.directory, 'netconfd.log')
  }

  get running(): boolean {
    return this.#daemon?.running ?? false
  }

  /** Starts with the configuration of fixtures/startup.xml, whatever was there before. */
  async start(): Promise<void> {
    rmSync(this.directory, { recursive: true, force: true })
    const modules = path.join(this.directory, 'modules')
    const startup = path.join(this.directory, 'startup-cfg.xml')
    mkdirSync(modules, { recursive: true })
    for (const file of readdirSync(FIXTURES)) {
      if (file.endsWith('.yang')) copyFileSync(path.join(FIXTURES, file), path.join(modules, file))
    }
    copyFileSync(path.join(FIXTURES, 'startup.xml'), startup)
    this.#own([this.directory, modules, startup])
    this.#daemon = await Daemon.start({
      program: NETCONFD,
      args: [
        ...[`--log=${this.logFile}`, '--log-level=info', `--ncxserver-sockname=${this.socket}`],
        ...[`--port=${this.port}`, `--startup=${startup}`, `--modpath=${modules}:/usr/share/yuma/modules`],
        ...['--with-validate=true', '--max-burst=0', ...TARGET_ARGS[this.name]],
        ...MODULES.map((module) => `--module=${module}`),
      ],
      cwd: this.directory,
      outputFile: path.join(this.directory, 'output.txt'),
      logFile: this.logFile,
      // Where url operations look for files; must be the folder of the startup file.
      env: { HOME: this.directory, YUMA_DATAPATH: this.directory },
      owner: this.#user.owner,
      ready: () => this.#saysReady(),
    })
  }

  freeze(): () => void {
    if (this.#daemon === undefined) throw new Error(`netconfd ${this.name} does not run.`)
    return this.#daemon.freeze()
  }

  /** Ends the server as a crash would: every session's connection breaks. */
  async kill(): Promise<void> {
    await this.#daemon?.kill()
  }

  async stop(): Promise<void> {
    await this.#daemon?.stop()
  }

  #saysReady(): boolean {
    if (statSync(this.socket, { throwIfNoEntry: false }) === undefined) return false
    return /^Running netconfd server/m.test(readFileSync(this.logFile, 'utf8'))
  }

  #own(files: readonly string[]): void {
    const owner = this.#user.owner
    if (owner !== undefined) for (const file of files) chownSync(file, owner.uid, owner.gid)
  }
}
