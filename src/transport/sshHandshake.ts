// Makes a logged-in SSH connection of a byte stream: algorithms, host key, login (RFC 4253, RFC 4252).

import type { Duplex } from 'node:stream'
import { formatAddress } from './address.ts'
import type { Attempt } from './attempt.ts'
import { ConnectError } from './errors.ts'
import { gatherWrites } from './gatherWrites.ts'
import { hostKeyOf, type HostKey } from './knownHosts.ts'
import { ssh2, type AnyAuthMethod, type Client, type ConnectConfig } from './ssh.ts'
import { sshAlgorithms, type AlgorithmChoice } from './sshAlgorithms.ts'
import { SshLogin, type SshCredentials } from './sshAuth.ts'
import { SignatureWanted } from './sshSigning.ts'

/** One SSH server: the device, or a jump host on the way to it. */
export interface SshPeer {
  readonly host: string
  readonly port: number
  /** A function where they depend on the host key (Call Home): asked once that is accepted. */
  readonly credentials: SshCredentials | (() => SshCredentials)
  /** Decides whether this is the right server; there is no default. A refusal carries the sentence for the user. */
  readonly onHostKey: (key: HostKey) => Promise<'accept' | { readonly refuse: string }>
  /** Types of the keys already known for it: asked for first, as OpenSSH does. */
  readonly preferredKeyTypes?: readonly string[]
  /** Offer algorithms that are no longer considered safe, after all others. */
  readonly legacyAlgorithms?: boolean
  /** What the user's own lists make of the offer. */
  readonly algorithms?: AlgorithmChoice
  /** Milliseconds between SSH keepalives; 0 for none. Default 30 000. */
  readonly keepaliveMs?: number
  /** After so many without an answer the connection counts as dead. Default 3. */
  readonly keepaliveCount?: number
}

/** Throws ConnectError: hostKey, auth, algorithms, refused or unreachable. The client belongs to the attempt. */
export function logIn(peer: SshPeer, stream: Duplex, attempt: Attempt): Promise<Client> {
  const { credentials } = peer
  const trust = new HostKeyCheck(peer, attempt)
  let begun: SshLogin | undefined
  const login = (): SshLogin =>
    (begun ??= new SshLogin(typeof credentials === 'function' ? credentials() : credentials))
  const authHandler = (
    offered: readonly string[] | null,
    partialSuccess: boolean,
    next: (method: AnyAuthMethod | false) => void,
  ): void => {
    const method = (async () => login().next(offered, partialSuccess))()
    attempt.pause(method).then(next, () => next(false))
  }
  const config: ConnectConfig = {
    sock: stream,
    // Each method names the user itself; this one is never sent.
    username: typeof credentials === 'function' ? '' : credentials.username,
    algorithms: sshAlgorithms(
      peer.preferredKeyTypes ?? [],
      peer.legacyAlgorithms ?? false,
      peer.algorithms ?? {},
    ),
    hostVerifier: trust.verify,
    // ssh2 also takes `false` for "no more methods", and passes null at first; its types know neither.
    authHandler: authHandler as unknown as NonNullable<ConnectConfig['authHandler']>,
    readyTimeout: 0,
    keepaliveInterval: peer.keepaliveMs ?? 30_000,
    keepaliveCountMax: peer.keepaliveCount ?? 3,
  }
  return new Promise((resolve, reject) => {
    const client = attempt.own(new ssh2.Client())
    const failed = (error: Error): void => {
      if (error instanceof SignatureWanted) return // the login goes on with the signature
      reject(loginError(error, trust.refusal, begun, peer))
    }
    // Stays for good: an error after the last one that matters must not become an uncaught one.
    client.on('error', failed)
    client.once('close', () => failed(new Error('the device closed the connection during login')))
    client.once('ready', () => resolve(client))
    gatherWrites(stream)
    client.connect(config)
  })
}

/** Asks once about each host key that a server shows. */
class HostKeyCheck {
  refusal: string | undefined
  readonly #peer: SshPeer
  readonly #attempt: Attempt
  #accepted: Buffer | undefined

  constructor(peer: SshPeer, attempt: Attempt) {
    this.#peer = peer
    this.#attempt = attempt
  }

  readonly verify = (blob: Buffer, answer: (accepted: boolean) => void): void => {
    // ssh2 asks at each key exchange, also hours later.
    if (this.#accepted?.equals(blob) === true) {
      answer(true)
      return
    }
    void this.#decide(blob).then(answer)
  }

  async #decide(blob: Buffer): Promise<boolean> {
    try {
      const verdict = await this.#attempt.pause(this.#peer.onHostKey(hostKeyOf(blob)))
      if (verdict === 'accept') this.#accepted = blob
      else this.refusal = verdict.refuse
      return verdict === 'accept'
    } catch (error) {
      this.refusal = `The host key of ${this.#peer.host} could not be checked: ${String(error)}`
      return false
    }
  }
}

function loginError(
  error: Error & { level?: string },
  refusal: string | undefined,
  login: SshLogin | undefined,
  { host, port }: SshPeer,
): ConnectError {
  const cause = { cause: error }
  const peer = formatAddress(host, port)
  if (error instanceof ConnectError) return error // what carries the connection knows better
  if (refusal !== undefined) return new ConnectError('hostKey', refusal, cause)
  if (error.level === 'client-authentication' && login !== undefined) {
    return new ConnectError('auth', login.failure, cause)
  }
  if (/no matching/i.test(error.message)) {
    const advice = 'If it is an old device, set "legacyAlgorithms" for it.'
    const sentence = `${host} shares no SSH algorithm with us (${error.message}). ${advice}`
    return new ConnectError('algorithms', sentence, cause)
  }
  if (/too many authentication failures/i.test(error.message) && login !== undefined) {
    const advice = 'It lets nobody try more keys; name the right one, and use no other key of the agent.'
    return new ConnectError('auth', `${login.failure} ${host} says: ${error.message}. ${advice}`, cause)
  }
  if (/handshake|invalid|identification|protocol/i.test(error.message)) {
    const sentence = `What answers on ${peer} is no usable SSH server: ${error.message}.`
    return new ConnectError('refused', sentence, cause)
  }
  return new ConnectError('unreachable', `The connection to ${peer} ended: ${error.message}.`, cause)
}
