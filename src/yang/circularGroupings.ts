// Finds groupings that use themselves, directly or through others (RFC 7950 §7.13).

import type { Report } from './linkedModule.ts'
import type { Found, Scope } from './scope.ts'
import type { Statement } from './statement.ts'

/** Groupings known to be harmless or not: they are marked on the scope's source, which lives as long as the schema. */
interface Step {
  readonly found: Found
  readonly uses: readonly { readonly statement: Statement; readonly scope: Scope }[]
  at: number
}

/** True where `grouping` leads back to itself; that is reported once. */
export function isCircular(grouping: Found, report: Report): boolean {
  const { circular } = grouping.scope.source
  const known = circular.get(grouping.statement)
  if (known !== undefined) return known
  const path: Step[] = [{ found: grouping, uses: usesIn(grouping), at: 0 }]
  const onPath = new Set([grouping.statement])
  for (let step = path.at(-1); step; step = path.at(-1)) {
    const next = step.uses[step.at]
    step.at++
    if (!next) {
      const marks = step.found.scope.source.circular
      if (!marks.has(step.found.statement)) marks.set(step.found.statement, false)
      onPath.delete(step.found.statement)
      path.pop()
      continue
    }
    const target = next.scope.find('grouping', next.statement.argument ?? '')
    if (!target) continue
    if (onPath.has(target.statement)) {
      const { source } = target.scope
      source.circular.set(target.statement, true)
      report('error', `Grouping ${target.statement.argument ?? ''} uses itself.`, source, target.statement)
    } else if (target.scope.source.circular.get(target.statement) === undefined) {
      onPath.add(target.statement)
      path.push({ found: target, uses: usesIn(target), at: 0 })
    }
  }
  return circular.get(grouping.statement) ?? false
}

/** All uses inside a grouping, at any depth, each with the scope it stands in. */
function usesIn(grouping: Found): Step['uses'] {
  const uses: { statement: Statement; scope: Scope }[] = []
  const waiting = [{ statement: grouping.statement, scope: grouping.scope }]
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    const scope = one.scope.enter(one.statement)
    for (const child of one.statement.children) {
      if (child.prefix !== undefined) continue
      if (child.keyword === 'uses') uses.push({ statement: child, scope })
      if (child.children.length > 0 && child.keyword !== 'grouping') waiting.push({ statement: child, scope })
    }
  }
  return uses
}
