// The way to a device: which jump hosts lie on it, in which order, and what opens the first connection (ssh_config(5), "ProxyJump").

import { parseAddress } from './address.ts'
import type { SshConfig } from './sshConfig.ts'
import { resolveHost, type ResolvedHost, type ResolveOptions } from './sshHost.ts'
import { expandTokens, proxyTokens } from './sshTokens.ts'

export interface SshRoute {
  /** Jump hosts from ours to the device's side; each may have a name, user and keys of its own from the config. */
  readonly hops: readonly ResolvedHost[]
  readonly target: ResolvedHost
  /** Leads to the first of `[...hops, target]` in place of a TCP connection; as written. */
  readonly proxyCommand?: string
}

export interface RouteOptions extends ResolveOptions {
  /** Jump hosts as ProxyJump has them, `none` for a direct way; in place of what the config says. */
  readonly jump?: string
}

/** The way as the config has it. Never throws; with a problem (a sentence) the route must not be used. */
export function routeTo(
  config: SshConfig,
  alias: string,
  options: RouteOptions = {},
): { readonly value: SshRoute; readonly problem?: string } {
  return routeFrom(config, alias, options, [])
}

/** `seen`: hosts whose way this one is on. */
function routeFrom(
  config: SshConfig,
  alias: string,
  { jump, ...options }: RouteOptions,
  seen: readonly string[],
): { readonly value: SshRoute; readonly problem?: string } {
  const target = resolveHost(config, alias, options)
  const written = jump ?? target.proxyJump
  const direct: SshRoute = {
    hops: [],
    target,
    ...(target.proxyCommand === undefined || jump !== undefined ? {} : { proxyCommand: target.proxyCommand }),
  }
  if (written === undefined || written.toLowerCase() === 'none') return { value: direct }

  const here = nameOf(target)
  if (seen.includes(here)) return { value: direct, problem: `${here} is to be reached by way of itself.` }
  const [first, ...others] = expandTokens(written, proxyTokens(target)).split(',').map(parseAddress)
  const problem = [first, ...others].find((jumpHost) => jumpHost?.problem !== undefined)?.problem
  if (first?.value === undefined || problem !== undefined) {
    return {
      value: direct,
      problem: `The jump hosts "${written}" of ${alias} cannot be used: ${problem ?? ''}`,
    }
  }
  const { place } = options
  const asked = ({ username, port }: { username?: string; port?: number }): ResolveOptions => ({
    ...(username === undefined ? {} : { user: username }),
    ...(port === undefined ? {} : { port }),
    ...(place === undefined ? {} : { place }),
  })
  // Only the first jump host is reached from here, so only its own way counts.
  const start = routeFrom(config, first.value.host, asked(first.value), [...seen, here])
  const rest = others.flatMap(({ value }) =>
    value === undefined ? [] : [resolveHost(config, value.host, asked(value))],
  )
  const { hops, target: firstHop, ...way } = start.value
  const value: SshRoute = { ...way, hops: [...hops, firstHop, ...rest], target }
  return start.problem === undefined ? { value } : { value, problem: start.problem }
}

function nameOf({ user, hostName, port }: ResolvedHost): string {
  return `${user}@${hostName} port ${port}`
}
