// A module while it is being linked: its texts, what they define, what their prefixes mean.

import type { CompiledNode } from './compiledNode.ts'
import type { ExtensionUse, Identity, Module } from './module.ts'
import { Scope } from './scope.ts'
import type { Statement, YangProblem, YangText } from './statement.ts'
import { argumentOf, childOf, childrenOf } from './statementQuery.ts'
import type { Type } from './type.ts'
import type { Overlay } from './overlay.ts'

/** Tells of a problem in a text; `statement` says where. */
export type Report = (
  severity: YangProblem['severity'],
  message: string,
  source: Source,
  statement: Statement,
) => void

/** A module's or submodule's text as part of a module. */
export class Source {
  readonly name: string
  readonly text: YangText
  readonly root: Statement
  readonly module: LinkedModule
  readonly scope: Scope
  readonly report: Report
  /** The own prefix and those of the imports that were found. */
  readonly prefixes = new Map<string, LinkedModule>()
  /** What was resolved of this text already; a statement means the same wherever its grouping is used. */
  readonly types = new Map<Statement, Type>()
  readonly overlays = new Map<Statement, Overlay>()
  readonly scopes = new Map<Statement, Scope>()
  /** Groupings looked at: whether they lead back to themselves. */
  readonly circular = new Map<Statement, boolean>()
  readonly resolvePrefix = (prefix: string): LinkedModule | undefined => this.prefixes.get(prefix)

  constructor(text: YangText, root: Statement, module: LinkedModule, report: Report) {
    this.name = root.argument ?? ''
    this.text = text
    this.root = root
    this.module = module
    this.report = report
    this.scope = new Scope(root, undefined, this)
    const owner = root.keyword === 'submodule' ? childOf(root, 'belongs-to') : root
    const prefix = owner && argumentOf(owner, 'prefix')
    if (prefix !== undefined) this.prefixes.set(prefix, module)
  }
}

export class LinkedIdentity implements Identity {
  readonly name: string
  readonly module: LinkedModule
  readonly source: Source
  readonly statement: Statement
  readonly bases: LinkedIdentity[] = []
  readonly derived = new Set<LinkedIdentity>()

  constructor(statement: Statement, source: Source) {
    this.name = statement.argument ?? ''
    this.module = source.module
    this.source = source
    this.statement = statement
  }

  get status(): Identity['status'] {
    return statusOf(this.statement)
  }

  get description(): string | undefined {
    return argumentOf(this.statement, 'description')
  }
}

export function statusOf(statement: Statement): Identity['status'] {
  const status = argumentOf(statement, 'status')
  return status === 'deprecated' || status === 'obsolete' ? status : 'current'
}

/** A definition at the top of one of a module's texts. */
export interface Definition {
  readonly statement: Statement
  readonly source: Source
}

export class LinkedModule implements Module {
  readonly name: string
  readonly revision: string
  readonly namespace: string
  readonly prefix: string
  readonly yangVersion: '1' | '1.1'
  /** The module's own text first, then its submodules' in the order they are included. */
  readonly sources: Source[] = []
  readonly features = new Map<string, boolean>()
  readonly identities = new Map<string, LinkedIdentity>()
  readonly groupings = new Map<string, Definition>()
  readonly typedefs = new Map<string, Definition>()
  readonly featureDefinitions = new Map<string, Definition>()
  readonly root: Statement
  implemented = false
  /** The nodes of a name at the top of the schema that this module is linked in; set once that stands. */
  rootNamesakes: (name: string) => readonly CompiledNode[] | undefined = () => undefined

  constructor(text: YangText, root: Statement, report: Report) {
    this.root = root
    this.name = root.argument ?? ''
    this.revision = revisionOf(root)
    this.namespace = argumentOf(root, 'namespace') ?? ''
    this.prefix = argumentOf(root, 'prefix') ?? ''
    this.yangVersion = argumentOf(root, 'yang-version') === '1.1' ? '1.1' : '1'
    this.sources.push(new Source(text, root, this, report))
  }

  get organization(): string | undefined {
    return argumentOf(this.root, 'organization')
  }

  get contact(): string | undefined {
    return argumentOf(this.root, 'contact')
  }

  get description(): string | undefined {
    return argumentOf(this.root, 'description')
  }

  get submodules(): readonly string[] {
    return this.sources.slice(1).map((source) => source.name)
  }

  get extensions(): readonly ExtensionUse[] {
    return this.sources.flatMap((source) => extensionsOf(source.root, source))
  }

  readonly resolvePrefix = (prefix: string): LinkedModule | undefined => {
    for (const source of this.sources) {
      const found = source.prefixes.get(prefix)
      if (found) return found
    }
    return undefined
  }
}

/** YYYY-MM-DD of the newest revision, '' without any. */
export function revisionOf(root: Statement): string {
  let newest = ''
  for (const revision of childrenOf(root, 'revision')) {
    if (revision.argument !== undefined && revision.argument > newest) newest = revision.argument
  }
  return newest
}

const NO_EXTENSIONS: readonly ExtensionUse[] = Object.freeze([])

/** The extensions used directly on a statement. */
export function extensionsOf(statement: Statement, source: Source): readonly ExtensionUse[] {
  const used = statement.children.filter((child) => child.prefix !== undefined)
  if (used.length === 0) return NO_EXTENSIONS
  return used.map((child) => ({
    module: source.prefixes.get(child.prefix ?? ''),
    prefix: child.prefix ?? '',
    name: child.keyword,
    argument: child.argument,
    statement: child,
  }))
}
