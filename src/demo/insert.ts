// Where an entry goes in a list that the user orders (RFC 7950 §7.7.9, §7.8.6).

import { attributeOf, namespacesAt, type XmlElement } from '../xml/tree.ts'
import { isBranch, keyValues, type BranchNode, type DataNode } from './dataTree.ts'
import { YANG_ATTRIBUTES } from './editAttributes.ts'
import { attributeFault } from './fault.ts'
import type { ListSchema, SchemaNode } from './schemaNode.ts'
import { MODULE_NAMESPACE } from './yangTypes.ts'

export type Insert =
  | { readonly where: 'first' | 'last' }
  | {
      readonly where: 'before' | 'after'
      /** The attribute that names the anchor, for the error when there is no such entry. */
      readonly attribute: 'key' | 'value'
      readonly isAnchor: (sibling: DataNode) => boolean
    }

/** Reads `yang:insert` and what goes with it; `undefined` where there is none. Throws the attribute faults of RFC 7950. */
export function readInsert(element: XmlElement, schema: SchemaNode, path: string): Insert | undefined {
  const where = attributeOf(element, 'insert', YANG_ATTRIBUTES)
  if (where === undefined) return undefined
  if (where === 'first' || where === 'last') return { where }
  const fault = (tag: 'bad-attribute' | 'missing-attribute', attribute: string, message: string): Error =>
    attributeFault(tag, 'application', { attribute, element: element.local, path }, message)
  if (where !== 'before' && where !== 'after') {
    throw fault('bad-attribute', 'insert', 'insert must be first, last, before or after.')
  }
  const attribute = schema.kind === 'list' ? 'key' : 'value'
  const anchor = attributeOf(element, attribute, YANG_ATTRIBUTES)
  if (anchor === undefined) {
    throw fault('missing-attribute', attribute, `insert="${where}" needs the attribute ${attribute}.`)
  }
  if (schema.kind !== 'list') {
    return { where, attribute, isAnchor: (sibling) => !isBranch(sibling) && sibling.value === anchor }
  }
  const keys = readKeyPredicates(anchor, schema, namespacesAt(element))
  if (keys === undefined) {
    throw fault('bad-attribute', attribute, `key must read like [p:${schema.keys.join("='…'][p:")}='…'].`)
  }
  const isAnchor = (sibling: DataNode): boolean =>
    isBranch(sibling) && keyValues(sibling).every((value, index) => value === keys[index])
  return { where, attribute, isAnchor }
}

/** Puts `node` into its parent, or moves it there; last of its list where nothing is said. */
export function place(parent: BranchNode, node: DataNode, insert: Insert | undefined, path: string): void {
  const siblings = parent.children.filter((child) => child !== node)
  siblings.splice(indexFor(siblings, node, insert, path), 0, node)
  parent.children = siblings
}

function indexFor(
  siblings: readonly DataNode[],
  node: DataNode,
  insert: Insert | undefined,
  path: string,
): number {
  if (insert === undefined) return siblings.length
  if (!('isAnchor' in insert)) return insert.where === 'first' ? 0 : siblings.length
  const anchor = siblings.findIndex((sibling) => sibling.schema === node.schema && insert.isAnchor(sibling))
  if (anchor !== -1) return insert.where === 'before' ? anchor : anchor + 1
  throw attributeFault(
    'bad-attribute',
    'application',
    { attribute: insert.attribute, element: node.schema.name, path },
    `The entry that this one should go ${insert.where} does not exist.`,
    'missing-instance',
  )
}

/** `[p:name='x'][p:other="y"]` → the values in the order of the list's keys; `undefined` if it is not that. */
function readKeyPredicates(
  text: string,
  schema: ListSchema,
  namespaces: Readonly<Record<string, string>>,
): readonly string[] | undefined {
  const predicate = /\s*\[\s*([\w.-]+):([\w.-]+)\s*=\s*(?:'([^']*)'|"([^"]*)")\s*\]\s*/y
  const values = new Map<string, string>()
  while (predicate.lastIndex < text.length) {
    const found = predicate.exec(text)
    const [, prefix = '', name = '', single, double] = found ?? []
    if (found === null || namespaces[prefix] !== MODULE_NAMESPACE) return undefined
    values.set(name, single ?? double ?? '')
  }
  const complete = values.size === schema.keys.length && schema.keys.every((key) => values.has(key))
  return complete ? schema.keys.map((key) => values.get(key) ?? '') : undefined
}
