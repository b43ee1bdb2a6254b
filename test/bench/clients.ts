// The clients of the bench: how each is started, and why one may be missing.

import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

export const CLIENT_NAMES = ['ours', 'bare ssh2', 'ssh2 native', 'ncclient', 'OpenSSH'] as const
export type ClientName = (typeof CLIENT_NAMES)[number]

const PYTHON = '/usr/bin/python3'
const HERE = path.join(import.meta.dirname, 'clients')

/** The programs that esbuild makes for plain Node, from `clients/`. */
export const PROGRAMS = ['ours', 'bareSsh2', 'openssh', 'panel', 'yang', 'yangThread'] as const
/** The same as bareSsh2, but with the ssh2 that is installed, compiled parts included. */
export const NATIVE_PROGRAM = 'bareSsh2Native'

/** Why a client cannot take part, as a sentence; undefined if it can. */
export function obstacle(client: ClientName): string | undefined {
  switch (client) {
    case 'ours':
    case 'bare ssh2':
      return undefined
    case 'ssh2 native':
      return hasCompiledParts()
        ? undefined
        : 'npm has not compiled its native parts here; no extension can ship them.'
    case 'OpenSSH':
      return existsSync('/usr/bin/ssh') ? undefined : 'there is no /usr/bin/ssh.'
    case 'ncclient':
      try {
        execFileSync(PYTHON, ['-c', 'import ncclient'], { stdio: 'ignore' })
        return undefined
      } catch {
        return `${PYTHON} has no ncclient (Debian: apt-get install python3-ncclient).`
      }
  }
}

function hasCompiledParts(): boolean {
  try {
    createRequire(import.meta.url)('ssh2/lib/protocol/crypto/build/Release/sshcrypto.node')
    return true
  } catch {
    return false
  }
}

/** Program and arguments, but for the job. `programs` is where esbuild has put its own. */
export function commandOf(client: ClientName, programs: string): [program: string, ...args: string[]] {
  switch (client) {
    case 'ssh2 native':
      return [process.execPath, path.join(programs, `${NATIVE_PROGRAM}.mjs`)]
    case 'ours':
      return [process.execPath, path.join(programs, 'ours.mjs')]
    case 'bare ssh2':
      return [process.execPath, path.join(programs, 'bareSsh2.mjs')]
    case 'OpenSSH':
      return [process.execPath, path.join(programs, 'openssh.mjs')]
    case 'ncclient':
      return [PYTHON, path.join(HERE, 'ncclientJob.py')]
  }
}
