// Which host keys are trusted: the user's known_hosts files, a store of our own, and a person's word.

import { formatAddress } from '../transport/address.ts'
import {
  entriesOf,
  formatKnownHost,
  knownHostName,
  knownTypes,
  lookup,
  parseKnownHosts,
  type HostKey,
  type KnownHost,
} from '../transport/knownHosts.ts'
import { Refusal } from './failure.ts'
import { inHome } from '../transport/homePath.ts'
import { judgeHostKey } from '../transport/hostKeyRules.ts'
import type { ResolvedHost } from '../transport/sshHost.ts'
import { PrivateFile, readOrEmpty } from './privateFile.ts'
import { askHostKey } from './prompts.ts'
import { ALONE, type Turn } from './questions.ts'
import { knownHostsFiles, type Device } from './settings.ts'

export type HostKeyDecision = 'accept' | { readonly refuse: string }

export interface HostKeysOptions {
  /** File of our own store; it and its folder need not exist yet. */
  readonly storeFile: string
  /** Told of files that cannot be read. */
  readonly warn: (message: string) => void
}

/** What an ssh config can say of a host's keys. */
export type TrustConfig = Pick<
  ResolvedHost,
  'hostKeyAlias' | 'strictHostKeyChecking' | 'userKnownHostsFiles' | 'globalKnownHostsFiles'
>

export interface HostPlace {
  readonly host: string
  readonly port: number
}

/** Aliases are on record without a port. */
const SSH_PORT = 22

/** The one name under which a host's keys are looked up, remembered and forgotten. */
export function nameOf({ host, port }: HostPlace, config?: Pick<TrustConfig, 'hostKeyAlias'>): HostPlace {
  return config?.hostKeyAlias === undefined ? { host, port } : { host: config.hostKeyAlias, port: SSH_PORT }
}

/** Remembering without asking is a user's choice, not a workspace's, and needs to know what is on record. */
function modeFor(
  { hostKeys, origin }: Device,
  config: TrustConfig | undefined,
  unreadable: readonly string[],
): Device['hostKeys'] {
  const mode = hostKeys === 'ask' ? (config?.strictHostKeyChecking ?? hostKeys) : hostKeys
  return mode === 'accept-new' && (origin === 'workspace' || unreadable.length > 0) ? 'ask' : mode
}

/** Stands for a file in entries that are in none. */
const WINDOW = 'this window'

export class HostKeys {
  readonly #store: PrivateFile
  readonly #warn: (message: string) => void
  /** Keys trusted until the window closes. */
  #once: readonly KnownHost[] = []

  constructor({ storeFile, warn }: HostKeysOptions) {
    this.#store = new PrivateFile(storeFile)
    this.#warn = warn
  }

  /** Types of the keys on record, to ask for first; see `knownTypes`. */
  async preferredTypes(at: HostPlace, config?: TrustConfig): Promise<readonly string[]> {
    const { host, port } = nameOf(at, config)
    return knownTypes((await this.#load(config)).entries, host, port)
  }

  /**
   * Accepts a known key, asks a person about an unknown one (or does what the device's settings say), refuses any other. There
   * is no way around it. `config`: what the user's ssh config says of the host, where the device follows that. `turn`: where
   * others may have questions at the same time.
   */
  async verify(device: Device, key: HostKey, config?: TrustConfig, turn = ALONE): Promise<HostKeyDecision> {
    const { fingerprint, origin } = device
    const { entries, unreadable } = await this.#load(config)
    const { host, port } = nameOf(device, config)
    const verdict = lookup(entries, host, port, key)
    // A pin that comes with a workspace is nobody's word against a key on record.
    if (verdict.status === 'changed' && (fingerprint === undefined || origin === 'workspace')) {
      return { refuse: this.#changedMessage(device, { host, port }, key, verdict.entry) }
    }
    const answer = judgeHostKey({
      host,
      port,
      key,
      entries,
      mode: modeFor(device, config, unreadable),
      ...(fingerprint !== undefined && { sha256: [fingerprint] }),
    })
    switch (answer.decision) {
      case 'accept':
        return 'accept'
      case 'remember':
        await this.#remember(host, port, key)
        return 'accept'
      case 'refuse':
        return { refuse: answer.because }
      case 'ask':
        return this.#ask(device, { host, port }, key, [...unreadable, ...answer.because], turn)
    }
  }

  /** All keys on record: for callers, who are known by their key alone. */
  async known(): Promise<readonly KnownHost[]> {
    return (await this.#load()).entries
  }

  /** Writes down the key of a device on a person's word. Throws Refusal where another one is on record for it. */
  async trust({ host, port, fingerprint }: Device, key: HostKey): Promise<void> {
    const { entries } = await this.#load()
    const verdict = lookup(entries, host, port, key)
    if (verdict.status === 'changed' && fingerprint === undefined) {
      throw new Refusal(this.#changedMessage({ name: host }, { host, port }, key, verdict.entry))
    }
    const pinned = fingerprint === undefined ? {} : { sha256: [fingerprint] }
    const answer = judgeHostKey({ host, port, key, entries, mode: 'accept-new', ...pinned })
    if (answer.decision === 'refuse') throw new Refusal(answer.because)
    if (answer.decision === 'remember') await this.#remember(host, port, key)
  }

  /** Trusts a key until the window closes without asking: for a server that we run ourselves. */
  trustOnce(host: string, port: number, key: HostKey): void {
    const { entries } = parseKnownHosts(formatKnownHost(host, port, key), WINDOW)
    this.#once = [...this.#once, ...entries]
  }

  /**
   * Drops what our own store and this window know of the host. `elsewhere`: lines of the user's own files that still name it;
   * these are not ours to change.
   */
  async forget(
    host: string,
    port: number,
  ): Promise<{ readonly removed: number; readonly elsewhere: readonly KnownHost[] }> {
    const once = new Set(entriesOf(this.#once, host, port))
    this.#once = this.#once.filter((entry) => !once.has(entry))
    let removed = once.size
    await this.#store.change((text) => {
      const lines = new Set(entriesOf(parseKnownHosts(text).entries, host, port).map(({ line }) => line))
      removed += lines.size
      return text
        .split('\n')
        .filter((_, index) => !lines.has(index + 1))
        .join('\n')
    })
    const { entries } = await this.#load()
    const elsewhere = entriesOf(entries, host, port).filter((entry) => entry.marker === undefined)
    return { removed, elsewhere }
  }

  async #ask(
    device: Device,
    { host, port }: HostPlace,
    key: HostKey,
    notes: readonly string[],
    turn: Turn,
  ): Promise<HostKeyDecision> {
    const answer = await turn((others) => askHostKey(device, key, notes, others))
    if (answer === undefined || answer === 'no') {
      const address = formatAddress(device.host, device.port)
      return { refuse: `The host key of ${address} was not trusted. Connect again to decide anew.` }
    }
    if (answer === 'once') this.trustOnce(host, port, key)
    else await this.#remember(host, port, key)
    return 'accept'
  }

  async #remember(host: string, port: number, key: HostKey): Promise<void> {
    const line = formatKnownHost(host, port, key)
    await this.#store.change((text) => {
      const before = text === '' || text.endsWith('\n') ? text : `${text}\n`
      return `${before}${line}\n`
    })
  }

  #changedMessage(
    { name }: Pick<Device, 'name'>,
    { host, port }: HostPlace,
    key: HostKey,
    { file, line, key: old }: KnownHost,
  ): string {
    const remedy =
      file === this.#store.path || file === WINDOW
        ? `run "NETCONF: Forget Host Key" for ${name} and connect again`
        : `run: ssh-keygen -R '${knownHostName(host, port)}' -f '${file}' and connect again`
    return (
      `The host key of ${formatAddress(host, port)} has changed, so nothing was sent. ` +
      `Known: ${old.type} ${old.sha256} (${place(file, line)}); now: ${key.type} ${key.sha256}. ` +
      `Somebody may be answering in its place. If you know that the key was renewed, ${remedy}.`
    )
  }

  /** Reads everything afresh: other windows and other programs write these files, too. */
  async #load(
    config?: TrustConfig,
  ): Promise<{ readonly entries: readonly KnownHost[]; readonly unreadable: readonly string[] }> {
    const entries: KnownHost[] = [...this.#once]
    const unreadable: string[] = []
    const configured = [...(config?.userKnownHostsFiles ?? []), ...(config?.globalKnownHostsFiles ?? [])]
    const files = new Set([this.#store.path, ...knownHostsFiles().map((file) => inHome(file)), ...configured])
    for (const file of files) {
      try {
        const read = parseKnownHosts(await readOrEmpty(file), file)
        entries.push(...read.entries)
        for (const { line, message } of read.problems) this.#warn(`${place(file, line)}: ${message}`)
      } catch (error) {
        const message = `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`
        unreadable.push(message)
        this.#warn(message)
      }
    }
    return { entries, unreadable }
  }
}

function place(file: string, line: number): string {
  return file === WINDOW ? 'trusted for this window' : `${file} line ${line}`
}
