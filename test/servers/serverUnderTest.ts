// What the shared suite knows of a server, with the few steps that all its tests take.

import assert from 'node:assert/strict'
import { RpcError } from '../../src/netconf/errors.ts'
import type { Framing } from '../../src/netconf/framing.ts'
import { BASE_NS } from '../../src/netconf/names.ts'
import { commit, editConfig, getConfig, type Place } from '../../src/netconf/operations.ts'
import { dataOf, type Reply } from '../../src/netconf/reply.ts'
import type { Session, SessionOptions } from '../../src/netconf/session.ts'
import { checkedMarkup } from '../../src/xml/build.ts'
import { childOf, textOf, type XmlElement } from '../../src/xml/tree.ts'

export const PLANT_NS = 'urn:acme:plant'

/** A server that holds fixtures/startup.xml, reached in one particular way. */
export interface ServerUnderTest {
  /** Where edits go. */
  readonly target: 'candidate' | 'running'
  readonly hasStartup: boolean
  readonly framing: Framing
  /** Its errors have the right tags, but not the paths, app-tags and info that YANG would have them carry. */
  readonly terseErrors?: boolean
  /** Tells of modules in YANG 1.1 by ietf-yang-library alone, not in its hello (RFC 7950 §5.6.4). */
  readonly hasYangLibraryOnly?: boolean
  readonly user: () => string
  connect(options?: SessionOptions): Promise<Session>
  /** Back to fixtures/startup.xml; every session ends. */
  reset(): Promise<void>
  /** The server falls silent until the returned function is called. */
  freeze(): () => void
}

/** Inner XML of the plant; `nc:` may be used for operation attributes. */
export const plant = (content: string): ReturnType<typeof checkedMarkup> =>
  checkedMarkup(`<plant xmlns="${PLANT_NS}" xmlns:nc="${BASE_NS}">${content}</plant>`)

/** Edits the plant the way this server wants it; the edit is in running then. */
export async function apply(server: ServerUnderTest, session: Session, content: string): Promise<void> {
  const { target } = server
  await session.request(editConfig({ target, config: plant(content) }))
  if (target === 'candidate') await session.request(commit())
}

export async function readPlant(
  session: Session,
  filter: string,
  source: Place = 'running',
): Promise<XmlElement> {
  const content = plant(filter)
  return plantOf(await session.request(getConfig({ source, filter: { type: 'subtree', content } })))
}

export function plantOf(reply: Reply): XmlElement {
  const found = childOf(dataOf(reply), 'plant', PLANT_NS)
  assert.ok(found, `no plant in ${reply.xml}`)
  return found
}

/** The text of the element at the end of `path`; fails where there is none. */
export function textAt(from: XmlElement, ...path: readonly string[]): string {
  let element = from
  for (const local of path) {
    const child = childOf(element, local)
    assert.ok(child, `no ${local} in ${element.name}`)
    element = child
  }
  return textOf(element)
}

/** Waits for a request to be refused, and hands out the refusal. */
export async function refusal(request: Promise<unknown>): Promise<RpcError> {
  try {
    await request
  } catch (error) {
    if (error instanceof RpcError) return error
    throw error
  }
  throw new assert.AssertionError({ message: 'The server accepted what it should refuse.' })
}
