// Listens for TCP connections, on loopback unless an address is named.

import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { formatAddress } from './address.ts'
import { ConnectError } from './errors.ts'

const LOOPBACK = ['127.0.0.1', '::1']

/**
 * Listens on `address`, else on both loopback addresses, with the same port; 0 takes any free one. Throws ConnectError if
 * that cannot be, and listens nowhere then.
 */
export async function listenTcp(
  address: string | undefined,
  port: number,
  onSocket: (socket: Socket) => void,
): Promise<readonly Server[]> {
  const servers: Server[] = []
  let wanted = port
  for (const at of address === undefined ? LOOPBACK : [address]) {
    const server = createServer({ noDelay: true, keepAlive: true }, onSocket)
    try {
      await bind(server, at, wanted)
    } catch (error) {
      // A machine without IPv6 has no ::1, and needs none.
      if (servers.length > 0 && isNoSuchAddress(error)) continue
      for (const open of servers) open.close()
      throw listenError(error as NodeJS.ErrnoException, at, wanted)
    }
    servers.push(server)
    wanted = (server.address() as AddressInfo).port
  }
  return servers
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.removeListener('error', reject)
      // Too many open files and the like: the next caller may have more luck.
      server.on('error', () => undefined)
      resolve()
    })
  })
}

function isNoSuchAddress(error: unknown): boolean {
  return /EADDRNOTAVAIL|EAFNOSUPPORT/.test(String(error))
}

function listenError(error: NodeJS.ErrnoException, address: string, port: number): ConnectError {
  const where = formatAddress(address, port)
  const fail = (message: string): ConnectError => new ConnectError('refused', message, { cause: error })
  switch (error.code) {
    case 'EADDRINUSE':
      return fail(
        `Another program, or another window, listens on ${where} already. End it, or choose another port.`,
      )
    case 'EACCES':
      return fail(`You may not listen on ${where}. Choose a port above 1023.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return fail(`${address} is no address of this machine.`)
    default:
      return fail(`Listening on ${where} is not possible: ${error.message}.`)
  }
}
