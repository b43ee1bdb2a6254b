// What a leafref or instance-identifier refers to (RFC 7950 §10.3.1).

import type { InstanceNode } from './instanceNode.ts'
import type { LeafrefType } from './type.ts'
import type { XPathExpression } from './xpathExpression.ts'
import { typesOf } from './xpathIdentity.ts'
import type { XPathScope } from './xpathScope.ts'
import { isNodeSet } from './xpathValue.ts'
import type { NodeSet } from './xpathValue.ts'

/** The nodes of a leafref's path with its value; the one node of an instance-identifier. Of a union, the first that leads somewhere. */
export function derefNode(node: InstanceNode, scope: XPathScope): NodeSet {
  const types = typesOf(node)
  for (const type of types) {
    const found =
      type.base === 'leafref'
        ? leafrefTargets(node, type, scope)
        : type.base === 'instance-identifier'
          ? instanceTarget(node.value, scope)
          : []
    if (found.length > 0) return found
    // A leafref to a leafref: what is behind it is found from the target.
    if (node.schema?.type?.base === 'leafref') break
  }
  return []
}

function leafrefTargets(node: InstanceNode, type: LeafrefType, scope: XPathScope): NodeSet {
  const module = node.schema?.module
  const expression = scope.session.parse(type.path).expression
  const inside: XPathScope = {
    ...scope,
    current: node,
    resolvePrefix: type.module.resolvePrefix,
    module,
  }
  const found = scope.evaluate(expression, { node, position: 1, size: 1, scope: inside })
  scope.budget = inside.budget
  if (!isNodeSet(found)) return []
  return scope.session.byValue(found, '.', (target) => [target]).get(node.value) ?? []
}

/** The canonical text: names without module are in that of the step before. */
function instanceTarget(text: string, scope: XPathScope): NodeSet {
  const { expression, problems } = scope.session.parse(text)
  if (problems.length > 0 || expression.kind !== 'path' || expression.from !== 'root') return []
  let nodes: NodeSet = [scope.root]
  let module = ''
  for (const step of expression.steps) {
    const { test } = step
    if (test.kind !== 'name') return []
    module = test.prefix ?? module
    nodes = nodes.flatMap((parent) => children(parent, module, test.local, scope))
    for (const predicate of step.predicates) {
      if (predicate.kind === 'number') nodes = nodes.slice(predicate.value - 1, predicate.value)
      else nodes = withKey(nodes, predicate, module, scope)
    }
  }
  return nodes.length === 1 ? nodes : []
}

function children(parent: InstanceNode, module: string, local: string, { session }: XPathScope): NodeSet {
  const named = session.children(parent, undefined, local)
  return named.every(({ schema }) => schema?.module.name === module)
    ? named
    : named.filter(({ schema }) => schema?.module.name === module)
}

function withKey(nodes: NodeSet, predicate: XPathExpression, module: string, scope: XPathScope): NodeSet {
  if (predicate.kind !== 'compare' || predicate.operator !== '=') return []
  const { left, right } = predicate
  if (left.kind !== 'path' || right.kind !== 'literal') return []
  const [step] = left.steps
  if (step?.axis === 'self') return nodes.filter(({ value }) => value === right.value)
  const { test } = step ?? {}
  if (test?.kind !== 'name') return []
  const key = (node: InstanceNode): NodeSet => children(node, test.prefix ?? module, test.local, scope)
  return scope.session.byValue(nodes, `${test.prefix ?? module}:${test.local}`, key).get(right.value) ?? []
}
