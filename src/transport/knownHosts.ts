// OpenSSH's known_hosts format: which host keys a person has trusted, and whether one fits (sshd(8), "SSH_KNOWN_HOSTS").

import { createHash, createHmac } from 'node:crypto'
import { matchesPatterns } from './wildcard.ts'

export interface HostKey {
  /** As in the key itself: `ssh-ed25519`, `ssh-rsa`, `ecdsa-sha2-nistp256`, … */
  readonly type: string
  /** The public key in SSH wire format (RFC 4253 §6.6). */
  readonly blob: Uint8Array
  /** `SHA256:…` in base64 without padding, as OpenSSH prints it. */
  readonly sha256: string
}

/** One usable line of a known_hosts file. */
export interface KnownHost {
  readonly marker?: 'revoked' | 'cert-authority'
  /** The host field as written: patterns with commas between, or one hashed name. */
  readonly hosts: string
  readonly key: HostKey
  /** Where it stands; the line counts from 1. */
  readonly file: string
  readonly line: number
}

export interface KnownHostsProblem {
  readonly line: number
  readonly message: string
}

/** What known_hosts say of a key. `entry` is the line that decides. */
export type HostKeyVerdict =
  { readonly status: 'unknown' } | { readonly status: DecidedStatus; readonly entry: KnownHost }
type DecidedStatus = 'known' | 'changed' | 'revoked' | 'authority'

const SSH_PORT = 22
const HASH_BYTES = 20

/** Describes a public key in wire format. Of a blob that is no key the type is ''. */
export function hostKeyOf(blob: Uint8Array): HostKey {
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')
  return { type: typeOf(blob), blob, sha256: `SHA256:${digest}` }
}

function typeOf(blob: Uint8Array): string {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength)
  if (bytes.length < 4) return ''
  const length = bytes.readUInt32BE(0)
  return length > 0 && length <= 64 && 4 + length < bytes.length
    ? bytes.toString('latin1', 4, 4 + length)
    : ''
}

/** Reads a whole file. Never throws; a line that cannot be read is a problem and the others still count. */
export function parseKnownHosts(
  text: string,
  file = '',
): { readonly entries: readonly KnownHost[]; readonly problems: readonly KnownHostsProblem[] } {
  const entries: KnownHost[] = []
  const problems: KnownHostsProblem[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const content = raw.trim()
    if (content === '' || content.startsWith('#')) continue
    const read = parseLine(content)
    if (typeof read === 'string') problems.push({ line: index + 1, message: read })
    else entries.push({ ...read, file, line: index + 1 })
  }
  return { entries, problems }
}

function parseLine(content: string): Omit<KnownHost, 'file' | 'line'> | string {
  const fields = content.split(/[ \t]+/)
  const marker = fields[0]?.startsWith('@') === true ? fields.shift() : undefined
  if (marker !== undefined && marker !== '@revoked' && marker !== '@cert-authority') {
    return `unknown marker ${marker}`
  }
  const [hosts, type, base64] = fields
  if (hosts === undefined || type === undefined || base64 === undefined) return 'too few fields'
  if (/^\d+$/.test(type)) return 'a key of SSH protocol 1, which is no longer in use'
  if (hosts.startsWith('|') && hashParts(hosts) === undefined) return 'a hashed name that cannot be read'
  const key = hostKeyOf(Buffer.from(base64, 'base64'))
  if (key.type !== type) return `the key is not of type ${type}`
  if (marker === undefined) return { hosts, key }
  return { marker: marker === '@revoked' ? 'revoked' : 'cert-authority', hosts, key }
}

/**
 * Judges `key` as OpenSSH's `check_key_in_hostkeys` does:
 * - a line for the host with this very key: known, in whichever file it stands;
 * - else any line for the host, of whatever key type: changed. (An attacker who lacks the known key must not get the
 *   milder "unknown" by offering another type; an honest client avoids it by preferring `knownTypes`.)
 * - a revoked key is revoked whatever else is said;
 * - for a port other than 22 the name is `[host]:port`; a line for the bare host makes the same key known, too, but
 *   a different key there says nothing, since another daemon may listen on that port.
 *
 * `authority`: not known, but a certificate authority is named for the host. Host certificates are not checked here, so
 * it deserves no more trust than unknown.
 */
export function lookup(
  entries: readonly KnownHost[],
  host: string,
  port: number,
  key: HostKey,
): HostKeyVerdict {
  const exact = entriesFor(entries, knownHostName(host, port))
  const bare = port === SSH_PORT ? [] : entriesFor(entries, knownHostName(host, SSH_PORT))
  const both = [...exact, ...bare]

  const revoked = both.find((entry) => entry.marker === 'revoked' && sameKey(entry.key, key))
  if (revoked !== undefined) return { status: 'revoked', entry: revoked }
  const known = both.find((entry) => entry.marker === undefined && sameKey(entry.key, key))
  if (known !== undefined) return { status: 'known', entry: known }
  const others = exact.filter((entry) => entry.marker === undefined)
  const changed = others.find((entry) => entry.key.type === key.type) ?? others[0]
  if (changed !== undefined) return { status: 'changed', entry: changed }
  const authority = both.find((entry) => entry.marker === 'cert-authority')
  return authority === undefined ? { status: 'unknown' } : { status: 'authority', entry: authority }
}

/** Key types on record for the host, each once; a client that asks for these first meets the key it knows. */
export function knownTypes(entries: readonly KnownHost[], host: string, port: number): string[] {
  const names = new Set([knownHostName(host, port), knownHostName(host, SSH_PORT)])
  const found = [...names].flatMap((name) => entriesFor(entries, name))
  return [...new Set(found.filter(({ marker }) => marker === undefined).map(({ key }) => key.type))]
}

/** The lines that name the host with the port, not those for the bare host. */
export function entriesOf(entries: readonly KnownHost[], host: string, port: number): KnownHost[] {
  return entriesFor(entries, knownHostName(host, port))
}

/** How known_hosts names a host: `core-1` on port 22, `[core-1]:830` on any other. */
export function knownHostName(host: string, port: number): string {
  const name = host.toLowerCase()
  return port === SSH_PORT ? name : `[${name}]:${port}`
}

/** A line for the file, without its end. Throws a RangeError for a host that would read back as a pattern. */
export function formatKnownHost(host: string, port: number, key: HostKey): string {
  if (host === '' || /[\s,*?!|#@]/.test(host)) throw new RangeError('This is not a host name.')
  return `${knownHostName(host, port)} ${key.type} ${Buffer.from(key.blob).toString('base64')}`
}

function sameKey(a: HostKey, b: HostKey): boolean {
  return Buffer.compare(a.blob, b.blob) === 0
}

function entriesFor(entries: readonly KnownHost[], name: string): KnownHost[] {
  return entries.filter((entry) => namesHost(entry.hosts, name))
}

function namesHost(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) return hashMatches(hosts, name)
  return matchesPatterns(name, hosts.toLowerCase().split(','))
}

function hashMatches(hosts: string, name: string): boolean {
  const parts = hashParts(hosts)
  return parts !== undefined && createHmac('sha1', parts.salt).update(name).digest().equals(parts.hash)
}

/** `|1|salt|hash`, both base64 of 20 bytes: HMAC-SHA1 of the name under the salt. */
function hashParts(hosts: string): { salt: Buffer; hash: Buffer } | undefined {
  const [, magic, saltText = '', hashText = ''] = hosts.split('|')
  const salt = Buffer.from(saltText, 'base64')
  const hash = Buffer.from(hashText, 'base64')
  return magic === '1' && salt.length === HASH_BYTES && hash.length === HASH_BYTES
    ? { salt, hash }
    : undefined
}
