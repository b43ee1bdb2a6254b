// Whose key or certificate it is that a caller shows (RFC 8071 §3.1): told by what is known of each device, never by an address.

import type { Caller } from './callHomeCalls.ts'
import { isCertificateFor, sameFingerprint } from './certificates.ts'
import type { DeviceEntry } from './deviceEntry.ts'
import { lookup, type KnownHost } from './knownHosts.ts'

/** What a device in the list of devices is known by. */
export type KnownDevice = Pick<
  DeviceEntry,
  'id' | 'transport' | 'host' | 'port' | 'fingerprint' | 'serverName' | 'caFile'
>

export interface CallerKnowledge {
  /** What known_hosts files say. */
  readonly entries: readonly KnownHost[]
  /**
   * The file of the only authority whose signature proves a name; undefined for those of the runtime. Absent where devices
   * trust different ones: the authority of one must not vouch for another.
   */
  readonly authority?: { readonly caFile: string | undefined }
}

/** `contradicts`: another key or certificate is on record for the device, or this one is revoked. */
export type Standing = 'known' | 'unknown' | 'contradicts'

/** What is known of a device that is reached the same way as the caller calls. */
export function standingOf(caller: Caller, device: KnownDevice, knowledge: CallerKnowledge): Standing {
  const { host, port, fingerprint } = device
  if (caller.transport === 'tls') {
    if (fingerprint !== undefined) {
      return sameFingerprint(fingerprint, caller.certificate.sha256) ? 'known' : 'contradicts'
    }
    return isCertified(caller, device, knowledge) ? 'known' : 'unknown'
  }
  const { status } = lookup(knowledge.entries, host, port, caller.key)
  if (status === 'revoked') return 'contradicts'
  if (fingerprint !== undefined) {
    return fingerprint.replace(/=+$/, '') === caller.key.sha256 ? 'known' : 'contradicts'
  }
  if (status === 'changed') return 'contradicts'
  return status === 'known' ? 'known' : 'unknown'
}

/**
 * The one device that the caller is known for. Several may share a key; then `chosen`, the id of one of them, decides, and without
 * it nobody is let in unasked.
 */
export function ownerOf<Device extends KnownDevice>(
  caller: Caller,
  devices: readonly Device[],
  knowledge: CallerKnowledge,
  chosen?: string,
): Device | undefined {
  const owners = devices.filter(
    (device) => device.transport === caller.transport && standingOf(caller, device, knowledge) === 'known',
  )
  return owners.length === 1 ? owners[0] : owners.find(({ id }) => id === chosen)
}

function isCertified(
  { certificate, isTrusted }: Extract<Caller, { transport: 'tls' }>,
  { host, serverName = host, caFile }: KnownDevice,
  { authority }: CallerKnowledge,
): boolean {
  if (!isTrusted || authority === undefined || authority.caFile !== caFile) return false
  return isCertificateFor(certificate, serverName)
}
