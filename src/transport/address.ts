// Where a device is, as people write it: user@host:port with IPv6 in brackets.

import { isIPv4, isIPv6 } from 'node:net'

interface Address {
  /** Without brackets. */
  readonly host: string
  readonly port?: number
  readonly username?: string
}

export type ParsedAddress =
  | { readonly value: Address; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string }

const LABEL = /^[\p{L}\p{N}_]([\p{L}\p{N}_-]*[\p{L}\p{N}_])?$/u

/**
 * Reads `core-1`, `admin@core-1:830`, `[2001:db8::1]:830`, `2001:db8::1` or an `ssh://` address. Never throws; `problem`
 * is a sentence for the person who typed it.
 */
export function parseAddress(text: string): ParsedAddress {
  const bare = text
    .trim()
    .replace(/^(ssh|netconf):\/\//i, '')
    .replace(/\/$/, '')
  const at = bare.lastIndexOf('@')
  const username = at < 0 ? undefined : bare.slice(0, at)
  if (username !== undefined && usernameProblem(username) !== undefined) {
    return { problem: 'Before the @ goes a user name without spaces.' }
  }
  const { host, port: portText } = splitPort(bare.slice(at + 1))
  const problem = hostProblem(host) ?? (portText === undefined ? undefined : portProblem(portText))
  if (problem !== undefined) return { problem }
  return {
    value: {
      host,
      ...(portText === undefined ? {} : { port: Number(portText) }),
      ...(username === undefined ? {} : { username }),
    },
  }
}

/** A lone IPv6 address has colons of its own, so only one colon, or a bracket before it, sets off a port. */
function splitPort(text: string): { host: string; port?: string } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text)
  if (bracketed !== null) {
    const [, host = '', port] = bracketed
    return port === undefined ? { host } : { host, port }
  }
  const colon = text.indexOf(':')
  if (colon < 0 || colon !== text.lastIndexOf(':')) return { host: text }
  return { host: text.slice(0, colon), port: text.slice(colon + 1) }
}

/** What is wrong with a host name or address, if anything. */
export function hostProblem(host: string): string | undefined {
  if (host === '') return 'Enter a host name or an IP address.'
  if (isIPv4(host) || isIPv6(host)) return undefined
  if (/^[\d.]+$/.test(host)) return `${host} is not an IPv4 address.`
  if (host.includes(':')) return `${host} is not an IPv6 address; with a port it goes [address]:port.`
  const labels = host.replace(/\.$/, '').split('.')
  if (host.length > 253 || !labels.every((label) => label.length <= 63 && LABEL.test(label))) {
    return 'A host name has letters, digits, hyphens and dots only.'
  }
  return undefined
}

/** What is wrong with a port as typed, if anything. */
export function portProblem(text: string): string | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  return port >= 1 && port <= 65_535 ? undefined : 'A port is a number from 1 to 65535; NETCONF has 830.'
}

/** What is wrong with a user name, if anything. */
export function usernameProblem(text: string): string | undefined {
  return text === '' || /[\s\u0000-\u001f\u007f]/.test(text)
    ? 'Enter the user name on the device, without spaces.'
    : undefined
}

/** Whether nobody but this machine reaches the address. */
export function isLoopback(address: string): boolean {
  return (
    address === '::1' ||
    address.toLowerCase() === 'localhost' ||
    (isIPv4(address) && address.startsWith('127.'))
  )
}

/** `core-1:830`, `[2001:db8::1]:830`. */
export function formatAddress(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}
