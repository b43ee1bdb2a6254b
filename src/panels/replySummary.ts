// Turns a reply's record into what the panel's header, history and errors tab show.

import type { ReplyRecord } from '../app/replies.ts'
import type { ReplyError, ReplyState, ReplySummary } from '../bridge/reply.ts'
import { errorAdvice } from '../netconf/errorAdvice.ts'
import type { RpcErrorInfo } from '../netconf/errors.ts'
import { formatXml } from '../xml/format.ts'

/** More than anybody reads; the rest is in the reply's own tab. */
const MAX_ERRORS = 200
const MAX_INFO = 20_000
/** Characters that are laid out at once; what is longer is shown as it came. */
const MAX_FORMATTED = 200_000

export function summaryOf(record: ReplyRecord): ReplySummary {
  const warnings = record.errors.filter(({ severity }) => severity === 'warning').length
  return {
    number: record.number,
    deviceName: record.deviceName,
    operation: record.operation,
    ...(record.detail === undefined ? {} : { detail: record.detail }),
    receivedAt: record.receivedAt.getTime(),
    elapsedMs: record.elapsedMs,
    bytes: record.bytes,
    outcome: record.outcome,
    errors: record.errors.length - warnings,
    warnings,
  }
}

export function errorsMessage(record: ReplyRecord): ReplyState {
  let formatted = 0
  const laidOut = (xml: string): string => {
    formatted += xml.length
    return (formatted > MAX_FORMATTED ? xml : formatXml(xml)).slice(0, MAX_INFO)
  }
  return {
    type: 'errors',
    errors: record.errors.slice(0, MAX_ERRORS).map((error) => errorOf(error, laidOut)),
    more: Math.max(0, record.errors.length - MAX_ERRORS),
  }
}

function errorOf(error: RpcErrorInfo, laidOut: (xml: string) => string): ReplyError {
  const { severity, type, tag, appTag, path, message, info } = error
  const advice = errorAdvice(error)
  return {
    severity,
    type,
    tag,
    ...(appTag === undefined ? {} : { appTag }),
    ...(path === undefined ? {} : { path }),
    ...(message === undefined ? {} : { message }),
    ...(advice === undefined ? {} : { advice }),
    info: info.map(({ xml }) => laidOut(xml)),
  }
}
