// Whom the command line trusts: pinned keys, known_hosts files, and the person at the terminal.

import { appendFile, mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { HostKeyRule, HostKeyVerdict } from '../client/hostKeyCheck.ts'
import { formatAddress } from '../transport/address.ts'
import { formatKnownHost, type HostKey } from '../transport/knownHosts.ts'
import type { HostKeyMode } from '../transport/sshHost.ts'
import type { Arguments } from './arguments.ts'
import type { Console } from './console.ts'
import { HOST_KEY_MODES } from './options.ts'

export interface TrustPlace {
  readonly host: string
  readonly port: number
  /** OpenSSH's HostKeyAlias. */
  readonly alias?: string
  /** From the ssh config; `--known-hosts` and `--host-key-mode` count before them. */
  readonly userFiles: readonly string[]
  readonly globalFiles: readonly string[]
  readonly mode: HostKeyMode
}

/** A changed key is refused in every mode unless it is pinned, a revoked one always. */
export function hostKeyRule(args: Arguments, place: TrustPlace, console: Console): HostKeyRule {
  const pins = args.list('host-key')
  const named = args.list('known-hosts')
  const userFiles = named.length > 0 ? named : place.userFiles
  const files = named.length > 0 ? named : [...place.userFiles, ...place.globalFiles]
  const known = {
    files,
    ...(place.alias !== undefined && { alias: place.alias }),
    onProblem: (sentence: string) => console.tell(`note: ${sentence}`),
  }
  if (pins.length > 0) return { sha256: pins, ...known }
  const mode = args.choice('host-key-mode', HOST_KEY_MODES) ?? place.mode
  return {
    ...known,
    onUnknown: (key, notes) => decide(key, notes, { ...place, mode, file: userFiles[0] }, console),
  }
}

type Decision = Pick<TrustPlace, 'host' | 'port' | 'alias' | 'mode'> & { readonly file: string | undefined }

async function decide(
  key: HostKey,
  notes: readonly string[],
  decision: Decision,
  console: Console,
): Promise<HostKeyVerdict> {
  const where = formatAddress(decision.host, decision.port)
  const what = `The host key of ${where} is not known: ${key.type} ${key.sha256}.`
  const remedy = `If it is the right one, add --host-key ${key.sha256}`
  if (decision.mode === 'strict') return { refuse: `${what} Nothing was sent. ${remedy}.` }
  if (decision.mode === 'accept-new') {
    console.tell(`${what} It is accepted and remembered.`)
    return remember(key, decision, console)
  }
  if (console.person === undefined) {
    return {
      refuse: `${what} Nothing was sent, and there is no terminal to ask on. ${remedy}, or --host-key-mode accept-new.`,
    }
  }
  for (const sentence of [what, ...notes]) console.tell(sentence)
  console.tell('Compare it with what the device itself or its administrator says.')
  const answer = (await console.person.ask('Trust it? (yes, once, no, or its fingerprint)'))?.trim()
  if (answer === 'once') return 'accept'
  if (answer === 'yes' || answer === key.sha256) return remember(key, decision, console)
  return { refuse: `The host key of ${where} was not trusted.` }
}

/** As ssh does, in the first of the user's files. That it cannot be written is told, and no reason not to connect. */
async function remember(
  key: HostKey,
  { host, port, alias, file }: Decision,
  console: Console,
): Promise<HostKeyVerdict> {
  if (file === undefined) return 'accept'
  try {
    const line = alias === undefined ? formatKnownHost(host, port, key) : formatKnownHost(alias, 22, key)
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const before = await readFile(file, 'utf8').catch(() => '')
    const gap = before === '' || before.endsWith('\n') ? '' : '\n'
    await appendFile(file, `${gap}${line}\n`, { mode: 0o600 })
    console.tell(`It was added to ${file}.`)
  } catch (error) {
    console.tell(`It could not be remembered: ${error instanceof Error ? error.message : String(error)}`)
  }
  return 'accept'
}
