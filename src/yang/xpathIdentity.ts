// Identities in XPath: which one a leaf has, what is derived from what (RFC 7950 §10.4).

import type { InstanceNode } from './instanceNode.ts'
import type { Identity } from './module.ts'
import type { SchemaNode } from './schemaNode.ts'
import type { IdentityrefType, Type } from './type.ts'
import { identityName } from './valueIdentity.ts'
import type { XPathNames } from './xpathScope.ts'

const DEEPEST = 40

/** The type, and for unions and leafrefs all those behind it, in order. */
function typesBehind(type: Type, node: SchemaNode, depth = 0): readonly { type: Type; node: SchemaNode }[] {
  if (depth > DEEPEST) return []
  if (type.base === 'union') return type.members.flatMap((member) => typesBehind(member, node, depth + 1))
  if (type.base !== 'leafref') return [{ type, node }]
  const target = type.target(node)
  const behind = target?.type === undefined ? [] : typesBehind(target.type, target, depth + 1)
  return [{ type, node }, ...behind]
}

export function typesOf({ schema }: InstanceNode): readonly Type[] {
  return schema?.type === undefined ? [] : typesBehind(schema.type, schema).map(({ type }) => type)
}

const isIdentityref = (type: Type): type is IdentityrefType => type.base === 'identityref'

export const isIdentity = (node: InstanceNode): boolean => {
  const type = node.schema?.type
  if (type === undefined || (type.base !== 'identityref' && type.base !== 'union' && type.base !== 'leafref'))
    return false
  return typesOf(node).some(isIdentityref)
}

/** `module:name` for `prefix:name` of an expression; undefined where the prefix means nothing. */
export function canonicalIdentity(text: string, names: XPathNames): string | undefined {
  const colon = text.indexOf(':')
  const module = colon === -1 ? names.module : names.resolvePrefix(text.slice(0, colon))
  return module === undefined ? undefined : `${module.name}:${text.slice(colon + 1)}`
}

/** The identity that is a leaf's canonical value. */
export function identityOf(node: InstanceNode): Identity | undefined {
  for (const type of typesOf(node).filter(isIdentityref)) {
    for (const base of type.bases) {
      for (const identity of base.derived) if (identityName(identity) === node.value) return identity
    }
  }
  return undefined
}

/** Is `identity` derived from the one with this canonical name? */
export function isDerived(identity: Identity, from: string): boolean {
  const seen = new Set<Identity>()
  const rest = [...identity.bases]
  for (let base = rest.pop(); base !== undefined; base = rest.pop()) {
    if (identityName(base) === from) return true
    if (!seen.has(base)) rest.push(...base.bases)
    seen.add(base)
  }
  return false
}
