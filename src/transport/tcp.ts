// Opens a TCP connection for NETCONF.

import { connect, type Socket } from 'node:net'
import { formatAddress } from './address.ts'
import type { Attempt } from './attempt.ts'
import { ConnectError } from './errors.ts'
import { roomyReads } from './roomyReads.ts'

/** Which address of ours a connection comes from, and which kind it goes to. */
export interface LocalEnd {
  readonly bindAddress?: string
  readonly addressFamily?: 'any' | 'inet' | 'inet6'
}

/** `roomy` is for large amounts, and for receivers that read the socket as a stream; TLS takes it over whole. */
export interface TcpOptions extends LocalEnd {
  readonly reads?: 'roomy'
}

const FAMILIES = { any: 0, inet: 4, inet6: 6 } as const

/** Rejects with ConnectError: refused, unreachable or timeout. The socket belongs to the attempt. */
export function openTcp(
  host: string,
  port: number,
  attempt: Attempt,
  { bindAddress, addressFamily = 'any', reads }: TcpOptions = {},
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const local = bindAddress === undefined ? {} : { localAddress: bindAddress }
    const family = FAMILIES[addressFamily]
    const roomy = reads === 'roomy' ? { onread: roomyReads(() => socket) } : {}
    const options = { host, port, family, ...local, ...roomy, noDelay: true, keepAlive: true }
    const socket: Socket = attempt.own(connect(options))
    socket.once('connect', () => resolve(socket))
    socket.on('error', (error: NodeJS.ErrnoException) => reject(tcpError(error, host, port)))
  })
}

function tcpError(error: NodeJS.ErrnoException, host: string, port: number): ConnectError {
  const cause = { cause: error }
  const peer = formatAddress(host, port)
  switch (error.code) {
    case 'ECONNREFUSED':
      return new ConnectError(
        'refused',
        `${host} refuses connections on port ${port}. Is NETCONF enabled there?`,
        cause,
      )
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ConnectError(
        'unreachable',
        `The name ${host} cannot be resolved. Check its spelling or use the address.`,
        cause,
      )
    case 'ETIMEDOUT':
      return new ConnectError('timeout', `${peer} does not answer. Check address, port and firewall.`, cause)
    default:
      return new ConnectError('unreachable', `${peer} cannot be reached: ${error.message}.`, cause)
  }
}
