// Gives leafrefs and instance-identifiers of a made-up document something to refer to.

import { contentOf } from '../../src/yang/instanceBuild.ts'
import { readLeafrefPath } from '../../src/yang/leafrefPath.ts'
import type { Schema } from '../../src/yang/schema.ts'
import type { SchemaNode } from '../../src/yang/schemaNode.ts'
import type { LeafrefType } from '../../src/yang/type.ts'
import { makeNode, walkTree, type DocumentNode, type DocumentValue } from './documentTree.ts'
import { LATER, valueFor } from './documentValues.ts'
import type { Random } from './random.ts'

interface Place {
  readonly schema: Schema
  readonly roots: DocumentNode[]
  readonly parents: Map<DocumentNode, DocumentNode | undefined>
  readonly random: Random
  readonly side: 'input' | 'output'
}

/** Settles every value that was left for later; adds nodes where that makes a leafref true. */
export function resolveReferences(
  schema: Schema,
  roots: DocumentNode[],
  random: Random,
  side: 'input' | 'output' = 'input',
): void {
  const parents = new Map<DocumentNode, DocumentNode | undefined>()
  const open: DocumentNode[] = []
  walkTree(roots, (node, parent) => {
    parents.set(node, parent)
    if (node.value === LATER) open.push(node)
  })
  const place: Place = { schema, roots, parents, random, side }
  for (const node of open) if (node.schema?.type?.base === 'leafref') settleLeafref(place, node, 0)
  for (const node of open) if (node.value === LATER) node.value = identifierValue(place)
}

function settleLeafref(place: Place, node: DocumentNode, depth: number): void {
  const type = node.schema?.type
  if (node.value !== LATER || node.schema === undefined || type?.base !== 'leafref') return
  // A circle of leafrefs ends here.
  node.value = { text: '', prefixes: {} }
  const target =
    depth < 8
      ? (nearTarget(place, node, node.schema, type) ?? anyTarget(place, type.target(node.schema)))
      : undefined
  if (target !== undefined) settleLeafref(place, target, depth + 1)
  node.value = target?.value ?? danglingValue(place, node.schema, type)
}

/** At the end of the path; made, where only containers are missing. */
function nearTarget(
  place: Place,
  leafref: DocumentNode,
  schema: SchemaNode,
  type: LeafrefType,
): DocumentNode | undefined {
  const path = readLeafrefPath(type, schema.module.namespace)
  if (path?.up === undefined || path.steps.some(({ predicates }) => predicates.length > 0)) return undefined
  let at: DocumentNode | undefined = leafref
  for (let level = 0; level < path.up; level += 1) at = at === undefined ? undefined : place.parents.get(at)
  for (const step of path.steps) {
    if (at === undefined) return undefined
    const found: DocumentNode[] = at.children.filter(
      ({ local, uri }) => local === step.name && uri === step.namespace,
    )
    at = found.length > 0 ? place.random.pick(found) : addChild(place, at, step.namespace, step.name)
  }
  return at
}

function addChild(place: Place, parent: DocumentNode, uri: string, local: string): DocumentNode | undefined {
  if (parent.schema === undefined) return undefined
  const child = place.schema.dataChild(contentOf(parent.schema, place.side), uri, local)
  if (child?.kind !== 'container' && child?.kind !== 'leaf') return undefined
  const value = child.type === undefined ? undefined : valueFor(child.type, child, place.random)
  if (child.kind === 'leaf' && value === undefined) return undefined
  const node = makeNode(child, value)
  parent.children.push(node)
  place.parents.set(node, parent)
  return node
}

function anyTarget({ roots, random }: Place, target: SchemaNode | undefined): DocumentNode | undefined {
  const found = nodesOf(roots, target).filter(({ value }) => value !== LATER && value?.text !== '')
  return found.length === 0 ? undefined : random.pick(found)
}

export function nodesOf(roots: readonly DocumentNode[], schema: SchemaNode | undefined): DocumentNode[] {
  const found: DocumentNode[] = []
  walkTree(roots, (node) => {
    if (schema !== undefined && node.schema === schema) found.push(node)
  })
  return found
}

function danglingValue(place: Place, schema: SchemaNode, type: LeafrefType): DocumentValue {
  let target: SchemaNode | undefined = type.target(schema)
  for (let hops = 0; hops < 8 && target?.type?.base === 'leafref'; hops += 1)
    target = target.type.target(target)
  const value = target?.type === undefined ? undefined : valueFor(target.type, target, place.random)
  return value === undefined || value === LATER ? { text: 'nothing', prefixes: {} } : value
}

/** The path of some node of the document. */
function identifierValue({ roots, parents, random }: Place): DocumentValue {
  const nodes: DocumentNode[] = []
  walkTree(roots, (node) => {
    const kind = node.schema?.kind
    if (kind === 'leaf' || kind === 'container' || (kind === 'list' && node.schema?.keys.length !== 0))
      nodes.push(node)
  })
  if (nodes.length === 0) return { text: '/nothing', prefixes: {} }
  const prefixes: Record<string, string> = {}
  const prefixOf = (uri: string): string => {
    const known = Object.entries(prefixes).find(([, each]) => each === uri)?.[0]
    const prefix = known ?? `ii${Object.keys(prefixes).length}`
    prefixes[prefix] = uri
    return prefix
  }
  const steps: string[] = []
  for (let at: DocumentNode | undefined = random.pick(nodes); at !== undefined; at = parents.get(at)) {
    const prefix = prefixOf(at.uri)
    const keys = (at.schema?.kind === 'list' ? at.schema.keys : []).map((key) => {
      const value = at.children.find(({ local }) => local === key)?.value?.text ?? ''
      return `[${prefix}:${key}=${value.includes("'") ? `"${value}"` : `'${value}'`}]`
    })
    steps.unshift(`/${prefix}:${at.local}${keys.join('')}`)
  }
  return { text: steps.join(''), prefixes }
}
