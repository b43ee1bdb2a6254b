// Instance data for tests: XML and YANG texts to the tree that XPath walks, without what exists by default.

import { createPatternCache } from '../../../src/yang/pattern.ts'
import { buildSchema } from '../../../src/yang/schema.ts'
import type { InstanceNode } from '../../../src/yang/instanceNode.ts'
import type { Schema } from '../../../src/yang/schema.ts'
import { checkValue } from '../../../src/yang/value.ts'
import { parseXml } from '../../../src/xml/parse.ts'
import { elementsOf, namespacesAt, textOf } from '../../../src/xml/tree.ts'
import type { XmlElement } from '../../../src/xml/tree.ts'

type Growing = InstanceNode & { readonly children: InstanceNode[] }

export function schemaOf(...texts: readonly string[]): Schema {
  const schema = buildSchema({ texts })
  if (schema.problems.length > 0) throw new Error(schema.problems.map(({ message }) => message).join('\n'))
  return schema
}

/** The root; values are canonical where they are valid. Throws on what the schema does not have. */
export function instanceTree(schema: Schema, xml: string): InstanceNode {
  const root: Growing = {
    schema: undefined,
    name: '',
    namespace: '',
    parent: undefined,
    children: [],
    value: '',
    element: undefined,
  }
  const patterns = createPatternCache()
  const add = (parent: Growing, element: XmlElement): void => {
    const node = schema.dataChild(parent.schema, element.uri, element.local)
    if (node === undefined) throw new Error(`the schema has no ${element.local}`)
    const prefixes = namespacesAt(element)
    const text = elementsOf(element).length > 0 || node.type === undefined ? '' : textOf(element)
    const result =
      node.type === undefined
        ? undefined
        : checkValue(node.type, text, { resolvePrefix: (prefix) => prefixes[prefix], schema, node, patterns })
    const instance: Growing = {
      schema: node,
      name: node.name,
      namespace: node.module.namespace,
      parent,
      children: [],
      value: result?.valid === true ? result.canonical : text,
      element,
    }
    parent.children.push(instance)
    for (const child of elementsOf(element)) add(instance, child)
  }
  for (const element of parseXml(xml, { fragment: true }).roots) add(root, element)
  return root
}

/** The node at a path of names, each with an index from 0 where there are several: `a/b[1]/c`. */
export function nodeAt(root: InstanceNode, path: string): InstanceNode {
  let node = root
  for (const part of path.split('/').filter((name) => name !== '')) {
    const [, name = '', index = '0'] = /^([^[]+)(?:\[(\d+)\])?$/.exec(part) ?? []
    const next = node.children.filter((child) => child.name === name)[Number(index)]
    if (next === undefined) throw new Error(`there is no ${part} in ${path}`)
    node = next
  }
  return node
}
