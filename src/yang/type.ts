// A leaf's type with its typedef chain resolved (RFC 7950 §9): what it allows, not how it was written.

import type { Identity, Module } from './module.ts'
import type { SchemaNode } from './schemaNode.ts'

export type Type =
  | IntegerType
  | DecimalType
  | StringType
  | BinaryType
  | EnumerationType
  | BitsType
  | IdentityrefType
  | LeafrefType
  | InstanceIdentifierType
  | UnionType
  | PlainType

interface TypeCommon {
  /** As the leaf names it, prefix included: `inet:ip-address`, `uint8`. */
  readonly name: string
  /** The typedefs passed through, the leaf's own first; empty for a built-in type. */
  readonly typedefs: readonly Typedef[]
}

export interface Typedef {
  readonly name: string
  readonly module: Module
  readonly default: string | undefined
  readonly units: string | undefined
  readonly description: string | undefined
}

export const INTEGER_NAMES = [
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
] as const

/** A `range` or `length`: the most derived one, which is inside all others (RFC 7950 §9.2.4, §9.4.4). */
export interface Restriction {
  /** Ascending, not overlapping, both ends inclusive; decimal64 scaled by 10^fraction-digits. */
  readonly parts: readonly { readonly min: bigint; readonly max: bigint }[]
  /** As written. */
  readonly text: string
  readonly errorMessage: string | undefined
  readonly errorAppTag: string | undefined
}

/** RFC 7950 §9.4.5: an XSD regular expression, anchored at both ends. */
export interface Pattern {
  readonly text: string
  readonly invertMatch: boolean
  readonly errorMessage: string | undefined
  readonly errorAppTag: string | undefined
}

export interface IntegerType extends TypeCommon {
  readonly base: (typeof INTEGER_NAMES)[number]
  /** Never undefined: the built-in bounds where nothing narrower was written. */
  readonly range: Restriction
}

export interface DecimalType extends TypeCommon {
  readonly base: 'decimal64'
  /** 1 to 18. */
  readonly fractionDigits: number
  readonly range: Restriction | undefined
}

export interface StringType extends TypeCommon {
  readonly base: 'string'
  /** In characters (code points). */
  readonly length: Restriction | undefined
  /** Of the whole chain; all must hold. */
  readonly patterns: readonly Pattern[]
}

export interface BinaryType extends TypeCommon {
  readonly base: 'binary'
  /** In octets. */
  readonly length: Restriction | undefined
}

export interface EnumerationType extends TypeCommon {
  readonly base: 'enumeration'
  readonly enums: readonly EnumValue[]
}

export interface BitsType extends TypeCommon {
  readonly base: 'bits'
  /** `value` is the position. */
  readonly bits: readonly EnumValue[]
}

export interface EnumValue {
  readonly name: string
  readonly value: number
  readonly status: 'current' | 'deprecated' | 'obsolete'
  readonly description: string | undefined
}

export interface IdentityrefType extends TypeCommon {
  readonly base: 'identityref'
  /** All of them must be ancestors of the value (YANG 1.1). */
  readonly bases: readonly Identity[]
}

export interface LeafrefType extends TypeCommon {
  readonly base: 'leafref'
  readonly path: string
  readonly module: Module
  /** What a prefix in the path means; submodules have their own. */
  readonly resolvePrefix: (prefix: string) => Module | undefined
  readonly requireInstance: boolean
  /** The leaf that the path means from `node`, and its type; undefined where the path leads nowhere. */
  readonly target: (node: SchemaNode) => SchemaNode | undefined
}

export interface InstanceIdentifierType extends TypeCommon {
  readonly base: 'instance-identifier'
  readonly requireInstance: boolean
}

export interface UnionType extends TypeCommon {
  readonly base: 'union'
  /** In the order written, which decides (RFC 7950 §9.12). */
  readonly members: readonly Type[]
}

/** `unknown` stands for a type that could not be resolved: a problem was reported, any value is taken. */
export interface PlainType extends TypeCommon {
  readonly base: 'boolean' | 'empty' | 'unknown'
}
