// The keys that a login can show, from files and from an agent; nothing is unlocked or signed before the server wants it.

import { ssh2, type BaseAgent, type ParsedKey } from './ssh.ts'

/** A key pair that the user named. At least one half is there; a public one alone picks a key of the agent. */
export interface SshKey {
  /** For questions and errors, such as the file's name. */
  readonly name: string
  /** Text in OpenSSH, PEM or PuTTY format. */
  readonly privateKey?: string
  /** One line, as in a `.pub` file. */
  readonly publicKey?: string
}

export type Identity = { readonly label: string } & (
  | { readonly kind: 'ready'; readonly key: ParsedKey }
  /** The public half can be offered; signing may need a passphrase or an agent. */
  | {
      readonly kind: 'deferred'
      readonly publicKey: ParsedKey
      /** `undefined`: no signature can be had. */
      readonly sign: (data: Buffer, hash: string | undefined) => Promise<Buffer | undefined>
    }
  /** Not even the public half is known without the passphrase. Rejects with a sentence for the user. */
  | { readonly kind: 'locked'; readonly unlock: () => Promise<ParsedKey | undefined> }
)

export interface KeySources {
  readonly keys: readonly SshKey[]
  readonly agent?: string
  /** Keys of the agent that are not among `keys` stay unused. */
  readonly identitiesOnly: boolean
  readonly passphrase: (keyName: string) => Promise<string | undefined>
}

/** What is wrong with a key, as a sentence without secrets. */
export class KeyError extends Error {
  readonly keyName: string

  constructor(keyName: string, why: string, options: ErrorOptions) {
    super(`The private key${keyName === '' ? '' : ` ${keyName}`} cannot be used: ${why}`, options)
    this.keyName = keyName
  }
}

export interface FoundIdentities {
  readonly identities: readonly Identity[]
  /** Keys that cannot be used. */
  readonly problems: readonly KeyError[]
  /** Sentences about the agent. */
  readonly notes: readonly string[]
}

/** In the order of trying: the named keys, each by the agent where that holds it, then the agent's others. */
export async function identitiesOf(sources: KeySources): Promise<FoundIdentities> {
  const problems: KeyError[] = []
  const { held, notes } = await agentIdentities(sources.agent)
  const named = sources.keys.flatMap((key): Identity[] => {
    const read = readKey(key, sources.passphrase)
    if (read instanceof KeyError) {
      problems.push(read)
      return []
    }
    const half = publicHalf(key) ?? (read?.kind === 'ready' ? read.key : undefined)
    const twin = held.find(({ publicKey }) => half?.getPublicSSH().equals(publicKey.getPublicSSH()))
    const identity = twin ?? read
    return identity === undefined ? [] : [identity]
  })
  const others = sources.identitiesOnly ? [] : held.filter((identity) => !named.includes(identity))
  return { identities: [...named, ...others], problems, notes }
}

/** `undefined`: a public half alone. */
function readKey(key: SshKey, passphrase: KeySources['passphrase']): Identity | KeyError | undefined {
  const { name, privateKey } = key
  if (privateKey === undefined) return undefined
  const label = name
  const parsed = parsePrivate(key)
  if (!(parsed instanceof Error)) return { kind: 'ready', label, key: parsed }
  if (!/encrypted/i.test(parsed.message)) return parsed
  const unlock = async (): Promise<ParsedKey | undefined> => {
    const secret = await passphrase(name)
    if (secret === undefined) return undefined
    const unlocked = parsePrivate(key, secret)
    if (unlocked instanceof Error) throw unlocked
    return unlocked
  }
  const publicKey = publicHalf(key)
  if (publicKey === undefined) return { kind: 'locked', label, unlock }
  const sign = async (data: Buffer, hash: string | undefined): Promise<Buffer | undefined> =>
    (await unlock())?.sign(data, hash)
  return { kind: 'deferred', label, publicKey, sign }
}

function parsePrivate({ name, privateKey = '' }: SshKey, passphrase?: string): ParsedKey | KeyError {
  const parsed = first(ssh2.utils.parseKey(privateKey, passphrase))
  if (!(parsed instanceof Error) && parsed.isPrivateKey()) return parsed
  const why = parsed instanceof Error ? keyProblem(parsed) : 'it is a public key.'
  return new KeyError(name, why, { cause: parsed })
}

/** ssh2 words its parse errors for programmers. */
function keyProblem(error: Error): string {
  if (/bad passphrase|integrity check|bad decrypt|to decrypt key|OpenSSH.*check/i.test(error.message))
    return 'wrong passphrase.'
  if (/unsupported key format/i.test(error.message))
    return 'it is not a private key in OpenSSH, PEM or PuTTY format.'
  return `${error.message}.`
}

const OPENSSH_KEY = /-----BEGIN OPENSSH PRIVATE KEY-----([\sA-Za-z0-9+/=]+)-----END/
const OPENSSH_MAGIC = 'openssh-key-v1\0'

/** The `.pub` file, or the part of an OpenSSH private key that is never encrypted (OpenSSH, PROTOCOL.key). */
function publicHalf({ privateKey = '', publicKey }: SshKey): ParsedKey | undefined {
  const blob = publicKey === undefined ? openSshPublicBlob(privateKey) : publicKey
  const parsed = blob === undefined ? undefined : first(ssh2.utils.parseKey(blob))
  return parsed instanceof Error ? undefined : parsed
}

function openSshPublicBlob(privateKey: string): Buffer | undefined {
  const bytes = Buffer.from(OPENSSH_KEY.exec(privateKey)?.[1] ?? '', 'base64')
  if (bytes.toString('latin1', 0, OPENSSH_MAGIC.length) !== OPENSSH_MAGIC) return undefined
  let at = OPENSSH_MAGIC.length
  const next = (): Buffer => {
    const length = bytes.readUInt32BE(at)
    at += 4 + length
    return bytes.subarray(at - length, at)
  }
  try {
    next() // cipher
    next() // key derivation
    next() // its options
    at += 4 // number of keys, always 1
    return next()
  } catch {
    return undefined // it breaks off; reading the key says so
  }
}

type Deferred = Extract<Identity, { kind: 'deferred' }>

interface Agent {
  readonly held: readonly Deferred[]
  readonly notes: readonly string[]
}

async function agentIdentities(agent: string | undefined): Promise<Agent> {
  if (agent === undefined) return { held: [], notes: [] }
  try {
    const client = ssh2.createAgent(agent)
    const keys = await new Promise<readonly unknown[]>((resolve, reject) =>
      client.getIdentities((error, list) => (error ? reject(error) : resolve(list ?? []))),
    )
    const held = keys.flatMap((key): Deferred[] => {
      // What ssh2 cannot sign with, it does not parse: certificates, keys in FIDO tokens.
      const publicKey = first(ssh2.utils.parseKey(key as ParsedKey))
      if (publicKey instanceof Error) return []
      return [{ kind: 'deferred', label: 'SSH agent', publicKey, sign: signerOf(client, publicKey) }]
    })
    return { held, notes: held.length > 0 ? [] : ['The SSH agent holds no key that can be used here.'] }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { held: [], notes: [`The SSH agent does not answer: ${why}.`] }
  }
}

function signerOf(client: BaseAgent, publicKey: ParsedKey): Deferred['sign'] {
  return (data, hash) =>
    new Promise((resolve) => {
      const options = hash === 'sha256' || hash === 'sha512' ? ({ hash } as const) : {}
      // A refusal (the user denied it, the agent is locked) is one key less, not the end of the login.
      client.sign(publicKey, data, options, (error, signature) => resolve(error ? undefined : signature))
    })
}

function first<Key>(keys: Key | Key[] | Error): Key | Error {
  if (!Array.isArray(keys)) return keys
  return keys[0] ?? new Error('Unsupported key format')
}
