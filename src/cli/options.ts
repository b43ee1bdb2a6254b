// The options there are: how each is written, what it takes, what it does.

import { DEFAULT_OPERATIONS } from '../language/netconfNames.ts'
import { PROFILE_NAMES } from '../profiles/profile.ts'
import { portProblem, usernameProblem } from '../transport/address.ts'
import { fingerprintProblem } from '../client/hostKeyCheck.ts'

export interface Option {
  /** Without the dashes. */
  readonly name: string
  readonly short?: string
  /** What stands for its value in help; absent: it is a flag. */
  readonly value?: string
  /** May be given several times. */
  readonly repeats?: boolean
  readonly help: string
  readonly choices?: readonly string[]
  /** What is wrong with a value, as a sentence. */
  readonly check?: (value: string) => string | undefined
}

export interface OptionGroup {
  readonly title: string
  readonly options: readonly Option[]
}

const wholeNumber =
  (least: number, most: number) =>
  (value: string): string | undefined =>
    /^\d{1,10}$/.test(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : `It is a whole number from ${least} to ${most}.`

/** Seconds, at most a day: what is longer is meant as no limit. */
const seconds = (value: string): string | undefined =>
  /^\d+(?:\.\d+)?$/.test(value) && Number(value) <= 86_400
    ? undefined
    : 'It is a number of seconds, 0 to 86400.'

export const WITH_DEFAULTS = ['report-all', 'report-all-tagged', 'trim', 'explicit'] as const

export const HOST_KEY_MODES = ['ask', 'accept-new', 'strict'] as const
export const FRAMINGS = ['auto', '1.0'] as const

const WAY: OptionGroup = {
  title: 'The way to the device (default: SSH to DEVICE, port 830)',
  options: [
    { name: 'tls', help: 'TLS in place of SSH, port 6513' },
    { name: 'unix', value: 'PATH', help: 'a Unix socket of this machine; there is no DEVICE then' },
    {
      name: 'command',
      value: 'WORDS',
      help: "standard input and output of a program, such as 'ssh -s core-1 netconf'; no shell is involved, and there is no DEVICE",
    },
    { name: 'port', value: 'N', help: 'in place of the one behind DEVICE', check: portProblem },
    {
      name: 'user',
      short: 'l',
      value: 'NAME',
      help: 'in place of the one before DEVICE',
      check: usernameProblem,
    },
    {
      name: 'jump',
      short: 'J',
      value: 'HOSTS',
      help: 'jump hosts as in ssh -J: [USER@]HOST[:PORT], commas between',
    },
    {
      name: 'ssh-config',
      short: 'F',
      value: 'FILE',
      help: 'in place of ~/.ssh/config and the system’s; "none" for none',
    },
    { name: 'legacy-algorithms', help: 'also offer SSH algorithms that are weak today, for old devices' },
  ],
}

const LOGIN: OptionGroup = {
  title: 'Who you are',
  options: [
    { name: 'identity', short: 'i', value: 'FILE', repeats: true, help: 'private key for SSH' },
    { name: 'no-agent', help: 'do not use the SSH agent' },
    { name: 'cert', value: 'FILE', help: 'our certificate for TLS (PEM)' },
    { name: 'key', value: 'FILE', help: 'its private key (PEM)' },
    { name: 'pkcs12', value: 'FILE', help: 'both in one file, in place of --cert and --key' },
  ],
}

export const TRUST: OptionGroup = {
  title: 'Who the device is (it is always checked)',
  options: [
    {
      name: 'host-key',
      value: 'SHA256:…',
      repeats: true,
      help: 'take the device by this fingerprint and no other, as "ssh-keygen -lf" prints it',
      check: fingerprintProblem,
    },
    {
      name: 'known-hosts',
      value: 'FILE',
      repeats: true,
      help: 'in place of ~/.ssh/known_hosts and the system’s',
    },
    {
      name: 'host-key-mode',
      value: 'MODE',
      help: 'for keys that are not known: ask on the terminal (default), accept-new and remember, or strict: refuse',
      choices: HOST_KEY_MODES,
    },
    { name: 'ca', value: 'FILE', repeats: true, help: 'TLS: authorities to trust, in place of the system’s' },
    {
      name: 'server-name',
      value: 'NAME',
      help: 'TLS: the name that its certificate must be for, if not DEVICE',
    },
    { name: 'fingerprint', value: 'HEX', help: 'TLS: SHA-256 of the very certificate that it must show' },
  ],
}

const SESSION: OptionGroup = {
  title: 'Session',
  options: [
    { name: 'profile', value: 'NAME', help: 'the family of devices it belongs to', choices: PROFILE_NAMES },
    {
      name: 'framing',
      value: 'VERSION',
      help: '1.0 for devices whose base:1.1 is broken',
      choices: FRAMINGS,
    },
    {
      name: 'connect-timeout',
      value: 'S',
      help: 'seconds to connect and exchange hellos (30)',
      check: seconds,
    },
    {
      name: 'timeout',
      value: 'S',
      help: 'seconds to wait for each reply (60); 0 for no limit',
      check: seconds,
    },
  ],
}

export const OUTPUT: OptionGroup = {
  title: 'Output',
  options: [
    {
      name: 'output',
      short: 'o',
      value: 'FILE',
      help: 'write what would go to standard output there; large replies go there as they come',
    },
    { name: 'json', help: 'an envelope: {messageId, elapsedMs, bytes, warnings, errors, xml}' },
    { name: 'pretty', help: 'indent XML; the default on a terminal' },
    { name: 'raw', help: 'XML byte for byte as it came; the default elsewhere' },
    { name: 'trace', help: 'write every message to standard error, without the values of secret leaves' },
    { name: 'quiet', short: 'q', help: 'on standard error nothing but errors' },
    { name: 'help', short: 'h', help: 'this text' },
  ],
}

/** What every command that talks to a device takes. */
export const SHARED_GROUPS: readonly OptionGroup[] = [WAY, LOGIN, TRUST, SESSION, OUTPUT]

export const FILTERS: readonly Option[] = [
  {
    name: 'subtree',
    value: 'FILE|XML',
    help: 'subtree filter: a file, XML that begins with "<", or - for standard input',
  },
  { name: 'xpath', value: 'EXPRESSION', help: 'XPath filter, for devices with :xpath' },
  {
    name: 'ns',
    value: 'PREFIX=URI',
    repeats: true,
    help: 'a prefix in the XPath expression',
    check: (value) => (/^[^=\s]+=\S+$/.test(value) ? undefined : 'It is written as PREFIX=URI.'),
  },
]

export const DEFAULTS: Option = {
  name: 'with-defaults',
  value: 'MODE',
  help: 'how to report defaults (RFC 6243)',
  choices: WITH_DEFAULTS,
}

export const DEFAULT_OPERATION: Option = {
  name: 'default-operation',
  value: 'OPERATION',
  help: 'for elements without one of their own',
  choices: DEFAULT_OPERATIONS,
}

export const count = (name: string, help: string, least = 1, most = 4_294_967_295): Option => ({
  name,
  value: 'N',
  help,
  check: wholeNumber(least, most),
})

export const duration = (name: string, help: string): Option => ({ name, value: 'S', help, check: seconds })
