// Instance nodes from parsed elements: finds each one's schema node; what it cannot place goes to an observer.

import type { DataElement } from './dataElement.ts'
import type { InstanceNode } from './instanceNode.ts'
import type { Schema } from './schema.ts'
import type { SchemaNode } from './schemaNode.ts'
import { isDataNode, type Facts } from './validatePlan.ts'

export interface InstanceParts {
  readonly schema: SchemaNode | undefined
  readonly facts: Facts | undefined
  /** The schema node whose children are this one's: `schema` itself, or an operation's input or output. */
  readonly content: SchemaNode | undefined
  readonly parent: Instance | undefined
  readonly element: DataElement | undefined
}

/** An instance node under construction: what is in the document at once, what exists by default when it is asked for. */
export class Instance implements InstanceNode {
  readonly schema: SchemaNode | undefined
  readonly facts: Facts | undefined
  readonly content: SchemaNode | undefined
  readonly parent: Instance | undefined
  readonly element: DataElement | undefined
  /** What the document says, in its order. */
  readonly explicit: Instance[] = []
  value = ''
  /** False where the value was refused, or is not there to be checked: constraints on it are not evaluated. */
  valued = true
  /** To be deleted by an edit: only its keys matter. */
  removed = false
  /** Of an entry of a list without keys, from 1. */
  position = 0
  readonly #addDefaults: AddDefaults
  #children: Instance[] | undefined

  /** `addDefaults` is asked once, and pushes what exists by default. */
  constructor(parts: InstanceParts, addDefaults: AddDefaults) {
    this.schema = parts.schema
    this.facts = parts.facts
    this.content = parts.content
    this.parent = parts.parent
    this.element = parts.element
    this.#addDefaults = addDefaults
  }

  get name(): string {
    return this.facts?.name ?? ''
  }

  get namespace(): string {
    return this.facts?.module.namespace ?? ''
  }

  /** To be called before `explicit` is searched on behalf of an expression. */
  look(): void {
    // All of it was given.
  }

  get children(): readonly Instance[] {
    if (this.#children !== undefined) return this.#children
    // Set first: a `when` of a default node looks at its siblings, which are these, as far as they are known.
    this.#children = [...this.explicit]
    this.#addDefaults(this, this.#children)
    return this.#children
  }
}

/** A node that was not given as a whole: who looks at its children cannot be sure (RFC 7950 §6.4.1, operations). */
export class OutsideInstance extends Instance {
  readonly #onLook: () => void

  constructor(parts: InstanceParts, addDefaults: AddDefaults, onLook: () => void) {
    super(parts, addDefaults)
    this.#onLook = onLook
  }

  override get children(): readonly Instance[] {
    this.#onLook()
    return super.children
  }

  override look(): void {
    this.#onLook()
  }
}

export type AddDefaults = (parent: Instance, children: Instance[]) => void

export interface BuildObserver {
  /** An element that has no place here; what is inside is not looked at. */
  readonly unknown: (element: DataElement, parent: Instance) => void
  /** Every node that has a place, its parent first, its children not there yet. False leaves it out, with all that is in it. */
  readonly enter: (instance: Instance, element: DataElement) => boolean
  /** Every leaf and leaf-list entry, with its text; called after `enter`. */
  readonly leaf: (instance: Instance, element: DataElement, text: string) => void
  /** Character data, other than white space, where only elements may be. */
  readonly text: (instance: Instance, element: DataElement, text: string) => void
}

export interface BuildContext {
  readonly schema: Schema
  /** Whether rpcs, actions and notifications may appear. */
  readonly operations: boolean
  readonly observer: BuildObserver
  readonly create: (schema: SchemaNode, parent: Instance, element: DataElement) => Instance
}

const BLANK = /^[ \t\r\n]*$/

/** Places `elements` below `parent`. Linear in their size. */
export function buildInstances(
  context: BuildContext,
  parent: Instance,
  elements: readonly DataElement[],
): void {
  for (const element of elements) buildInstance(context, parent, element)
}

function buildInstance(context: BuildContext, parent: Instance, element: DataElement): void {
  const { schema, observer } = context
  const node = schema.dataChild(parent.content, element.uri, element.local)
  if (node === undefined || !(isDataNode(node) || context.operations)) {
    observer.unknown(element, parent)
    return
  }
  const instance = context.create(node, parent, element)
  instance.removed = parent.removed
  if (!observer.enter(instance, element)) return
  if (node.kind === 'list' && instance.facts?.keys.length === 0) {
    instance.position = (parent.explicit.findLast(({ schema: each }) => each === node)?.position ?? 0) + 1
  }
  parent.explicit.push(instance)
  if (node.kind === 'anydata' || node.kind === 'anyxml') return
  if (node.kind === 'leaf' || node.kind === 'leaf-list') buildLeaf(context, instance, element)
  else buildInner(context, instance, element)
}

function buildLeaf({ observer }: BuildContext, instance: Instance, element: DataElement): void {
  let text = ''
  for (const child of element.children) {
    if (child.kind === 'text') text += child.text
    else if (child.kind === 'element') observer.unknown(child, instance)
  }
  observer.leaf(instance, element, text)
}

function buildInner(context: BuildContext, instance: Instance, element: DataElement): void {
  let stray: string | undefined
  for (const child of element.children) {
    if (child.kind === 'element') buildInstance(context, instance, child)
    else if (child.kind === 'text' && stray === undefined && !BLANK.test(child.text)) stray = child.text
  }
  if (stray !== undefined) context.observer.text(instance, element, stray.trim())
}

/** The schema node whose children are the content of `node`'s instances. */
export function contentOf(node: SchemaNode, side: 'input' | 'output'): SchemaNode {
  if (node.kind !== 'rpc' && node.kind !== 'action') return node
  return node.children.find((child) => child.kind === side) ?? node
}
