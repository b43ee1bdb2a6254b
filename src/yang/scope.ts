// Where a typedef's or grouping's name is looked up: a statement's own definitions, then those around it (RFC 7950 §5.5).

import type { Definition, LinkedModule, Source } from './linkedModule.ts'
import type { Statement } from './statement.ts'
import { splitPrefix } from './statementQuery.ts'

/** What a name was found to mean, with the scope its own text sees. */
export interface Found {
  readonly statement: Statement
  readonly scope: Scope
}

export class Scope {
  readonly statement: Statement
  readonly parent: Scope | undefined
  readonly source: Source

  constructor(statement: Statement, parent: Scope | undefined, source: Source) {
    this.statement = statement
    this.parent = parent
    this.source = source
  }

  /** The scope of what stands inside `statement`: this one, unless the statement defines something itself. */
  enter(statement: Statement): Scope {
    if (!statement.children.some((child) => isDefinition(child))) return this
    const { scopes } = this.source
    const known = scopes.get(statement)
    if (known) return known
    const scope = new Scope(statement, this, this.source)
    scopes.set(statement, scope)
    return scope
  }

  /** `name` may have a prefix. */
  find(kind: 'typedef' | 'grouping', name: string): Found | undefined {
    const { prefix, name: local } = splitPrefix(name)
    const module = this.source.module
    const meant = prefix === undefined ? module : this.source.resolvePrefix(prefix)
    if (meant === undefined) return undefined
    if (meant !== module) return findInModule(meant, kind, local)
    return findAround(this, kind, local) ?? findInModule(module, kind, local)
  }
}

function findAround(innermost: Scope, kind: string, name: string): Found | undefined {
  for (let scope = innermost; scope.parent; scope = scope.parent) {
    for (const child of scope.statement.children) {
      if (child.keyword === kind && child.argument === name && child.prefix === undefined) {
        return { statement: child, scope }
      }
    }
  }
  return undefined
}

const isDefinition = (statement: Statement): boolean =>
  (statement.keyword === 'typedef' || statement.keyword === 'grouping') && statement.prefix === undefined

function findInModule(module: LinkedModule, kind: 'typedef' | 'grouping', name: string): Found | undefined {
  const definitions: ReadonlyMap<string, Definition> = kind === 'typedef' ? module.typedefs : module.groupings
  const found = definitions.get(name)
  return found && { statement: found.statement, scope: found.source.scope }
}
