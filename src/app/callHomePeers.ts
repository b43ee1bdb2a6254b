// The devices that may call home, as each is known and logged in to.

import type { ContextOptions } from '../transport/certificates.ts'
import type { SshCredentials } from '../transport/sshAuth.ts'
import type { SshConfig } from '../transport/sshConfig.ts'
import type { ResolvedHost } from '../transport/sshHost.ts'
import { loginOf, type Login } from './credentials.ts'
import { identityOf, textOf, withConfiguredKeys, withoutPin } from './deviceTransport.ts'
import type { Secrets } from './secrets.ts'
import type { Device } from './settings.ts'

/** The device under the name and port that its host key is on record for: what the ssh config makes of them, where it counts. */
export async function peerOf(given: Device, config?: SshConfig): Promise<Device> {
  // A pin that comes with a workspace is nobody's word for a caller.
  const device = given.origin === 'workspace' && given.transport === 'ssh' ? withoutPin(given) : given
  if (device.transport !== 'ssh' || !device.sshConfig) return device
  const { hostName, port, user: username, hostKeyAlias } = await resolve(device, config)
  // An alias is looked up without a port.
  const name = hostKeyAlias === undefined ? { host: hostName, port } : { host: hostKeyAlias, port: 22 }
  return { ...device, ...name, username }
}

/** All of them, by one reading of the ssh config. Who cannot be resolved stays as it is. */
export async function peersOf(devices: readonly Device[]): Promise<readonly Device[]> {
  const usesConfig = devices.some(({ transport, sshConfig }) => transport === 'ssh' && sshConfig)
  const config = usesConfig ? await sshConfigNow() : undefined
  return Promise.all(devices.map((device) => peerOf(device, config).catch(() => device)))
}

/** As for a connection that we make; `abort` is struck when a question is dismissed. */
export async function peerLogin(device: Device, secrets: Secrets, abort: AbortController): Promise<Login> {
  const login = await loginOf(device, secrets, abort)
  if (!device.sshConfig) return login
  const credentials: SshCredentials = await withConfiguredKeys(
    login.credentials,
    await resolve(device),
    device,
  )
  return { ...login, credentials }
}

/**
 * What every TLS caller is shown and checked against, for it is not known yet who calls: the certificate of `shown`, and the
 * authorities of all. Throws ConnectError where a file cannot be read.
 */
export async function tlsMaterial(
  devices: readonly Device[],
  shown: Device | undefined,
  secrets: Secrets,
): Promise<ContextOptions> {
  const login = shown && (await loginOf(shown, secrets, new AbortController()))
  const identity = shown && login && (await identityOf(shown, login.passphrase))
  const ca: string[] = []
  for (const file of authorityFiles(devices)) if (file !== undefined) ca.push(await textOf(file))
  return { ...(identity !== undefined && { identity }), ...(ca.length > 0 && { ca }) }
}

/** The authority that all TLS devices share; absent where they differ. */
export function sharedAuthority(
  devices: readonly Device[],
): { readonly caFile: string | undefined } | undefined {
  const [caFile, ...others] = authorityFiles(devices)
  return others.length === 0 ? { caFile } : undefined
}

function authorityFiles(devices: readonly Device[]): (string | undefined)[] {
  return [...new Set(devices.filter(({ transport }) => transport === 'tls').map(({ caFile }) => caFile))]
}

async function sshConfigNow(): Promise<SshConfig> {
  const { readSshConfig } = await import('../transport/sshConfigFiles.ts')
  return readSshConfig().value
}

async function resolve({ host, port, username }: Device, config?: SshConfig): Promise<ResolvedHost> {
  const { resolveHost } = await import('../transport/sshHost.ts')
  return resolveHost(config ?? (await sshConfigNow()), host, { user: username, port })
}
