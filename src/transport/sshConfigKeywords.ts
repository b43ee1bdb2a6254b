// The keywords of ssh_config that we act upon, each with the form of its value.

/** What is wrong with a value, if anything. */
type Check = (value: string) => string | undefined

export interface KeywordForm {
  /** One word, several words, or the line as it stands. */
  readonly takes: 'word' | 'words' | 'line'
  /** Every line that applies adds to it; of all others the first one counts. */
  readonly accumulates?: boolean
  readonly check?: Check
}

const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value.toLowerCase()) ? undefined : `must be ${values.join(', ')}`

const yesNo = oneOf('yes', 'no', 'true', 'false')
const isTime: Check = (value) =>
  seconds(value) === undefined ? 'must be a time such as 30 or 1m30s' : undefined
const isCount: Check = (value) => (/^\d{1,9}$/.test(value) ? undefined : 'must be a number')
const isPort: Check = (value) =>
  /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535
    ? undefined
    : 'must be a port number'

const WORD: KeywordForm = { takes: 'word' }

export const KEYWORDS: Readonly<Record<string, KeywordForm>> = {
  addressfamily: { takes: 'word', check: oneOf('any', 'inet', 'inet6') },
  bindaddress: WORD,
  canonicalizehostname: {
    takes: 'word',
    check: (value) =>
      /^(no|none|false)$/i.test(value) ? undefined : 'host names are not completed here; write HostName',
  },
  certificatefile: { takes: 'word', accumulates: true },
  ciphers: WORD,
  connecttimeout: { takes: 'word', check: (value) => (value === 'none' ? undefined : isTime(value)) },
  globalknownhostsfile: { takes: 'words' },
  hostkeyalgorithms: WORD,
  hostkeyalias: WORD,
  hostname: WORD,
  identitiesonly: { takes: 'word', check: yesNo },
  identityagent: WORD,
  identityfile: { takes: 'word', accumulates: true },
  kexalgorithms: WORD,
  macs: WORD,
  port: { takes: 'word', check: isPort },
  proxycommand: { takes: 'line' },
  proxyjump: { takes: 'line' },
  serveralivecountmax: { takes: 'word', check: isCount },
  serveraliveinterval: { takes: 'word', check: isTime },
  stricthostkeychecking: {
    takes: 'word',
    check: oneOf('yes', 'no', 'ask', 'accept-new', 'off', 'true', 'false'),
  },
  user: WORD,
  userknownhostsfile: { takes: 'words' },
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** A time as sshd_config(5), "TIME FORMATS", has it. `undefined` if it is none. */
export function seconds(text: string): number | undefined {
  if (text === '' || !/^(?:\d{1,9}[smhdw])*(?:\d{1,9})?$/i.test(text)) return undefined
  let total = 0
  for (const [, count, unit = 's'] of text.toLowerCase().matchAll(/(\d+)([smhdw])?/g)) {
    total += Number(count) * (UNIT_SECONDS[unit] ?? 1)
  }
  return total
}
