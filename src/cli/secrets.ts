// Passwords and passphrases: from the environment or from the person at the terminal, never from arguments.

import { readFile } from 'node:fs/promises'
import type { SshQuestions } from '../transport/sshAuth.ts'
import { printable, type Console } from './console.ts'
import { UsageError } from './failures.ts'

export const PASSWORD_VARIABLE = 'NETCONF_PASSWORD'
export const PASSPHRASE_VARIABLE = 'NETCONF_PASSPHRASE'

type Asking = Pick<Console, 'person' | 'environment' | 'tell'>

/** The environment's word is tried once; then a person is asked, if there is one. */
export function passwordFor(who: string, { person, environment, tell }: Asking) {
  return async (attempt: number): Promise<string | undefined> => {
    const given = environment[PASSWORD_VARIABLE]
    if (given !== undefined && given !== '') return attempt === 0 ? given : undefined
    if (person === undefined) {
      tell(`A password is wanted for ${who}, and there is no terminal to ask on; set ${PASSWORD_VARIABLE}.`)
      return undefined
    }
    if (attempt > 0) tell('The device refused it.')
    return person.ask(`Password of ${who}:`, { hidden: true })
  }
}

/** Opens an encrypted key. */
export function passphraseFor(file: string, { person, environment, tell }: Asking) {
  return async (): Promise<string | undefined> => {
    const given = environment[PASSPHRASE_VARIABLE]
    if (given !== undefined && given !== '') return given
    if (person === undefined) {
      tell(`${file} is encrypted, and there is no terminal to ask on; set ${PASSPHRASE_VARIABLE}.`)
      return undefined
    }
    return person.ask(`Passphrase of ${file}:`, { hidden: true })
  }
}

/** A server's own questions (RFC 4256), one after the other. */
export function answersOf({ person, tell }: Asking) {
  return async ({ title, instructions, prompts }: SshQuestions): Promise<readonly string[] | undefined> => {
    if (person === undefined) return undefined
    for (const text of [title, instructions]) if (text.trim() !== '') tell(printable(text.trim()))
    const answers: string[] = []
    for (const { text, echo } of prompts) {
      const answer = await person.ask(printable(text.trim()), { hidden: !echo })
      if (answer === undefined) return undefined
      answers.push(answer)
    }
    return answers
  }
}

/** A file that an option names. Throws UsageError where it cannot be read. */
export async function fileOf(path: string, option: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    throw new UsageError(
      `${option} ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
