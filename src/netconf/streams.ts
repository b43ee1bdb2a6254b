// The event streams that a server lists in its state (RFC 5277 §3.2.5, RFC 8639 §3).

import { element, type Markup } from '../xml/build.ts'
import { checkWellFormed } from '../xml/parse.ts'
import { listOf, recordOf, stringOf, valuesOf } from '../xml/values.ts'
import { STREAMS_NS, SUBSCRIBED_NS } from './names.ts'
import type { Filter } from './operations.ts'

export interface EventStream {
  readonly name: string
  /** '' where the server says nothing. */
  readonly description: string
  readonly replay: boolean
}

/** The stream that every server with notifications has (RFC 5277 §3.2.3). */
export const NETCONF_STREAM: EventStream = { name: 'NETCONF', description: '', replay: false }

/** What a get needs to list the streams of both kinds of subscription. */
export function allStreamsFilter(): Filter {
  const streams = element('streams', { xmlns: SUBSCRIBED_NS })
  const netconf = element('netconf', { xmlns: STREAMS_NS }, element('streams'))
  return { type: 'subtree', content: (netconf + streams) as Markup }
}

/** The streams in the reply to a get with `allStreamsFilter`; none from a reply that is not well-formed. */
export function listStreams(replyXml: string): EventStream[] {
  if (checkWellFormed(replyXml) !== undefined) return []
  const data = recordOf(recordOf(valuesOf(replyXml)['rpc-reply'])['data'])
  const lists = [recordOf(recordOf(data['netconf'])['streams']), recordOf(data['streams'])]
  const found = new Map<string, EventStream>()
  for (const item of lists.flatMap((list) => listOf(list['stream']))) {
    const stream = recordOf(item)
    const name = stringOf(stream['name']) ?? ''
    if (name === '') continue
    const replay = stringOf(stream['replaySupport']) === 'true' || stream['replay-support'] !== undefined
    found.set(name, { name, description: stringOf(stream['description']) ?? '', replay })
  }
  return [...found.values()]
}
