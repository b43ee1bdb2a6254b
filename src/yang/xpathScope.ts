// What an XPath expression is evaluated in: its names, its tree, what has been found out so far.

import type { InstanceNode } from './instanceNode.ts'
import type { Module } from './module.ts'
import type { XPathExpression, XPathProblem } from './xpathExpression.ts'
import type { XPathSession } from './xpathSession.ts'
import type { XPathValue } from './xpathValue.ts'

type Names = Pick<Module, 'name' | 'namespace'>

/** What the names in an expression mean (RFC 7950 §6.4.1). */
export interface XPathNames {
  /** `Module.resolvePrefix` of the module that the expression is written in. The same function each time keeps caches warm. */
  readonly resolvePrefix: (prefix: string) => Names | undefined
  /** Of names without prefix: the current node's module. Undefined: such names are found in any namespace. */
  readonly module: Names | undefined
}

export interface XPathScope extends XPathNames {
  /** What `current()` gives. */
  readonly current: InstanceNode
  readonly root: InstanceNode
  readonly session: XPathSession
  /** Nodes that may still be looked at. */
  budget: number
  readonly evaluate: (expression: XPathExpression, frame: XPathFrame) => XPathValue
}

/** The context of XPath 1.0 §1. */
export interface XPathFrame {
  readonly node: InstanceNode
  /** From 1. */
  readonly position: number
  readonly size: number
  readonly scope: XPathScope
}

/** Ends an evaluation; caught where it began. */
export class XPathStop extends Error {
  readonly problem: XPathProblem

  constructor(message: string, { start, end }: { readonly start: number; readonly end: number }) {
    super(message)
    this.problem = { message, start, end }
  }
}

const ANYWHERE = { start: 0, end: 0 }

/** Counts work, so that no expression runs for ever. */
export function spend(scope: XPathScope, nodes: number): void {
  scope.budget -= nodes
  if (scope.budget < 0)
    throw new XPathStop('The expression takes too long on these data; it was given up.', ANYWHERE)
}

/** The namespace of a name in an expression; undefined for any. */
export function namespaceOf(
  scope: XPathNames,
  prefix: string | undefined,
  range: { readonly start: number; readonly end: number },
): string | undefined {
  if (prefix === undefined) return scope.module?.namespace
  const module = scope.resolvePrefix(prefix)
  if (module === undefined) throw new XPathStop(`The prefix "${prefix}" means nothing here.`, range)
  return module.namespace
}
