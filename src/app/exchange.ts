// Runs one operation on a device: connects if need be, checks, sends, and keeps the reply.

import type { Attributes } from '../xml/build.ts'
import { commitEffect } from '../netconf/commitEffect.ts'
import { isRead, lockTarget } from '../netconf/effects.ts'
import { RpcError } from '../netconf/errors.ts'
import type { Operation } from '../netconf/operations.ts'
import type { Reply } from '../netconf/reply.ts'
import type { RequestOptions, Session } from '../netconf/session.ts'
import { unsupportedReason } from '../netconf/support.ts'
import type { AppContext } from './context.ts'
import { DeviceFailure, OutcomeUnknown, Refusal } from './failure.ts'
import type { Replies, ReplyRecord } from './replies.ts'
import { timeouts, type Device } from './settings.ts'

/** `replies`: where the reply is kept; the history, unless it is one of many. */
export type ExchangeContext = Omit<AppContext, 'replies'> & { readonly replies: Pick<Replies, 'add'> }

export interface ExchangeOptions {
  readonly signal?: AbortSignal
  /** Bytes of the reply so far. */
  readonly onProgress?: (bytes: number) => void
  readonly rpcAttributes?: Attributes
  /** What narrows the reply, for the history. */
  readonly detail?: string | undefined
  /** Sends it where more is to be done than a request of the device's session. */
  readonly send?: (session: Session, options: RequestOptions) => Promise<Reply>
}

export interface Exchange {
  readonly reply: Reply
  readonly record: ReplyRecord
}

/**
 * Throws Refusal when the device announced that it cannot do this (nothing is sent then), else DeviceFailure with the cause.
 * A reply with errors is kept like any other.
 */
export async function exchange(
  context: ExchangeContext,
  device: Device,
  operation: Operation,
  options: ExchangeOptions = {},
): Promise<Exchange> {
  const session = await context.connections.connect(device, options.signal)
  requireSupport(device, session, operation)
  context.log.info(`${device.name}: ${operation.label}`)
  try {
    const { send, ...given } = options
    const request = { timeoutMs: timeouts(device).rpcMs, ...given }
    const reply = await (send?.(session, request) ?? session.request(operation, request))
    await joined(reply)
    noteLock(context, device, operation)
    context.confirmedCommits.note(device, session, commitEffect(operation))
    return {
      reply,
      record: keep(context, device, operation, reply, reply.isOk ? 'ok' : 'data', options.detail),
    }
  } catch (error) {
    // From `send`, which may open a session of its own first.
    if (error instanceof DeviceFailure) throw error
    if (error instanceof RpcError) {
      const { replyXml: xml, requestXml, elapsedMs, bytes } = error
      const answer = { xml, requestXml, elapsedMs, bytes, warnings: error.errors }
      throw new DeviceFailure(
        device,
        error,
        keep(context, device, operation, answer, 'errors', options.detail),
      )
    }
    if (!isRead(operation.name)) throw new DeviceFailure(device, new OutcomeUnknown(operation.label, error))
    throw options.signal?.aborted === true ? error : new DeviceFailure(device, error)
  }
}

/** Characters. */
const LARGE = 1_000_000

/**
 * A large text comes in pieces, which are joined when somebody first looks into it. That takes a while (50 MB some 30 ms), so
 * what is done with the text then has another turn of the event loop.
 */
async function joined({ xml }: Reply): Promise<void> {
  if (xml.length < LARGE) return
  xml.charCodeAt(0)
  await new Promise((resolve) => setImmediate(resolve))
}

/** Whoever sent it, and however it was written: the tree shows what this session holds. */
function noteLock({ connections }: ExchangeContext, device: Device, operation: Operation): void {
  const datastore = lockTarget(operation)
  if (datastore !== undefined) connections.setLocked(device.id, datastore, operation.name === 'lock')
}

/** Throws Refusal where the device announced that it cannot do the operation; for before anything is asked. */
export function requireSupport(device: Device, { capabilities }: Session, operation: Operation): void {
  const reason = unsupportedReason(operation, capabilities)
  if (reason !== undefined) throw new Refusal(`${device.name} cannot do ${operation.name}: ${reason}.`)
}

function keep(
  context: ExchangeContext,
  device: Device,
  operation: Operation,
  reply: Omit<Reply, 'isOk'>,
  outcome: ReplyRecord['outcome'],
  detail: string | undefined,
): ReplyRecord {
  const { xml, requestXml, elapsedMs, bytes, warnings: errors } = reply
  context.log.info(
    `${device.name}: ${operation.label}: ${outcome}, ${bytes} bytes in ${Math.round(elapsedMs)} ms`,
  )
  return context.replies.add({
    deviceId: device.id,
    deviceName: device.name,
    operation: operation.label,
    ...(detail !== undefined && { detail }),
    receivedAt: new Date(),
    elapsedMs,
    bytes,
    xml,
    requestXml,
    outcome,
    errors,
  })
}
