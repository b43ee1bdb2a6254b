// Filters, configuration and operations as a program has them: text, checked before it is sent.

import type { Filter } from '../netconf/operations.ts'
import { checkedMarkup, type Markup } from '../xml/build.ts'
import { parseXml } from '../xml/parse.ts'

/** The content of `<filter>` as XML, or an XPath expression with the namespaces of its prefixes. */
export type FilterText =
  string | { readonly xpath: string; readonly namespaces?: Readonly<Record<string, string>> }

/** Throws SyntaxError for a subtree that is not well-formed. */
export function filterOf(filter: FilterText): Filter {
  if (typeof filter === 'string') return { type: 'subtree', content: markupOf(filter) }
  const { xpath, namespaces } = filter
  return { type: 'xpath', select: xpath, ...(namespaces !== undefined && { namespaces }) }
}

/** One or several elements. Throws SyntaxError with the parser's sentence when the text is not well-formed. */
export function markupOf(xml: string): Markup {
  const { problems } = parseXml(xml, { fragment: true })
  if (problems[0] !== undefined) throw new SyntaxError(problems[0].message)
  return checkedMarkup(xml)
}
