// What tests of the SSH login share: keys, and a server that refuses everything.

import assert from 'node:assert/strict'
import { ssh2, type ParsedKey, type Prompt } from '../../../src/transport/ssh.ts'
import type { SshLogin } from '../../../src/transport/sshAuth.ts'

export const PLAIN_KEY = ssh2.utils.generateKeyPairSync('ed25519').private
export const LOCKED_KEY = ssh2.utils.generateKeyPairSync('ed25519', {
  passphrase: 'sesame',
  cipher: 'aes256-ctr',
  rounds: 4,
}).private
/** What a server offers. */
export const ALL = ['publickey', 'password', 'keyboard-interactive']

export const OTHER_KEY = ssh2.utils.generateKeyPairSync('ed25519').private

/**
 * The types of the methods, as the server refuses one after the other, until there is none left. `wantsKeys`: it accepts each key
 * at first sight, and refuses the signature.
 */
export async function methods(
  login: SshLogin,
  offered: readonly string[] = ALL,
  wantsKeys = false,
): Promise<string[]> {
  const types: string[] = []
  for (let next = await login.next(null, false); next !== false; next = await login.next(offered, false)) {
    types.push(next.type)
    if (wantsKeys && next.type === 'publickey') (next.key as ParsedKey).sign(Buffer.from('data'))
    if (next.type === 'keyboard-interactive') await ask(next, [{ prompt: 'Password: ', echo: false }])
    assert.ok(types.length < 20, types.join())
  }
  return types
}

export type Method = Awaited<ReturnType<SshLogin['next']>>

/** What the client answers to keyboard-interactive questions. */
export function ask(method: Method, prompts: Prompt[]): Promise<string[]> {
  if (method === false || method.type !== 'keyboard-interactive') throw new Error('not keyboard-interactive')
  return new Promise((resolve) => method.prompt('Title', 'Instructions', 'en', prompts, resolve))
}

export const password = (): Promise<string> => Promise.resolve('hunter2')
export const passphrase = (): Promise<string> => Promise.resolve('sesame')
