// A reply to look at without namespaces, as ncclient shows those of Junos and classic SR OS. For reading, never for sending.

import { attributeValue, text } from '../xml/build.ts'
import { parseXml } from '../xml/parse.ts'
import type { XmlElement } from '../xml/tree.ts'

/**
 * The document with local names alone and no declarations; comments stay. An attribute whose local name is taken already
 * gets an underscore. Text that is not well-formed comes back as it was.
 */
export function stripNamespaces(xml: string): string {
  const { root, problems } = parseXml(xml.trim())
  if (root === undefined || problems.length > 0) return xml
  const parts: string[] = []
  print(root, parts)
  return parts.join('')
}

function print(element: XmlElement, parts: string[]): void {
  parts.push('<', element.local)
  const names = new Set<string>()
  for (const attribute of element.attributes) {
    if (attribute.name === 'xmlns' || attribute.prefix === 'xmlns') continue
    let name = attribute.local
    while (names.has(name)) name += '_'
    names.add(name)
    parts.push(` ${name}="${attributeValue(attribute.value)}"`)
  }
  if (element.children.length === 0) {
    parts.push('/>')
    return
  }
  parts.push('>')
  for (const child of element.children) {
    if (child.kind === 'element') print(child, parts)
    else parts.push(child.kind === 'text' ? text(child.text) : `<!--${child.text}-->`)
  }
  parts.push(`</${element.local}>`)
}
