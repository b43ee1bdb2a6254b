// One `<notification>`: when it happened, what it is, which subscription it belongs to. The payload stays text.

import { readEnvelope, readStartTag, type Envelope } from './envelope.ts'
import { readEventTime, type EventTime } from './eventTime.ts'
import { STREAMS_NS, SUBSCRIBED_NS, YANG_PUSH_NS } from './names.ts'

/** What a notification says about its subscription; `event` is all the rest. */
export type NotificationKind =
  | 'event'
  | 'replayComplete'
  | 'notificationComplete'
  | 'replay-completed'
  | 'subscription-started'
  | 'subscription-modified'
  | 'subscription-terminated'
  | 'subscription-suspended'
  | 'subscription-resumed'
  | 'subscription-completed'
  | 'push-update'
  | 'push-change-update'

/** RFC 5277 §4, RFC 8639 §2.7, RFC 8641 §3.7. */
const KINDS: Readonly<Record<string, ReadonlySet<string>>> = {
  [STREAMS_NS]: new Set(['replayComplete', 'notificationComplete']),
  [SUBSCRIBED_NS]: new Set([
    'replay-completed',
    'subscription-started',
    'subscription-modified',
    'subscription-terminated',
    'subscription-suspended',
    'subscription-resumed',
    'subscription-completed',
  ]),
  [YANG_PUSH_NS]: new Set(['push-update', 'push-change-update']),
}

export interface Notification {
  /** The whole `<notification>`. */
  readonly xml: string
  /** Size of the message. */
  readonly bytes: number
  readonly kind: NotificationKind
  /** Local name of the event's element, '' where there is none. */
  readonly name: string
  readonly namespace: string
  /** Absent where the server sent none. */
  readonly eventTime?: EventTime
  /** Of RFC 8639: what establish-subscription returned. Events of a stream have none. */
  readonly subscriptionId?: number
}

/** Reads as much of a message as it must. Never throws: what is missing is absent. */
export function readNotification(
  xml: string,
  bytes: number,
  root: Envelope = readEnvelope(xml),
): Notification {
  let event = readStartTag(xml, root.contentStart)
  let eventTime: EventTime | undefined
  if (event?.local === 'eventTime') {
    const end = xml.indexOf('<', event.contentStart)
    eventTime = readEventTime(xml.slice(event.contentStart, end === -1 ? undefined : end))
    event = readStartTag(xml, behindEndTag(xml, end))
  }
  const name = event?.local ?? ''
  const namespace = event === undefined ? '' : namespaceOf(event, root)
  const kind = KINDS[namespace]?.has(name) === true ? (name as NotificationKind) : 'event'
  const hasId = kind !== 'event' && namespace !== STREAMS_NS
  const subscriptionId = hasId && event !== undefined ? firstId(xml, event) : undefined
  return {
    xml,
    bytes,
    kind,
    name,
    namespace,
    ...(eventTime !== undefined && { eventTime }),
    ...(subscriptionId !== undefined && { subscriptionId }),
  }
}

function behindEndTag(xml: string, at: number): number {
  const end = at === -1 ? -1 : xml.indexOf('>', at)
  return end === -1 ? xml.length : end + 1
}

function namespaceOf(event: Envelope, root: Envelope): string {
  const declaration = event.prefix === '' ? 'xmlns' : `xmlns:${event.prefix}`
  return event.attributes.get(declaration) ?? root.attributes.get(declaration) ?? ''
}

/** `<id>` is the first leaf of every notification of RFC 8639 and 8641. */
function firstId(xml: string, event: Envelope): number | undefined {
  const id = readStartTag(xml, event.contentStart)
  if (id?.local !== 'id') return undefined
  const text = /^\s*(\d{1,10})\s*</.exec(xml.slice(id.contentStart, id.contentStart + 40))?.[1]
  return text === undefined ? undefined : Number(text)
}
