// Holds the entries of a list against its `unique` statements (RFC 7950 §7.8.3).

import type { Instance } from './instanceBuild.ts'
import type { QName, SchemaNode } from './schemaNode.ts'
import { nameOf, reportAt, type ValidateContext } from './validateContext.ts'

/** `entries` are all entries of one list below one parent. Linear in their number. */
export function checkUnique(context: ValidateContext, list: SchemaNode, entries: readonly Instance[]): void {
  if (entries.length < 2) return
  for (const unique of context.plans.facts(list).uniques) {
    const seen = new Set<string>()
    for (const entry of entries) {
      const values = unique.map((path) => valueAt(entry, path))
      if (values.includes(undefined)) continue
      const id = JSON.stringify(values)
      if (!seen.has(id)) {
        seen.add(id)
        continue
      }
      const names = unique.map((path) => path.map(({ name }) => name).join('/')).join(', ')
      reportAt(context, entry, {
        fault: 'not-unique',
        tag: 'operation-failed',
        appTag: 'data-not-unique',
        message: `Another entry of ${nameOf(list)} has the same ${names}: ${values.map((value) => `"${value ?? ''}"`).join(', ')}.`,
      })
    }
  }
}

/** Defaults count as values. Undefined where there is none. */
function valueAt(entry: Instance, path: readonly QName[]): string | undefined {
  let at: Instance | undefined = entry
  for (const { namespace, name } of path) {
    at = at?.children.find((child) => child.name === name && child.namespace === namespace)
  }
  return at?.valued === true ? at.value : undefined
}
