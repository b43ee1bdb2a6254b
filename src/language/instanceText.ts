// Finds the instance data in a text: the content itself, or wrapped as it came or will go.

import { childOf, elementsOf, type XmlElement } from '../xml/tree.ts'
import type { ContentKind } from '../yang/validation.ts'
import { readFragment } from './fragment.ts'
import type { Problem } from './problem.ts'

export interface InstanceText {
  /** The elements to hold against the schema, offsets into the text as given. */
  readonly elements: readonly XmlElement[]
  /** Whether it was found in a reply's `<data>`, which a filter may have narrowed. */
  readonly problems: readonly Problem[]
}

/** Never throws; the first problem ends the reading. */
export function readInstanceText(text: string, kind: ContentKind): InstanceText {
  const { roots, problems } = readFragment(text)
  if (problems.length > 0) return { elements: [], problems }
  return { elements: roots.flatMap((root) => unwrapped(root, kind)), problems }
}

const NETCONF = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const EVENTS = 'urn:ietf:params:xml:ns:netconf:notification:1.0'
const ACTION = 'urn:ietf:params:xml:ns:yang:1'

/** Wrappers are of NETCONF's namespaces, or in none, as people write them. */
function unwrapped(root: XmlElement, kind: ContentKind): XmlElement[] {
  const is = (element: XmlElement, local: string, uri = NETCONF): boolean =>
    element.local === local && (element.uri === uri || element.uri === '')
  switch (kind) {
    case 'config':
    case 'data': {
      const reply = is(root, 'rpc-reply') ? childOf(root, 'data') : undefined
      const inside = reply ?? root
      // Saved replies of get-data have their <data> in a namespace of its own (RFC 8526).
      if (reply !== undefined || is(inside, 'data') || is(inside, 'config')) return elementsOf(inside)
      return [root]
    }
    case 'edit': {
      const operation = is(root, 'rpc') ? elementsOf(root)[0] : root
      const config = operation && childOf(operation, 'config')
      if (
        config !== undefined &&
        /^(?:edit-config|edit-data|copy-config|validate)$/.test(operation?.local ?? '')
      )
        return elementsOf(config)
      return is(root, 'config') || is(root, 'data') ? elementsOf(root) : [root]
    }
    case 'rpc': {
      const inside = is(root, 'rpc') ? elementsOf(root) : [root]
      return inside.flatMap((operation) =>
        is(operation, 'action', ACTION) ? elementsOf(operation) : [operation],
      )
    }
    case 'reply':
      return is(root, 'rpc-reply') ? elementsOf(root) : [root]
    case 'notification':
      return is(root, 'notification', EVENTS)
        ? elementsOf(root).filter(({ local, uri }) => local !== 'eventTime' || (uri !== EVENTS && uri !== ''))
        : [root]
  }
}
