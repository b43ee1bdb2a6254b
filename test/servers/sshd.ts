// An OpenSSH server of our own on loopback, each of its ports leading to one NETCONF server.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Daemon } from './daemon.ts'
import { isListening } from './ports.ts'
import type { KeyPair } from './sshKeys.ts'

export const SSHD = '/usr/sbin/sshd'
export const SUBSYSTEM = '/usr/sbin/netconf-subsystem'

export interface SshdOptions {
  readonly directory: string
  readonly authorizedKeys: string
  /** Accepts passwords, plain and keyboard-interactive; needs root. */
  readonly passwords: boolean
  /** Each port with the socket of the NETCONF server behind it; without any socket there is no netconf subsystem. */
  readonly listeners: readonly { readonly port: number; readonly socket?: string }[]
  /** Lines of sshd_config that count before all others. */
  readonly lines?: readonly string[]
}

export class Sshd {
  readonly #options: SshdOptions
  #daemon: Daemon | undefined

  constructor(options: SshdOptions) {
    this.#options = options
  }

  async start(hostKeys: readonly KeyPair[]): Promise<void> {
    const { directory, listeners } = this.#options
    // It re-executes itself, so that a relative path would be lost: everything here is absolute.
    const configFile = path.join(directory, 'sshd_config')
    writeFileSync(configFile, this.#config(hostKeys))
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true })
    this.#daemon = await Daemon.start({
      program: SSHD,
      args: ['-D', '-e', '-f', configFile],
      cwd: directory,
      outputFile: path.join(directory, 'sshd.log'),
      ready: async () => (await Promise.all(listeners.map(({ port }) => isListening(port)))).every(Boolean),
    })
  }

  async stop(): Promise<void> {
    this.dropConnections()
    await this.#daemon?.stop()
  }

  /** How many clients are connected just now. */
  get connections(): number {
    return childrenOf(this.#daemon?.pid ?? -1).length
  }

  /** Makes every connection mute, alive as far as TCP can tell, until it is dropped. */
  freezeConnections(): void {
    for (const pid of childrenOf(this.#daemon?.pid ?? -1)) {
      for (const inner of childrenOf(pid)) signal(inner, 'SIGSTOP')
      signal(pid, 'SIGSTOP')
    }
  }

  /** Breaks every connection at once, without a word to the clients' SSH; the server goes on. */
  dropConnections(): void {
    for (const pid of childrenOf(this.#daemon?.pid ?? -1)) {
      for (const inner of childrenOf(pid)) signal(inner)
      signal(pid)
    }
  }

  #config(hostKeys: readonly KeyPair[]): string {
    const { directory, authorizedKeys, passwords, listeners, lines = [] } = this.#options
    const sockets = listeners.flatMap(({ port, socket }) => (socket === undefined ? [] : `${port}@${socket}`))
    const yesNo = passwords ? 'yes' : 'no'
    return [
      ...lines,
      ...listeners.map(({ port }) => `Port ${port}`),
      'ListenAddress 127.0.0.1',
      ...hostKeys.map(({ file }) => `HostKey ${file}`),
      `PidFile ${path.join(directory, 'sshd.pid')}`,
      `AuthorizedKeysFile ${authorizedKeys}`,
      'StrictModes no',
      'PubkeyAuthentication yes',
      `PasswordAuthentication ${yesNo}`,
      `KbdInteractiveAuthentication ${yesNo}`,
      `UsePAM ${yesNo}`,
      'PermitRootLogin prohibit-password',
      'MaxStartups 200:30:400',
      'MaxSessions 200',
      'UseDNS no',
      'PrintMotd no',
      'LogLevel VERBOSE',
      ...(sockets.length === 0
        ? []
        : [
            `Subsystem netconf ${[SUBSYSTEM, ...sockets.map((socket) => `--ncxserver-sockname=${socket}`)].join(' ')}`,
          ]),
      '',
    ].join('\n')
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

function parentOf(pid: number): number {
  try {
    // pid (name) state ppid …; the name may hold blanks and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return -1 // it has just ended
  }
}

function signal(pid: number, which: 'SIGKILL' | 'SIGSTOP' = 'SIGKILL'): void {
  try {
    process.kill(pid, which)
  } catch {
    // it has just ended
  }
}
