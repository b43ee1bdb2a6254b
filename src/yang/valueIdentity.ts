// Identityref values (RFC 7950 §9.10).

import type { Identity } from './module.ts'
import type { IdentityrefType } from './type.ts'
import type { ValueContext } from './value.ts'
import { invalid, oneOf, quoted, valid } from './valueResult.ts'
import type { ValueCheck } from './valueResult.ts'

/** `module:name`: the canonical form, and the one of RFC 7951 §6.8. */
export const identityName = ({ module, name }: Identity): string => `${module.name}:${name}`

/** All that are derived from every base: a base itself is no value. Empty where a base could not be found. */
export function identitiesOf(type: IdentityrefType): readonly Identity[] {
  const [first, ...others] = type.bases
  if (first === undefined) return []
  return [...first.derived].filter((identity) => others.every((base) => base.derived.has(identity)))
}

/** Canonical is `module:name`. */
export function checkIdentity(
  type: IdentityrefType,
  text: string,
  { resolvePrefix }: Pick<ValueContext, 'resolvePrefix'>,
): ValueCheck {
  if (type.bases.length === 0) return valid(type, text)
  const colon = text.indexOf(':')
  const prefix = colon === -1 ? '' : text.slice(0, colon)
  const name = text.slice(colon + 1)
  const namespace = resolvePrefix(prefix)
  if (colon === 0) return invalid(`${quoted(text)} has an empty prefix before the colon.`)
  if (namespace === undefined) {
    const missing =
      prefix === '' ? 'has no prefix, and there is no default namespace' : 'has an unknown prefix'
    return invalid(`${quoted(text)} ${missing}; ${allowed(type)}.`)
  }
  const identity = findIdentity(type, namespace, name)
  if (identity !== undefined) return valid(type, identityName(identity))
  return invalid(`${quoted(text)} is not an identity derived from ${basesOf(type)}; ${allowed(type)}.`)
}

function findIdentity(type: IdentityrefType, namespace: string, name: string): Identity | undefined {
  const [first, ...others] = type.bases
  for (const identity of first?.derived ?? []) {
    if (identity.name !== name || identity.module.namespace !== namespace) continue
    if (others.every((base) => base.derived.has(identity))) return identity
  }
  return undefined
}

const basesOf = (type: IdentityrefType): string => type.bases.map(identityName).join(' and ')

function allowed(type: IdentityrefType): string {
  const names = identitiesOf(type).map(identityName)
  return names.length === 0 ? 'the modules at hand define none' : `it may be ${oneOf(names)}`
}
