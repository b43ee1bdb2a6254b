// What an ssh config means for one host: names, keys, trust and algorithms, ready to use.

import { type RawOptions, hostNameOf, optionsFor } from './sshConfigMatch.ts'
import type { SshConfig } from './sshConfig.ts'
import { seconds } from './sshConfigKeywords.ts'
import { expandFile, thisPlace, type LocalPlace, type TokenValues } from './sshTokens.ts'

/** OpenSSH's StrictHostKeyChecking, with "yes" as strict. Its "no" is taken as accept-new: a changed key always refuses. */
export type HostKeyMode = 'ask' | 'accept-new' | 'strict'

/** Everything optional is absent where the config says nothing and OpenSSH has no default of its own. */
export interface ResolvedHost {
  /** The name as given. */
  readonly alias: string
  readonly hostName: string
  readonly port: number
  readonly user: string
  /** Private keys in the order of the config; OpenSSH's default names where it has none. */
  readonly identityFiles: readonly string[]
  /** The config names keys itself; else `identityFiles` are guesses that need not exist. */
  readonly identitiesConfigured: boolean
  readonly certificateFiles: readonly string[]
  /** Keys of the agent that are not among `identityFiles` stay unused. */
  readonly identitiesOnly: boolean
  /** Path of the agent's socket. Absent: there is none or it is not wanted. */
  readonly identityAgent?: string
  /** As written; see jumpHosts.ts. */
  readonly proxyJump?: string
  /** As written, its tokens not yet filled in; see proxyCommand.ts. */
  readonly proxyCommand?: string
  readonly hostKeyAlias?: string
  readonly userKnownHostsFiles: readonly string[]
  readonly globalKnownHostsFiles: readonly string[]
  readonly strictHostKeyChecking: HostKeyMode
  /** These four in the syntax of algorithmList.ts. */
  readonly kexAlgorithms?: string
  readonly ciphers?: string
  readonly macs?: string
  readonly hostKeyAlgorithms?: string
  /** Seconds between keepalives; 0 for none. Absent: not said. */
  readonly serverAliveInterval?: number
  readonly serverAliveCountMax: number
  /** Seconds. */
  readonly connectTimeout?: number
  readonly addressFamily: 'any' | 'inet' | 'inet6'
  readonly bindAddress?: string
}

export interface ResolveOptions {
  /** Named beside the host, as in `admin@core-1`; counts before the config. */
  readonly user?: string
  /** Named beside the host; counts before the config. */
  readonly port?: number
  /** Where nobody names one; OpenSSH has 22. */
  readonly defaultPort?: number
  readonly place?: LocalPlace
}

const DEFAULT_KEYS = ['id_rsa', 'id_ecdsa', 'id_ed25519', 'id_dsa'].map((name) => `~/.ssh/${name}`)
const DEFAULT_USER_FILES = ['~/.ssh/known_hosts', '~/.ssh/known_hosts2']
const DEFAULT_GLOBAL_FILES = ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2']
const SSH_PORT = 22

/** Never throws; a host that the config does not know gets the defaults. */
export function resolveHost(config: SshConfig, alias: string, options: ResolveOptions = {}): ResolvedHost {
  const { user, port, defaultPort = SSH_PORT, place = thisPlace() } = options
  const raw = optionsFor(config, {
    alias,
    localUser: place.user,
    ...(user === undefined ? {} : { user }),
  })
  const one = (keyword: string): string | undefined => raw.get(keyword)?.[0]
  const names: TokenValues = {
    alias,
    hostName: hostNameOf(one('hostname') ?? '%h', alias.toLowerCase()),
    port: port ?? Number(one('port') ?? defaultPort),
    user: one('user') ?? place.user,
    ...present('jump', notNone(one('proxyjump'))),
    ...present('keyAlias', one('hostkeyalias')),
  }
  const files = (keyword: string, byDefault: readonly string[]): string[] =>
    (raw.get(keyword) ?? byDefault)
      .filter((file) => notNone(file) !== undefined)
      .map((file) => expandFile(file, names, place))
  return {
    alias,
    hostName: names.hostName,
    port: names.port,
    user: names.user,
    identityFiles: files('identityfile', DEFAULT_KEYS),
    identitiesConfigured: raw.has('identityfile'),
    certificateFiles: files('certificatefile', []),
    identitiesOnly: isYes(one('identitiesonly')),
    ...present('identityAgent', agentOf(one('identityagent'), names, place)),
    ...proxyOf(raw),
    ...present('hostKeyAlias', one('hostkeyalias')),
    userKnownHostsFiles: files('userknownhostsfile', DEFAULT_USER_FILES),
    globalKnownHostsFiles: files('globalknownhostsfile', DEFAULT_GLOBAL_FILES),
    strictHostKeyChecking: modeOf(one('stricthostkeychecking')),
    ...algorithmsOf(raw),
    ...present('serverAliveInterval', timeOf(one('serveraliveinterval'))),
    serverAliveCountMax: Number(one('serveralivecountmax') ?? 3),
    ...present('connectTimeout', timeOf(one('connecttimeout'))),
    addressFamily: familyOf(one('addressfamily')),
    ...present('bindAddress', one('bindaddress')),
  }
}

function proxyOf(raw: RawOptions): Pick<ResolvedHost, 'proxyJump' | 'proxyCommand'> {
  return {
    ...present('proxyJump', notNone(raw.get('proxyjump')?.[0])),
    ...present('proxyCommand', notNone(raw.get('proxycommand')?.[0])),
  }
}

function algorithmsOf(
  raw: RawOptions,
): Pick<ResolvedHost, 'kexAlgorithms' | 'ciphers' | 'macs' | 'hostKeyAlgorithms'> {
  return {
    ...present('kexAlgorithms', raw.get('kexalgorithms')?.[0]),
    ...present('ciphers', raw.get('ciphers')?.[0]),
    ...present('macs', raw.get('macs')?.[0]),
    ...present('hostKeyAlgorithms', raw.get('hostkeyalgorithms')?.[0]),
  }
}

/** IdentityAgent: a path, `none`, `SSH_AUTH_SOCK`, or a variable's name after `$`. */
function agentOf(text: string | undefined, names: TokenValues, place: LocalPlace): string | undefined {
  const { environment } = place
  if (text === undefined || text === 'SSH_AUTH_SOCK') return environment['SSH_AUTH_SOCK']
  if (notNone(text) === undefined) return undefined
  if (/^\$[A-Za-z_]\w*$/.test(text)) return environment[text.slice(1)]
  return expandFile(text, names, place)
}

function modeOf(text: string | undefined): HostKeyMode {
  switch (text?.toLowerCase()) {
    case 'yes':
    case 'true':
      return 'strict'
    case 'no':
    case 'off':
    case 'false':
    case 'accept-new':
      return 'accept-new'
    default:
      return 'ask'
  }
}

function familyOf(text: string | undefined): ResolvedHost['addressFamily'] {
  const family = text?.toLowerCase()
  return family === 'inet' || family === 'inet6' ? family : 'any'
}

function timeOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : seconds(text)
}

function isYes(text: string | undefined): boolean {
  return text !== undefined && /^(yes|true)$/i.test(text)
}

function notNone(text: string | undefined): string | undefined {
  return text?.toLowerCase() === 'none' ? undefined : text
}

/** A field that is absent rather than undefined. */
function present<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> {
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, Value>>
}
