// What OpenSSH fills into the values of a config: %-tokens, ${VARIABLES} and ~ (ssh_config(5), "TOKENS").

import { createHash } from 'node:crypto'
import { homedir, hostname, userInfo } from 'node:os'
import { inHome } from './homePath.ts'

/** The machine and account that we run on. */
export interface LocalPlace {
  readonly home: string
  readonly user: string
  readonly uid: number
  readonly hostName: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

export function thisPlace(): LocalPlace {
  const { username, uid } = userInfo()
  return { home: homedir(), user: username, uid, hostName: hostname(), environment: process.env }
}

/** What the tokens stand for. */
export interface TokenValues {
  /** `%h`: the real name. */
  readonly hostName: string
  /** `%n`: the name as given. */
  readonly alias: string
  /** `%p` */
  readonly port: number
  /** `%r` */
  readonly user: string
  /** `%j`: ProxyJump's value. */
  readonly jump?: string
  /** `%k`: HostKeyAlias. */
  readonly keyAlias?: string
}

/** Letter → text, for file names: all of the list "%%, %C, %d, %h, %i, %j, %k, %L, %l, %n, %p, %r, %u". */
function fileTokens(values: TokenValues, place: LocalPlace): Readonly<Record<string, string>> {
  const { hostName, port, user, jump = '' } = values
  const seed = `${place.hostName}${hostName}${port}${user}${jump}`
  return {
    ...proxyTokens(values),
    C: createHash('sha1').update(seed).digest('hex'),
    L: place.hostName.replace(/\..*$/, ''),
    d: place.home,
    i: String(place.uid),
    j: jump,
    l: place.hostName,
    u: place.user,
  }
}

/** Letter → text, for ProxyCommand and ProxyJump. */
export function proxyTokens({
  hostName,
  alias,
  port,
  user,
  keyAlias,
}: TokenValues): Readonly<Record<string, string>> {
  return { '%': '%', h: hostName, k: keyAlias ?? alias, n: alias, p: String(port), r: user }
}

/** An unknown token stays as it is, so that what it made wrong can be read in the error that follows. */
export function expandTokens(text: string, tokens: Readonly<Record<string, string>>): string {
  return text.replace(/%(.)/g, (token, letter: string) => tokens[letter] ?? token)
}

/** A name of a file: first the home folder, then tokens and `${VARIABLES}`, as OpenSSH does. */
export function expandFile(text: string, values: TokenValues, place: LocalPlace): string {
  const tokens = fileTokens(values, place)
  return inHome(text, place.home).replace(
    /%(.)|\$\{([A-Za-z_]\w*)\}/g,
    (token, letter: string | undefined, variable: string | undefined) =>
      (letter === undefined ? place.environment[variable ?? ''] : tokens[letter]) ?? token,
  )
}
