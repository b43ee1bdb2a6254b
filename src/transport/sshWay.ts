// Reaches an SSH server: straight, by a command, or from jump host to jump host.

import type { Duplex } from 'node:stream'
import { formatAddress } from './address.ts'
import type { Attempt } from './attempt.ts'
import { ConnectError } from './errors.ts'
import { openProxyCommand, type ProxyCommand } from './proxyCommand.ts'
import type { Client } from './ssh.ts'
import { logIn, type SshPeer } from './sshHandshake.ts'
import { openTcp, type LocalEnd } from './tcp.ts'

export interface SshWay extends LocalEnd {
  /** Jump hosts, the one next to us first; each is verified and logged in to as the device itself is. */
  readonly hops?: readonly SshPeer[]
  /** A connection that is there already, in place of one to the first host; names and addresses are for error texts then. */
  readonly socket?: Duplex
  /** Runs in place of a TCP connection to the first host. Only from the user's own config or settings. */
  readonly proxyCommand?: ProxyCommand
}

/** Milliseconds that a server gets to answer our goodbye before the connection is cut. */
const END_GRACE = 2_000

/** Throws ConnectError, which names the jump host if it is not the device's. All connections belong to the attempt. */
export async function reach(peer: SshPeer, way: SshWay, attempt: Attempt): Promise<Client> {
  const { hops = [] } = way
  let stream = await firstStream(hops[0] ?? peer, way, attempt).catch((error: unknown) => {
    throw hops[0] === undefined ? error : atHop(hops, 0, error)
  })
  for (const [index, hop] of hops.entries()) {
    try {
      const client = await logIn(hop, stream, attempt)
      stream = await forward(client, hop, hops[index + 1] ?? peer)
      // What is carried ends the carrier: nobody else uses it.
      let hasEnded = false
      client.once('close', () => (hasEnded = true))
      stream.once('close', () => {
        if (!hasEnded) hangUp(client)
      })
    } catch (error) {
      throw atHop(hops, index, error)
    }
  }
  return logIn(peer, stream, attempt)
}

/** Says goodbye, and cuts the connection if that is not answered. Only for one that has not ended. */
export function hangUp(client: Client): void {
  client.end()
  const cut = setTimeout(() => client.destroy(), END_GRACE)
  client.once('close', () => clearTimeout(cut))
}

function firstStream({ host, port }: SshPeer, way: SshWay, attempt: Attempt): Promise<Duplex> {
  if (way.socket !== undefined) return Promise.resolve(attempt.own(way.socket))
  if (way.proxyCommand !== undefined) return openProxyCommand(way.proxyCommand, attempt)
  const { bindAddress, addressFamily } = way
  return openTcp(host, port, attempt, {
    reads: 'roomy',
    ...(bindAddress !== undefined && { bindAddress }),
    ...(addressFamily !== undefined && { addressFamily }),
  })
}

function forward(client: Client, from: SshPeer, to: SshPeer): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const closed = (): void =>
      reject(new ConnectError('unreachable', `${from.host} closed the connection after login.`))
    client.once('close', closed)
    client.forwardOut('127.0.0.1', 0, to.host, to.port, (error, channel) => {
      client.removeListener('close', closed)
      if (error === undefined) resolve(channel)
      else reject(forwardError(error, from, to))
    })
  })
}

/** RFC 4254 §5.1: administratively prohibited. */
const PROHIBITED = 1

function forwardError(error: Error & { reason?: unknown }, from: SshPeer, to: SshPeer): ConnectError {
  const target = formatAddress(to.host, to.port)
  const sentence =
    error.reason === PROHIBITED
      ? `${from.host} forbids forwarding to ${target} (AllowTcpForwarding or PermitOpen there).`
      : `${from.host} cannot reach ${target}: ${error.message.replace(/^\(SSH\) Channel open failure: /, '')}.`
  return new ConnectError('unreachable', sentence, { cause: error })
}

function atHop(hops: readonly SshPeer[], index: number, error: unknown): unknown {
  const hop = hops[index]
  if (!(error instanceof ConnectError) || hop === undefined) return error
  const which = hops.length === 1 ? 'Jump host' : `Jump host ${index + 1} of ${hops.length}`
  const sentence = `${which}, ${formatAddress(hop.host, hop.port)}: ${error.message}`
  return new ConnectError(error.reason, sentence, { cause: error })
}
