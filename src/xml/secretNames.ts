// Tells by its name whether an element or attribute holds a secret, or lines of a device's command language.

/** Names as `squash` leaves them. */
const SECRET =
  /pass(?:word|wd|phrase|code)|pwd|secret|credential|token|psk|(?:private|cleartext|preshared|shared|auth|authentication)key|key(?:string|data|value|s)?$|^(?:cak|sak|md5|sha)$/
/** Public by their nature; hiding them would only make a trace harder to read. */
const PUBLIC = /(?:public|host|primary)key$/
const COMMUNITY = /community/
/** BGP has communities too, and they are no secret; a plain `community` may be either, so it goes. */
const BGP_COMMUNITY =
  /(?:ext|extended|large|bgp|send|std|standard|route)community|community(?:sets?|lists?|members?)/

const CLI = new Set([
  ...['cli', 'cmd', 'command', 'clishow', 'execution', 'output', 'script'],
  ...['configurationtext', 'configurationset', 'configurationjson', 'configurationoutput'],
  ...['configformatcliblock', 'configformattextblock', 'configformattextcmd', 'textstartfrom'],
  ...['cliconfigdata', 'cliconfigdatablock'],
])

/** `sys:Auth-Key` → `authkey`. */
function squash(name: string): string {
  return name
    .slice(name.lastIndexOf(':') + 1)
    .replace(/[-_.]/g, '')
    .toLowerCase()
}

/** Written with or without prefix. In doubt the answer is yes: a trace can do without a value, not without secrecy. */
export function isSecretName(name: string): boolean {
  const plain = squash(name)
  if (COMMUNITY.test(plain)) return !BGP_COMMUNITY.test(plain)
  return SECRET.test(plain) && !PUBLIC.test(plain)
}

/** `value` tells RFC 7950 §7.8.6's `key="[name='x']"`, which says where an entry goes, from a secret key. */
export function isSecretAttribute(name: string, value: string): boolean {
  if (name === 'xmlns' || name.startsWith('xmlns:')) return false
  return isSecretName(name) && !(squash(name) === 'key' && value.startsWith('['))
}

/** The element's text is lines of commands or of configuration as the device's command line shows it. */
export function isCliName(name: string): boolean {
  return CLI.has(squash(name))
}
