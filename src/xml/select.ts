// Subtree filtering: which parts of a document a NETCONF filter selects (RFC 6241 §6).

import { elementsOf, textOf, type XmlElement } from './tree.ts'

export interface SelectOptions {
  /**
   * Whether a data element identifies its parent, as a list key does. Such siblings of a selected node come along, as
   * RFC 6241 §6.2.4 and §6.2.5 allow. None do where it is absent.
   */
  readonly isKey?: (element: XmlElement) => boolean
}

/**
 * The parts of `data` that any of the filter's subtrees selects; nothing is selected twice. An empty filter selects nothing
 * (§6.4.2). Elements selected whole are those of `data` themselves, partly selected ones are copies with fewer children;
 * the `parent` of each is still the one in `data`, so namespace prefixes resolve.
 */
export function selectSubtree(
  data: readonly XmlElement[],
  filter: readonly XmlElement[],
  options: SelectOptions = {},
): XmlElement[] {
  const selection: Selection = { whole: new Set(), part: new Set(), isKey: options.isKey ?? (() => false) }
  for (const criterion of filter) {
    for (const element of data) mark(element, criterion, selection)
  }
  return prune(data, selection)
}

interface Selection {
  readonly whole: Set<XmlElement>
  readonly part: Set<XmlElement>
  readonly isKey: (element: XmlElement) => boolean
}

/** Marks what one filter node selects of one data element; says whether it selects anything. */
function mark(element: XmlElement, criterion: XmlElement, selection: Selection): boolean {
  if (!sameName(element, criterion) || !attributesMatch(element, criterion)) return false
  const nested = elementsOf(criterion)
  if (nested.length > 0) return markContainment(element, nested, selection)
  if (!contentMatches(element, criterion)) return false
  selection.whole.add(element)
  return true
}

/** A containment node: its content matches must all hold, then the other nodes say what is wanted (§6.2.3, §6.2.5). */
function markContainment(
  element: XmlElement,
  criteria: readonly XmlElement[],
  selection: Selection,
): boolean {
  const children = elementsOf(element)
  const matches = criteria.filter(isContentMatch)
  const matched = matches.map((match) => children.filter((child) => isMatchedBy(child, match)))
  if (matched.some((found) => found.length === 0)) return false
  if (matches.length === criteria.length) {
    selection.whole.add(element)
    return true
  }
  for (const child of matched.flat()) selection.whole.add(child)
  let any = matches.length > 0
  for (const criterion of criteria) {
    if (isContentMatch(criterion)) continue
    for (const child of children) any = mark(child, criterion, selection) || any
  }
  if (!any) return false
  selection.part.add(element)
  for (const child of children) if (selection.isKey(child)) selection.whole.add(child)
  return true
}

/** Leaf of the filter with text in it; one with nothing but white space selects instead (§6.2.4). */
function isContentMatch(criterion: XmlElement): boolean {
  return elementsOf(criterion).length === 0 && textOf(criterion).trim() !== ''
}

function isMatchedBy(element: XmlElement, match: XmlElement): boolean {
  return sameName(element, match) && attributesMatch(element, match) && contentMatches(element, match)
}

function contentMatches(element: XmlElement, criterion: XmlElement): boolean {
  const wanted = textOf(criterion).trim()
  return wanted === '' || (elementsOf(element).length === 0 && textOf(element).trim() === wanted)
}

/** A filter node in no namespace, `xmlns=""`, stands for every namespace (§6.2.1). */
function sameName(element: XmlElement, criterion: XmlElement): boolean {
  return element.local === criterion.local && (criterion.uri === '' || element.uri === criterion.uri)
}

/** Every attribute of the filter node must be there with the same value (§6.2.2); declarations are none. */
function attributesMatch(element: XmlElement, criterion: XmlElement): boolean {
  return criterion.attributes.every(
    (wanted) =>
      wanted.name === 'xmlns' ||
      wanted.prefix === 'xmlns' ||
      element.attributes.some(
        ({ local, uri, value }) => local === wanted.local && uri === wanted.uri && value === wanted.value,
      ),
  )
}

function prune(elements: readonly XmlElement[], selection: Selection): XmlElement[] {
  return elements.flatMap((element) => {
    if (selection.whole.has(element)) return [element]
    if (!selection.part.has(element)) return []
    return [{ ...element, children: prune(elementsOf(element), selection) }]
  })
}
