// Reads the key files that an ssh config names for a host.

import { readFile } from 'node:fs/promises'
import type { ResolvedHost } from './sshHost.ts'
import type { SshKey } from './sshKeys.ts'

/** Files of OpenSSH's default names may be absent; of those that the config names, one that cannot be read is a problem. */
export async function readIdentityFiles({
  identityFiles,
  identitiesConfigured,
}: Pick<ResolvedHost, 'identityFiles' | 'identitiesConfigured'>): Promise<{
  readonly keys: readonly SshKey[]
  readonly problems: readonly string[]
}> {
  const keys: SshKey[] = []
  const problems: string[] = []
  for (const name of identityFiles) {
    // The name of a public half alone picks that key from the agent.
    const isPublic = name.endsWith('.pub')
    const named = await textOf(name)
    const beside = isPublic ? undefined : await textOf(`${name}.pub`)
    const publicKey = isPublic ? named : beside
    const halves = {
      ...(isPublic || named instanceof Error ? {} : { privateKey: named }),
      ...(publicKey === undefined || publicKey instanceof Error ? {} : { publicKey }),
    }
    if (Object.keys(halves).length > 0) keys.push({ name, ...halves })
    else if (identitiesConfigured && named instanceof Error) {
      problems.push(`The key file cannot be read: ${named.message}.`)
    }
  }
  return { keys, problems }
}

async function textOf(file: string): Promise<string | Error> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
