// The shape of the demo device's schema: what may stand where, of which type.

import type { ValueType } from './valueType.ts'

interface Described {
  readonly name: string
  /** False for state data (`config false`). */
  readonly config: boolean
}

export interface LeafSchema extends Described {
  readonly kind: 'leaf'
  readonly type: ValueType
  readonly mandatory: boolean
  readonly default?: string
}

export interface LeafListSchema extends Described {
  readonly kind: 'leaf-list'
  readonly type: ValueType
  readonly orderedByUser: boolean
  readonly maxElements?: number
}

export interface ListSchema extends Described {
  readonly kind: 'list'
  readonly keys: readonly string[]
  readonly orderedByUser: boolean
  readonly children: readonly SchemaNode[]
}

export interface ContainerSchema extends Described {
  readonly kind: 'container'
  /** Its mere existence means something (RFC 7950 §7.5.1). */
  readonly presence: boolean
  readonly children: readonly SchemaNode[]
}

export type BranchSchema = ContainerSchema | ListSchema
export type SchemaNode = BranchSchema | LeafSchema | LeafListSchema

export function leaf(
  name: string,
  type: ValueType,
  options: { readonly mandatory?: boolean; readonly default?: string; readonly config?: boolean } = {},
): LeafSchema {
  return { kind: 'leaf', name, type, config: true, mandatory: false, ...options }
}

export function leafList(
  name: string,
  type: ValueType,
  options: { readonly orderedByUser?: boolean; readonly maxElements?: number } = {},
): LeafListSchema {
  return { kind: 'leaf-list', name, type, config: true, orderedByUser: false, ...options }
}

export function list(
  name: string,
  keys: readonly string[],
  children: readonly SchemaNode[],
  options: { readonly orderedByUser?: boolean } = {},
): ListSchema {
  return { kind: 'list', name, keys, children, config: true, orderedByUser: false, ...options }
}

export function container(
  name: string,
  children: readonly SchemaNode[],
  options: { readonly presence?: boolean; readonly config?: boolean } = {},
): ContainerSchema {
  return { kind: 'container', name, children, config: true, presence: false, ...options }
}
