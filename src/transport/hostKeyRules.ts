// What to do about the host key that a server shows: accept, remember, ask a person, refuse.

import { formatAddress } from './address.ts'
import { knownHostName, lookup, type HostKey, type KnownHost } from './knownHosts.ts'
import type { HostKeyMode } from './sshHost.ts'

export interface HostKeyQuestion {
  readonly host: string
  readonly port: number
  readonly key: HostKey
  /** What known_hosts files say. */
  readonly entries: readonly KnownHost[]
  readonly mode: HostKeyMode
  /** Pinned fingerprints, `SHA256:…`: then the key must be one of these. */
  readonly sha256?: readonly string[]
  /**
   * Whether a pinned key is accepted where another one is known. Default true: a pin that the user has set says so. False for
   * pins that came with a workspace: somebody else has set them.
   */
  readonly pinOverrides?: boolean
  /** The name to look up in place of host and port (OpenSSH's HostKeyAlias). */
  readonly alias?: string
}

/** `because`: sentences for the person who decides or who is refused. */
export type HostKeyAnswer =
  | { readonly decision: 'accept' }
  /** Accept, and write down in known_hosts. */
  | { readonly decision: 'remember' }
  | { readonly decision: 'ask'; readonly because: readonly string[] }
  | { readonly decision: 'refuse'; readonly because: string }

/** A revoked key is refused whatever else holds, a changed one in every mode unless a pin of the user's own names it. */
export function judgeHostKey(question: HostKeyQuestion): HostKeyAnswer {
  const { host, port, key, entries, alias, sha256 = [], pinOverrides = true } = question
  const [name, namePort] = alias === undefined ? [host, port] : [alias, 22]
  const shown = `The host key of ${formatAddress(host, port)} (${key.type} ${key.sha256})`
  const refuse = (because: string): HostKeyAnswer => ({ decision: 'refuse', because: `${shown} ${because}` })
  const verdict = lookup(entries, name, namePort, key)
  if (verdict.status === 'revoked') {
    return refuse(`is revoked by ${place(verdict.entry)}, so nothing was sent. Give the device a new key.`)
  }
  if (sha256.length > 0) {
    const pinned = sha256.map((pin) => pin.replace(/=+$/, ''))
    if (!pinned.includes(key.sha256)) {
      return refuse(`is not the pinned one (${pinned.join(', ')}), so nothing was sent. ${SOMEBODY_ELSE}`)
    }
    if (pinOverrides || verdict.status !== 'changed') return { decision: 'accept' }
  }
  switch (verdict.status) {
    case 'known':
      return { decision: 'accept' }
    case 'changed': {
      const { file, key: old } = verdict.entry
      return refuse(
        `has changed, so nothing was sent. Known: ${old.type} ${old.sha256} (${place(verdict.entry)}). ${SOMEBODY_ELSE} ` +
          `If you know that the key was renewed, run: ssh-keygen -R '${knownHostName(name, namePort)}' -f '${file}' and connect again.`,
      )
    }
    case 'authority':
      return unknown(question.mode, refuse, [
        `${place(verdict.entry)} names a certificate authority for this host; host certificates are not checked here.`,
      ])
    case 'unknown':
      return unknown(question.mode, refuse, [])
  }
}

const SOMEBODY_ELSE = 'Somebody may be answering in its place.'

function unknown(
  mode: HostKeyMode,
  refuse: (because: string) => HostKeyAnswer,
  notes: readonly string[],
): HostKeyAnswer {
  switch (mode) {
    case 'ask':
      return { decision: 'ask', because: notes }
    case 'accept-new':
      return { decision: 'remember' }
    case 'strict':
      return refuse(
        [
          'is not known, and StrictHostKeyChecking is set for this host, so nothing was sent.',
          ...notes,
          'Add the key to known_hosts, or let yourself be asked.',
        ].join(' '),
      )
  }
}

function place({ file, line }: KnownHost): string {
  return `${file} line ${line}`
}
