// Turns a rule about host keys into the decision that SSH asks for; there is no rule that accepts just any key.

import { readFile } from 'node:fs/promises'
import { formatAddress } from '../transport/address.ts'
import { inHome } from '../transport/homePath.ts'
import { judgeHostKey } from '../transport/hostKeyRules.ts'
import { knownTypes, parseKnownHosts, type HostKey, type KnownHost } from '../transport/knownHosts.ts'

export type HostKeyVerdict = 'accept' | { readonly refuse: string }

/** Trusts what files in OpenSSH's format say. */
export interface KnownHostsRule {
  /** Default: those of OpenSSH, the user's and the machine's. `~` is the home folder; files that are not there are empty. */
  readonly files?: readonly string[]
  /** The name to look up in place of `host:port` (OpenSSH's HostKeyAlias). */
  readonly alias?: string
  /** Decides about a key that no file knows. Absent: it is refused. `notes` are sentences for the person who decides. */
  readonly onUnknown?: (key: HostKey, notes: readonly string[]) => Promise<HostKeyVerdict>
  /** Told of lines and files that cannot be read. */
  readonly onProblem?: (sentence: string) => void
}

/** The key must have one of these fingerprints, and no file may revoke it; else files do not count. */
export interface PinnedRule extends Pick<KnownHostsRule, 'files' | 'alias' | 'onProblem'> {
  /** `SHA256:…` as ssh-keygen prints it. */
  readonly sha256: string | readonly string[]
}

export type HostKeyRule =
  /** The key must be in the known_hosts files of OpenSSH. */
  | 'known_hosts'
  | KnownHostsRule
  | PinnedRule
  /** The caller's own decision. */
  | ((key: HostKey) => boolean | Promise<boolean>)

export interface HostKeyCheck {
  readonly onHostKey: (key: HostKey) => Promise<HostKeyVerdict>
  /** Key types to ask the device for first. */
  readonly preferredKeyTypes: readonly string[]
}

const OPENSSH_FILES = [
  '~/.ssh/known_hosts',
  '~/.ssh/known_hosts2',
  '/etc/ssh/ssh_known_hosts',
  '/etc/ssh/ssh_known_hosts2',
]

/** Reads the files that the rule names. Throws a TypeError for a fingerprint that can fit no key. */
export async function hostKeyCheck(rule: HostKeyRule, host: string, port: number): Promise<HostKeyCheck> {
  if (typeof rule === 'function') {
    return {
      preferredKeyTypes: [],
      onHostKey: async (key) =>
        (await rule(key)) ? 'accept' : { refuse: `${describe(host, port, key)} was not accepted.` },
    }
  }
  if (rule === 'known_hosts') return knownHostsCheck({}, host, port)
  if ('sha256' in rule) return pinCheck(rule, host, port)
  return knownHostsCheck(rule, host, port)
}

/** What makes a text no SHA-256 fingerprint, if anything. */
export function fingerprintProblem(text: string): string | undefined {
  return /^SHA256:[A-Za-z0-9+/]{43}=?$/.test(text)
    ? undefined
    : 'A host key fingerprint is written as SHA256: and 43 characters, as "ssh-keygen -lf" prints it.'
}

async function pinCheck(rule: PinnedRule, host: string, port: number): Promise<HostKeyCheck> {
  const sha256 = [rule.sha256].flat()
  const problem =
    sha256.length === 0 ? 'There is no fingerprint.' : sha256.map(fingerprintProblem).find(Boolean)
  if (problem !== undefined) throw new TypeError(problem)
  const { entries } = await readAll(rule)
  const alias = rule.alias === undefined ? {} : { alias: rule.alias }
  return {
    preferredKeyTypes: [],
    onHostKey: (key) => {
      const answer = judgeHostKey({ host, port, key, entries, mode: 'strict', sha256, ...alias })
      return Promise.resolve(answer.decision === 'refuse' ? { refuse: answer.because } : 'accept')
    },
  }
}

async function knownHostsCheck(rule: KnownHostsRule, host: string, port: number): Promise<HostKeyCheck> {
  const { alias, onUnknown } = rule
  const { entries, unreadable } = await readAll(rule)
  // OpenSSH looks an alias up as it is, without a port.
  const [name, namePort] = alias === undefined ? [host, port] : [alias, 22]
  return {
    preferredKeyTypes: knownTypes(entries, name, namePort),
    onHostKey: async (key) => {
      const answer = judgeHostKey({
        host,
        port,
        key,
        entries,
        mode: 'ask',
        ...(alias !== undefined && { alias }),
      })
      if (answer.decision === 'refuse') return { refuse: answer.because }
      if (answer.decision !== 'ask') return 'accept'
      const notes = [...unreadable, ...answer.because]
      if (onUnknown !== undefined) return onUnknown(key, notes)
      return {
        refuse: [`${describe(host, port, key)} is not known, so nothing was sent.`, ...notes].join(' '),
      }
    },
  }
}

function describe(host: string, port: number, key: HostKey): string {
  return `The host key of ${formatAddress(host, port)} (${key.type} ${key.sha256})`
}

async function readAll({
  files = OPENSSH_FILES,
  onProblem,
}: Pick<KnownHostsRule, 'files' | 'onProblem'>): Promise<{
  readonly entries: readonly KnownHost[]
  readonly unreadable: readonly string[]
}> {
  const entries: KnownHost[] = []
  const unreadable: string[] = []
  for (const file of files.map((name) => inHome(name))) {
    try {
      const read = parseKnownHosts(await readFile(file, 'utf8'), file)
      entries.push(...read.entries)
      for (const { line, message } of read.problems) onProblem?.(`${file} line ${line}: ${message}`)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue
      const sentence = `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`
      unreadable.push(sentence)
      onProblem?.(sentence)
    }
  }
  return { entries, unreadable }
}
