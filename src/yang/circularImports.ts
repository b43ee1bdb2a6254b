// Reports modules that import each other in a circle (RFC 7950 §5.1).

import type { LinkedModule, Source } from './linkedModule.ts'
import type { Statement } from './statement.ts'

export interface Import {
  readonly statement: Statement
  readonly source: Source
  readonly imported: LinkedModule
}

interface Step {
  readonly module: LinkedModule
  readonly ahead: Import[]
}

/** One problem for each import that closes a circle; the modules stay linked, since what they define is usable all the same. */
export function reportCircularImports(
  modules: readonly LinkedModule[],
  importsOf: (module: LinkedModule) => readonly Import[],
): void {
  const done = new Set<LinkedModule>()
  for (const start of modules) {
    if (done.has(start)) continue
    const way: Step[] = [{ module: start, ahead: [...importsOf(start)].reverse() }]
    const onWay = new Set([start])
    for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
      const next = last.ahead.pop()
      if (next === undefined) {
        done.add(last.module)
        onWay.delete(last.module)
        way.pop()
      } else if (onWay.has(next.imported)) {
        const names = way.slice(way.findIndex(({ module }) => module === next.imported))
        const circle = [...names.map(({ module }) => module.name), next.imported.name].join(' → ')
        next.source.report('error', `Modules import each other: ${circle}.`, next.source, next.statement)
      } else if (!done.has(next.imported)) {
        onWay.add(next.imported)
        way.push({ module: next.imported, ahead: [...importsOf(next.imported)].reverse() })
      }
    }
  }
}
