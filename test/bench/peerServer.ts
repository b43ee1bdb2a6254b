// The server that all clients meet: an sshd of our own on loopback, with the C peer as its netconf subsystem.

import { execFile } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { loginUser } from '../servers/loginUser.ts'
import { freePort } from '../servers/ports.ts'
import { Sshd } from '../servers/sshd.ts'
import { makeKey } from '../servers/sshKeys.ts'
import type { Place } from './place.ts'

const SOURCE = path.join(import.meta.dirname, 'peer/peer.c')

export interface PeerServer {
  readonly place: Place
  /** A folder for the run, open to nobody else. */
  readonly scratch: string
  stop(): Promise<void>
}

export async function startPeerServer(): Promise<PeerServer> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'netconf-explorer-bench-'))
  chmodSync(directory, 0o755) // the login user must get to the peer
  const peer = path.join(directory, 'peer')
  await promisify(execFile)('gcc', ['-O2', '-Wall', '-Wextra', '-Wpedantic', '-Werror', SOURCE, '-o', peer])
  const user = await loginUser(directory)
  const [hostKey, userKey] = await Promise.all([
    makeKey(directory, 'host_key', 'ed25519'),
    makeKey(directory, 'user_key', 'ed25519'),
  ])
  const authorizedKeys = path.join(directory, 'authorized_keys')
  copyFileSync(`${userKey.file}.pub`, authorizedKeys)
  const port = await freePort()
  const knownHostsFile = path.join(directory, 'known_hosts')
  writeFileSync(knownHostsFile, `[127.0.0.1]:${port} ${hostKey.publicKey}\n`)
  const sshd = new Sshd({
    directory,
    authorizedKeys,
    passwords: false,
    listeners: [{ port }],
    // A thousand sessions come at once, and the log is nobody's reading here.
    lines: [`Subsystem netconf ${peer}`, 'MaxStartups 1000', 'LogLevel ERROR', 'UsePAM no'],
  })
  await sshd.start([hostKey])
  return {
    place: {
      host: '127.0.0.1',
      port,
      user: user.name,
      keyFile: userKey.file,
      hostKey: hostKey.fingerprint,
      knownHostsFile,
    },
    scratch: directory,
    stop: async () => {
      await sshd.stop()
      user.remove()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
