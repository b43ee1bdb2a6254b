// Connects to a NETCONF server on this machine through a Unix socket.

import { connect } from 'node:net'
import { withinLimits, type AttemptLimits } from './attempt.ts'
import { ConnectError } from './errors.ts'
import { streamTransport } from './stream.ts'
import type { Transport } from './transport.ts'

export interface UnixOptions extends AttemptLimits {
  /** Path of the socket; on Windows the name of a pipe. */
  readonly path: string
}

/** Throws ConnectError with a sentence on what to do, or the signal's reason. */
export function connectUnix(options: UnixOptions): Promise<Transport> {
  const { path } = options
  return withinLimits(options, path, async (attempt) => {
    const socket = attempt.own(connect({ path }))
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', (error: NodeJS.ErrnoException) => reject(unixError(error, path)))
    })
    return streamTransport(socket)
  })
}

function unixError(error: NodeJS.ErrnoException, path: string): ConnectError {
  const cause = { cause: error }
  switch (error.code) {
    case 'ENOENT':
      return new ConnectError('unreachable', `There is no socket ${path}. Is the server running?`, cause)
    case 'EACCES':
    case 'EPERM':
      return new ConnectError(
        'auth',
        `You may not use the socket ${path}. Check its permissions, or run as a user who may.`,
        cause,
      )
    case 'ECONNREFUSED':
      return new ConnectError(
        'refused',
        `Nobody listens on the socket ${path}; a server that ended may have left it. Start the server again.`,
        cause,
      )
    case 'ENOTSOCK':
      return new ConnectError('refused', `${path} is no socket. Check the path.`, cause)
    default:
      return new ConnectError('unreachable', `The socket ${path} cannot be used: ${error.message}.`, cause)
  }
}
