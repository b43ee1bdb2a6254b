// Opens the transport to a device: by SSH, perhaps through jump hosts, by TLS, a Unix socket or a local program.

import { readFile } from 'node:fs/promises'
import type { Profile } from '../profiles/profile.ts'
import { formatAddress } from '../transport/address.ts'
import type { ClientIdentity } from '../transport/certificates.ts'
import { ConnectError } from '../transport/errors.ts'
import { inHome } from '../transport/homePath.ts'
import type { SshCredentials } from '../transport/sshAuth.ts'
import type { PeerTrust } from '../transport/sshRouteOptions.ts'
import type { ResolvedHost } from '../transport/sshHost.ts'
import type { Transport } from '../transport/transport.ts'
import { loginOf, type Login } from './credentials.ts'
import { Refusal } from './failure.ts'
import type { HostKeys } from './hostKeys.ts'
import type { Turn } from './questions.ts'
import type { Secrets } from './secrets.ts'
import { timeouts, type Device } from './settings.ts'

export interface TransportParts {
  readonly secrets: Secrets
  readonly hostKeys: HostKeys
  /** How the family wants NETCONF asked for. */
  readonly profile: Pick<Profile, 'subsystems' | 'execFallback'>
  /** Struck when a question is dismissed: that cancels the attempt. */
  readonly abort: AbortController
  /** The attempt's place among the questions of others. */
  readonly turn: Turn
}

/** Throws ConnectError, Refusal, or the signal's reason. Each transport is loaded when it is first needed. */
export async function openDeviceTransport(device: Device, parts: TransportParts): Promise<Transport> {
  const limits = { timeoutMs: timeouts(device).connectMs, signal: parts.abort.signal }
  switch (device.transport) {
    case 'ssh':
      return openSsh(device, parts)
    case 'tls':
      return openTls(device, parts)
    case 'unix': {
      const { connectUnix } = await import('../transport/unixSocket.ts')
      return connectUnix({ path: inHome(device.path ?? ''), ...limits })
    }
    case 'process': {
      if (device.origin === 'workspace') {
        throw new Refusal(
          `${device.name} comes with the workspace, so it may not start a program. Put it into your user settings if you want that.`,
        )
      }
      const { connectProcess } = await import('../transport/childProcess.ts')
      const [command = '', ...args] = device.command ?? []
      return connectProcess({ command, args, signal: parts.abort.signal })
    }
  }
}

async function openSsh(device: Device, parts: TransportParts): Promise<Transport> {
  const [{ connectSsh }, { routeTo }, { readSshConfig }, { sshRouteOptions }] = await Promise.all([
    import('../transport/sshClient.ts'),
    import('../transport/jumpHosts.ts'),
    import('../transport/sshConfigFiles.ts'),
    import('../transport/sshRouteOptions.ts'),
  ])
  const config = device.sshConfig ? readSshConfig().value : { statements: [] }
  const { value: route, problem } = routeTo(config, device.host, {
    user: device.username,
    port: device.port,
    ...(device.jump !== undefined && { jump: device.jump }),
  })
  if (problem !== undefined) throw new ConnectError('unreachable', problem)
  const login = await loginOf(device, parts.secrets, parts.abort, parts.turn)
  const transport = await connectSsh({
    ...(await sshRouteOptions(route, (host) => trustFor(host, host === route.target, device, login, parts))),
    subsystem: parts.profile.subsystems,
    ...(parts.profile.execFallback !== undefined && { execFallback: parts.profile.execFallback }),
    ...(device.algorithms !== undefined && { algorithms: device.algorithms }),
    legacyAlgorithms: device.legacyAlgorithms,
    timeoutMs: connectTimeout(device, route.target),
    signal: parts.abort.signal,
  })
  await login.remember()
  return transport
}

/** Milliseconds; the device's own counts before the ssh config, and that before the setting for all. */
function connectTimeout(device: Device, { connectTimeout: configured }: ResolvedHost): number {
  const isOwn = device.timeouts?.connect !== undefined || configured === undefined
  return isOwn ? timeouts(device).connectMs : configured * 1_000
}

/** What the device itself, or a jump host before it, is shown and has to show. */
async function trustFor(
  host: ResolvedHost,
  isTarget: boolean,
  device: Device,
  login: Login,
  { hostKeys, abort, turn }: TransportParts,
): Promise<PeerTrust> {
  const address = { host: host.hostName, port: host.port, username: host.user }
  // A jump host's secrets are its own, and no pin of the device is meant for it.
  const peer: Device = isTarget
    ? { ...device, ...address }
    : {
        ...withoutPin(device),
        ...address,
        id: `${device.id}/${formatAddress(host.hostName, host.port)}`,
        name: `${device.name} by ${host.alias}`,
      }
  const { credentials } = isTarget ? login : await loginOf(peer, undefined, abort, turn)
  return {
    credentials: await withConfiguredKeys(credentials, host, device),
    onHostKey: (key) => hostKeys.verify(peer, key, device.sshConfig ? host : undefined, turn),
    preferredKeyTypes: await hostKeys.preferredTypes(address, device.sshConfig ? host : undefined),
  }
}

/** The device as if nobody had pinned its key. */
export function withoutPin(device: Device): Device {
  const copy: { -readonly [Name in keyof Device]: Device[Name] } = { ...device }
  delete copy.fingerprint
  return copy
}

/** Keys that the ssh config names, where the device follows it. */
export async function withConfiguredKeys(
  credentials: SshCredentials,
  host: ResolvedHost,
  { sshConfig }: Device,
): Promise<SshCredentials> {
  if (!sshConfig) return credentials
  const { readIdentityFiles } = await import('../transport/sshIdentityFiles.ts')
  const { keys, problems } = await readIdentityFiles(host)
  if (keys.length === 0 && problems[0] !== undefined) throw new ConnectError('auth', problems[0])
  return {
    ...credentials,
    keys,
    identitiesOnly: host.identitiesOnly,
    ...(host.identityAgent !== undefined && { agent: host.identityAgent }),
    certificateFiles: host.certificateFiles,
  }
}

async function openTls(device: Device, { secrets, abort, turn }: TransportParts): Promise<Transport> {
  const { connectTls } = await import('../transport/tls.ts')
  const { fingerprint, serverName, caFile } = device
  const login = await loginOf(device, secrets, abort, turn)
  const identity = await identityOf(device, login.passphrase)
  const transport = await connectTls({
    host: device.host,
    port: device.port,
    ...(identity !== undefined && { identity }),
    ...(caFile !== undefined && { ca: await textOf(caFile) }),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(serverName !== undefined && { serverName }),
    timeoutMs: timeouts(device).connectMs,
    signal: abort.signal,
  })
  await login.remember()
  return transport
}

/** Who we are to a TLS device; undefined where nothing is configured. */
export async function identityOf(
  device: Device,
  passphrase: () => Promise<string | undefined>,
): Promise<ClientIdentity | undefined> {
  const { pkcs12File, certificateFile, certificateKeyFile } = device
  if (pkcs12File !== undefined) return { pkcs12: await bytesOf(pkcs12File), passphrase }
  if (certificateFile === undefined) return undefined
  return {
    certificate: await textOf(certificateFile),
    privateKey: await textOf(certificateKeyFile ?? certificateFile),
    passphrase,
  }
}

export async function textOf(file: string): Promise<string> {
  return (await bytesOf(file)).toString('utf8')
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(inHome(file))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ConnectError(
      'tls',
      `A file of this device cannot be read: ${why}. Edit the device to choose another.`,
      {
        cause: error,
      },
    )
  }
}
