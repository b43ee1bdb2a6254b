// OpenSSH servers in every configuration that the SSH client must cope with, around the NETCONF servers of `startServers`.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ConnectError, type ConnectFailure } from '../../src/transport/errors.ts'
import { connectSsh, type SshOptions } from '../../src/transport/sshClient.ts'
import type { SshPeer } from '../../src/transport/sshHandshake.ts'
import type { Transport } from '../../src/transport/transport.ts'
import { freePort } from './ports.ts'
import { startServers, type Servers } from './servers.ts'
import { Sshd } from './sshd.ts'
import { makeKey, type KeyPair } from './sshKeys.ts'

/** An sshd of the lab; its netconf subsystem, where it has one, sends back what it gets. */
export interface LabServer {
  readonly port: number
  readonly hostKey: KeyPair
  readonly sshd: Sshd
}

/** A line of sshd_config: a netconf subsystem that sends back what it gets. */
export const ECHO = 'Subsystem netconf /bin/cat'

export class SshLab {
  readonly servers: Servers
  readonly directory: string
  /** `ssh-ed25519 …` lines that every server of the lab lets in. */
  readonly #authorizedKeys: string
  readonly #running: Sshd[] = []
  #count = 0

  private constructor(servers: Servers, directory: string) {
    this.servers = servers
    this.directory = directory
    this.#authorizedKeys = path.join(directory, 'authorized_keys')
    const { ed25519, rsa, encrypted } = servers.keys
    writeFileSync(
      this.#authorizedKeys,
      [ed25519, rsa, encrypted].map(({ publicKey }) => `${publicKey}\n`).join(''),
    )
  }

  static async start(): Promise<SshLab> {
    process.setMaxListeners(100) // each server ends with us
    const directory = mkdtempSync(path.join(os.tmpdir(), 'netconf-explorer-ssh-lab-'))
    chmodSync(directory, 0o755) // the login user must get through
    return new SshLab(await startServers(), directory)
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.map((sshd) => sshd.stop()))
    await this.servers.stop()
    rmSync(this.directory, { recursive: true, force: true })
  }

  /** Starts one more sshd with these lines in its configuration. */
  async sshd(...lines: string[]): Promise<LabServer> {
    const directory = path.join(this.directory, `sshd-${(this.#count += 1)}`)
    mkdirSync(directory)
    const port = await freePort()
    const hostKey = await makeKey(directory, 'host_key', 'ed25519')
    const sshd = new Sshd({
      directory,
      authorizedKeys: this.#authorizedKeys,
      passwords: this.servers.password !== undefined,
      listeners: [{ port }],
      lines,
    })
    await sshd.start([hostKey])
    this.#running.push(sshd)
    return { port, hostKey, sshd }
  }

  /** A server of the lab as a careful client sees it: only the key that it really has is accepted. */
  peer(server: Pick<LabServer, 'port' | 'hostKey'>, changes: Partial<SshPeer> = {}): SshPeer {
    return {
      host: this.servers.host,
      port: server.port,
      credentials: { username: this.servers.user, privateKey: this.privateKey },
      onHostKey: (key) =>
        Promise.resolve(key.sha256 === server.hostKey.fingerprint ? 'accept' : { refuse: 'Another key.' }),
      ...changes,
    }
  }

  options(server: Pick<LabServer, 'port' | 'hostKey'>, changes: Partial<SshOptions> = {}): SshOptions {
    return { ...this.peer(server), timeoutMs: 10_000, ...changes }
  }

  /** netconfd behind the sshd of `startServers`. */
  get device(): Pick<LabServer, 'port' | 'hostKey'> {
    const [hostKey] = this.servers.hostKeys
    if (hostKey === undefined) throw new Error('There is no host key.')
    return { port: this.servers.instances.candidate.port, hostKey }
  }

  get privateKey(): string {
    return readFileSync(this.servers.keys.ed25519.file, 'utf8')
  }
}

/** Runs one of OpenSSH's programs to its end. */
export function runTool(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): void {
  execFileSync(program, args, { stdio: 'pipe', env: { ...process.env, ...env } })
}

/** Sends a line and resolves with what comes back, up to the same length. */
export function echo(transport: Transport, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let back = ''
    transport.listen({
      data: (bytes) => {
        back += Buffer.from(bytes).toString()
        if (back.length >= line.length) resolve(back)
      },
      closed: (cause) => reject(cause ?? new Error('The line has ended.')),
    })
    transport.send(Buffer.from(line))
  })
}

/** Resolves with the cause when the transport has ended. */
export function ended(transport: Transport): Promise<Error | undefined> {
  return new Promise((resolve) => transport.listen({ data: () => undefined, closed: resolve }))
}

/** The message of the ConnectError that an attempt ends with. */
export async function refused(reason: ConnectFailure, attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt
  } catch (error) {
    assert.ok(error instanceof ConnectError, String(error))
    assert.equal(error.reason, reason, error.message)
    return error.message
  }
  throw new assert.AssertionError({ message: 'The connection came about.' })
}

/** Connects, sends a line through, and ends the connection in good order. */
export async function works(options: SshOptions): Promise<void> {
  const transport = await connectSsh(options)
  assert.equal(await echo(transport, 'to and fro'), 'to and fro')
  transport.close()
}

/** Waits until a server has no client left. */
export async function deserted(...servers: readonly LabServer[]): Promise<void> {
  await until(() => servers.every(({ sshd }) => sshd.connections === 0))
}

/** Waits for something that must come about within five seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const late = Date.now() + 5_000
  while (!condition()) {
    assert.ok(Date.now() < late, 'This does not come about.')
    await pause(20)
  }
}
