// Key pairs for a run, made by ssh-keygen.

import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

export type KeyType = 'ed25519' | 'ecdsa' | 'rsa'

export interface KeyPair {
  readonly type: KeyType
  /** The private key's file; the public one lies beside it as `.pub`. */
  readonly file: string
  /** `ssh-ed25519 AAAA…`, as in known_hosts and authorized_keys. */
  readonly publicKey: string
  /** `SHA256:…`, as ssh shows it. */
  readonly fingerprint: string
}

const run = promisify(execFile)

/** Makes one key pair. RSA and ECDSA keys are written as PEM, which is what many users still have. */
export async function makeKey(
  directory: string,
  name: string,
  type: KeyType,
  passphrase = '',
): Promise<KeyPair> {
  const file = path.join(directory, name)
  const bits = type === 'rsa' ? ['-b', '2048'] : []
  await run('ssh-keygen', ['-q', '-t', type, ...bits, '-m', 'PEM', '-N', passphrase, '-C', name, '-f', file])
  const [algorithm = '', blob = ''] = readFileSync(`${file}.pub`, 'utf8').split(' ')
  const digest = createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64')
  return {
    type,
    file,
    publicKey: `${algorithm} ${blob}`,
    fingerprint: `SHA256:${digest.replace(/=+$/, '')}`,
  }
}
