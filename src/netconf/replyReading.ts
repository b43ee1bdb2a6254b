// Makes of a received rpc-reply the Reply that it is, or the error.

import { checkWellFormed } from '../xml/parse.ts'
import type { Dialect } from './dialect.ts'
import { firstChildName, readStartTag, type Envelope } from './envelope.ts'
import { isFailure, type ErrorPolicy } from './errorPolicy.ts'
import { ProtocolError, RpcError } from './errors.ts'
import { shortText, type MessageText } from './messageText.ts'
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
      received.text.whole,
    )
  }
  const text = mended(received.text, dialect)
  const xml = text.whole
  const errors = holdsDataAlone(text) ? [] : rpcErrorsOf(xml)
  const exchange = { xml, requestXml, elapsedMs, bytes }
  if (isFailure(errors, policy)) throw new RpcError(label, errors, exchange)
  return {
    ...exchange,
    warnings: errors,
    isOk: firstName(text, envelope) === 'ok' || (errors.length > 0 && /<(?:[\w.-]+:)?ok\s*\/?>/.test(xml)),
  }
}

/** A reply that is well-formed is never touched. */
export function mended(text: MessageText, { repair }: Pick<Dialect, 'repair'>): MessageText {
  const candidate = repair?.(text.whole)
  if (candidate === undefined || candidate === text.whole) return text
  return checkWellFormed(text.whole) === undefined ? text : shortText(candidate)
}

function firstName({ head, whole }: MessageText, envelope: Envelope): string {
  const isCut = head.length !== whole.length && readStartTag(head, envelope.contentStart) === undefined
  return firstChildName(isCut ? whole : head, envelope)
}

/** Whether there is nothing but `<data>` in a reply: no errors, then, whatever the data say. Costs the same for any size. */
function holdsDataAlone({ head, tail }: MessageText): boolean {
  const first = readStartTag(head, readStartTag(head, 0)?.contentStart ?? head.length)
  if (first?.local !== 'data' || first.contentStart >= head.length) return false
  const close = tail.lastIndexOf(`</${first.prefix === '' ? '' : `${first.prefix}:`}data`)
  return close !== -1 && tail.length - close < 1_000 && /^<\/[^>]*>\s*<\/[^>]*>\s*$/.test(tail.slice(close))
}
