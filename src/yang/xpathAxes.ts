// The axes of XPath 1.0 (§2.2) on instance data; there are no attributes and no namespace nodes.

import type { InstanceNode } from './instanceNode.ts'
import type { Axis, NodeTest } from './xpathExpression.ts'
import { spend } from './xpathScope.ts'
import type { XPathScope } from './xpathScope.ts'
import type { NodeSet } from './xpathValue.ts'

/** A node test whose prefix is resolved; `namespace` undefined for any. */
export type ResolvedTest =
  | { readonly kind: 'name'; readonly namespace: string | undefined; readonly local: string }
  | Exclude<NodeTest, { kind: 'name' }>

/** Nodes on an axis that pass the test, nearest first. */
export function axisNodes(node: InstanceNode, axis: Axis, test: ResolvedTest, scope: XPathScope): NodeSet {
  if (axis === 'child' && test.kind === 'name' && test.local !== '*') {
    const found = scope.session.children(node, test.namespace, test.local)
    spend(scope, 1)
    return found
  }
  const all = onAxis(node, axis, test.kind === 'node' || test.kind === 'text', scope)
  spend(scope, all.length + 1)
  return all.filter((candidate) => passes(candidate, test, scope))
}

function passes(node: InstanceNode, test: ResolvedTest, { session }: XPathScope): boolean {
  switch (test.kind) {
    case 'node':
      return true
    case 'text':
      return session.isText(node)
    case 'comment':
    case 'processing-instruction':
      return false
    case 'name':
      return (
        node.parent !== undefined &&
        (test.local === '*' || node.name === test.local) &&
        (test.namespace === undefined || node.namespace === test.namespace) &&
        !session.isText(node)
      )
  }
}

/** `texts`: are text nodes asked for? */
function onAxis(node: InstanceNode, axis: Axis, texts: boolean, scope: XPathScope): readonly InstanceNode[] {
  switch (axis) {
    case 'self':
      return [node]
    case 'child':
      return childrenOf(node, texts, scope)
    case 'parent':
      return node.parent === undefined ? [] : [node.parent]
    case 'ancestor':
      return ancestors(node)
    case 'ancestor-or-self':
      return [node, ...ancestors(node)]
    case 'descendant':
      return descendants(node, texts, scope)
    case 'descendant-or-self':
      return [node, ...descendants(node, texts, scope)]
    case 'following-sibling':
      return siblings(node, scope, 1)
    case 'preceding-sibling':
      return siblings(node, scope, -1)
    case 'following':
      return around(node, texts, scope, 1)
    case 'preceding':
      return around(node, texts, scope, -1)
    case 'attribute':
    case 'namespace':
      return []
  }
}

function childrenOf(node: InstanceNode, texts: boolean, { session }: XPathScope): readonly InstanceNode[] {
  const text = texts ? session.textOf(node) : undefined
  return text === undefined ? node.children : [...node.children, text]
}

function ancestors(node: InstanceNode): readonly InstanceNode[] {
  const found: InstanceNode[] = []
  for (let at = node.parent; at !== undefined; at = at.parent) found.push(at)
  return found
}

function descendants(node: InstanceNode, texts: boolean, scope: XPathScope): readonly InstanceNode[] {
  const found: InstanceNode[] = []
  const rest: InstanceNode[] = childrenOf(node, texts, scope).toReversed()
  for (let at = rest.pop(); at !== undefined; at = rest.pop()) {
    found.push(at)
    const below = childrenOf(at, texts, scope)
    for (let index = below.length - 1; index >= 0; index -= 1) {
      const child = below[index]
      if (child !== undefined) rest.push(child)
    }
  }
  return found
}

/** A leaf's text has no siblings. */
function siblings(node: InstanceNode, { session }: XPathScope, direction: 1 | -1): readonly InstanceNode[] {
  if (node.parent === undefined || session.isText(node)) return []
  const index = session.indexOf(node)
  const all = node.parent.children
  return direction === 1 ? all.slice(index + 1) : all.slice(0, index).reverse()
}

/** All behind (before) it in the document but its descendants (ancestors). */
function around(
  node: InstanceNode,
  texts: boolean,
  scope: XPathScope,
  direction: 1 | -1,
): readonly InstanceNode[] {
  const found: InstanceNode[] = []
  for (const from of [node, ...ancestors(node)]) {
    for (const sibling of siblings(from, scope, direction)) {
      const branch = [sibling, ...descendants(sibling, texts, scope)]
      for (const at of direction === 1 ? branch : branch.reverse()) found.push(at)
    }
  }
  return found
}
