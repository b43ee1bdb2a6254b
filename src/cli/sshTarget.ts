// The way to a device over SSH as the command line and the user's ssh config have it: jump hosts, keys, trust.

import type { SshHost, SshTarget } from '../client/connectOptions.ts'
import { formatAddress, parseAddress } from '../transport/address.ts'
import { NETCONF_PORT } from '../transport/deviceEntry.ts'
import { routeTo, type SshRoute } from '../transport/jumpHosts.ts'
import { readSshConfig } from '../transport/sshConfigFiles.ts'
import type { ResolvedHost } from '../transport/sshHost.ts'
import { readIdentityFiles } from '../transport/sshIdentityFiles.ts'
import type { SshKey } from '../transport/sshKeys.ts'
import { tokensOf } from '../transport/sshRouteOptions.ts'
import type { Arguments } from './arguments.ts'
import { printable, type Console } from './console.ts'
import { UsageError } from './failures.ts'
import { answersOf, fileOf, passphraseFor, passwordFor } from './secrets.ts'
import { hostKeyRule } from './trust.ts'

/** Throws UsageError for an address or jump hosts that cannot be meant. */
export async function sshTarget(device: string, args: Arguments, console: Console): Promise<SshTarget> {
  const { hops, target, proxyCommand } = routeFrom(device, args, console)
  const first = hops[0] ?? target
  const jumpHosts: SshHost[] = []
  // Pins are meant for the device, not for those on the way to it.
  for (const hop of hops) jumpHosts.push(await hostOf(hop, args.without('host-key'), console))
  return {
    transport: 'ssh',
    ...(await hostOf(target, args, console)),
    legacyAlgorithms: args.has('legacy-algorithms'),
    jumpHosts,
    ...(proxyCommand !== undefined && { proxyCommand: { command: proxyCommand, tokens: tokensOf(first) } }),
    addressFamily: first.addressFamily,
    ...(first.bindAddress !== undefined && { bindAddress: first.bindAddress }),
  }
}

function routeFrom(device: string, args: Arguments, console: Console): SshRoute {
  const { value: address, problem } = parseAddress(device)
  if (problem !== undefined) throw new UsageError(`${device}: ${problem}`)
  const user = args.value('user') ?? address.username
  const port = args.number('port') ?? address.port
  const jump = args.value('jump')
  const file = args.value('ssh-config')
  const config =
    file === 'none'
      ? { value: { statements: [] }, problems: [] }
      : readSshConfig(file === undefined ? {} : { userFile: file, systemFile: undefined })
  for (const found of config.problems) {
    console.tell(`note: ${found.file} line ${found.line}: ${found.message}`)
  }
  const route = routeTo(config.value, address.host, {
    defaultPort: NETCONF_PORT,
    ...(user !== undefined && { user }),
    ...(port !== undefined && { port }),
    ...(jump !== undefined && { jump }),
  })
  if (route.problem !== undefined) throw new UsageError(route.problem)
  return route.value
}

async function hostOf(host: ResolvedHost, args: Arguments, console: Console): Promise<SshHost> {
  const { serverAliveInterval, serverAliveCountMax } = host
  return {
    host: host.hostName,
    port: host.port,
    ...(await loginOf(host, args, console)),
    hostKey: hostKeyRule(args, placeOf(host), console),
    algorithms: host,
    ...(serverAliveInterval !== undefined && { keepaliveMs: serverAliveInterval * 1_000 }),
    keepaliveCount: serverAliveCountMax,
  }
}

function placeOf(host: ResolvedHost): Parameters<typeof hostKeyRule>[1] {
  return {
    host: host.hostName,
    port: host.port,
    ...(host.hostKeyAlias !== undefined && { alias: host.hostKeyAlias }),
    userFiles: host.userKnownHostsFiles,
    globalFiles: host.globalKnownHostsFiles,
    mode: host.strictHostKeyChecking,
  }
}

type Keys = NonNullable<SshHost['keys']>[number][]
type Login = Omit<SshHost, 'host' | 'port' | 'hostKey'>

async function loginOf(host: ResolvedHost, args: Arguments, console: Console): Promise<Login> {
  const username = host.user
  const who = `${username}@${formatAddress(host.hostName, host.port)}`
  const agent = args.has('no-agent') ? undefined : (host.identityAgent ?? defaultAgent())
  return {
    username,
    keys: [...(await namedKeys(args)), ...(await configuredKeys(host, args, console))],
    ...(agent !== undefined && { agent, identitiesOnly: host.identitiesOnly }),
    password: passwordFor(who, console),
    passphrase: (file) => passphraseFor(file, console)(),
    answers: answersOf(console),
  }
}

/** Where Windows' own agent listens; elsewhere the config says, which knows SSH_AUTH_SOCK. */
function defaultAgent(): string | undefined {
  return process.platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : undefined
}

async function namedKeys(args: Arguments): Promise<Keys> {
  const keys: Keys = []
  for (const file of args.list('identity')) {
    keys.push({ name: file, privateKey: (await fileOf(file, '--identity')).toString('utf8') })
  }
  return keys
}

/** With `--identity` nothing is guessed. */
async function configuredKeys(
  host: ResolvedHost,
  args: Arguments,
  console: Console,
): Promise<readonly SshKey[]> {
  if (args.has('identity')) return []
  const { keys, problems } = await readIdentityFiles(host)
  for (const problem of problems) console.tell(`note: ${printable(problem)}`)
  return keys
}
