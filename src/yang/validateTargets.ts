// Checks that what a leaf refers to is there: leafrefs, instance-identifiers, unions of them (RFC 7950 §9.9.3, §9.13.2).

import type { Instance } from './instanceBuild.ts'
import type { PatternCache } from './pattern.ts'
import type { InstanceIdentifierType, LeafrefType, Type } from './type.ts'
import { nameOf, reportAt, type ValidateContext } from './validateContext.ts'
import type { References } from './validateReferences.ts'
import { checkElementValue, refuse } from './validateValues.ts'
import { checkValue } from './value.ts'
import { readInstanceIdentifier } from './valueInstance.ts'

export interface TargetContext extends ValidateContext {
  readonly patterns: PatternCache
  readonly references: References
  /** Runs a look-up. Not sure where it looked at what was not given. */
  readonly watch: <Result>(look: () => Result) => { readonly result: Result; readonly sure: boolean }
}

/** Does its value, or one of a union's members, demand an instance? */
export function refersToInstances(type: Type): boolean {
  if (type.base === 'union') return type.members.some(refersToInstances)
  return (type.base === 'leafref' || type.base === 'instance-identifier') && type.requireInstance
}

export function checkTarget(context: TargetContext, instance: Instance): void {
  const { schema, element, value } = instance
  const type = instance.facts?.type
  if (schema === undefined || type === undefined || !instance.valued) return
  if (type.base === 'union') {
    if (element !== undefined) checkUnion(context, instance)
  } else if (type.base === 'leafref' || type.base === 'instance-identifier') {
    const { result, sure } = context.watch(() => isThere(context, instance, type, value))
    if (result || !sure) return
    const wanted = type.base === 'leafref' ? `has that value at ${type.path}` : 'is there'
    reportAt(context, instance, {
      fault: 'instance-required',
      tag: 'data-missing',
      appTag: 'instance-required',
      message: `The ${nameOf(schema)} refers to "${value}", but nothing ${wanted}.`,
    })
  }
}

/** Once all nodes are known, the first member that finds what it refers to takes the value (RFC 7950 §9.12). */
function checkUnion(context: TargetContext, instance: Instance): void {
  const { schema, element } = instance
  const type = instance.facts?.type
  if (schema === undefined || type === undefined || element === undefined) return
  let text = ''
  for (const child of element.children) if (child.kind === 'text') text += child.text
  const { result, sure } = context.watch(() =>
    checkElementValue(context.schema, context.patterns, schema, type, element, text, (member, canonical) =>
      isThere(context, instance, member, canonical),
    ),
  )
  if (result.valid) instance.value = result.canonical
  else if (sure) refuse(context, instance, result)
}

function isThere(
  { schema, patterns, references }: TargetContext,
  instance: Instance,
  type: LeafrefType | InstanceIdentifierType,
  value: string,
): boolean {
  if (!type.requireInstance) return true
  if (type.base === 'leafref') return references.leafref(instance, type, value) !== false
  // Canonical values have names of modules as prefixes.
  const resolvePrefix = (prefix: string): string | undefined => schema.module(prefix)?.namespace
  const read = readInstanceIdentifier(value, {
    resolvePrefix,
    schema,
    check: (node, text) => checkValue(node.type ?? type, text, { resolvePrefix, schema, node, patterns }),
  })
  return read.reason !== undefined || references.identifier(read.steps)
}
