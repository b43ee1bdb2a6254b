// What there is to say of a schema node, as plain data.

import type { SchemaNode } from '../yang/schemaNode.ts'
import { dataPath } from '../yang/dataPath.ts'
import type { ChildFacts, NodeFacts, SchemaHit } from './schemaRequests.ts'

export function hitOf(node: SchemaNode): SchemaHit {
  const { kind, description } = node
  return { path: dataPath(node), kind, type: node.type?.name, description }
}

export function nodeFacts(node: SchemaNode): NodeFacts {
  return {
    ...hitOf(node),
    name: node.name,
    module: node.module.name,
    namespace: node.module.namespace,
    config: node.config,
    status: node.status,
    mandatory: node.mandatory,
    units: node.units,
    reference: node.reference,
    presence: node.presence,
    keys: node.keys,
    defaults: node.defaults,
    musts: node.musts.map(({ expression }) => expression),
    whens: node.whens.map(({ expression }) => expression),
    children: dataChildren(node).map(childFacts),
  }
}

function childFacts({ name, module, kind, type }: SchemaNode): ChildFacts {
  return { name, module: module.name, kind, type: type?.name }
}

function dataChildren(node: SchemaNode): SchemaNode[] {
  return node.children.flatMap((child) =>
    child.kind === 'choice' || child.kind === 'case' ? dataChildren(child) : [child],
  )
}
