// Reads the operation marks of edit-config content: what it will merge, create, replace, delete.

import { elementsOf, textOf, type XmlAttribute, type XmlElement } from '../xml/tree.ts'
import { BASE_NAMESPACE, EDIT_OPERATIONS, type EditOperation } from './netconfNames.ts'
import { attributeRange, errorAt, nameRange, warningAt, type Problem, type TextRange } from './problem.ts'

/** An element that the edit takes away or overwrites. */
export interface DestructiveMark extends TextRange {
  readonly operation: 'delete' | 'remove' | 'replace'
  /** For a person: `/interfaces/interface[name='eth0']`. */
  readonly path: string
}

export interface EditMarks {
  /** How many elements carry each operation explicitly, with the right prefix or with none: some devices obey these, too. */
  readonly operations: Readonly<Partial<Record<EditOperation, number>>>
  readonly destructive: readonly DestructiveMark[]
}

const LISTED_PROBLEMS = 50
/** Prefixed names of the operations people write, in an attribute that has them in the wrong namespace. */
const VALUES: ReadonlySet<string> = new Set([...EDIT_OPERATIONS, 'none'])

/** Walks the configuration elements `roots` of `text` and adds what is doubtful to `problems`. */
export function readMarks(text: string, roots: readonly XmlElement[], problems: Problem[]): EditMarks {
  const operations: Partial<Record<EditOperation, number>> = {}
  const destructive: DestructiveMark[] = []
  let found = 0
  const report = (problem: Problem): void => {
    found += 1
    if (found <= LISTED_PROBLEMS || problem.severity === 'error') problems.push(problem)
  }

  const visit = (element: XmlElement, outer: string, top: boolean): void => {
    const path = `${outer}/${element.local}${keyOf(element)}`
    const namespaceProblem = checkNamespace(element, top)
    if (namespaceProblem !== undefined) report(namespaceProblem)
    for (const attribute of element.attributes) {
      if (attribute.local !== 'operation') continue
      const problem = checkMark(text, element, attribute)
      if (problem !== undefined) report(problem)
      const operation = EDIT_OPERATIONS.find((name) => name === attribute.value)
      if (operation === undefined || (attribute.uri !== BASE_NAMESPACE && attribute.uri !== '')) continue
      operations[operation] = (operations[operation] ?? 0) + 1
      if (operation === 'delete' || operation === 'remove' || operation === 'replace') {
        destructive.push({ operation, path, ...nameRange(element) })
      }
    }
    for (const child of elementsOf(element)) visit(child, path, false)
  }
  for (const root of roots) visit(root, '', true)
  return { operations, destructive }
}

/** Devices know data by namespace; the two ways to lose it are to write none and to inherit the message's. */
function checkNamespace(element: XmlElement, top: boolean): Problem | undefined {
  const { name, uri, parent } = element
  if (uri === '' && (top || (parent !== undefined && parent.uri !== ''))) {
    return warningAt(
      nameRange(element),
      `<${name}> has no namespace, so most devices will refuse it: add xmlns="…" with its module's namespace.`,
    )
  }
  if (uri === BASE_NAMESPACE && top) {
    return warningAt(
      nameRange(element),
      `<${name}> inherits NETCONF's own namespace, so most devices will refuse it: add xmlns="…" with its module's namespace.`,
    )
  }
  return undefined
}

function checkMark(text: string, element: XmlElement, attribute: XmlAttribute): Problem | undefined {
  const { name, uri, value } = attribute
  const range = attributeRange(text, element, name)
  if (uri === BASE_NAMESPACE) {
    if (value === 'none') {
      return warningAt(
        range.value,
        'operation="none" is not in RFC 6241, where only default-operation may be none: leave the attribute out unless your device documents it.',
      )
    }
    if (VALUES.has(value)) return undefined
    return errorAt(
      range.value,
      `“${value}” is no operation: write merge, replace, create, delete or remove (RFC 6241 §7.2).`,
    )
  }
  if (uri === '') {
    return warningAt(
      range.name,
      `operation="${value}" without a prefix is obeyed by some devices and ignored by others: write nc:operation="${value}" and declare xmlns:nc="${BASE_NAMESPACE}".`,
    )
  }
  if (!VALUES.has(value)) return undefined
  return warningAt(
    range.name,
    `${name}="${value}" has no effect, because its prefix is bound to ${uri}: bind it to ${BASE_NAMESPACE}.`,
  )
}

/** Keys come first in a list entry (RFC 7950 §7.8.5), and without a schema only their usual names tell them. */
function keyOf(element: XmlElement): string {
  const [first] = elementsOf(element)
  if (first === undefined || !/(?:^|-)(?:name|id|index|key|number|address|prefix|ip)$/.test(first.local))
    return ''
  const value = textOf(first).trim()
  if (value === '' || elementsOf(first).length > 0) return ''
  return value.includes("'") ? `[${first.local}="${value}"]` : `[${first.local}='${value}']`
}
