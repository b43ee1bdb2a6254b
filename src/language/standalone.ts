// Takes elements out of a text as they are written, with the namespaces they inherit written on them.

import { attributeValue, checkedMarkup, type Markup } from '../xml/build.ts'
import { elementsOf, namespacesAt, type XmlElement } from '../xml/tree.ts'

/** The source of `elements` (siblings, in order) and what stands between them: comments and white space stay. */
export function sourceOf(text: string, elements: readonly XmlElement[]): Markup {
  const [first] = elements
  const last = elements.at(-1)
  if (first === undefined || last === undefined) return checkedMarkup('')
  return checkedMarkup(declared(text, elements, first.start, last.end))
}

/** The source of everything inside `element`, white space at both ends left out. */
export function contentSourceOf(text: string, element: XmlElement): Markup {
  const selfClosed = text[element.startTagEnd - 2] === '/'
  const end = selfClosed ? element.startTagEnd : text.lastIndexOf('</', element.end - 1)
  return checkedMarkup(declared(text, elementsOf(element), element.startTagEnd, end).trim())
}

function declared(text: string, elements: readonly XmlElement[], from: number, to: number): string {
  const parts: string[] = []
  let at = from
  for (const element of elements) {
    const declarations = inheritedDeclarations(text, element)
    if (declarations === '') continue
    const behindName = element.start + 1 + element.name.length
    parts.push(text.slice(at, behindName), declarations)
    at = behindName
  }
  parts.push(text.slice(at, to))
  return parts.join('')
}

/** Any "prefix:" counts as a use: identityrefs, instance-identifiers and XPaths carry prefixes in their text. */
function inheritedDeclarations(text: string, element: XmlElement): string {
  if (element.parent === undefined) return ''
  const source = text.slice(element.start, element.end)
  return Object.entries(namespacesAt(element.parent))
    .filter(([prefix, uri]) => {
      if (prefix === 'xml' || prefix in element.declares) return false
      return prefix === '' ? uri !== '' && usesDefault(element) : source.includes(`${prefix}:`)
    })
    .map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${attributeValue(uri)}"`)
    .join('')
}

function usesDefault(element: XmlElement): boolean {
  if (element.prefix === '') return true
  return elementsOf(element).some((child) => !('' in child.declares) && usesDefault(child))
}
