// Makes of a received rpc-reply the Reply that it is, or the error.

import { checkWellFormed } from '../xml/parse.ts'
import type { Dialect } from './dialect.ts'
import { firstChildName } from './envelope.ts'
import { isFailure, type ErrorPolicy } from './errorPolicy.ts'
import { ProtocolError, RpcError } from './errors.ts'
import { BASE_NS } from './names.ts'
import type { ReceivedReply } from './pendingRequests.ts'
import type { Reply } from './reply.ts'
import { rpcErrorsOf } from './rpcErrors.ts'

export interface Exchanged {
  readonly label: string
  readonly requestXml: string
  readonly elapsedMs: number
}

/** Throws RpcError where the policy takes the reply for a failure, ProtocolError where it cannot be read. */
export function readReply(
  { label, requestXml, elapsedMs }: Exchanged,
  received: ReceivedReply,
  policy: ErrorPolicy,
  dialect: Pick<Dialect, 'acceptsUnqualifiedReply' | 'repair'>,
): Reply {
  const { envelope, bytes } = received
  if (envelope.uri !== BASE_NS && !dialect.acceptsUnqualifiedReply) {
    throw new ProtocolError(
      'The device sent a reply outside of the namespace of NETCONF.',
      `<rpc-reply xmlns="${BASE_NS}">`,
      received.text,
    )
  }
  const xml = mended(received.text, dialect)
  const errors = rpcErrorsOf(xml)
  const exchange = { xml, requestXml, elapsedMs, bytes }
  if (isFailure(errors, policy)) throw new RpcError(label, errors, exchange)
  return {
    ...exchange,
    warnings: errors,
    isOk:
      firstChildName(xml, envelope) === 'ok' || (errors.length > 0 && /<(?:[\w.-]+:)?ok\s*\/?>/.test(xml)),
  }
}

/** A reply that is well-formed is never touched. */
export function mended(text: string, { repair }: Pick<Dialect, 'repair'>): string {
  const candidate = repair?.(text)
  if (candidate === undefined || candidate === text) return text
  return checkWellFormed(text) === undefined ? text : candidate
}
