// Real NETCONF servers for one run: two netconfd instances behind OpenSSH, all on loopback.

import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { loginUser, type LoginUser } from './loginUser.ts'
import { NETCONFD, Netconfd, type InstanceName } from './netconfd.ts'
import { freePort } from './ports.ts'
import { Sshd, SSHD, SUBSYSTEM } from './sshd.ts'
import { makeKey, type KeyPair } from './sshKeys.ts'

export type { InstanceName } from './netconfd.ts'

export const INSTANCES: readonly InstanceName[] = ['candidate', 'running']
const HOST = '127.0.0.1'
const PASSPHRASE = 'open sesame'

/** Why the servers cannot run here, in one sentence; `undefined` if they can. */
export function serversObstacle(): string | undefined {
  const missing = [NETCONFD, SUBSYSTEM, SSHD].filter((file) => !existsSync(file))
  if (missing.length === 0) return undefined
  return `${missing.join(', ')} not found: install the Debian packages netconfd and openssh-server.`
}

export interface UserKeys {
  readonly ed25519: KeyPair
  readonly ecdsa: KeyPair
  readonly rsa: KeyPair
  readonly encrypted: KeyPair & { readonly passphrase: string }
  /** A key that no account accepts. */
  readonly stranger: KeyPair
}

export interface Servers {
  readonly host: string
  readonly user: string
  /** Absent where the tests do not run as root: then there is no login by password. */
  readonly password: string | undefined
  readonly keys: UserKeys
  /** The keys that sshd shows just now. */
  readonly hostKeys: readonly KeyPair[]
  readonly instances: Readonly<Record<InstanceName, { readonly port: number }>>
  /** An SSH server that knows no netconf subsystem. */
  readonly bareSshPort: number
  /** Lines for a known_hosts file that vouch for the present host keys on every port. */
  knownHosts(): string
  /** Puts an instance back to fixtures/startup.xml, alive, without sessions. */
  reset(name: InstanceName): Promise<void>
  /** Kills an instance, as a crash would; `reset` brings it back. */
  kill(name: InstanceName): Promise<void>
  /** Makes an instance mute, its sessions standing, until the returned function is called. */
  freeze(name: InstanceName): () => void
  /** Breaks every SSH connection at once; the servers go on. */
  dropConnections(): void
  /** Restarts sshd with other host keys; called again, it goes back to the first ones. */
  changeHostKeys(): Promise<void>
  /** Copies the servers' logs into `directory`, for a person to read after a failure. */
  saveLogs(directory: string): void
  stop(): Promise<void>
}

/** Starts everything; about a second. Throws if the programs are missing (ask `serversObstacle` first). */
export async function startServers(): Promise<Servers> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'netconf-explorer-servers-'))
  chmodSync(scratch, 0o755) // the login user must get through
  const removeScratch = (): void => rmSync(scratch, { recursive: true, force: true })
  process.once('exit', removeScratch)
  const user = await loginUser(scratch)
  try {
    return await startAs(user, scratch, removeScratch)
  } catch (error) {
    user.remove()
    removeScratch()
    throw error
  }
}

async function startAs(user: LoginUser, scratch: string, removeScratch: () => void): Promise<Servers> {
  const [keys, firstHostKeys, otherHostKeys] = await makeKeys(path.join(scratch, 'keys'))
  const netconfd = {
    candidate: new Netconfd('candidate', await freePort(), scratch, user),
    running: new Netconfd('running', await freePort(), scratch, user),
  }
  const servers = INSTANCES.map((name) => netconfd[name])
  const bareSshPort = await freePort()
  const sshOptions = (name: string): { directory: string; authorizedKeys: string; passwords: boolean } => {
    const directory = path.join(scratch, name)
    mkdirSync(directory)
    const authorizedKeys = path.join(scratch, 'keys/authorized_keys')
    return { directory, authorizedKeys, passwords: user.password !== undefined }
  }
  const sshd = new Sshd({ ...sshOptions('sshd'), listeners: servers })
  const bareSshd = new Sshd({ ...sshOptions('bare-sshd'), listeners: [{ port: bareSshPort }] })
  let hostKeys = firstHostKeys

  await Promise.all([
    ...servers.map((server) => server.start()),
    sshd.start(hostKeys),
    bareSshd.start(firstHostKeys),
  ])

  return {
    host: HOST,
    user: user.name,
    password: user.password,
    keys,
    get hostKeys() {
      return hostKeys
    },
    instances: netconfd,
    bareSshPort,
    knownHosts() {
      const ports = [...servers.map(({ port }) => port), bareSshPort]
      return ports
        .flatMap((port) => hostKeys.map(({ publicKey }) => `[${HOST}]:${port} ${publicKey}\n`))
        .join('')
    },
    async reset(name) {
      await netconfd[name].kill()
      await netconfd[name].start()
    },
    kill: (name) => netconfd[name].kill(),
    freeze: (name) => netconfd[name].freeze(),
    dropConnections: () => sshd.dropConnections(),
    async changeHostKeys() {
      await sshd.stop()
      hostKeys = hostKeys === firstHostKeys ? otherHostKeys : firstHostKeys
      await sshd.start(hostKeys)
    },
    saveLogs(directory) {
      mkdirSync(directory, { recursive: true })
      for (const { name, logFile } of servers) {
        if (existsSync(logFile)) cpSync(logFile, path.join(directory, `netconfd-${name}.log`))
      }
      cpSync(path.join(scratch, 'sshd/sshd.log'), path.join(directory, 'sshd.log'))
    },
    async stop() {
      await Promise.all([sshd.stop(), bareSshd.stop()])
      await Promise.all(servers.map((server) => server.kill()))
      user.remove()
      process.removeListener('exit', removeScratch)
      removeScratch()
    },
  }
}

/** The users' keys, and two sets of host keys; all at once, since ssh-keygen takes its time over RSA. */
async function makeKeys(directory: string): Promise<[UserKeys, readonly KeyPair[], readonly KeyPair[]]> {
  mkdirSync(directory)
  const hostKeys = (name: string): Promise<readonly KeyPair[]> =>
    Promise.all([
      makeKey(directory, `${name}_ed25519`, 'ed25519'),
      makeKey(directory, `${name}_ecdsa`, 'ecdsa'),
    ])
  const [first, other, ed25519, ecdsa, rsa, encrypted, stranger] = await Promise.all([
    hostKeys('host'),
    hostKeys('other_host'),
    makeKey(directory, 'user_ed25519', 'ed25519'),
    makeKey(directory, 'user_ecdsa', 'ecdsa'),
    makeKey(directory, 'user_rsa', 'rsa'),
    makeKey(directory, 'user_encrypted', 'ed25519', PASSPHRASE),
    makeKey(directory, 'stranger', 'ed25519'),
  ])
  const accepted = [ed25519, ecdsa, rsa, encrypted].map(({ publicKey }) => `${publicKey}\n`)
  writeFileSync(path.join(directory, 'authorized_keys'), accepted.join(''))
  const keys = { ed25519, ecdsa, rsa, encrypted: { ...encrypted, passphrase: PASSPHRASE }, stranger }
  return [keys, first, other]
}
