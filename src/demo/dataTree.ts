// Configuration as a mutable tree of nodes that know their schema.

import { element, text, type Markup } from '../xml/build.ts'
import type { BranchSchema, LeafListSchema, LeafSchema, SchemaNode } from './schemaNode.ts'
import { MODULE_NAMESPACE, MODULE_PREFIX } from './yangTypes.ts'

/** RFC 6243 §3.4: the namespace of the attribute `default`. */
const DEFAULT_ATTRIBUTE_NAMESPACE = 'urn:ietf:params:xml:ns:netconf:default:1.0'

/** A leaf, or one entry of a leaf-list. */
export interface ValueNode {
  readonly schema: LeafSchema | LeafListSchema
  readonly value: string
  /** To be marked as having its default value (RFC 6243 §3.4). */
  readonly tagged?: boolean
}

/** A container, or one entry of a list. */
export interface BranchNode {
  readonly schema: BranchSchema
  children: DataNode[]
}

export type DataNode = ValueNode | BranchNode

export function isBranch(node: DataNode): node is BranchNode {
  return 'children' in node
}

export function cloneBranch(branch: BranchNode): BranchNode {
  return {
    schema: branch.schema,
    children: branch.children.map((child) => (isBranch(child) ? cloneBranch(child) : child)),
  }
}

export function childSchema(schema: BranchSchema, name: string): SchemaNode | undefined {
  return schema.children.find((child) => child.name === name)
}

/** The value of a leaf that stands directly in `branch`. */
export function leafValue(branch: BranchNode, name: string): string | undefined {
  const found = branch.children.find((child) => child.schema.name === name)
  return found !== undefined && !isBranch(found) ? found.value : undefined
}

/** The values of a list entry's keys, in the order of the schema's `key`; none for a container. */
export function keyValues(branch: BranchNode): readonly string[] {
  return branch.schema.kind === 'list' ? branch.schema.keys.map((key) => leafValue(branch, key) ?? '') : []
}

/** The container of that schema, or the list entry with those keys. */
export function findBranch(
  parent: BranchNode,
  schema: BranchSchema,
  keys: readonly string[],
): BranchNode | undefined {
  for (const child of parent.children) {
    if (!isBranch(child) || child.schema !== schema) continue
    const own = keyValues(child)
    if (own.every((value, index) => value === keys[index])) return child
  }
  return undefined
}

/** The branches below `branch` with that name, in their order. */
export function branchesOf(branch: BranchNode, name: string): BranchNode[] {
  return branch.children.filter(isBranch).filter((child) => child.schema.name === name)
}

/**
 * Puts every branch into the schema's order, keys first and entries of a list in theirs, and drops containers that mean
 * nothing because they are empty. Afterwards equal configurations are equal text.
 */
export function normalize(branch: BranchNode): void {
  const rank = new Map(branch.schema.children.map((schema, index) => [schema, index]))
  for (const child of branch.children) if (isBranch(child)) normalize(child)
  branch.children = branch.children
    .filter((child) => !isBranch(child) || !isEmptyContainer(child))
    .sort((one, other) => (rank.get(one.schema) ?? 0) - (rank.get(other.schema) ?? 0))
}

function isEmptyContainer({ schema, children }: BranchNode): boolean {
  return schema.kind === 'container' && !schema.presence && children.length === 0
}

/** State data to put behind a branch's configuration. */
export type StateOf = (branch: BranchNode) => readonly (Markup | undefined)[]

/** The content of the root: the module's top nodes, each with its namespace. */
export function dataMarkup(root: BranchNode, stateOf: StateOf = () => []): readonly Markup[] {
  return root.children.filter(isBranch).map((top) => branchMarkup(top, stateOf, { xmlns: MODULE_NAMESPACE }))
}

function branchMarkup(branch: BranchNode, stateOf: StateOf, attributes = {}): Markup {
  const children = branch.children.map((child) =>
    isBranch(child) ? branchMarkup(child, stateOf) : valueMarkup(child),
  )
  return element(branch.schema.name, attributes, ...children, ...stateOf(branch))
}

function valueMarkup({ schema, value, tagged }: ValueNode): Markup {
  const tag = tagged === true ? { 'xmlns:wd': DEFAULT_ATTRIBUTE_NAMESPACE, 'wd:default': 'true' } : {}
  return element(schema.name, tag, text(value))
}

/** One step of an error-path: `/dr:interface[dr:name='ge-0/0/0']`. */
export function pathStep(node: DataNode): string {
  const step = `/${MODULE_PREFIX}:${node.schema.name}`
  if (!isBranch(node)) return node.schema.kind === 'leaf-list' ? `${step}[.=${literal(node.value)}]` : step
  if (node.schema.kind === 'container') return step
  return step + keyPredicates(node.schema.keys, keyValues(node))
}

export function keyPredicates(keys: readonly string[], values: readonly string[]): string {
  return keys.map((key, index) => `[${MODULE_PREFIX}:${key}=${literal(values[index] ?? '')}]`).join('')
}

/** An XPath 1.0 string; one with both kinds of quotes has no literal, so it is put together. */
function literal(value: string): string {
  if (!value.includes("'")) return `'${value}'`
  if (!value.includes('"')) return `"${value}"`
  return `concat('${value.replaceAll("'", `',"'",'`)}')`
}
