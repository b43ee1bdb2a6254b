// Where a device is, in words: for the tree, messages and the log.

import { formatAddress } from '../transport/address.ts'
import type { Device } from './settings.ts'

/** `admin@core-1:830`, `core-1:6513`, the path of a socket, or the command. */
export function endpointOf({ transport, username, host, port, path, command }: Device): string {
  switch (transport) {
    case 'ssh':
    case 'tls':
      return username === '' ? formatAddress(host, port) : `${username}@${formatAddress(host, port)}`
    case 'unix':
      return path ?? ''
    case 'process':
      return (command ?? []).join(' ')
  }
}
