// What a module's text says of itself, with the modules that it needs.

import { revisionOf } from './linkedModule.ts'
import { parseYang } from './parseYang.ts'
import type { Statement } from './statement.ts'
import { argumentOf, childrenOf } from './statementQuery.ts'

export interface ModuleHead {
  readonly kind: 'module' | 'submodule'
  readonly name: string
  /** The newest revision statement, '' without any. */
  readonly revision: string
  /** Of a submodule: its module. */
  readonly belongsTo: string | undefined
  readonly imports: readonly ModuleNeed[]
  readonly includes: readonly ModuleNeed[]
}

export interface ModuleNeed {
  readonly name: string
  /** Of its revision-date. */
  readonly revision: string | undefined
}

/** RFC 7950 §6.2; the length is what file systems take. */
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_.-]{0,199}$/

export const isModuleName = (text: string): boolean => IDENTIFIER.test(text)

export const isRevision = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** Of the first module or submodule in the text; undefined without one. What it says is not checked. */
export function readModuleHead(text: string): ModuleHead | undefined {
  for (const root of parseYang(text).statements) {
    const { keyword: kind, prefix, argument: name } = root
    if ((kind !== 'module' && kind !== 'submodule') || prefix !== undefined || name === undefined) continue
    return {
      kind,
      name,
      revision: revisionOf(root),
      belongsTo: argumentOf(root, 'belongs-to'),
      imports: needs(root, 'import'),
      includes: needs(root, 'include'),
    }
  }
  return undefined
}

function needs(root: Statement, keyword: 'import' | 'include'): ModuleNeed[] {
  return childrenOf(root, keyword).flatMap((statement) =>
    statement.argument === undefined
      ? []
      : [{ name: statement.argument, revision: argumentOf(statement, 'revision-date') }],
  )
}
