// Which SSH algorithms we offer, and in which order.

import { algorithmList } from './algorithmList.ts'
import { ConnectError } from './errors.ts'
import type { ConnectConfig } from './ssh.ts'

type Algorithms = NonNullable<ConnectConfig['algorithms']>
interface AlgorithmList {
  readonly remove: RegExp[]
  readonly append: RegExp[]
}

const KEX = [
  'curve25519-sha256',
  'curve25519-sha256@libssh.org',
  'ecdh-sha2-nistp256',
  'ecdh-sha2-nistp384',
  'ecdh-sha2-nistp521',
  'diffie-hellman-group-exchange-sha256',
  'diffie-hellman-group14-sha256',
  'diffie-hellman-group16-sha512',
  'diffie-hellman-group18-sha512',
]
const LEGACY_KEX = [
  'diffie-hellman-group14-sha1',
  'diffie-hellman-group-exchange-sha1',
  'diffie-hellman-group1-sha1',
]

const HOST_KEYS = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
]
const LEGACY_HOST_KEYS = ['ssh-rsa', 'ssh-dss']

/** Fastest first: AES-GCM runs in hardware and needs no MAC pass; ChaCha20 is WebAssembly here. */
const CIPHERS = [
  'aes128-gcm@openssh.com',
  'aes256-gcm@openssh.com',
  'aes128-ctr',
  'aes256-ctr',
  'aes192-ctr',
  'chacha20-poly1305@openssh.com',
]
const LEGACY_CIPHERS = ['aes128-cbc', 'aes256-cbc', 'aes192-cbc', '3des-cbc']

const MACS = [
  'hmac-sha2-256-etm@openssh.com',
  'hmac-sha2-512-etm@openssh.com',
  'hmac-sha2-256',
  'hmac-sha2-512',
  'hmac-sha1-etm@openssh.com',
  'hmac-sha1',
]
const LEGACY_MACS = ['hmac-md5', 'hmac-sha1-96', 'hmac-md5-96']

/** A host key type names the key; an RSA key is used with three signature algorithms (RFC 8332). */
const SIGNATURES: Readonly<Record<string, readonly string[]>> = {
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
}

/** Lists as a person writes them, see algorithmList.ts; the names are those of ssh_config. */
export interface AlgorithmChoice {
  readonly kexAlgorithms?: string
  readonly hostKeyAlgorithms?: string
  readonly ciphers?: string
  readonly macs?: string
}

/**
 * The offer for a device. `preferredKeyTypes` are the types of keys that we already trust for it: asking for these first
 * keeps a device with several keys from looking unknown. Throws ConnectError when a list of the user's own leaves nothing.
 */
export function sshAlgorithms(
  preferredKeyTypes: readonly string[],
  legacy: boolean,
  choice: AlgorithmChoice = {},
): Algorithms {
  const preferred = preferredKeyTypes.flatMap((type) => SIGNATURES[type] ?? [type])
  const hostKeys = chosen('HostKeyAlgorithms', choice.hostKeyAlgorithms, HOST_KEYS, LEGACY_HOST_KEYS, legacy)
  const offer = {
    kex: only(chosen('KexAlgorithms', choice.kexAlgorithms, KEX, LEGACY_KEX, legacy)),
    serverHostKey: only([
      ...hostKeys.filter((name) => preferred.includes(name)),
      ...hostKeys.filter((name) => !preferred.includes(name)),
    ]),
    cipher: only(chosen('Ciphers', choice.ciphers, CIPHERS, LEGACY_CIPHERS, legacy)),
    hmac: only(chosen('MACs', choice.macs, MACS, LEGACY_MACS, legacy)),
    compress: ['none'],
  }
  // ssh2's types know neither patterns nor a missing "prepend", which its code takes.
  return offer as unknown as Algorithms
}

function chosen(
  keyword: string,
  list: string | undefined,
  modern: readonly string[],
  old: readonly string[],
  legacy: boolean,
): readonly string[] {
  const byDefault = legacy ? [...modern, ...old] : modern
  if (list === undefined) return byDefault
  const names = algorithmList(list, byDefault, [...modern, ...old])
  if (names.length > 0) return names
  throw new ConnectError(
    'algorithms',
    `None of ${keyword} "${list}" is available here; there are: ${[...modern, ...old].join(', ')}.`,
  )
}

/**
 * These algorithms in this order, less those that the running OpenSSL lacks. VS Code's own Node is built on BoringSSL, which
 * lacks some; ssh2 throws at a plain list with a name it cannot do, but passes over a pattern that fits nothing.
 */
function only(names: readonly string[]): AlgorithmList {
  return { remove: [/^/], append: names.map((name) => new RegExp(`^${name.replaceAll('.', '\\.')}$`)) }
}
