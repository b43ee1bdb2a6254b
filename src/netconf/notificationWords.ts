// A notification as people read it: a line with what it is, how large, and of a change who made it; then its XML.

import { formatXml } from '../xml/format.ts'
import { checkWellFormed } from '../xml/parse.ts'
import { listOf, recordOf, stringOf, valuesOf, type XmlRecord } from '../xml/values.ts'
import type { Notification } from './notification.ts'
import type { Received } from './notificationQueue.ts'
import { SERVER_EVENTS_NS } from './names.ts'

/** Larger ones are not looked into. */
const MAX_BYTES = 1024 * 1024
/** Edits that are named; the rest is counted. */
const NAMED_EDITS = 3

/** `netconf-config-change, 812 bytes, running changed by admin (session 4): merge /ap:plant`. */
export function notificationWords(notification: Notification): string {
  const { name, bytes, namespace, xml, subscriptionId } = notification
  const parts = [name === '' ? 'empty notification' : name, `${bytes} bytes`]
  if (subscriptionId !== undefined) parts.push(`subscription ${subscriptionId}`)
  if (namespace === SERVER_EVENTS_NS && bytes <= MAX_BYTES && checkWellFormed(xml) === undefined) {
    const event = recordOf(recordOf(valuesOf(xml)['notification'])[name])
    const words = name === 'netconf-config-change' ? changeWords(event) : whoWords(event)
    if (words !== '') parts.push(words)
  }
  return parts.join(', ')
}

/** RFC 6470 §2.2, netconf-config-change. */
function changeWords(event: XmlRecord): string {
  const datastore = stringOf(event['datastore']) ?? 'running'
  const by = whoWords(recordOf(event['changed-by']))
  const edits = listOf(event['edit']).map((edit) => {
    const { operation, target } = recordOf(edit)
    return `${stringOf(operation) ?? 'change'} ${stringOf(target) ?? ''}`.trim()
  })
  const more = edits.length - NAMED_EDITS
  const named = [...edits.slice(0, NAMED_EDITS), ...(more > 0 ? [`${more} more`] : [])].join('; ')
  return `${datastore} changed${by === '' ? '' : ` by ${by}`}${named === '' ? '' : `: ${named}`}`
}

/** The user and session of RFC 6470's common-session-parms. */
function whoWords(event: XmlRecord): string {
  if (event['server'] !== undefined) return 'the server'
  const user = stringOf(event['username'])
  const session = stringOf(event['session-id'])
  const host = stringOf(event['source-host'])
  const from = host === undefined || host === '' ? '' : ` from ${host}`
  if (user === undefined || user === '') return session === undefined ? '' : `session ${session}${from}`
  return `${user}${session === undefined ? '' : ` (session ${session})`}${from}`
}

/** A longer payload is cut where it is shown (characters). */
const SHOWN_LENGTH = 200_000

/** A notification as it stands in a list of them: a line about it, then itself, laid out. */
export function notificationEntry(notification: Received, subscription: string, now: Date): string {
  const { eventTime, dropped } = notification
  // In the midst of other text a declaration has no place.
  const xml = notification.xml.replace(/^\s*<\?xml\s[^>]*\?>\s*/, '')
  const gap =
    dropped === 0
      ? ''
      : comment(`${subscription}: ${dropped} dropped here, because they came too fast to be shown`)
  const head = comment(
    `${subscription} ${eventTime?.text ?? now.toISOString()} ${notificationWords(notification)}`,
  )
  if (xml.length <= SHOWN_LENGTH) return `${gap}${head}${formatXml(xml)}\n`
  return `${gap}${head}${xml.slice(0, SHOWN_LENGTH)}\n${comment(`${xml.length - SHOWN_LENGTH} characters more`)}`
}

/** A line of its own; what came from a device cannot end it. */
export function comment(text: string): string {
  return `<!-- ${text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/-(?=-)/g, '- ')} -->\n`
}
