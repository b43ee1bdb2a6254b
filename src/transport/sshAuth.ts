// How a user is let in over SSH: which method is tried next, and what must be asked for it (RFC 4252).

import type { AnyAuthMethod, ParsedKey, Prompt } from './ssh.ts'
import { identitiesOf, KeyError, type Identity, type SshKey } from './sshKeys.ts'
import { signedKey, unsignedKey } from './sshSigning.ts'

/** Whatever is a function is asked only when the server wants it; `undefined` as an answer means "give up". */
export interface SshCredentials {
  readonly username: string
  /** Text of a private key in OpenSSH, PEM or PuTTY format. */
  readonly privateKey?: string
  /** More keys, tried after `privateKey` in this order. */
  readonly keys?: readonly SshKey[]
  /** Asked when a key is encrypted and the server accepts it; `keyName` is '' for `privateKey`. */
  readonly passphrase?: (keyName: string) => Promise<string | undefined>
  /** Path of an agent's socket, or `pageant` on Windows. */
  readonly agent?: string
  /** Of the agent only keys that are among those named here (OpenSSH's IdentitiesOnly). */
  readonly identitiesOnly?: boolean
  /** Certificate files that the user's config names. They cannot be shown to the server; said when nobody is let in. */
  readonly certificateFiles?: readonly string[]
  /** `attempt` counts from 0; from 1 on the server has refused the one before. */
  readonly password?: (attempt: number) => Promise<string | undefined>
  /** Keyboard-interactive questions other than a single password (RFC 4256). */
  readonly answers?: (questions: SshQuestions) => Promise<readonly string[] | undefined>
}

export interface SshQuestions {
  readonly title: string
  readonly instructions: string
  readonly prompts: readonly { readonly text: string; readonly echo: boolean }[]
}

/** A bound on what one connection may guess, so that no account gets locked by us. */
const MAX_PASSWORDS = 3

const NO_CERTIFICATES =
  'OpenSSH certificates cannot be shown from here; where one is needed, reach the device through a local process: ssh -s HOST netconf.'

/** The method that `SshLogin` would use next, `false` for none. */
type NextMethod = AnyAuthMethod | false

/** Walks through the methods of one connection attempt. Remembers what was tried, for the error text. */
export class SshLogin {
  readonly #credentials: SshCredentials
  readonly #tried = new Set<string>()
  #passwords = 0
  /** The server has accepted one factor and wants another. */
  #isHalfIn = false
  #offered: readonly string[] = []
  #problem: Error | undefined
  readonly #notes: string[] = []
  #identities: Identity[] | undefined
  /** A key that the server has accepted, but that has yet to sign. */
  #wanted: (() => Promise<NextMethod | undefined>) | undefined

  constructor(credentials: SshCredentials) {
    this.#credentials = credentials
  }

  /** Why nobody was let in, as a sentence without secrets. */
  get failure(): string {
    if (this.#problem !== undefined) return this.#problem.message
    const { username } = this.#credentials
    const tried =
      this.#tried.size === 0 ? 'nothing that fits was configured' : `tried: ${[...this.#tried].join(', ')}`
    const sentence =
      this.#offered.length === 0
        ? `${username} was not let in: ${tried}.`
        : `${username} was not let in. The device accepts ${this.#offered.join(', ')}; ${tried}.`
    const hasCertificates = (this.#credentials.certificateFiles ?? []).length > 0
    return [sentence, ...this.#notes, ...(hasCertificates ? [NO_CERTIFICATES] : [])].join(' ')
  }

  /** What to try next; the first call has no list, and asks for it with method "none" (RFC 4252 §5.2). */
  async next(offered: readonly string[] | null | undefined, partialSuccess: boolean): Promise<NextMethod> {
    const { username } = this.#credentials
    if (!Array.isArray(offered)) return { type: 'none', username }
    this.#offered = offered
    if (partialSuccess) {
      this.#isHalfIn = true
      this.#passwords = 0
    }
    const wanted = this.#wanted
    this.#wanted = undefined
    if (offered.includes('publickey')) {
      const method = (await wanted?.()) ?? (await this.#nextKey())
      if (method !== undefined) return method
    }
    return this.#passwordLike(offered)
  }

  async #nextKey(): Promise<NextMethod | undefined> {
    this.#identities ??= await this.#findIdentities()
    for (let next = this.#identities.shift(); next !== undefined; next = this.#identities.shift()) {
      const key = await this.#offer(next)
      if (key === undefined) continue
      this.#tried.add(next.label === '' ? 'key file' : next.label)
      return { type: 'publickey', username: this.#credentials.username, key }
    }
    return undefined
  }

  async #findIdentities(): Promise<Identity[]> {
    const { privateKey, keys = [], agent, identitiesOnly = false, passphrase } = this.#credentials
    const { identities, problems, notes } = await identitiesOf({
      keys: [...(privateKey === undefined ? [] : [{ name: '', privateKey }]), ...keys],
      ...(agent === undefined ? {} : { agent }),
      identitiesOnly,
      passphrase: passphrase ?? (() => Promise.resolve(undefined)),
    })
    this.#notes.push(...notes)
    for (const problem of problems) this.#note(problem)
    return [...identities]
  }

  async #offer(identity: Identity): Promise<ParsedKey | undefined> {
    switch (identity.kind) {
      case 'ready':
        return identity.key
      case 'locked':
        return this.#noting(identity.unlock())
      case 'deferred': {
        const { publicKey, sign } = identity
        return unsignedKey(publicKey, (data, hash) => {
          this.#wanted = async () => {
            const signature = await this.#noting(sign(data, hash))
            if (signature === undefined) return undefined
            const key = signedKey(publicKey, data, signature)
            return { type: 'publickey', username: this.#credentials.username, key }
          }
        })
      }
    }
  }

  async #noting<Value>(work: Promise<Value>): Promise<Value | undefined> {
    try {
      return await work
    } catch (error) {
      this.#note(error)
      return undefined
    }
  }

  /** The one key of the device must be right before a password is tried; one of several is only one less. */
  #note(error: unknown): void {
    const problem = error instanceof Error ? error : new Error(String(error))
    if (problem instanceof KeyError && problem.keyName !== '') this.#notes.push(problem.message)
    else this.#problem ??= problem
  }

  /** One of the two, never both: each would count as a wrong guess at the device. */
  async #passwordLike(offered: readonly string[]): Promise<NextMethod> {
    const { username, password, answers, privateKey, agent, keys = [] } = this.#credentials
    const keysWereRefused = ((privateKey ?? agent) !== undefined || keys.length > 0) && !this.#isHalfIn
    if (password === undefined && keysWereRefused) return false
    if (this.#passwords >= MAX_PASSWORDS || this.#problem !== undefined) return false
    const attempt = this.#passwords
    this.#passwords += 1
    if (offered.includes('password') && password !== undefined) {
      const secret = await password(attempt)
      if (secret === undefined) return false
      this.#tried.add('password')
      return { type: 'password', username, password: secret }
    }
    if (!offered.includes('keyboard-interactive')) return false
    if (password === undefined && answers === undefined) return false
    this.#tried.add('keyboard-interactive')
    return this.#questions(attempt)
  }

  /** A server may ask several times within one attempt, and for the password again if it was wrong. */
  #questions(firstAttempt: number): NextMethod {
    let attempt: number | undefined = firstAttempt
    return {
      type: 'keyboard-interactive',
      username: this.#credentials.username,
      prompt: (title, instructions, _language, prompts, finish) => {
        const { password } = this.#credentials
        const answer =
          password !== undefined && asksPassword(prompts)
            ? this.#answerPassword(password, attempt ?? this.#passwords++)
            : this.#answer(title, instructions, prompts)
        if (asksPassword(prompts)) attempt = undefined
        void answer.then(finish, () => finish([]))
      },
    }
  }

  async #answerPassword(
    password: NonNullable<SshCredentials['password']>,
    attempt: number,
  ): Promise<string[]> {
    const secret = attempt < MAX_PASSWORDS ? await password(attempt) : undefined
    if (secret === undefined) this.#passwords = MAX_PASSWORDS
    return secret === undefined ? [] : [secret]
  }

  async #answer(title: string, instructions: string, prompts: Prompt[]): Promise<string[]> {
    const { answers } = this.#credentials
    if (prompts.length === 0) return []
    const given = await answers?.({
      title,
      instructions,
      prompts: prompts.map(({ prompt, echo }) => ({ text: prompt, echo: echo === true })),
    })
    if (given === undefined) this.#passwords = MAX_PASSWORDS
    return [...(given ?? [])]
  }
}

/** A single hidden question for the password that we have; not for one that changes each time, or a new one. */
function asksPassword(prompts: readonly Prompt[]): boolean {
  const [only] = prompts
  if (only === undefined || prompts.length > 1 || only.echo === true) return false
  return /password/i.test(only.prompt) && !/one.?time|\botp\b|\bnew\b/i.test(only.prompt)
}
