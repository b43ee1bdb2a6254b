// NETCONF over TLS with X.509 certificates on both sides (RFC 7589, RFC 9918).

import { isIP, type Socket } from 'node:net'
import { checkServerIdentity, connect, type SecureContext, type TLSSocket } from 'node:tls'
import { formatAddress } from './address.ts'
import { withinLimits, type Attempt, type AttemptLimits } from './attempt.ts'
import {
  certificateOf,
  sameFingerprint,
  secureContext,
  type ContextOptions,
  type TlsCertificate,
} from './certificates.ts'
import type { ConnectError } from './errors.ts'
import { streamTransport } from './stream.ts'
import { openTcp } from './tcp.ts'
import { handshakeError, notPinned, refusedByPeer, silentlyRefused, untrusted } from './tlsErrors.ts'
import type { Transport } from './transport.ts'

/** The device's certificate is always checked: by authority and name, or against the pinned one. */
export interface TlsOptions extends ContextOptions, AttemptLimits {
  readonly host: string
  readonly port: number
  /** The name that the certificate must be for, if it is not `host` (RFC 6125). */
  readonly serverName?: string
  /** SHA-256 of the very certificate that the device must show, in hexadecimal; then authority, name and dates don't count. */
  readonly fingerprint?: string
}

/** NETCONF over TLS, RFC 7589 §2. */
export const NETCONF_TLS_PORT = 6513

/**
 * Throws ConnectError: `tls` for everything about certificates and handshake (a CertificateError where the device's own is
 * the reason), else as for any TCP connection; or the signal's reason. Leaves nothing open then.
 */
export async function connectTls(options: TlsOptions): Promise<Transport> {
  const { host, port, serverName, fingerprint } = options
  options.signal?.throwIfAborted()
  const context = await secureContext(options)
  return withinLimits(options, formatAddress(host, port), async (attempt) => {
    const socket = await openTcp(host, port, attempt)
    const name = serverName ?? host
    const checks: PeerChecks = {
      host,
      port,
      name,
      hasIdentity: options.identity !== undefined,
      judge: (certificate, problem) => {
        if (fingerprint !== undefined) {
          const isPinned = sameFingerprint(fingerprint, certificate.sha256)
          return Promise.resolve(isPinned ? undefined : notPinned(host, certificate))
        }
        return Promise.resolve(
          problem === undefined ? undefined : untrusted(problem, host, name, certificate),
        )
      },
    }
    return startTls(socket, context, checks, attempt)
  })
}

export interface PeerChecks {
  /** For error texts. */
  readonly host: string
  readonly port: number
  /** Whom the certificate should be for; absent where only its chain is checked. */
  readonly name?: string
  readonly hasIdentity: boolean
  /** Decides on the peer before anything is sent; `problem` is Node's code for what is wrong with its certificate. */
  readonly judge: (
    certificate: TlsCertificate,
    problem: string | undefined,
  ) => Promise<ConnectError | undefined>
}

/** Makes a fresh TCP connection secure, as the TLS client, whoever called whom (RFC 8071 §2.1). */
export async function startTls(
  socket: Socket,
  context: SecureContext,
  checks: PeerChecks,
  attempt: Attempt,
): Promise<Transport> {
  const { host, hasIdentity } = checks
  const secured = await handshake(socket, context, checks, attempt)
  const ticket = new Promise<void>((resolve) => {
    // Node emits this amid OpenSSL's reading: a write from there, promises included, goes out broken.
    secured.once('session', () => setImmediate(resolve))
  })
  const certificate = certificateOf(secured.getPeerCertificate().raw)
  const refusal = await attempt.pause(checks.judge(certificate, problemOf(secured)))
  if (refusal !== undefined) throw refusal
  const explain = (error: Error | undefined, heard: boolean): Error | undefined =>
    heard ? error : (refusedByPeer(error, host) ?? silentlyRefused(host, hasIdentity, error))
  const transport = streamTransport(secured, explain)
  if (secured.getProtocol() === 'TLSv1.3') {
    await signOfLife(secured, ticket, (error) => explain(error, false))
  }
  return transport
}

/** Milliseconds to wait for a first sign of a peer that gives out no tickets and waits for our hello. */
const SIGN_OF_LIFE = 300

/**
 * In TLS 1.3 we are done before the peer has seen our certificate (RFC 8446 §2). Its first ticket or byte says that it is
 * content, its end that it is not; an end that comes later is the transport's to report.
 */
function signOfLife(
  socket: TLSSocket,
  ticket: Promise<void>,
  explain: (error: Error | undefined) => Error | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let error: Error | undefined
    const ended = (): void => {
      clearTimeout(timer)
      reject(explain(error) ?? new Error('The connection ended.'))
    }
    const alive = (): void => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(alive, SIGN_OF_LIFE)
    socket.once('error', (reason: Error) => (error = reason))
    socket.once('close', ended)
    socket.once('data', alive)
    void ticket.then(alive)
    if (socket.destroyed) ended()
  })
}

function handshake(
  raw: Socket,
  secureContext: SecureContext,
  checks: PeerChecks,
  attempt: Attempt,
): Promise<TLSSocket> {
  const { name } = checks
  return new Promise((resolve, reject) => {
    const socket = connect({
      socket: raw,
      secureContext,
      // Server names are names, never addresses (RFC 6066 §3).
      ...(name === undefined || isIP(name) !== 0 ? {} : { servername: name }),
      checkServerIdentity: (_asked, certificate) =>
        name === undefined ? undefined : checkServerIdentity(name, certificate),
      // Not left unchecked: `judge` gets the result and, unlike Node, the certificate with it.
      rejectUnauthorized: false,
    })
    // The TCP socket is no longer ours to destroy: Node 20 crashes when that goes first.
    attempt.own(socket, raw)
    socket.once('secureConnect', () => resolve(socket))
    socket.on('error', (error: Error) => reject(handshakeError(error, checks)))
    socket.once('close', () => reject(handshakeError(new Error('the connection ended'), checks)))
  })
}

function problemOf(socket: TLSSocket): string | undefined {
  if (socket.authorized) return undefined
  // A code, whatever its type says; an Error in case that changes.
  const problem: unknown = socket.authorizationError
  return problem instanceof Error ? problem.message : String(problem)
}
