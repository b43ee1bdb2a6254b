// Opens NETCONF on a device over SSH (RFC 6242).

import { formatAddress } from './address.ts'
import { withinLimits, type AttemptLimits } from './attempt.ts'
import { SshConnection, type SshConnectionOptions } from './sshConnection.ts'
import type { Transport } from './transport.ts'

export interface SshOptions extends SshConnectionOptions, AttemptLimits {}

/**
 * A connection with one NETCONF channel, which ends with it. Throws ConnectError with the step that failed as its reason, or the
 * signal's reason. Leaves nothing open then.
 */
export function connectSsh(options: SshOptions): Promise<Transport> {
  return withinLimits(options, formatAddress(options.host, options.port), async (attempt) =>
    (await SshConnection.open(options, attempt)).openWithin(attempt),
  )
}

/** A connection for several NETCONF channels, none of them open yet. Throws like `connectSsh`. */
export function openSshConnection(options: SshOptions): Promise<SshConnection> {
  return withinLimits(options, formatAddress(options.host, options.port), (attempt) =>
    SshConnection.open(options, attempt),
  )
}
