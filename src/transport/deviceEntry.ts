// A device as a list of devices has it: how to reach it, checked field by field.

import type { AlgorithmChoice } from './sshAlgorithms.ts'
import { hostProblem, portProblem, usernameProblem } from './address.ts'

/** Never holds a secret. */
export interface DeviceEntry {
  /** Stays the same when the device is renamed; secrets are kept under it. */
  readonly id: string
  readonly name: string
  readonly group?: string
  readonly transport: 'ssh' | 'tls' | 'unix' | 'process'
  /** Name or address, IPv6 without brackets; with `sshConfig` a name of the ssh config. '' where there is no network. */
  readonly host: string
  /** 0 where there is no network. */
  readonly port: number
  /** '' where the transport says who we are. */
  readonly username: string
  readonly auth: 'password' | 'key' | 'agent'
  /** Family of devices, by a name of the profile registry. Absent: found from the device's hello. */
  readonly profile?: string
  /** The one SSH host key (`SHA256:…`) or certificate (SHA-256 in hexadecimal) that the device may show. */
  readonly fingerprint?: string
  /** What happens with an unknown host key; a changed one is always refused. */
  readonly hostKeys: 'ask' | 'accept-new' | 'strict'
  /** Look the host up in `~/.ssh/config`. */
  readonly sshConfig: boolean
  /** Jump hosts as OpenSSH's ProxyJump has them: `user@host:port,…`. */
  readonly jump?: string
  /** PEM file of the authorities that the device's certificate may come from (TLS). */
  readonly caFile?: string
  /** Our certificate and key, PEM files; or both in one PKCS#12 file (TLS). */
  readonly certificateFile?: string
  readonly certificateKeyFile?: string
  readonly pkcs12File?: string
  /** The name that the device's certificate must be for, where it is not `host` (TLS). */
  readonly serverName?: string
  /** Unix socket. */
  readonly path?: string
  /** Program and arguments whose standard input and output speak NETCONF. */
  readonly command?: readonly string[]
  /** Seconds, in place of the settings for all devices. */
  readonly timeouts?: DeviceTimeouts
  /** SSH algorithms as an ssh config lists them, with `+`, `-` and `^`; in place of what the ssh config says. */
  readonly algorithms?: AlgorithmChoice
  /** Private key for `auth` = key; `~` is the home folder. */
  readonly keyFile?: string
  /** `1.0` offers the server base:1.0 alone. */
  readonly framing: 'auto' | '1.0'
  /** Also offer key exchanges, ciphers and host keys that old devices need and that are weak today. */
  readonly legacyAlgorithms: boolean
  /** Real traffic runs over it: shown as such, asked for before changes. */
  readonly production: boolean
  /** Write what goes over the wire to the log, without secrets. */
  readonly trace: boolean
}

/** Seconds. */
export interface DeviceTimeouts {
  readonly connect?: number
  readonly hello?: number
  readonly rpc?: number
}

/** NETCONF over SSH, RFC 6242 §3. */
export const NETCONF_PORT = 830
/** NETCONF over TLS, RFC 7589 §2. */
const TLS_PORT = 6513

/** What a device is where its entry does not say otherwise. */
export const DEVICE_PRESETS = {
  transport: 'ssh',
  auth: 'password',
  framing: 'auto',
  hostKeys: 'ask',
  sshConfig: false,
  legacyAlgorithms: false,
  production: false,
  trace: false,
} as const

export interface ReadDevices {
  /** `index`: where in the list it stands. */
  readonly devices: readonly { readonly entry: DeviceEntry; readonly index: number }[]
  /** Entries that cannot be used, each with the reason as a sentence. */
  readonly problems: readonly { readonly index: number; readonly message: string }[]
}

/** Reads a list that a person may have written by hand. Never throws; what cannot be used is a problem. */
export function readDeviceEntries(raw: unknown): ReadDevices {
  const devices: { entry: DeviceEntry; index: number }[] = []
  const problems: { index: number; message: string }[] = []
  if (raw === undefined || raw === null) return { devices, problems }
  if (!Array.isArray(raw))
    return { devices, problems: [{ index: 0, message: 'The devices are not a list.' }] }
  const seen = new Set<string>()
  for (const [index, item] of raw.entries()) {
    const entry = readEntry(item)
    if (typeof entry === 'string') {
      problems.push({ index, message: `Device ${index + 1}${nameOf(item)}: ${entry}` })
    } else if (seen.has(entry.id)) {
      const message = `Device ${index + 1}${nameOf(item)}: another device has the id ${entry.id}.`
      problems.push({ index, message })
    } else {
      seen.add(entry.id)
      devices.push({ entry, index })
    }
  }
  return { devices, problems }
}

function readEntry(item: unknown): DeviceEntry | string {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return 'this is not an object.'
  const fields = new Map<string, unknown>(Object.entries(item))
  const problem = wrongField(fields) ?? missingField(fields)
  if (problem !== undefined) return problem
  const transport = oneIn(fields.get('transport'), TRANSPORTS, 'ssh')
  const host = text(fields, 'host') ?? ''
  const command = words(fields, 'command')
  const name = [text(fields, 'name'), host, text(fields, 'path'), command?.[0]].find(isNamed) ?? ''
  return {
    id: text(fields, 'id') ?? name,
    name,
    transport,
    host,
    port: Number(fields.get('port') ?? PORTS[transport]),
    username: text(fields, 'username') ?? '',
    auth: oneIn(fields.get('auth'), LOGINS, DEVICE_PRESETS.auth),
    framing: oneIn(fields.get('framing'), FRAMINGS, DEVICE_PRESETS.framing),
    hostKeys: oneIn(fields.get('hostKeys'), HOST_KEY_MODES, DEVICE_PRESETS.hostKeys),
    sshConfig: fields.get('sshConfig') === true,
    legacyAlgorithms: fields.get('legacyAlgorithms') === true,
    production: fields.get('production') === true,
    trace: fields.get('trace') === true,
    ...texts(fields),
    ...(command === undefined ? {} : { command }),
    ...records(fields),
  }
}

const TRANSPORTS = ['ssh', 'tls', 'unix', 'process'] as const
const LOGINS = ['password', 'key', 'agent'] as const
const FRAMINGS = ['auto', '1.0'] as const
const HOST_KEY_MODES = ['ask', 'accept-new', 'strict'] as const
const PORTS: Readonly<Record<DeviceEntry['transport'], number>> = {
  ssh: NETCONF_PORT,
  tls: TLS_PORT,
  unix: 0,
  process: 0,
}
/** Fields that are texts and may be absent. */
const TEXTS = [
  'group',
  'profile',
  'fingerprint',
  'jump',
  'caFile',
  'certificateFile',
  'certificateKeyFile',
  'pkcs12File',
  'serverName',
  'path',
  'keyFile',
] as const

function texts(fields: ReadonlyMap<string, unknown>): Partial<Record<(typeof TEXTS)[number], string>> {
  return Object.fromEntries(
    TEXTS.flatMap((name) => {
      const value = text(fields, name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** Fields that are objects themselves: the names in them, and the type of each value. */
const RECORDS = {
  timeouts: { names: ['connect', 'hello', 'rpc'], type: 'number' },
  algorithms: { names: ['kexAlgorithms', 'hostKeyAlgorithms', 'ciphers', 'macs'], type: 'string' },
} as const

function records(fields: ReadonlyMap<string, unknown>): Pick<DeviceEntry, 'timeouts' | 'algorithms'> {
  return Object.fromEntries(
    Object.keys(RECORDS).flatMap((name) => {
      const value = fields.get(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** What is wrong with a value that should be such an object. */
function recordProblem(name: keyof typeof RECORDS, value: unknown): string | undefined {
  const { names, type } = RECORDS[name]
  const kinds = type === 'number' ? 'numbers of seconds' : 'texts'
  const problem = `must be an object of ${kinds} under ${names.join(', ')}`
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return problem
  const isFine = Object.entries(value).every(
    ([key, each]) => names.some((known) => known === key) && typeof each === type && each !== 0,
  )
  return isFine ? undefined : problem
}

function words(fields: ReadonlyMap<string, unknown>, name: string): readonly string[] | undefined {
  const value = fields.get(name)
  return Array.isArray(value) && value.length > 0 ? value.map(String) : undefined
}

function isNamed(text: string | undefined): text is string {
  return text !== undefined && text !== ''
}

function oneIn<Value extends string>(value: unknown, allowed: readonly Value[], preset: Value): Value {
  return allowed.find((each) => each === value) ?? preset
}

/** What each transport cannot do without. */
function missingField(fields: ReadonlyMap<string, unknown>): string | undefined {
  const has = (name: string): boolean => text(fields, name) !== undefined
  switch (oneIn(fields.get('transport'), TRANSPORTS, 'ssh')) {
    case 'ssh': {
      if (!has('host') || !has('username')) return '"host" and "username" are needed.'
      const keyIsKnown = fields.get('auth') !== 'key' || has('keyFile') || fields.get('sshConfig') === true
      return keyIsKnown ? undefined : '"auth" is key, so "keyFile" is needed.'
    }
    case 'tls':
      return has('host') ? undefined : '"host" is needed.'
    case 'unix':
      return has('path') ? undefined : '"transport" is unix, so "path" is needed.'
    case 'process':
      return words(fields, 'command') === undefined
        ? '"transport" is process, so "command" is needed.'
        : undefined
  }
}

type Check = (value: unknown) => string | undefined

const isText: Check = (value) => (typeof value === 'string' ? undefined : 'must be a text')
const isSwitch: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false')
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.some((allowed) => allowed === value) ? undefined : `must be ${values.join(' or ')}`

const CHECKS: Readonly<Record<string, Check>> = {
  id: isText,
  name: isText,
  host: (value) => isText(value) ?? hostProblem(String(value)),
  port: (value) =>
    typeof value === 'number' ? portProblem(String(value)) : 'must be a number from 1 to 65535',
  username: (value) => isText(value) ?? usernameProblem(String(value)),
  transport: oneOf(...TRANSPORTS),
  auth: oneOf(...LOGINS),
  framing: oneOf(...FRAMINGS),
  hostKeys: oneOf(...HOST_KEY_MODES),
  command: (value) =>
    Array.isArray(value) && value.every((word) => typeof word === 'string')
      ? undefined
      : 'must be a list of texts: the program, then its arguments',
  ...Object.fromEntries(TEXTS.map((name) => [name, isText])),
  timeouts: (value) => recordProblem('timeouts', value),
  algorithms: (value) => recordProblem('algorithms', value),
  sshConfig: isSwitch,
  legacyAlgorithms: isSwitch,
  production: isSwitch,
  trace: isSwitch,
}

/** The first wrong field; a secret in a list of devices is wrong whatever it is called. */
function wrongField(fields: ReadonlyMap<string, unknown>): string | undefined {
  for (const secret of ['password', 'passphrase']) {
    if (fields.has(secret)) return `"${secret}" does not belong in settings; remove it, you are asked for it.`
  }
  for (const [name, check] of Object.entries(CHECKS)) {
    const value = fields.get(name)
    const problem = value === undefined ? undefined : check(value)
    if (problem !== undefined) return `"${name}": ${problem.replace(/\.$/, '')}.`
  }
  return undefined
}

function text(fields: ReadonlyMap<string, unknown>, name: string): string | undefined {
  const value = fields.get(name)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function nameOf(item: unknown): string {
  if (typeof item !== 'object' || item === null || !('name' in item)) return ''
  return typeof item.name === 'string' ? ` (${item.name})` : ''
}
