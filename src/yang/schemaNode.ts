// A schema node: what a place in the data means, with uses, augments and deviations already done.

import type { ExtensionUse, Module } from './module.ts'
import type { Type } from './type.ts'

export type NodeKind =
  | 'container'
  | 'list'
  | 'leaf'
  | 'leaf-list'
  | 'choice'
  | 'case'
  | 'anydata'
  | 'anyxml'
  | 'rpc'
  | 'action'
  | 'notification'
  | 'input'
  | 'output'

/** Resolved on first use and never changed after. */
export interface SchemaNode {
  readonly kind: NodeKind
  readonly name: string
  /** The module whose namespace the node has: of the augmenting module for what it added, of the user for a grouping's. */
  readonly module: Module
  /** Undefined at the top of a module. */
  readonly parent: SchemaNode | undefined
  /** Choices, cases, actions, notifications, input and output included, in schema order; built on first use. */
  readonly children: readonly SchemaNode[]
  /** False for state data and everything below it; undefined inside rpc, action and notification (RFC 7950 §7.21.1). */
  readonly config: boolean | undefined
  readonly status: 'current' | 'deprecated' | 'obsolete'
  readonly description: string | undefined
  readonly reference: string | undefined
  readonly units: string | undefined
  readonly mandatory: boolean
  /** A container's presence statement. */
  readonly presence: string | undefined
  /** A list's key leaves, in order; they are children of this node, in its module's namespace. */
  readonly keys: readonly string[]
  /** A list's `unique` statements, each a list of schema paths below the list: [[prefixless name and module]…] */
  readonly uniques: readonly (readonly (readonly QName[])[])[]
  readonly minElements: number
  /** Infinity for unbounded. */
  readonly maxElements: number
  readonly orderedBy: 'system' | 'user'
  /** Of a leaf (at most one), leaf-list or choice (the case's name); the type's default included (RFC 7950 §7.6.1). */
  readonly defaults: readonly string[]
  /** Of leaves and leaf-lists. */
  readonly type: Type | undefined
  readonly musts: readonly Must[]
  readonly whens: readonly When[]
  /** On the node itself. */
  readonly extensions: readonly ExtensionUse[]
  /** Where its statement stands: the module or submodule whose text holds it, and the offset in that text. */
  readonly origin: { readonly module: string; readonly start: number; readonly end: number }
}

export interface QName {
  readonly namespace: string
  readonly name: string
}

/** RFC 7950 §7.5.3. */
export interface Must {
  readonly expression: string
  readonly module: Module
  /** What a prefix in the expression means; submodules have their own. */
  readonly resolvePrefix: (prefix: string) => Module | undefined
  readonly errorMessage: string | undefined
  readonly errorAppTag: string | undefined
}

/** RFC 7950 §7.21.5. */
export interface When {
  readonly expression: string
  readonly module: Module
  readonly resolvePrefix: (prefix: string) => Module | undefined
  /** Written on the node: the node itself; on an augment, uses, choice or case: the closest data node above. */
  readonly context: 'self' | 'parent'
}
