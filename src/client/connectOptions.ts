// What a program says to reach a device: the way there, who it is, whom it trusts.

import type { Duplex } from 'node:stream'
import type { ErrorMode } from '../netconf/errorPolicy.ts'
import type { ProfileName } from '../profiles/profile.ts'
import type { ClientIdentity } from '../transport/certificates.ts'
import type { ProxyCommand } from '../transport/proxyCommand.ts'
import type { HostKeyRule } from './hostKeyCheck.ts'

/** A secret as such, or asked for when it is wanted; `undefined` as an answer gives up. */
export type Secret<Arguments extends unknown[] = []> =
  string | ((...args: Arguments) => Promise<string | undefined>)

/** A server's own questions at the login, such as for a one-time code (RFC 4256). */
export interface LoginQuestions {
  readonly title: string
  readonly instructions: string
  /** `echo`: what is typed may be seen. */
  readonly prompts: readonly { readonly text: string; readonly echo: boolean }[]
}

/** An SSH server, and what it takes to be let in there. */
export interface SshHost {
  /** Name or address, IPv6 without brackets. */
  readonly host: string
  /** Default 830, of a jump host 22. */
  readonly port?: number
  readonly username: string
  /** A function is told how many were refused before. */
  readonly password?: Secret<[attempt: number]>
  /** Text of a private key, not its file. */
  readonly privateKey?: string
  /** More keys, tried after `privateKey` in this order; a public half alone picks a key of the agent. */
  readonly keys?: readonly {
    readonly name: string
    readonly privateKey?: string
    readonly publicKey?: string
  }[]
  /** Of an encrypted key; a function is told its name, '' for `privateKey`. */
  readonly passphrase?: Secret<[keyName: string]>
  /** Path of an agent's socket, such as `process.env.SSH_AUTH_SOCK`. */
  readonly agent?: string
  /** Of the agent only keys that are among `keys`. */
  readonly identitiesOnly?: boolean
  readonly answers?: (questions: LoginQuestions) => Promise<readonly string[] | undefined>
  /** Whom to take for this host. There is no default, and no way to take just anybody. */
  readonly hostKey: HostKeyRule
  /** Also offer algorithms that are weak today, for old devices. */
  readonly legacyAlgorithms?: boolean
  /** Lists as in ssh_config(5). */
  readonly algorithms?: {
    readonly kexAlgorithms?: string
    readonly hostKeyAlgorithms?: string
    readonly ciphers?: string
    readonly macs?: string
  }
  /** Milliseconds between SSH keepalives; 0 for none. Default 30 000. */
  readonly keepaliveMs?: number
  /** After so many without an answer the connection counts as dead. Default 3. */
  readonly keepaliveCount?: number
}

export interface SshTarget extends SshHost {
  readonly transport: 'ssh'
  /** Hosts to go through, the one next to us first. */
  readonly jumpHosts?: readonly SshHost[]
  /** Runs in place of a TCP connection to the first host, as OpenSSH's ProxyCommand does. */
  readonly proxyCommand?: ProxyCommand
  /** A connection that is there already, in place of one to the first host. */
  readonly socket?: Duplex
  readonly bindAddress?: string
  readonly addressFamily?: 'any' | 'inet' | 'inet6'
  /** Names of the SSH subsystem, tried in order, in place of the profile's. */
  readonly subsystem?: string | readonly string[]
}

export interface TlsTarget {
  readonly transport: 'tls'
  readonly host: string
  /** Default 6513. */
  readonly port?: number
  /** Our certificate and key. */
  readonly identity?: ClientIdentity
  /** Authorities to trust, as PEM, in place of those that Node knows. */
  readonly ca?: string | readonly string[]
  /** The name that the device's certificate must be for, if it is not `host`. */
  readonly serverName?: string
  /** SHA-256 of the very certificate that the device must show, in hexadecimal; then nothing else about it counts. */
  readonly fingerprint?: string
  readonly tlsVersion?: '1.2' | '1.3'
}

export interface UnixTarget {
  readonly transport: 'unix'
  readonly path: string
}

export interface ProcessTarget {
  readonly transport: 'process'
  /** A program, found by PATH or by its path; never given to a shell. */
  readonly command: string
  readonly args?: readonly string[]
}

export type Target = SshTarget | TlsTarget | UnixTarget | ProcessTarget

export interface Timeouts {
  /** Milliseconds up to the open transport. Default 30 000. */
  readonly connectMs?: number
  /** Milliseconds to wait for the device's hello. Default 30 000. */
  readonly helloMs?: number
  /** Milliseconds to wait for a reply, unless the call says otherwise. Default 60 000; 0 is no limit. */
  readonly rpcMs?: number
}

export interface SessionChoices {
  /** The family of devices it belongs to. Absent: everything is as the RFCs have it. */
  readonly profile?: ProfileName
  /** `1.0` announces base:1.0 alone, for devices whose 1.1 framing is broken. */
  readonly framing?: 'auto' | '1.0'
  readonly timeouts?: Timeouts
  /** Which rpc-errors fail a request: those of severity error unless said otherwise. */
  readonly errorMode?: ErrorMode
  /** Patterns (`x`, `x*`, `*x`, `*x*`) of error messages that fail no request; in place of the profile's. */
  readonly exemptErrors?: readonly string[]
  /** Ends the attempt to connect. */
  readonly signal?: AbortSignal
  /** Each whole message as text, without framing. Secrets are in it. */
  readonly onMessage?: (direction: 'sent' | 'received', text: string) => void
  /** What is odd but harmless: a late reply, an unknown message-id. */
  readonly onOddity?: (sentence: string) => void
}

export type ConnectOptions = Target & SessionChoices
