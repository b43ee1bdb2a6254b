// What is worth keeping between evaluations on the same data: indexes, orders, results that depend on nothing else.

import type { InstanceNode } from './instanceNode.ts'
import { createPatternCache } from './pattern.ts'
import type { PatternCache } from './pattern.ts'
import type { XPathExpression } from './xpathExpression.ts'
import { parseXPath } from './xpathParse.ts'
import type { ParsedXPath } from './xpathParse.ts'
import type { XPathNames } from './xpathScope.ts'
import { stringValue } from './xpathValue.ts'
import type { NodeSet } from './xpathValue.ts'

/** Good for as long as the tree does not change; expressions and patterns may be shared between sessions. */
export interface XPathSession {
  readonly patterns: PatternCache
  readonly parse: (text: string) => ParsedXPath
  /** Children by name, in document order; `namespace` undefined for any. */
  readonly children: (parent: InstanceNode, namespace: string | undefined, local: string) => NodeSet
  /** The text node of a leaf that is not empty. */
  readonly textOf: (leaf: InstanceNode) => InstanceNode | undefined
  readonly isText: (node: InstanceNode) => boolean
  /** Sorts by document order and leaves out what is there twice. */
  readonly ordered: (nodes: readonly InstanceNode[]) => NodeSet
  /** Before, or behind, its siblings: its index among its parent's children, -1 without parent. */
  readonly indexOf: (node: InstanceNode) => number
  /** The nodes of a set by the value at a place below them; `key` says which place, for the cache. */
  readonly byValue: (
    nodes: NodeSet,
    key: string,
    values: (node: InstanceNode) => NodeSet,
  ) => ReadonlyMap<string, NodeSet>
  /** What an absolute path gave before in the same names and tree. */
  readonly remembered: (
    expression: XPathExpression,
    names: XPathNames,
    root: InstanceNode,
    find: () => NodeSet,
  ) => NodeSet
}

export interface XPathSessionOptions {
  readonly patterns?: PatternCache
  /** Expressions read before, by their text. */
  readonly expressions?: Map<string, ParsedXPath>
}

export function createXPathSession(options: XPathSessionOptions = {}): XPathSession {
  const expressions = options.expressions ?? new Map<string, ParsedXPath>()
  const texts = createTexts()
  return {
    patterns: options.patterns ?? createPatternCache(),
    parse: (text) => {
      const known = expressions.get(text) ?? parseXPath(text)
      expressions.set(text, known)
      return known
    },
    children: createChildIndex(),
    textOf: texts.textOf,
    isText: texts.isText,
    ordered: createOrder(texts.isText),
    indexOf: createPositions(),
    byValue: createValueIndex(),
    remembered: createMemory(),
  }
}

/** Fewer children than this are looked through. */
const FEW = 8
const NONE: NodeSet = []

function createChildIndex(): XPathSession['children'] {
  const indexes = new WeakMap<InstanceNode, { index: Map<string, NodeSet>; length: number }>()
  const indexOf = (parent: InstanceNode, all: NodeSet): Map<string, NodeSet> => {
    const known = indexes.get(parent)
    // Defaults may still be added while their conditions are evaluated.
    if (known?.length === all.length) return known.index
    const index = new Map<string, InstanceNode[]>()
    for (const child of all) {
      const same = index.get(child.name)
      if (same === undefined) index.set(child.name, [child])
      else same.push(child)
    }
    indexes.set(parent, { index, length: all.length })
    return index
  }
  /** The same array each time for many children: value indexes hang on it. */
  return (parent, namespace, local) => {
    const fits = (node: InstanceNode): boolean => namespace === undefined || node.namespace === namespace
    const all = parent.children
    if (all.length < FEW) return all.filter((node) => node.name === local && fits(node))
    const index = indexOf(parent, all)
    const named = index.get(local) ?? NONE
    if (namespace === undefined) return named
    const key = `${namespace} ${local}`
    const known = index.get(key) ?? (named.every(fits) ? named : named.filter(fits))
    index.set(key, known)
    return known
  }
}

function createTexts(): Pick<XPathSession, 'textOf' | 'isText'> {
  const texts = new WeakMap<InstanceNode, InstanceNode>()
  const all = new WeakSet<InstanceNode>()
  return {
    textOf: (leaf) => {
      if (leaf.value === '' || leaf.children.length > 0 || all.has(leaf)) return undefined
      const known = texts.get(leaf)
      if (known !== undefined) return known
      const { value } = leaf
      const text: InstanceNode = {
        schema: undefined,
        name: '',
        namespace: '',
        parent: leaf,
        children: [],
        value,
        element: undefined,
      }
      texts.set(leaf, text)
      all.add(text)
      return text
    },
    isText: (node) => all.has(node),
  }
}

function createOrder(isText: XPathSession['isText']): XPathSession['ordered'] {
  const numbers = new WeakMap<InstanceNode, number>()
  const number = (root: InstanceNode): void => {
    let count = 0
    const rest: InstanceNode[] = [root]
    for (let at = rest.pop(); at !== undefined; at = rest.pop()) {
      numbers.set(at, count)
      count += 1
      for (const child of at.children.toReversed()) rest.push(child)
    }
  }
  const place = (node: InstanceNode): number => {
    if (isText(node)) return (node.parent === undefined ? 0 : place(node.parent)) + 0.5
    const known = numbers.get(node)
    if (known !== undefined) return known
    let root = node
    while (root.parent !== undefined) root = root.parent
    number(root)
    return numbers.get(node) ?? -1
  }
  return (nodes) => (nodes.length < 2 ? nodes : [...new Set(nodes)].sort((a, b) => place(a) - place(b)))
}

function createPositions(): XPathSession['indexOf'] {
  const positions = new WeakMap<InstanceNode, ReadonlyMap<InstanceNode, number>>()
  return (node) => {
    if (node.parent === undefined) return -1
    const known =
      positions.get(node.parent) ?? new Map(node.parent.children.map((child, index) => [child, index]))
    positions.set(node.parent, known)
    return known.get(node) ?? -1
  }
}

function createValueIndex(): XPathSession['byValue'] {
  const indexes = new WeakMap<NodeSet, Map<string, ReadonlyMap<string, NodeSet>>>()
  return (nodes, key, values) => {
    const ofSet = indexes.get(nodes) ?? new Map<string, ReadonlyMap<string, NodeSet>>()
    indexes.set(nodes, ofSet)
    const known = ofSet.get(key)
    if (known !== undefined) return known
    const index = new Map<string, InstanceNode[]>()
    for (const node of nodes) {
      for (const value of new Set(values(node).map(stringValue))) {
        const same = index.get(value)
        if (same === undefined) index.set(value, [node])
        else same.push(node)
      }
    }
    ofSet.set(key, index)
    return index
  }
}

type Memory = WeakMap<XPathNames['resolvePrefix'], Map<string, NodeSet>>

function createMemory(): XPathSession['remembered'] {
  const roots = new WeakMap<InstanceNode, WeakMap<XPathExpression, Memory>>()
  return (expression, names, root, find) => {
    // Looked at each time: who owns the tree may want to know that an expression left its place.
    if (root.children.length === 0) return NONE
    const ofRoot = roots.get(root) ?? new WeakMap<XPathExpression, Memory>()
    roots.set(root, ofRoot)
    const memory: Memory = ofRoot.get(expression) ?? new WeakMap()
    ofRoot.set(expression, memory)
    const results = memory.get(names.resolvePrefix) ?? new Map<string, NodeSet>()
    memory.set(names.resolvePrefix, results)
    const key = names.module?.namespace ?? ''
    const known = results.get(key) ?? find()
    results.set(key, known)
    return known
  }
}
