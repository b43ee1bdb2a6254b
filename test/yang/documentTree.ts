// A document under construction: a tree that generators and mutants change, printed one start tag a line.

import type { SchemaNode } from '../../src/yang/schemaNode.ts'

export interface DocumentNode {
  /** Undefined for what a mutant invented. */
  schema: SchemaNode | undefined
  local: string
  uri: string
  /** Of leaves and leaf-list entries. */
  value: DocumentValue | undefined
  children: DocumentNode[]
  attributes: { prefix: string; uri: string; local: string; value: string }[]
}

/** A value with the prefixes that it uses. */
export interface DocumentValue {
  readonly text: string
  readonly prefixes: Readonly<Record<string, string>>
}

export function makeNode(schema: SchemaNode, value?: DocumentValue): DocumentNode {
  return { schema, local: schema.name, uri: schema.module.namespace, value, children: [], attributes: [] }
}

export function cloneTree(node: DocumentNode): DocumentNode {
  return { ...node, attributes: [...node.attributes], children: node.children.map(cloneTree) }
}

/** Every node with its parent, the parents first. */
export function walkTree(
  roots: readonly DocumentNode[],
  visit: (node: DocumentNode, parent: DocumentNode | undefined) => void,
): void {
  const walk = (nodes: readonly DocumentNode[], parent: DocumentNode | undefined): void => {
    for (const node of nodes) {
      visit(node, parent)
      walk(node.children, node)
    }
  }
  walk(roots, undefined)
}

/** A line for each start tag, but for those inside of elements with text. */
export function printTree(roots: readonly DocumentNode[]): string {
  return `${roots.map((root) => printNode(root, '')).join('\n')}\n`
}

function printNode(node: DocumentNode, inherited: string): string {
  const declarations = new Map<string, string>()
  if (node.uri !== inherited) declarations.set('', node.uri)
  for (const [prefix, uri] of Object.entries(node.value?.prefixes ?? {})) declarations.set(prefix, uri)
  for (const { prefix, uri } of node.attributes) if (prefix !== '') declarations.set(prefix, uri)
  const written = [
    ...[...declarations].map(([prefix, uri]) => `xmlns${prefix === '' ? '' : ':'}${prefix}="${escape(uri)}"`),
    ...node.attributes.map(
      ({ prefix, local, value }) => `${prefix === '' ? '' : `${prefix}:`}${local}="${escape(value)}"`,
    ),
  ]
  const tag = [node.local, ...written].join(' ')
  const text = escape(node.value?.text ?? '')
  if (node.children.length === 0) return text === '' ? `<${tag}/>` : `<${tag}>${text}</${node.local}>`
  const inside = node.children.map((child) => printNode(child, node.uri)).join('\n')
  return `<${tag}>${text}${text === '' ? '\n' : ''}${inside}</${node.local}>`
}

function escape(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (char) => `&#${char.charCodeAt(0)};`)
}
