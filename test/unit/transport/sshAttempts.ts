// What tests of the SSH client share: options that let it in, and what comes of an attempt.

import assert from 'node:assert/strict'
import { ConnectError } from '../../../src/transport/errors.ts'
import { ssh2 } from '../../../src/transport/ssh.ts'
import type { SshOptions } from '../../../src/transport/sshClient.ts'
import type { Transport } from '../../../src/transport/transport.ts'

export const USER = 'admin'
export const PASSWORD = 'hunter2'
export const HOST_KEY = ssh2.utils.generateKeyPairSync('ed25519').private

export const options = (port: number, more: Partial<SshOptions> = {}): SshOptions => ({
  host: '127.0.0.1',
  port,
  credentials: { username: USER, password: () => Promise.resolve(PASSWORD) },
  onHostKey: () => Promise.resolve('accept'),
  timeoutMs: 10_000,
  ...more,
})

/** The ConnectError that an attempt ends with. */
export async function failure(attempt: Promise<unknown>): Promise<ConnectError> {
  try {
    await attempt
  } catch (error) {
    if (error instanceof ConnectError) return error
    throw error
  }
  throw new assert.AssertionError({ message: 'It connected.' })
}

/** What a transport hands over until its end. */
export function drain(transport: Transport): {
  readonly text: () => string
  readonly ends: (Error | undefined)[]
  readonly end: Promise<void>
} {
  let text = ''
  const ends: (Error | undefined)[] = []
  const end = new Promise<void>((resolve) => {
    transport.listen({
      data: (bytes) => (text += Buffer.from(bytes).toString()),
      closed: (cause) => {
        ends.push(cause)
        resolve()
      },
    })
  })
  return { text: () => text, ends, end }
}

export const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
