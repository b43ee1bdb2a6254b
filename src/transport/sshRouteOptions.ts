// Turns a way found in an ssh config into what the SSH client wants to know.

import type { SshRoute } from './jumpHosts.ts'
import type { SshConnectionOptions } from './sshConnection.ts'
import type { SshPeer } from './sshHandshake.ts'
import type { ResolvedHost } from './sshHost.ts'
import type { TokenValues } from './sshTokens.ts'

/** What no config can say of a host: asked for the device and for each jump host. */
export type PeerTrust = Pick<SshPeer, 'credentials' | 'onHostKey' | 'preferredKeyTypes'>

/** `trust` is asked once for each host, from the one next to us to the device. */
export async function sshRouteOptions(
  { hops, target, proxyCommand }: SshRoute,
  trust: (host: ResolvedHost) => Promise<PeerTrust>,
): Promise<SshConnectionOptions> {
  const peers: SshPeer[] = []
  for (const hop of hops) peers.push(peerOf(hop, await trust(hop)))
  const [first = target] = hops
  return {
    ...peerOf(target, await trust(target)),
    hops: peers,
    addressFamily: first.addressFamily,
    ...(first.bindAddress === undefined ? {} : { bindAddress: first.bindAddress }),
    ...(proxyCommand === undefined
      ? {}
      : { proxyCommand: { command: proxyCommand, tokens: tokensOf(first) } }),
  }
}

function peerOf(host: ResolvedHost, trust: PeerTrust): SshPeer {
  const { serverAliveInterval: interval, kexAlgorithms, hostKeyAlgorithms, ciphers, macs } = host
  return {
    host: host.hostName,
    port: host.port,
    ...trust,
    keepaliveCount: host.serverAliveCountMax,
    ...(interval === undefined ? {} : { keepaliveMs: interval * 1_000 }),
    algorithms: {
      ...(kexAlgorithms === undefined ? {} : { kexAlgorithms }),
      ...(hostKeyAlgorithms === undefined ? {} : { hostKeyAlgorithms }),
      ...(ciphers === undefined ? {} : { ciphers }),
      ...(macs === undefined ? {} : { macs }),
    },
  }
}

/** For a ProxyCommand that leads to this host. */
export function tokensOf({ alias, hostName, port, user, hostKeyAlias }: ResolvedHost): TokenValues {
  return { alias, hostName, port, user, ...(hostKeyAlias === undefined ? {} : { keyAlias: hostKeyAlias }) }
}
