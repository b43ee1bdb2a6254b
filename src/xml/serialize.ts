// Prints elements of a parsed tree as text that stands on its own.

import { attributeValue, checkedMarkup, text, type Markup } from './build.ts'
import { namespacesAt, type XmlElement, type XmlNode } from './tree.ts'

/**
 * The element as it was written, white space and comments kept, and with the namespace declarations that it inherits and
 * uses written on it, so that it means the same anywhere else.
 */
export function serialize(element: XmlElement): Markup {
  const inherited = element.parent === undefined ? {} : namespacesAt(element.parent)
  const missing = Object.entries(inherited).filter(
    ([prefix]) => !Object.hasOwn(element.declares, prefix) && prefix !== 'xml' && usesPrefix(element, prefix),
  )
  const parts: string[] = []
  printElement(element, missing, parts)
  return checkedMarkup(parts.join(''))
}

/** The element's content alone, each child standing on its own. */
export function serializeContent(element: XmlElement): Markup {
  return checkedMarkup(
    element.children
      .map((child) => (child.kind === 'element' ? serialize(child) : plainNode(child)))
      .join(''),
  )
}

/**
 * Whether anything below may need the prefix. Values count too: an identityref, an instance-identifier or an XPath carries
 * prefixes in its text, so any "prefix:" in text or a value is taken as a use.
 */
function usesPrefix(element: XmlElement, prefix: string): boolean {
  const inValue = (value: string): boolean => prefix !== '' && value.includes(`${prefix}:`)
  if (element.prefix === prefix) return true
  if (
    element.attributes.some(
      (attribute) => (prefix !== '' && attribute.prefix === prefix) || inValue(attribute.value),
    )
  ) {
    return true
  }
  return element.children.some((child) => {
    if (child.kind === 'text') return inValue(child.text)
    return child.kind === 'element' && !Object.hasOwn(child.declares, prefix) && usesPrefix(child, prefix)
  })
}

function printElement(
  element: XmlElement,
  extra: readonly (readonly [string, string])[],
  parts: string[],
): void {
  parts.push('<', element.name)
  for (const [prefix, uri] of extra) {
    parts.push(` xmlns${prefix === '' ? '' : `:${prefix}`}="${attributeValue(uri)}"`)
  }
  for (const { name, value } of element.attributes) parts.push(` ${name}="${attributeValue(value)}"`)
  if (element.children.length === 0) {
    parts.push('/>')
    return
  }
  parts.push('>')
  for (const child of element.children) {
    if (child.kind === 'element') printElement(child, [], parts)
    else parts.push(plainNode(child))
  }
  parts.push(`</${element.name}>`)
}

function plainNode(node: Exclude<XmlNode, XmlElement>): string {
  return node.kind === 'text' ? text(node.text) : `<!--${node.text}-->`
}
