// Reads what an edit-config changes: its configuration or url, its parameters, and what to say before it is sent.

import type { Markup } from '../xml/build.ts'
import { attributeOf, elementsOf, textOf, type XmlElement } from '../xml/tree.ts'
import { readMarks, type EditMarks } from './editMarks.ts'
import {
  BASE_NAMESPACE,
  DEFAULT_OPERATIONS,
  EDIT_OPERATIONS,
  ERROR_OPTIONS,
  TEST_OPTIONS,
  isBase,
} from './netconfNames.ts'
import { errorAt, nameRange, warningAt, type Problem } from './problem.ts'
import { contentSourceOf, sourceOf } from './standalone.ts'
import { elementsInWords } from './wording.ts'

/** What goes into an edit-config of ours. Parameters are there only where the text has them. */
export interface EditContent {
  readonly type: 'edit'
  readonly target?: { readonly datastore: string } | { readonly url: string }
  readonly defaultOperation?: (typeof DEFAULT_OPERATIONS)[number]
  readonly testOption?: (typeof TEST_OPTIONS)[number]
  readonly errorOption?: (typeof ERROR_OPTIONS)[number]
  /** The content of `<config>`, as written wherever it stands alone; or where the server finds it (:url). */
  readonly source: { readonly config: Markup } | { readonly url: string }
  readonly summary: EditSummary
}

export interface EditSummary extends EditMarks {
  /** Names of the top configuration elements, in order. */
  readonly elements: readonly string[]
  /** "2 configuration elements (interfaces, system) with 1 delete, 2 replace". */
  readonly text: string
}

const PARTS: ReadonlySet<string> = new Set(
  'target default-operation test-option error-option config url'.split(' '),
)

/** Configuration elements that are siblings, as the content of an edit. */
export function readConfiguration(
  text: string,
  elements: readonly XmlElement[],
  problems: Problem[],
): EditContent {
  const summary = summarize(text, elements, problems)
  return { type: 'edit', source: { config: sourceOf(text, elements) }, summary }
}

/** The content of `<config>`, or of what stands for it. */
export function readWrapped(text: string, wrapper: XmlElement, problems: Problem[]): EditContent | undefined {
  const elements = elementsOf(wrapper)
  if (textOf(wrapper).trim() !== '') {
    problems.push(
      errorAt(
        nameRange(wrapper),
        `<${wrapper.name}> holds text between its elements: remove it, or put it inside one.`,
      ),
    )
    return undefined
  }
  if (elements.length === 0) {
    problems.push(
      errorAt(
        nameRange(wrapper),
        `<${wrapper.name}> is empty: put the configuration elements to send in it.`,
      ),
    )
    return undefined
  }
  if (attributeOf(wrapper, 'operation', BASE_NAMESPACE) !== undefined) {
    problems.push(
      warningAt(
        nameRange(wrapper),
        `An operation on <${wrapper.name}> itself has no effect: put it on the elements inside, or use default-operation.`,
      ),
    )
  }
  const summary = summarize(text, elements, problems)
  return { type: 'edit', source: { config: contentSourceOf(text, wrapper) }, summary }
}

/** `<edit-config>` itself (RFC 6241 §7.2). */
export function readEditConfig(
  text: string,
  operation: XmlElement,
  problems: Problem[],
): EditContent | undefined {
  const part = (name: string): XmlElement | undefined =>
    elementsOf(operation).find((child) => child.local === name && isBase(child))
  const content = readSource(text, operation, part('config'), part('url'), problems)
  const target = readTarget(part('target'), problems)
  const defaultOperation = readValue(part('default-operation'), DEFAULT_OPERATIONS, problems)
  const testOption = readValue(part('test-option'), TEST_OPTIONS, problems)
  const errorOption = readValue(part('error-option'), ERROR_OPTIONS, problems)
  for (const child of elementsOf(operation)) {
    if (PARTS.has(child.local) && isBase(child)) continue
    problems.push(
      warningAt(
        nameRange(child),
        `<${child.name}> is no part of edit-config in RFC 6241 and is not sent: remove it, or run the <rpc> as it is.`,
      ),
    )
  }
  return (
    content && {
      ...content,
      ...(target && { target }),
      ...(defaultOperation && { defaultOperation }),
      ...(testOption && { testOption }),
      ...(errorOption && { errorOption }),
    }
  )
}

function readSource(
  text: string,
  operation: XmlElement,
  config: XmlElement | undefined,
  url: XmlElement | undefined,
  problems: Problem[],
): EditContent | undefined {
  if (config !== undefined && url !== undefined) {
    problems.push(
      errorAt(nameRange(url), 'edit-config takes <config> or <url>, not both: remove one of them.'),
    )
    return undefined
  }
  if (config !== undefined) return readWrapped(text, config, problems)
  const address = url && textOf(url).trim()
  if (address === undefined || address === '') {
    problems.push(
      errorAt(
        nameRange(url ?? operation),
        `<${(url ?? operation).name}> says nothing to change: add <config> with configuration elements.`,
      ),
    )
    return undefined
  }
  const summary = { elements: [], operations: {}, destructive: [], text: `the configuration at ${address}` }
  return { type: 'edit', source: { url: address }, summary }
}

function readTarget(target: XmlElement | undefined, problems: Problem[]): EditContent['target'] {
  if (target === undefined) return undefined
  const [datastore] = elementsOf(target)
  if (datastore === undefined) {
    problems.push(
      warningAt(nameRange(target), '<target> is empty: name a datastore in it, such as <candidate/>.'),
    )
    return undefined
  }
  return datastore.local === 'url' ? { url: textOf(datastore).trim() } : { datastore: datastore.local }
}

function readValue<T extends string>(
  part: XmlElement | undefined,
  values: readonly T[],
  problems: Problem[],
): T | undefined {
  if (part === undefined) return undefined
  const written = textOf(part).trim()
  const value = values.find((known) => known === written)
  if (value === undefined) {
    problems.push(
      errorAt(
        nameRange(part),
        `“${written}” is no ${part.local}: write ${values.join(', ')} (RFC 6241 §7.2).`,
      ),
    )
  }
  return value
}

function summarize(text: string, elements: readonly XmlElement[], problems: Problem[]): EditSummary {
  const marks = readMarks(text, elements, problems)
  const counts = EDIT_OPERATIONS.flatMap((operation) => {
    const count = marks.operations[operation]
    return count === undefined ? [] : [`${count} ${operation}`]
  })
  const what = elementsInWords(elements, 'configuration element')
  return {
    ...marks,
    elements: elements.map((element) => element.local),
    text: counts.length === 0 ? what : `${what} with ${counts.join(', ')}`,
  }
}
