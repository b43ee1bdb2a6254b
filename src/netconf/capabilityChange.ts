// What a server adds to and takes from its capabilities while a session lives (RFC 6470 §2.2).

import { checkWellFormed } from '../xml/parse.ts'
import { listOf, recordOf, stringOf, valuesOf, type XmlRecord } from '../xml/values.ts'
import { Capabilities } from './capabilities.ts'
import type { Notification } from './notification.ts'
import { SERVER_EVENTS_NS } from './names.ts'

/** A longer one is no list of capabilities. */
const MAX_BYTES = 16 * 1024 * 1024

/** The capabilities after a netconf-capability-change; undefined for any other notification. */
export function capabilitiesAfter(
  { name, namespace, xml, bytes }: Notification,
  before: Capabilities,
): Capabilities | undefined {
  if (name !== 'netconf-capability-change' || namespace !== SERVER_EVENTS_NS || bytes > MAX_BYTES) {
    return undefined
  }
  if (checkWellFormed(xml) !== undefined) return undefined
  const change = recordOf(recordOf(valuesOf(xml)['notification'])[name])
  const deleted = new Set(urisOf(change, 'deleted-capability'))
  const modified = urisOf(change, 'modified-capability')
  const replaced = new Set(modified.map(withoutParameters))
  const kept = before.uris.filter((uri) => !deleted.has(uri) && !replaced.has(withoutParameters(uri)))
  return new Capabilities([...new Set([...kept, ...modified, ...urisOf(change, 'added-capability')])])
}

function urisOf(change: XmlRecord, name: string): string[] {
  return listOf(change[name]).flatMap((uri) => stringOf(uri)?.trim() ?? [])
}

function withoutParameters(uri: string): string {
  return uri.split('?', 1)[0] ?? uri
}
