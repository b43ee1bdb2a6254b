// How a device's part in a task for many ended, in words for its row.

import { DeviceFailure, isCancellation, OutcomeUnknown, Refusal } from '../app/failure.ts'
import type { ReplyRecord } from '../app/replies.ts'
import {
  describeRpcError,
  ProtocolError,
  RpcError,
  SessionClosedError,
  TimeoutError,
  type RpcErrorInfo,
} from '../netconf/errors.ts'
import type { Reply } from '../netconf/reply.ts'
import type { Ending, FreshAnswer } from './fleetRun.ts'

export interface Answered {
  readonly reply: Reply
  readonly record: ReplyRecord
  /** Nothing of its content was kept. */
  readonly isTooLarge?: boolean
}

/** An answer without errors. */
export function answered({ reply, record, isTooLarge = false }: Answered): Ending {
  const { isOk, elapsedMs, bytes, warnings } = reply
  const [first] = warnings
  return {
    phase: isOk ? 'ok' : 'data',
    words: isOk ? 'ok' : 'data',
    elapsedMs,
    bytes,
    warnings: warnings.length,
    ...(first !== undefined && { message: describeRpcError(first) }),
    ...(isTooLarge ? { notKept: 'size' as const } : { fresh: freshOf(record) }),
  }
}

/** Anything but an answer without errors. `notConnected`: why there is no session, where that was the reason. */
export function failed(error: unknown, notConnected?: string): Ending {
  if (isCancellation(error)) return { phase: 'cancelled', words: 'cancelled', canRetry: true }
  if (error instanceof Refusal) {
    return { phase: 'failed', words: 'not sent: not possible', message: error.message }
  }
  const cause = error instanceof DeviceFailure ? error.cause : error
  const record = error instanceof DeviceFailure ? error.record : undefined
  if (cause instanceof RpcError) return refused(cause, record)
  if (cause instanceof OutcomeUnknown) {
    return {
      phase: 'unknown',
      words: 'sent, outcome unknown',
      message: cause.message,
      canRetry: true,
    }
  }
  const message = cause instanceof Error ? cause.message : String(cause)
  return { phase: 'failed', words: notConnected ?? failureWords(cause), message, canRetry: true }
}

function refused({ errors, elapsedMs, bytes }: RpcError, record: ReplyRecord | undefined): Ending {
  const serious = errors.filter(({ severity }) => severity === 'error')
  return {
    phase: 'errors',
    words: 'refused by the device',
    elapsedMs,
    bytes,
    errors: serious.length,
    warnings: errors.length - serious.length,
    message: firstOf(serious.length > 0 ? serious : errors),
    canRetry: true,
    ...(record !== undefined && { fresh: freshOf(record) }),
  }
}

function firstOf(errors: readonly RpcErrorInfo[]): string | undefined {
  const [first, ...others] = errors
  if (first === undefined) return undefined
  return describeRpcError(first) + (others.length > 0 ? ` (and ${others.length} more)` : '')
}

function failureWords(cause: unknown): string {
  if (cause instanceof TimeoutError) return 'no answer in time'
  if (cause instanceof SessionClosedError) return 'connection lost'
  if (cause instanceof ProtocolError) return 'answer cannot be read'
  return 'failed'
}

function freshOf(record: ReplyRecord): FreshAnswer {
  const { deviceId, deviceName, operation, detail, receivedAt, elapsedMs, bytes, outcome, errors } = record
  return {
    deviceId,
    deviceName,
    operation,
    ...(detail !== undefined && { detail }),
    receivedAt,
    elapsedMs,
    bytes,
    outcome,
    errors,
    xml: record.xml,
    requestXml: record.requestXml,
  }
}
