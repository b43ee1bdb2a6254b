// JSON (RFC 7951) to elements that a serializer can print as XML, by the schema.

import { contentOf } from './instanceBuild.ts'
import type { JsonOptions } from './json.ts'
import {
  settledLeaf,
  textOfJson,
  wrongJsonType,
  type JsonObject,
  type JsonProblem,
  type JsonValue,
} from './jsonValue.ts'
import { createPatternCache, type PatternCache } from './pattern.ts'
import type { Schema } from './schema.ts'
import type { SchemaNode } from './schemaNode.ts'
import { checkValue } from './value.ts'
import { readInstanceIdentifier } from './valueInstance.ts'

/** An element to be printed. */
export interface PrintElement {
  readonly local: string
  readonly uri: string
  /** Prefixes that its text or attributes use → URI. */
  readonly declares: Readonly<Record<string, string>>
  readonly attributes: readonly {
    readonly prefix: string
    readonly local: string
    readonly uri: string
    readonly value: string
  }[]
  /** Of leaves and leaf-list entries; undefined for the others. */
  readonly text: string | undefined
  readonly children: readonly PrintElement[]
}

export interface FromJson {
  readonly elements: readonly PrintElement[]
  /** Members that could not be placed are left out, and said here. */
  readonly problems: readonly JsonProblem[]
}

interface Reading {
  readonly schema: Schema
  readonly side: 'input' | 'output'
  readonly patterns: PatternCache
  readonly report: (path: string, message: string, severity?: JsonProblem['severity']) => void
}

interface Place {
  readonly content: SchemaNode | undefined
  /** Name of the module that names without prefix belong to. */
  readonly module: string | undefined
  readonly path: string
}

/** Reads any JSON value; never throws. Keys come first in their entries (RFC 7950 §7.8.5). */
export function fromJson(schema: Schema, value: JsonValue, options: JsonOptions = {}): FromJson {
  const problems: JsonProblem[] = []
  const reading: Reading = {
    schema,
    side: options.side ?? 'input',
    patterns: options.patterns ?? createPatternCache(),
    report: (path, message, severity = 'error') => problems.push({ severity, path, message }),
  }
  const { parent } = options
  if (isObject(value)) {
    return {
      elements: readMembers(reading, value, { content: parent, module: parent?.module.name, path: '' }),
      problems,
    }
  }
  reading.report('/', 'Data in JSON are an object, with a member for each top-level node.')
  return { elements: [], problems }
}

function readMembers(reading: Reading, object: JsonObject, place: Place): PrintElement[] {
  const elements: PrintElement[] = []
  for (const [member, value] of Object.entries(object)) {
    if (member.startsWith('@')) {
      if (member !== '@' && !(member.slice(1) in object))
        reading.report(`${place.path}/${member}`, 'These annotations belong to no member.')
      continue
    }
    elements.push(...readMember(reading, member, value, object[`@${member}`], place))
  }
  const { content } = place
  return content?.kind === 'list' ? keysFirst(elements, content) : elements
}

function keysFirst(elements: readonly PrintElement[], list: SchemaNode): PrintElement[] {
  const rank = ({ local, uri }: PrintElement): number => {
    const at = uri === list.module.namespace ? list.keys.indexOf(local) : -1
    return at === -1 ? list.keys.length : at
  }
  return [...elements].sort((a, b) => rank(a) - rank(b))
}

function readMember(
  reading: Reading,
  member: string,
  value: JsonValue,
  metadata: JsonValue | undefined,
  place: Place,
): PrintElement[] {
  const path = `${place.path}/${member}`
  const colon = member.indexOf(':')
  const moduleName = colon === -1 ? place.module : member.slice(0, colon)
  if (moduleName === undefined) {
    reading.report(path, `At the top a name needs its module: "module:${member}".`)
    return []
  }
  const module = reading.schema.module(moduleName)
  const node =
    module === undefined
      ? undefined
      : reading.schema.dataChild(place.content, module.namespace, member.slice(colon + 1))
  if (node === undefined) {
    reading.report(
      path,
      module === undefined ? `No module "${moduleName}" is loaded.` : `The schema has no "${member}" here.`,
    )
    return []
  }
  return readNode(reading, node, value, metadata, path)
}

function readNode(
  reading: Reading,
  node: SchemaNode,
  value: JsonValue,
  metadata: JsonValue | undefined,
  path: string,
): PrintElement[] {
  if (node.kind === 'list' || node.kind === 'leaf-list') {
    if (!Array.isArray(value)) {
      reading.report(path, `A ${node.kind} is an array in JSON.`)
      return []
    }
    const each = Array.isArray(metadata) ? (metadata as JsonValue[]) : []
    return (value as JsonValue[]).flatMap((entry, index) =>
      node.kind === 'list'
        ? readInner(reading, node, entry, path)
        : readLeaf(reading, node, entry, each[index], path),
    )
  }
  if (node.kind === 'leaf') return readLeaf(reading, node, value, metadata, path)
  if (node.kind === 'anydata' || node.kind === 'anyxml') return readAny(reading, node, value, path)
  return readInner(reading, node, value, path)
}

function readInner(reading: Reading, node: SchemaNode, value: JsonValue, path: string): PrintElement[] {
  if (!isObject(value)) {
    reading.report(path, `A ${node.kind} is an object in JSON.`)
    return []
  }
  const children = readMembers(reading, value, {
    content: contentOf(node, reading.side),
    module: node.module.name,
    path,
  })
  return [{ ...elementOf(node), ...annotated(reading, value['@'], path), children }]
}

function readLeaf(
  reading: Reading,
  node: SchemaNode,
  value: JsonValue,
  metadata: JsonValue | undefined,
  path: string,
): PrintElement[] {
  const text = textOfJson(value)
  if (text === undefined) {
    reading.report(path, `This is no value for a ${node.kind}.`)
    return []
  }
  const { declares: prefixes, attributes } = annotated(reading, metadata, path)
  const printed = printValue(reading, node, value, text, path)
  return [
    { ...elementOf(node), declares: { ...prefixes, ...printed.declares }, attributes, text: printed.text },
  ]
}

interface Printed {
  readonly text: string
  readonly declares: Readonly<Record<string, string>>
}

/** Module names in identities and paths become prefixes (RFC 7950 §9.10.3, §9.13.2). */
function printValue(
  reading: Reading,
  node: SchemaNode,
  value: JsonValue,
  text: string,
  path: string,
): Printed {
  const { schema, patterns, report } = reading
  if (node.type === undefined) return { text, declares: {} }
  const resolvePrefix = (prefix: string): string | undefined =>
    prefix === '' ? node.module.namespace : schema.module(prefix)?.namespace
  const leaf = settledLeaf(node.type, node)
  const result = checkValue(leaf.type, text, { resolvePrefix, schema, node: leaf.node, patterns })
  if (!result.valid) {
    report(path, `Bad value: ${result.reason}`)
    return { text, declares: {} }
  }
  const { type } = settledLeaf(result.type, leaf.node)
  const wrong = wrongJsonType(value, type)
  if (wrong !== undefined) report(path, wrong, 'warning')
  if (type.base === 'identityref') return printIdentity(schema, result.canonical)
  if (type.base === 'instance-identifier') {
    const check = (leaf: SchemaNode, part: string): ReturnType<typeof checkValue> =>
      checkValue(leaf.type ?? type, part, { resolvePrefix, schema, node: leaf, patterns })
    return printPath(schema, result.canonical, { resolvePrefix, schema, check })
  }
  return { text: result.canonical, declares: {} }
}

function printIdentity(schema: Schema, canonical: string): Printed {
  const colon = canonical.indexOf(':')
  const module = schema.module(canonical.slice(0, colon))
  if (colon === -1 || module === undefined) return { text: canonical, declares: {} }
  return {
    text: `${module.prefix}:${canonical.slice(colon + 1)}`,
    declares: { [module.prefix]: module.namespace },
  }
}

function printPath(
  schema: Schema,
  canonical: string,
  context: Parameters<typeof readInstanceIdentifier>[1],
): Printed {
  const read = readInstanceIdentifier(canonical, context)
  if (read.reason !== undefined) return { text: canonical, declares: {} }
  const declares: Record<string, string> = {}
  const prefixed = (namespace: string, name: string): string => {
    const wanted = schema.moduleOfNamespace(namespace)?.prefix ?? 'p'
    let prefix = wanted
    for (let count = 2; declares[prefix] !== undefined && declares[prefix] !== namespace; count += 1)
      prefix = `${wanted}${count}`
    declares[prefix] = namespace
    return `${prefix}:${name}`
  }
  const text = read.steps.map((step) => {
    const keys = step.keys
      .map(({ namespace, name, value }) => `[${prefixed(namespace, name)}=${literal(value)}]`)
      .join('')
    const own = step.value === undefined ? '' : `[.=${literal(step.value)}]`
    const position = step.position === undefined ? '' : `[${step.position}]`
    return `/${prefixed(step.namespace, step.name)}${keys}${own}${position}`
  })
  return { text: text.join(''), declares }
}

const literal = (value: string): string => (value.includes("'") ? `"${value}"` : `'${value}'`)

/** Data of known modules in anydata are read by the schema, the rest by its form. */
function readAny(reading: Reading, node: SchemaNode, value: JsonValue, path: string): PrintElement[] {
  if (!isObject(value)) {
    const text = textOfJson(value)
    if (text === undefined) reading.report(path, `This is no value for an ${node.kind}.`)
    return text === undefined ? [] : [{ ...elementOf(node), text }]
  }
  const children = Object.entries(value).flatMap(([member, inside]): PrintElement[] => {
    const module = member.includes(':')
      ? reading.schema.module(member.slice(0, member.indexOf(':')))
      : undefined
    const local = member.slice(member.indexOf(':') + 1)
    const known =
      module === undefined ? undefined : reading.schema.dataChild(undefined, module.namespace, local)
    if (known !== undefined) return readNode(reading, known, inside, value[`@${member}`], `${path}/${member}`)
    return member.startsWith('@') ? [] : plain(local, module?.namespace ?? node.module.namespace, inside)
  })
  return [{ ...elementOf(node), children }]
}

function plain(local: string, uri: string, value: JsonValue): PrintElement[] {
  const element = { local, uri, declares: {}, attributes: [], text: undefined, children: [] }
  if (isObject(value)) {
    return [
      { ...element, children: Object.entries(value).flatMap(([name, inside]) => plain(name, uri, inside)) },
    ]
  }
  const text = textOfJson(value)
  if (text !== undefined) return [{ ...element, text }]
  return Array.isArray(value)
    ? (value as JsonValue[]).flatMap((entry) => plain(local, uri, entry))
    : [element]
}

function annotated(
  { schema, report }: Reading,
  metadata: JsonValue | undefined,
  path: string,
): Pick<PrintElement, 'declares' | 'attributes'> {
  const declares: Record<string, string> = {}
  const attributes: PrintElement['attributes'][number][] = []
  if (metadata !== undefined && metadata !== null && !isObject(metadata)) {
    report(path, 'Annotations are an object in JSON (RFC 7952 §5.2).')
  }
  for (const [member, value] of isObject(metadata) ? Object.entries(metadata) : []) {
    const module = schema.module(member.slice(0, Math.max(0, member.indexOf(':'))))
    const text = textOfJson(value)
    if (module === undefined || text === undefined) {
      report(path, `The annotation "${member}" is of no loaded module, or has no plain value.`)
      continue
    }
    declares[module.prefix] = module.namespace
    attributes.push({
      prefix: module.prefix,
      uri: module.namespace,
      local: member.slice(member.indexOf(':') + 1),
      value: text,
    })
  }
  return { declares, attributes }
}

function elementOf(node: SchemaNode): PrintElement {
  return {
    local: node.name,
    uri: node.module.namespace,
    declares: {},
    attributes: [],
    text: undefined,
    children: [],
  }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
