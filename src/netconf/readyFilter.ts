// Takes a `<filter>` element that somebody has written already for the filter that it is.

import { serializeContent } from '../xml/serialize.ts'
import { parseXml } from '../xml/parse.ts'
import { attributeOf, namespacesAt, type XmlElement } from '../xml/tree.ts'
import { BASE_NS } from './names.ts'
import type { Filter } from './operations.ts'

/** Throws SyntaxError with a sentence where the text is no filter of RFC 6241 §6 or §8.9. */
export function readyFilter(xml: string): Filter {
  const { root, problems } = parseXml(xml)
  if (root === undefined || problems[0] !== undefined) {
    throw new SyntaxError(problems[0]?.message ?? 'There is no filter in this text.')
  }
  if (root.local !== 'filter') throw new SyntaxError(`<${root.name}> is no <filter>.`)
  const type = attribute(root, 'type') ?? 'subtree'
  if (type === 'subtree') return { type, content: serializeContent(root) }
  if (type !== 'xpath') throw new SyntaxError(`A filter is of type subtree or xpath, not ${type}.`)
  const select = attribute(root, 'select')
  if (select === undefined) throw new SyntaxError('A filter of type xpath needs the attribute select.')
  const namespaces = Object.entries(namespacesAt(root)).filter(
    ([prefix]) => prefix !== '' && prefix !== 'xml',
  )
  return { type, select, namespaces: Object.fromEntries(namespaces) }
}

/** The RFC has them without a prefix; some write `nc:type`. */
function attribute(element: XmlElement, name: string): string | undefined {
  return attributeOf(element, name) ?? attributeOf(element, name, BASE_NS)
}
