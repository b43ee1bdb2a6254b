// Opens the transport that a target names.

import type { Profile } from '../profiles/profile.ts'
import { connectProcess } from '../transport/childProcess.ts'
import { NETCONF_PORT } from '../transport/deviceEntry.ts'
import type { SshCredentials } from '../transport/sshAuth.ts'
import { connectSsh } from '../transport/sshClient.ts'
import type { SshPeer } from '../transport/sshHandshake.ts'
import { connectTls, NETCONF_TLS_PORT } from '../transport/tls.ts'
import type { Transport } from '../transport/transport.ts'
import { connectUnix } from '../transport/unixSocket.ts'
import type { SshHost, SshTarget, Target, TlsTarget } from './connectOptions.ts'
import { hostKeyCheck } from './hostKeyCheck.ts'

export interface Limits {
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

const SSH_PORT = 22

/** Throws ConnectError, a TypeError for options that cannot be meant, or the signal's reason. */
export function openTransport(
  target: Target,
  profile: Pick<Profile, 'subsystems' | 'execFallback'>,
  limits: Limits,
): Promise<Transport> {
  switch (target.transport) {
    case 'ssh':
      return openSsh(target, profile, limits)
    case 'tls':
      return openTls(target, limits)
    case 'unix':
      return connectUnix({ path: target.path, ...limits })
    case 'process':
      return connectProcess({
        command: target.command,
        args: target.args ?? [],
        ...(limits.signal && { signal: limits.signal }),
      })
  }
}

async function openSsh(
  target: SshTarget,
  { subsystems, execFallback }: Pick<Profile, 'subsystems' | 'execFallback'>,
  limits: Limits,
): Promise<Transport> {
  const { jumpHosts = [], proxyCommand, socket, bindAddress, addressFamily, subsystem } = target
  const hops: SshPeer[] = []
  for (const jumpHost of jumpHosts) hops.push(await peerOf(jumpHost, SSH_PORT))
  return connectSsh({
    ...limits,
    ...(await peerOf(target, NETCONF_PORT)),
    hops,
    subsystem: subsystem ?? subsystems,
    ...(execFallback !== undefined && { execFallback }),
    ...(proxyCommand !== undefined && { proxyCommand }),
    ...(socket !== undefined && { socket }),
    ...(bindAddress !== undefined && { bindAddress }),
    ...(addressFamily !== undefined && { addressFamily }),
  })
}

async function peerOf(target: SshHost, defaultPort: number): Promise<SshPeer> {
  const { host, port = defaultPort, legacyAlgorithms, algorithms, keepaliveMs, keepaliveCount } = target
  return {
    host,
    port,
    credentials: credentialsOf(target),
    ...(await hostKeyCheck(target.hostKey, host, port)),
    ...(legacyAlgorithms !== undefined && { legacyAlgorithms }),
    ...(algorithms !== undefined && { algorithms }),
    ...(keepaliveMs !== undefined && { keepaliveMs }),
    ...(keepaliveCount !== undefined && { keepaliveCount }),
  }
}

/** The login as the transport wants it: a password that is a text is tried once. */
export function credentialsOf(target: Omit<SshHost, 'host' | 'hostKey'>): SshCredentials {
  const { username, password, passphrase, privateKey, keys, agent, identitiesOnly, answers } = target
  return {
    username,
    ...(privateKey !== undefined && { privateKey }),
    ...(keys !== undefined && { keys }),
    ...(agent !== undefined && { agent }),
    ...(identitiesOnly !== undefined && { identitiesOnly }),
    ...(answers !== undefined && { answers }),
    ...(passphrase !== undefined && {
      passphrase: typeof passphrase === 'function' ? passphrase : () => Promise.resolve(passphrase),
    }),
    ...(password !== undefined && {
      password:
        typeof password === 'function'
          ? password
          : (attempt: number) => Promise.resolve(attempt === 0 ? password : undefined),
    }),
  }
}

function openTls(target: TlsTarget, limits: Limits): Promise<Transport> {
  const { host, port = NETCONF_TLS_PORT, identity, ca, serverName, fingerprint, tlsVersion } = target
  return connectTls({
    host,
    port,
    ...limits,
    ...(identity !== undefined && { identity }),
    ...(ca !== undefined && { ca }),
    ...(serverName !== undefined && { serverName }),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(tlsVersion !== undefined && { tlsVersion }),
  })
}
