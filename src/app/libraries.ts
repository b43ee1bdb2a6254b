// What devices say of themselves when asked, for the sake of a question to a person; asked once a session.

import { NetconfError } from '../transport/errors.ts'
import type { Filter } from '../netconf/operations.ts'
import type { Session } from '../netconf/session.ts'
import type { EventStream } from '../netconf/streams.ts'
import type { YangLibrary } from '../netconf/yangLibrary.ts'

/** Milliseconds: a question does not wait longer for what would make it easier. */
const PATIENCE = 10_000

export class Libraries {
  readonly #libraries = new WeakMap<Session, Promise<YangLibrary | undefined>>()
  readonly #streams = new WeakMap<Session, Promise<readonly EventStream[]>>()

  /** Undefined where the device has none, or does not show it. */
  of(session: Session): Promise<YangLibrary | undefined> {
    const known = this.#libraries.get(session)
    if (known !== undefined) return known
    const asked = askLibrary(session)
    this.#libraries.set(session, asked)
    return asked
  }

  /** At least the one that every server has. */
  streams(session: Session): Promise<readonly EventStream[]> {
    const known = this.#streams.get(session)
    if (known !== undefined) return known
    const asked = askStreams(session)
    this.#streams.set(session, asked)
    return asked
  }
}

async function askLibrary(session: Session): Promise<YangLibrary | undefined> {
  const { libraryFilter, readYangLibrary } = await import('../netconf/yangLibrary.ts')
  const reply = await ask(session, libraryFilter())
  return reply === undefined ? undefined : readYangLibrary(reply)
}

async function askStreams(session: Session): Promise<readonly EventStream[]> {
  const { listStreams, allStreamsFilter, NETCONF_STREAM } = await import('../netconf/streams.ts')
  const reply = await ask(session, allStreamsFilter())
  const listed = reply === undefined ? [] : listStreams(reply)
  return listed.length === 0 ? [NETCONF_STREAM] : listed
}

/** The reply, or nothing where there is none: whoever asked goes on without. */
async function ask(session: Session, filter: Filter): Promise<string | undefined> {
  const { get } = await import('../netconf/operations.ts')
  try {
    return (await session.request(get({ filter }), { timeoutMs: PATIENCE })).xml
  } catch (error) {
    if (error instanceof NetconfError) return undefined
    throw error
  }
}
