// Checks a value against its type: is it valid, what is its canonical form, which union member took it (RFC 7950 §9).

import type { PatternCache } from './pattern.ts'
import type { Schema } from './schema.ts'
import type { SchemaNode } from './schemaNode.ts'
import type { InstanceIdentifierType, LeafrefType, Type, UnionType } from './type.ts'
import { checkBinary } from './valueBinary.ts'
import { checkIdentity } from './valueIdentity.ts'
import { checkInstanceIdentifier } from './valueInstance.ts'
import { checkBits, checkBoolean, checkEmpty, checkEnumeration } from './valueNames.ts'
import { checkDecimal, checkInteger } from './valueNumber.ts'
import { invalid, valid } from './valueResult.ts'
import type { ValueCheck } from './valueResult.ts'
import { checkString } from './valueString.ts'

export interface ValueContext {
  /** The namespace that a prefix means where the text stands; '' asks for the default one. In JSON, prefixes are module names. */
  readonly resolvePrefix: (prefix: string) => string | undefined
  readonly schema: Pick<Schema, 'moduleOfNamespace' | 'dataChild'>
  /** The leaf or leaf-list, from which leafref paths lead. */
  readonly node: SchemaNode
  readonly patterns: PatternCache
  /** The text is a default in a module: integers may be hexadecimal or octal there, not in data (RFC 7950 §9.2.1). */
  readonly inModule?: boolean
  /**
   * Is there what a member of a union refers to? A member that demands an instance takes the value only then. Without it, a
   * reference takes whatever its target's type takes.
   */
  readonly refersTo?: (type: LeafrefType | InstanceIdentifierType, canonical: string) => boolean
}

/** Leafrefs that lead to leafrefs, unions within unions: more than this is a circle. */
const DEEPEST = 40

/**
 * Canonical forms are those of RFC 7950, with modules instead of prefixes: `module:name` for identities, `/module:a/b[key='1']` for
 * instance-identifiers (as RFC 7951 §6.8, §6.11 have them). Never throws.
 */
export function checkValue(type: Type, text: string, context: ValueContext): ValueCheck {
  return check(type, text, context, 0)
}

function check(type: Type, text: string, context: ValueContext, depth: number): ValueCheck {
  if (depth > DEEPEST) return valid(type, text)
  switch (type.base) {
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'uint8':
    case 'uint16':
    case 'uint32':
    case 'uint64':
      return checkInteger(type, text, context.inModule === true)
    case 'decimal64':
      return checkDecimal(type, text)
    case 'string':
      return checkString(type, text, context.patterns)
    case 'binary':
      return checkBinary(type, text)
    case 'enumeration':
      return checkEnumeration(type, text)
    case 'bits':
      return checkBits(type, text)
    case 'boolean':
      return checkBoolean(type, text)
    case 'empty':
      return checkEmpty(type, text)
    case 'identityref':
      return checkIdentity(type, text, context)
    case 'leafref':
      return checkLeafref(type, text, context, depth)
    case 'instance-identifier':
      return checkInstanceIdentifier(type, text, {
        ...context,
        check: (node, value) => check(node.type ?? type, value, { ...context, node }, depth + 1),
      })
    case 'union':
      return checkUnion(type, text, context, depth)
    case 'unknown':
      return valid(type, text)
  }
}

/** Valid where the target's type takes it (RFC 7950 §9.9); the type that comes back is the leafref. */
function checkLeafref(type: LeafrefType, text: string, context: ValueContext, depth: number): ValueCheck {
  const target = type.target(context.node)
  if (target?.type === undefined) return valid(type, text)
  const result = check(target.type, text, { ...context, node: target }, depth + 1)
  return result.valid ? { ...result, type } : result
}

/** The first member that takes it (RFC 7950 §9.12). */
function checkUnion(type: UnionType, text: string, context: ValueContext, depth: number): ValueCheck {
  const reasons: string[] = []
  for (const member of type.members) {
    const result = check(member, text, context, depth + 1)
    if (result.valid && isThere(result.type, result.canonical, context)) return result
    reasons.push(result.valid ? `there is no instance of ${text}.` : result.reason)
  }
  const [only] = reasons
  if (reasons.length === 1 && only !== undefined) return invalid(only)
  const shown = [...new Set(reasons)].slice(0, 3).map((reason) => `— ${reason}`)
  return invalid(`No member of the union ${type.name} takes this value: ${shown.join(' ')}`)
}

function isThere(type: Type, canonical: string, { refersTo }: ValueContext): boolean {
  if (type.base !== 'leafref' && type.base !== 'instance-identifier') return true
  return refersTo === undefined || !type.requireInstance || refersTo(type, canonical)
}
