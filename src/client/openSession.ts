// From options to an open session: the profile, the transport, the hellos.

import { headStart } from '../netconf/headStart.ts'
import { Session, type SessionOptions } from '../netconf/session.ts'
import { profileOf } from '../profiles/registry.ts'
import type { Transport } from '../transport/transport.ts'
import type { ConnectOptions, SessionChoices } from './connectOptions.ts'
import { openTransport } from './openTransport.ts'

/** Milliseconds. */
const CONNECT_TIMEOUT = 30_000
/** As the RFCs have it. */
const NO_PROFILE = { subsystems: ['netconf'] }

/**
 * Connects and exchanges hellos. Throws ConnectError where no connection comes about, ProtocolError, TimeoutError or
 * SessionClosedError where no session does, RangeError for an unknown profile, or the signal's reason.
 */
export async function openSession(options: ConnectOptions): Promise<Session> {
  const { profile, timeouts, signal } = options
  const transport = await openTransport(options, profile === undefined ? NO_PROFILE : profileOf(profile), {
    timeoutMs: timeouts?.connectMs ?? CONNECT_TIMEOUT,
    ...(signal !== undefined && { signal }),
  })
  return startSession(transport, options)
}

/** The session alone, over a transport that is open already (Call Home). */
export async function startSession(transport: Transport, choices: SessionChoices): Promise<Session> {
  const session = await Session.open(transport, sessionOptions(choices))
  await headStart(session.capabilities)
  return session
}

function sessionOptions(choices: SessionChoices): SessionOptions {
  const { profile, timeouts = {}, framing, errorMode, exemptErrors, signal, onMessage, onOddity } = choices
  return {
    ...(profile !== undefined && { dialect: profileOf(profile).dialect }),
    ...(timeouts.helloMs !== undefined && { helloTimeoutMs: timeouts.helloMs }),
    ...(timeouts.rpcMs !== undefined && { rpcTimeoutMs: timeouts.rpcMs }),
    ...(framing !== undefined && { framing }),
    ...(errorMode !== undefined && { errorMode }),
    ...(exemptErrors !== undefined && { exemptErrors }),
    ...(signal !== undefined && { signal }),
    ...(onMessage !== undefined && { onMessage }),
    ...(onOddity !== undefined && { onOddity }),
  }
}
