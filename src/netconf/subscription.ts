// Subscribes and reads: no notification is lost between the request, its reply and the first read.

import { checkWellFormed } from '../xml/parse.ts'
import { recordOf, stringOf, valuesOf } from '../xml/values.ts'
import type { NotificationQueue, QueueOptions, Received } from './notificationQueue.ts'
import type { Operation } from './operations.ts'
import type { Reply } from './reply.ts'
import type { Session } from './session.ts'

export interface SubscribeOptions extends QueueOptions {
  /** Milliseconds to wait for the reply; default is the session's. */
  readonly timeoutMs?: number
}

export interface Subscription extends AsyncIterable<Received, undefined> {
  /** Of RFC 8639 alone: what modify, resync and delete-subscription are told. */
  readonly id: number | undefined
  readonly reply: Reply
  /** Ends reading; the subscription itself ends by delete-subscription or with its session. */
  readonly notifications: NotificationQueue
}

/**
 * Sends create-subscription or establish-subscription. Reading ends after notificationComplete or subscription-terminated,
 * which are read as well; it throws the signal's reason, SessionClosedError when the session ends, or SlowReaderError.
 * Throws what `Session.request` throws.
 */
export async function subscribe(
  session: Pick<Session, 'request' | 'notifications'>,
  operation: Pick<Operation, 'label' | 'xml'>,
  options: SubscribeOptions = {},
): Promise<Subscription> {
  const { timeoutMs, signal } = options
  const notifications = session.notifications(options)
  try {
    const reply = await session.request(operation, {
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(signal !== undefined && { signal }),
    })
    const id = subscriptionIdOf(reply.xml)
    if (id !== undefined) notifications.follow(id)
    return { id, reply, notifications, [Symbol.asyncIterator]: () => notifications }
  } catch (error) {
    await notifications.return()
    throw error
  }
}

/** The `<id>` in the reply to establish-subscription (RFC 8639 §2.4.2.1). */
function subscriptionIdOf(replyXml: string): number | undefined {
  if (!replyXml.includes('id>') || checkWellFormed(replyXml) !== undefined) return undefined
  const id = stringOf(recordOf(valuesOf(replyXml)['rpc-reply'])['id'])?.trim()
  return id !== undefined && /^\d{1,10}$/.test(id) ? Number(id) : undefined
}
