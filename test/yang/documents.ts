// Instance documents made up from a schema: keys and mandatory nodes always, the rest by chance, new ground first.

import type { SchemaNode } from '../../src/yang/schemaNode.ts'
import { makeNode, type DocumentNode, type DocumentValue } from './documentTree.ts'
import { LATER, valueFor } from './documentValues.ts'
import type { Random } from './random.ts'

export interface Generator {
  /** Config only, or state too. */
  readonly state: boolean
  readonly random: Random
  /** How often each schema node was used already: what is new is preferred. */
  readonly used: Map<SchemaNode, number>
  /** About how many nodes a document may have. */
  readonly size: number
}

/** A document with one instance of `root`: a container, list, leaf; or of an operation's input or output, a notification. */
export function generateDocument(generator: Generator, root: SchemaNode, content = root): DocumentNode[] {
  const work: Work = { ...generator, left: generator.size }
  if (root.kind === 'list' || root.kind === 'leaf-list' || root.kind === 'leaf') return place(work, root, 0)
  const top = makeNode(root)
  if (
    root.kind === 'container' ||
    root.kind === 'rpc' ||
    root.kind === 'notification' ||
    root.kind === 'action'
  ) {
    fill(work, top, content, 0)
  }
  return [top]
}

/** New instances of one schema node, as they would be made within a document. */
export function generateNodes(generator: Generator, schema: SchemaNode): DocumentNode[] {
  return place({ ...generator, left: 0 }, schema, 0)
}

interface Work extends Generator {
  left: number
}

function fill(work: Work, node: DocumentNode, content: SchemaNode, depth: number): void {
  const children = wanted(work, content.children)
  const isKey = (child: SchemaNode): boolean => content.kind === 'list' && content.keys.includes(child.name)
  for (const key of content.kind === 'list' ? content.keys : []) {
    const leaf = children.find((child) => child.name === key && child.module === content.module)
    if (leaf !== undefined) node.children.push(...place(work, leaf, depth))
  }
  for (const child of children) {
    if (!isKey(child)) node.children.push(...placeMaybe(work, child, depth))
  }
}

/** What belongs into such a document; obsolete nodes are left alone. */
function wanted(work: Generator, children: readonly SchemaNode[]): SchemaNode[] {
  return children.filter(
    ({ kind, config, status }) =>
      kind !== 'action' &&
      kind !== 'notification' &&
      (work.state || config !== false) &&
      status !== 'obsolete',
  )
}

function placeMaybe(work: Work, child: SchemaNode, depth: number): DocumentNode[] {
  const required = child.mandatory || child.minElements > 0 || leadsToRequired(work, child, 0)
  const uses = work.used.get(child) ?? 0
  const chance = work.left <= 0 ? 0 : depth > 12 ? 0.1 : uses === 0 ? 0.65 : uses < 3 ? 0.35 : 0.2
  if (!required && !work.random.chance(chance)) return []
  return place(work, child, depth)
}

function leadsToRequired(work: Work, node: SchemaNode, depth: number): boolean {
  if (node.kind !== 'container' || node.presence !== undefined || depth > 4) return false
  return wanted(work, node.children).some(
    (child) => child.mandatory || child.minElements > 0 || leadsToRequired(work, child, depth + 1),
  )
}

function place(work: Work, schema: SchemaNode, depth: number): DocumentNode[] {
  work.used.set(schema, (work.used.get(schema) ?? 0) + 1)
  work.left -= 1
  switch (schema.kind) {
    case 'leaf': {
      const value = leafValue(work, schema)
      return value === undefined ? [] : [makeNode(schema, value)]
    }
    case 'leaf-list':
      return placeLeafList(work, schema)
    case 'container': {
      const node = makeNode(schema)
      fill(work, node, schema, depth + 1)
      return [node]
    }
    case 'list': {
      const count = Math.min(Math.max(schema.minElements, 1 + work.random.below(3)), schema.maxElements)
      return Array.from({ length: Math.min(count, 50) }, () => {
        const node = makeNode(schema)
        fill(work, node, schema, depth + 1)
        return node
      })
    }
    case 'choice':
      return placeChoice(work, schema, depth)
    case 'anydata':
    case 'anyxml':
      return [makeNode(schema)]
    case 'case':
    case 'rpc':
    case 'action':
    case 'notification':
    case 'input':
    case 'output':
      return []
  }
}

function placeLeafList(work: Work, schema: SchemaNode): DocumentNode[] {
  const count = Math.min(Math.max(schema.minElements, 1 + work.random.below(3)), schema.maxElements)
  const values = new Map<string, DocumentNode>()
  for (let tries = 0; tries < count * 4 && values.size < count; tries += 1) {
    const value = leafValue(work, schema)
    if (value !== undefined && value !== LATER) values.set(value.text, makeNode(schema, value))
    else if (value === LATER) values.set('', makeNode(schema, LATER))
  }
  return [...values.values()]
}

function placeChoice(work: Work, schema: SchemaNode, depth: number): DocumentNode[] {
  const branches = wanted(work, schema.children)
  if (branches.length === 0) return []
  const fresh = branches.filter((branch) => !work.used.has(branch))
  const branch = work.random.pick(fresh.length > 0 ? fresh : branches)
  if (branch.kind !== 'case') return place(work, branch, depth)
  work.used.set(branch, 1)
  const children = wanted(work, branch.children)
  const nodes = children.flatMap((child) => placeMaybe(work, child, depth))
  const [first] = children
  return nodes.length > 0 || first === undefined ? nodes : place(work, first, depth)
}

function leafValue(work: Work, schema: SchemaNode): DocumentValue | undefined {
  return schema.type === undefined ? undefined : valueFor(schema.type, schema, work.random)
}
