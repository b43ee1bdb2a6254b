// XML instance data to JSON (RFC 7951), by the schema.

import type { DataElement } from './dataElement.ts'
import { contentOf } from './instanceBuild.ts'
import { annotationsOf } from './jsonMetadata.ts'
import { jsonOf, settledLeaf, type JsonObject, type JsonProblem, type JsonValue } from './jsonValue.ts'
import { createPatternCache, type PatternCache } from './pattern.ts'
import type { Schema } from './schema.ts'
import type { SchemaNode } from './schemaNode.ts'
import { checkElementValue } from './validateValues.ts'
import type { ValueCheck } from './valueResult.ts'

export interface JsonOptions {
  /** What the elements stand in: a container, an rpc's `output` node, …; undefined for the top. */
  readonly parent?: SchemaNode
  /** Which side of an rpc or action the content is, where it appears. Default: input. */
  readonly side?: 'input' | 'output'
  readonly patterns?: PatternCache
}

export interface ToJson {
  readonly value: JsonObject
  /** What could not be turned by the rules; it is in `value` as plain text or by local names. */
  readonly problems: readonly JsonProblem[]
}

interface Conversion {
  readonly schema: Schema
  readonly side: 'input' | 'output'
  readonly patterns: PatternCache
  readonly report: (problem: JsonProblem) => void
}

/** Never throws. Lists and leaf-lists become arrays, wherever their entries stand. Linear in the size of the content. */
export function toJson(schema: Schema, elements: readonly DataElement[], options: JsonOptions = {}): ToJson {
  const problems: JsonProblem[] = []
  const conversion: Conversion = {
    schema,
    side: options.side ?? 'input',
    patterns: options.patterns ?? createPatternCache(),
    report: (problem) => problems.push(problem),
  }
  const place: Place = { content: options.parent, module: options.parent?.module.name, path: '' }
  return { value: membersOf(conversion, elements, place), problems }
}

interface Place {
  /** Whose children the elements are. */
  readonly content: SchemaNode | undefined
  readonly module: string | undefined
  readonly path: string
}

type Members = Record<string, JsonValue>

function membersOf(conversion: Conversion, elements: readonly DataElement[], place: Place): JsonObject {
  const members = emptyMembers()
  for (const [name, group] of groupByName(conversion, elements, place)) {
    const path = `${place.path}/${name}`
    if (group.node === undefined) addUnknown(conversion, members, name, group.elements, path)
    else addKnown(conversion, members, name, group.node, group.elements, path)
  }
  return members
}

/** Without prototype: a node may be called `__proto__`. */
function emptyMembers(): Members {
  return Object.create(null) as Members
}

interface Group {
  readonly node: SchemaNode | undefined
  readonly elements: DataElement[]
}

/** By member name, in the order of first appearance. */
function groupByName(
  { schema }: Conversion,
  elements: readonly DataElement[],
  { content, module }: Place,
): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const element of elements) {
    const node = schema.dataChild(content, element.uri, element.local)
    const owner = node?.module.name ?? schema.moduleOfNamespace(element.uri)?.name
    const name = owner === undefined || owner === module ? element.local : `${owner}:${element.local}`
    const group = groups.get(name)
    if (group === undefined) groups.set(name, { node, elements: [element] })
    else group.elements.push(element)
  }
  return groups
}

function addKnown(
  conversion: Conversion,
  members: Members,
  name: string,
  node: SchemaNode,
  elements: readonly DataElement[],
  path: string,
): void {
  const [first, second] = elements
  if (first === undefined) return
  if (node.kind === 'list') {
    members[name] = elements.map((element) => innerOf(conversion, element, node, path))
  } else if (node.kind === 'leaf-list') {
    members[name] = elements.map((element) => leafOf(conversion, element, node, path))
    addMetadata(conversion, members, name, elements, path, true)
  } else {
    if (second !== undefined)
      warn(conversion, path, `${name} is there more than once; the first one was taken.`)
    if (node.kind === 'leaf') {
      members[name] = leafOf(conversion, first, node, path)
      addMetadata(conversion, members, name, [first], path, false)
    } else if (node.kind === 'anydata' || node.kind === 'anyxml') {
      members[name] = anyOf(conversion, first, path)
    } else {
      members[name] = innerOf(conversion, first, node, path)
    }
  }
}

function innerOf(conversion: Conversion, element: DataElement, node: SchemaNode, path: string): JsonObject {
  const { value, strangers } = annotationsOf(conversion.schema, element)
  reportStrangers(conversion, path, strangers)
  if (textOf(element).trim() !== '') warn(conversion, path, 'Text between elements is left out.')
  const members = membersOf(conversion, childElements(element), {
    content: contentOf(node, conversion.side),
    module: node.module.name,
    path,
  })
  return value === undefined ? members : Object.assign(emptyMembers(), { '@': value }, members)
}

function leafOf(conversion: Conversion, element: DataElement, node: SchemaNode, path: string): JsonValue {
  const text = textOf(element)
  if (node.type === undefined) return text
  // A leafref's value is its target's, of which a member of a union may have taken it.
  const leaf = settledLeaf(node.type, node)
  const result = checkElementValue(
    conversion.schema,
    conversion.patterns,
    leaf.node,
    leaf.type,
    element,
    text,
  )
  if (result.valid) return settled(conversion, element, text, leaf.node, result)
  conversion.report({ severity: 'error', path, message: `The value stays as it is: ${result.reason}` })
  return text
}

/** A member of a union may be a leafref in its turn. */
function settled(
  { schema, patterns }: Conversion,
  element: DataElement,
  text: string,
  node: SchemaNode,
  taken: ValueCheck & { valid: true },
): JsonValue {
  if (taken.type.base !== 'leafref') return jsonOf(taken.canonical, taken.type)
  const leaf = settledLeaf(taken.type, node)
  const result = checkElementValue(schema, patterns, leaf.node, leaf.type, element, text)
  return jsonOf(taken.canonical, result.valid ? result.type : leaf.type)
}

/** `"@name": {…}` beside a leaf, `"@name": [null, {…}]` beside a leaf-list. */
function addMetadata(
  conversion: Conversion,
  members: Members,
  name: string,
  elements: readonly DataElement[],
  path: string,
  isList: boolean,
): void {
  const each = elements.map((element) => annotationsOf(conversion.schema, element))
  for (const { strangers } of each) reportStrangers(conversion, path, strangers)
  if (each.every(({ value }) => value === undefined)) return
  const last = each.findLastIndex(({ value }) => value !== undefined)
  const values = each.slice(0, last + 1).map(({ value }) => value ?? null)
  members[`@${name}`] = isList ? values : (values[0] ?? null)
}

/** What is in anydata is data of known modules, or else told by its form alone (RFC 7951 §5.5). */
function anyOf(conversion: Conversion, element: DataElement, path: string): JsonValue {
  const children = childElements(element)
  if (children.length === 0) return textOf(element) === '' ? emptyMembers() : textOf(element)
  return membersOf(conversion, children, { content: undefined, module: undefined, path })
}

function addUnknown(
  conversion: Conversion,
  members: Members,
  name: string,
  elements: readonly DataElement[],
  path: string,
): void {
  warn(conversion, path, `No schema node is known for ${name}; it was turned by its form alone.`)
  const values = elements.map(plainOf)
  members[name] = values.length === 1 ? (values[0] ?? null) : values
}

function plainOf(element: DataElement): JsonValue {
  const children = childElements(element)
  if (children.length === 0) return textOf(element)
  const members = emptyMembers()
  for (const child of children) {
    const before = members[child.local]
    const value = plainOf(child)
    members[child.local] =
      before === undefined
        ? value
        : Array.isArray(before)
          ? [...(before as JsonValue[]), value]
          : [before, value]
  }
  return members
}

function reportStrangers(conversion: Conversion, path: string, names: readonly string[]): void {
  for (const name of names)
    warn(conversion, path, `The attribute ${name} is of no known module and was left out.`)
}

function warn({ report }: Conversion, path: string, message: string): void {
  report({ severity: 'warning', path, message })
}

function childElements(element: DataElement): DataElement[] {
  return element.children.filter((child) => child.kind === 'element')
}

function textOf(element: DataElement): string {
  let text = ''
  for (const child of element.children) if (child.kind === 'text') text += child.text
  return text
}
