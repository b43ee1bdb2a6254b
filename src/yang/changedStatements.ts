// A node's substatements once refines (RFC 7950 §7.13.2) and deviations (§7.20.3) have changed them.

import type { CompiledNode } from './compiledNode.ts'
import type { Placed } from './overlay.ts'
import { childrenOf } from './statementQuery.ts'

/** A refine adds to these; of the others it takes the place. */
const ADDED_BY_REFINE: ReadonlySet<string> = new Set(['must', 'if-feature'])

/** A node may have several of these. */
const REPEATABLE: ReadonlySet<string> = new Set(['must', 'unique', 'if-feature'])

/** The substatements in force, the latest last. */
export function changedStatements(node: CompiledNode, keyword: string): readonly Placed[] {
  const place = (parent: Placed): Placed[] =>
    childrenOf(parent.statement, keyword).map((statement) => ({ statement, scope: parent.scope }))
  let found = place(node)
  for (const overlay of node.locals) {
    for (const refine of overlay.refines) {
      const own = place(refine)
      if (own.length > 0) found = ADDED_BY_REFINE.has(keyword) ? [...found, ...own] : own
    }
  }
  const isRepeatable = REPEATABLE.has(keyword) || (keyword === 'default' && node.kind === 'leaf-list')
  for (const deviate of node.global?.deviates ?? []) {
    const own = place(deviate)
    if (own.length === 0) continue
    const how = deviate.statement.argument
    if (how === 'delete') {
      const gone = new Set(own.map(({ statement }) => statement.argument))
      found = found.filter(({ statement }) => !gone.has(statement.argument))
    } else found = how === 'add' && isRepeatable ? [...found, ...own] : own
  }
  return found
}
