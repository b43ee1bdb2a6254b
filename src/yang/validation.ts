// What validating instance data gives: problems, each at its element, with RFC 7950 §15 words.

import type { DataElement } from './dataElement.ts'
import type { InstanceNode } from './instanceNode.ts'
import type { SchemaNode } from './schemaNode.ts'
import type { ValidateMemory } from './validateMemory.ts'

export type ContentKind =
  /** Configuration: a datastore, or the data of <get-config>. */
  | 'config'
  /** Configuration with state: the data of <get>. */
  | 'data'
  /** The content of <edit-config>'s <config>. */
  | 'edit'
  /** The element inside <rpc>; an action with the data nodes that lead to it (without <action>). */
  | 'rpc'
  /** The children of <rpc-reply>. */
  | 'reply'
  /** The event's element inside <notification>. */
  | 'notification'

export interface ValidateOptions {
  readonly kind: ContentKind
  /**
   * Is it the whole of a datastore, or a part of one (a filtered reply)? In a part nothing absent is missed but list keys, and
   * nothing is asked that may lie outside. Default: a part for 'edit', else the whole.
   */
  readonly extent?: 'whole' | 'part'
  /** Demand the top-level nodes of modules of which nothing is there, too. Default: false. */
  readonly allModules?: boolean
  /** The operation that a 'reply' answers: the element inside <rpc>. */
  readonly operation?: DataElement
  /**
   * The datastore that an rpc, action or notification refers to (RFC 7950 §6.4.1). Where it is not given, nothing that looks outside
   * of the operation is reported.
   */
  readonly datastore?: readonly DataElement[]
  /** What earlier validations with the same schema learned. Without it, each begins anew. */
  readonly memory?: ValidateMemory
}

/** RFC 6241 appendix A, as RFC 7950 §8.3.1 and §15 use it. */
export type ErrorTag =
  | 'bad-attribute'
  | 'bad-element'
  | 'data-missing'
  | 'invalid-value'
  | 'missing-attribute'
  | 'missing-element'
  | 'operation-failed'
  | 'unknown-attribute'
  | 'unknown-element'
  | 'unknown-namespace'

/** What is wrong, told apart for programs; `tag` is too coarse for that. */
export type Fault =
  | 'bad-attribute'
  | 'bad-value'
  | 'duplicate'
  | 'instance-required'
  | 'key-order'
  | 'missing-choice'
  | 'missing-key'
  | 'missing-node'
  | 'must'
  | 'not-unique'
  | 'several-cases'
  | 'state-node'
  | 'text'
  | 'too-few'
  | 'too-many'
  | 'unknown-node'
  | 'unknown-namespace'
  | 'when'

export interface ValidationProblem {
  /** Where to show it: the element itself, or the one in which something is missing. Undefined in a document without elements. */
  readonly element: DataElement | undefined
  /** The schema node of what is wrong or missing; undefined for an unknown element. */
  readonly node: SchemaNode | undefined
  /** For people: `/if:interfaces/…` with module names: `/ietf-interfaces:interfaces/interface[name='e0']/mtu`. */
  readonly path: string
  readonly fault: Fault
  readonly tag: ErrorTag
  readonly appTag?: string
  /** A sentence. */
  readonly message: string
  readonly severity: 'error' | 'warning'
}

export interface Validation {
  /** No errors; warnings may be there. */
  readonly valid: boolean
  /** In document order. */
  readonly problems: readonly ValidationProblem[]
  /** The root of the instance tree: without schema or parent. */
  readonly root: InstanceNode
}
