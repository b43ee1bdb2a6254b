// The values that a type names, for completion.

import type { Identity } from './module.ts'
import type { SchemaNode } from './schemaNode.ts'
import type { EnumValue, Type } from './type.ts'
import { identitiesOf, identityName } from './valueIdentity.ts'

export interface PossibleValue {
  /** As in a canonical value: an enum, one bit, `true`, an identity as `module:name`. */
  readonly value: string
  readonly description: string | undefined
  readonly status: EnumValue['status']
  /** Of an identity: to write it with the prefix that the document has for its namespace. */
  readonly identity?: Identity
}

const DEEPEST = 40

/** Enums, bits, identities, booleans, those of union members and of a leafref's target; each value once. */
export function possibleValues(type: Type, node: SchemaNode): readonly PossibleValue[] {
  const byValue = new Map<string, PossibleValue>()
  for (const value of collect(type, node, 0)) if (!byValue.has(value.value)) byValue.set(value.value, value)
  return [...byValue.values()]
}

function collect(type: Type, node: SchemaNode, depth: number): readonly PossibleValue[] {
  if (depth > DEEPEST) return []
  switch (type.base) {
    case 'enumeration':
      return type.enums.map(fromEnum)
    case 'bits':
      return type.bits.map(fromEnum)
    case 'boolean':
      return ['true', 'false'].map((value) => ({ value, description: undefined, status: 'current' }))
    case 'identityref':
      return identitiesOf(type).map((identity) => ({
        value: identityName(identity),
        description: identity.description,
        status: identity.status,
        identity,
      }))
    case 'union':
      return type.members.flatMap((member) => collect(member, node, depth + 1))
    case 'leafref': {
      const target = type.target(node)
      return target?.type === undefined ? [] : collect(target.type, target, depth + 1)
    }
    default:
      return []
  }
}

const fromEnum = ({ name, description, status }: EnumValue): PossibleValue => ({
  value: name,
  description,
  status,
})
