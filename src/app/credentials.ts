// What a device's login needs, from its settings, the secret store and, where these end, a person.

import { readFile } from 'node:fs/promises'
import { ConnectError } from '../transport/errors.ts'
import { inHome } from '../transport/homePath.ts'
import type { SshCredentials } from '../transport/sshAuth.ts'
import { askPassphrase, askPassword, askQuestions, type SecretAnswer } from './prompts.ts'
import { ALONE } from './questions.ts'
import type { SecretKind, Secrets } from './secrets.ts'
import type { Device } from './settings.ts'

export interface Login {
  readonly credentials: SshCredentials
  /** What opens our key; asked when it is needed. Undefined: dismissed. */
  readonly passphrase: (keyName?: string) => Promise<string | undefined>
  /** Keeps what the person asked to be remembered; to be called when the device has let us in. */
  readonly remember: () => Promise<void>
}

/**
 * `secrets`: absent for hosts that are no device of the settings; then nothing is kept. `abort` is struck when a question is dismissed: that cancels the whole connection attempt. Throws ConnectError when the
 * configured key file or agent is not there. `turn`: where others may have questions at the same time.
 */
export async function loginOf(
  device: Device,
  secrets: Secrets | undefined,
  abort: AbortController,
  turn = ALONE,
): Promise<Login> {
  const { signal } = abort
  const toRemember = new Map<SecretKind, string>()
  const mayKeep = secrets !== undefined

  const take = (kind: SecretKind, answer: SecretAnswer | undefined): string | undefined => {
    if (answer === undefined) abort.abort()
    else if (answer.remember) toRemember.set(kind, answer.value)
    return answer?.value
  }
  const password = async (attempt: number): Promise<string | undefined> => {
    const stored = attempt === 0 ? await secrets?.get(device, 'password') : undefined
    return (
      stored ??
      take('password', await turn(() => askPassword(device, { again: attempt > 0, signal, mayKeep })))
    )
  }
  // The stored one is for the key of the settings; of further keys each has a passphrase of its own.
  const tried = new Set<string>()
  const passphrase = async (keyName = ''): Promise<string | undefined> => {
    const again = tried.has(keyName)
    tried.add(keyName)
    const isOwn = keyName === ''
    const stored = isOwn && !again ? await secrets?.get(device, 'passphrase') : undefined
    if (stored !== undefined) return stored
    const answer = await turn(() =>
      askPassphrase(device, { again, signal, keyName, mayKeep: mayKeep && isOwn }),
    )
    return take('passphrase', answer)
  }
  const answers: NonNullable<SshCredentials['answers']> = async (questions) => {
    const given = await turn(() => askQuestions(device, questions, signal))
    if (given === undefined) abort.abort()
    return given
  }

  const common = { username: device.username, answers }
  const credentials = await credentialsFor(device, { ...common, password }, { ...common, passphrase })
  return {
    credentials,
    passphrase,
    remember: async () => {
      for (const [kind, value] of toRemember) await secrets?.store(device, kind, value)
    },
  }
}

async function credentialsFor(
  device: Device,
  byPassword: SshCredentials,
  byKey: SshCredentials,
): Promise<SshCredentials> {
  switch (device.auth) {
    case 'password':
      return byPassword
    case 'key':
      // Without a file of its own it uses the keys that the ssh config names.
      return device.keyFile === undefined ? byKey : { ...byKey, privateKey: await readKey(device) }
    case 'agent': {
      const agent =
        process.env['SSH_AUTH_SOCK'] ??
        (process.platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : undefined)
      if (agent !== undefined) return { ...byKey, agent }
      throw new ConnectError(
        'auth',
        'No SSH agent is running (SSH_AUTH_SOCK is not set). Start one, or edit the device to log in otherwise.',
      )
    }
  }
}

async function readKey({ keyFile = '' }: Device): Promise<string> {
  const path = inHome(keyFile)
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ConnectError(
      'auth',
      `The key file cannot be read: ${why}. Edit the device to choose another.`,
      { cause: error },
    )
  }
}
