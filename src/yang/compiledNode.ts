// A schema node over the statement it was written as: each property is worked out when it is asked for.

import { expandChildren, inOrder } from './expandChildren.ts'
import { extensionsOf } from './linkedModule.ts'
import type { LinkedModule } from './linkedModule.ts'
import { changedStatements } from './changedStatements.ts'
import type { ExtensionUse } from './module.ts'
import type { Overlay, Placed } from './overlay.ts'
import { resolveType } from './resolveType.ts'
import type { Must, NodeKind, QName, SchemaNode, When } from './schemaNode.ts'
import type { Scope } from './scope.ts'
import type { Statement } from './statement.ts'
import { argumentOf, childOf, splitPrefix } from './statementQuery.ts'
import type { Type } from './type.ts'

/** The uses or augment that put a node under its parent; `next` is the one around it. */
export interface Via {
  readonly statement: Statement
  readonly scope: Scope
  readonly next: Via | undefined
}

export interface NodeParts {
  readonly kind: NodeKind
  readonly statement: Statement
  readonly scope: Scope
  readonly module: LinkedModule
  readonly parent: CompiledNode | undefined
  readonly global: Overlay | undefined
  readonly locals: readonly Overlay[]
  readonly via: Via | undefined
  /** A case that nobody wrote: `statement` is its only child's (RFC 7950 §7.9.2). */
  readonly isImplicit?: boolean
}

const NONE: readonly never[] = Object.freeze([])

const STATUSES = ['current', 'deprecated', 'obsolete'] as const

/** Their contents are neither configuration nor state (RFC 7950 §7.21.1). */
const OPERATIONS: ReadonlySet<NodeKind> = new Set(['rpc', 'action', 'notification', 'input', 'output'])

const PARENTS: ReadonlySet<NodeKind> = new Set([
  'container',
  'list',
  'choice',
  'case',
  'rpc',
  'action',
  'notification',
  'input',
  'output',
])

export class CompiledNode implements SchemaNode {
  readonly kind: NodeKind
  readonly name: string
  readonly statement: Statement
  readonly scope: Scope
  readonly module: LinkedModule
  readonly parent: CompiledNode | undefined
  /** What other modules do to this node and below it. */
  readonly global: Overlay | undefined
  /** What the uses around it do, the innermost first. */
  readonly locals: readonly Overlay[]
  readonly via: Via | undefined
  readonly isImplicit: boolean
  readonly depth: number
  #asWritten: readonly CompiledNode[] | undefined
  #children: readonly CompiledNode[] | undefined
  #index: ReadonlyMap<string, readonly CompiledNode[]> | undefined

  constructor(parts: NodeParts) {
    const { kind, statement } = parts
    this.kind = kind
    this.name = kind === 'input' || kind === 'output' ? kind : (statement.argument ?? '')
    this.statement = statement
    this.scope = parts.scope
    this.module = parts.module
    this.parent = parts.parent
    this.global = parts.global
    this.locals = parts.locals
    this.via = parts.via
    this.isImplicit = parts.isImplicit ?? false
    this.depth = parts.parent ? parts.parent.depth + 1 : 0
    this.#asWritten = PARENTS.has(kind) ? undefined : NONE
    this.#children = this.#asWritten
    this.#index = undefined
  }

  get children(): readonly CompiledNode[] {
    this.#children ??= inOrder(this.childrenAsWritten, this)
    return this.#children
  }

  /** As the texts have them: the node's own, then what each augment adds. */
  get childrenAsWritten(): readonly CompiledNode[] {
    this.#asWritten ??= expandChildren(this)
    return this.#asWritten
  }

  /** Data nodes, rpcs, actions and notifications below, through choices and cases, by name. */
  get index(): ReadonlyMap<string, readonly CompiledNode[]> {
    this.#index ??= indexNodes(this.children)
    return this.#index
  }

  get config(): boolean | undefined {
    if (OPERATIONS.has(this.kind) || this.statement.prefix !== undefined) return undefined
    if (this.parent) {
      const inherited = this.parent.config
      if (inherited !== true) return inherited
    }
    return this.#argument('config') !== 'false'
  }

  get status(): SchemaNode['status'] {
    const own = this.#argument('status')
    if (own !== undefined) return own === 'deprecated' || own === 'obsolete' ? own : 'current'
    let worst = this.parent ? STATUSES.indexOf(this.parent.status) : 0
    for (let via = this.via; via; via = via.next) {
      const found = STATUSES.indexOf(argumentOf(via.statement, 'status') as SchemaNode['status'])
      if (found > worst) worst = found
    }
    return STATUSES[worst] ?? 'current'
  }

  get description(): string | undefined {
    return this.#argument('description')
  }

  get reference(): string | undefined {
    return this.#argument('reference')
  }

  get units(): string | undefined {
    return (
      this.#argument('units') ?? this.type?.typedefs.find((typedef) => typedef.units !== undefined)?.units
    )
  }

  get mandatory(): boolean {
    return this.#argument('mandatory') === 'true'
  }

  get presence(): string | undefined {
    return this.kind === 'container' ? this.#argument('presence') : undefined
  }

  get keys(): readonly string[] {
    const key = this.kind === 'list' ? this.#argument('key') : undefined
    return key === undefined ? NONE : words(key).map((name) => splitPrefix(name).name)
  }

  get uniques(): readonly (readonly (readonly QName[])[])[] {
    if (this.kind !== 'list') return NONE
    return this.all('unique').map(({ statement, scope }) =>
      words(statement.argument ?? '').map((path) => this.#qualify(path, scope)),
    )
  }

  #qualify(path: string, scope: Scope): QName[] {
    return path.split('/').map((step) => {
      const { prefix, name } = splitPrefix(step)
      const module = prefix === undefined ? this.module : scope.source.resolvePrefix(prefix)
      return { namespace: module?.namespace ?? '', name }
    })
  }

  get minElements(): number {
    return elements(this.#argument('min-elements')) ?? 0
  }

  get maxElements(): number {
    return elements(this.#argument('max-elements')) ?? Infinity
  }

  get orderedBy(): 'system' | 'user' {
    return this.#argument('ordered-by') === 'user' ? 'user' : 'system'
  }

  get defaults(): readonly string[] {
    if (this.kind === 'choice') {
      const name = this.#argument('default')
      return name === undefined ? NONE : [splitPrefix(name).name]
    }
    if (this.kind !== 'leaf' && this.kind !== 'leaf-list') return NONE
    const own = this.all('default').flatMap(({ statement }) => statement.argument ?? [])
    if (own.length > 0) return own
    const isNeeded = this.kind === 'leaf' ? this.mandatory : this.minElements > 0
    const inherited = isNeeded
      ? undefined
      : this.type?.typedefs.find((typedef) => typedef.default !== undefined)?.default
    return inherited === undefined ? NONE : [inherited]
  }

  get type(): Type | undefined {
    if (this.kind !== 'leaf' && this.kind !== 'leaf-list') return undefined
    const placed = this.one('type')
    return placed && resolveType(placed.statement, placed.scope)
  }

  get musts(): readonly Must[] {
    return this.all('must').map(({ statement, scope }) => ({
      expression: statement.argument ?? '',
      module: scope.source.module,
      resolvePrefix: scope.source.resolvePrefix,
      errorMessage: argumentOf(statement, 'error-message'),
      errorAppTag: argumentOf(statement, 'error-app-tag'),
    }))
  }

  get whens(): readonly When[] {
    const whens: When[] = []
    const own = this.one('when')
    const isData = this.kind !== 'choice' && this.kind !== 'case'
    if (own) whens.push(whenOf(own.statement, own.scope, isData ? 'self' : 'parent'))
    for (let via = this.via; via; via = via.next) {
      const when = childOf(via.statement, 'when')
      if (when) whens.push(whenOf(when, via.scope, 'parent'))
    }
    return whens.length === 0 ? NONE : whens
  }

  get extensions(): readonly ExtensionUse[] {
    return this.isImplicit ? NONE : extensionsOf(this.statement, this.scope.source)
  }

  get origin(): SchemaNode['origin'] {
    return { module: this.scope.source.name, start: this.statement.start, end: this.statement.end }
  }

  /** The substatement in force: as written, refined and deviated. */
  one(keyword: string): Placed | undefined {
    if (this.isImplicit) return undefined
    if (this.isChanged) return changedStatements(this, keyword).at(-1)
    const statement = childOf(this.statement, keyword)
    return statement && { statement, scope: this.scope }
  }

  all(keyword: string): readonly Placed[] {
    if (this.isImplicit) return NONE
    if (this.isChanged) return changedStatements(this, keyword)
    let found: Placed[] | undefined
    for (const statement of this.statement.children) {
      if (statement.keyword !== keyword || statement.prefix !== undefined) continue
      found ??= []
      found.push({ statement, scope: this.scope })
    }
    return found ?? NONE
  }

  /** Refined or deviated. */
  get isChanged(): boolean {
    if (this.global !== undefined && this.global.deviates.length > 0) return true
    return this.locals.some((overlay) => overlay.refines.length > 0)
  }

  #argument(keyword: string): string | undefined {
    if (this.isImplicit) return undefined
    return this.isChanged ? this.one(keyword)?.statement.argument : argumentOf(this.statement, keyword)
  }
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

function elements(argument: string | undefined): number | undefined {
  return argument !== undefined && /^\d+$/.test(argument) ? Number(argument) : undefined
}

const whenOf = (statement: Statement, scope: Scope, context: When['context']): When => ({
  expression: statement.argument ?? '',
  module: scope.source.module,
  resolvePrefix: scope.source.resolvePrefix,
  context,
})

/** By name, through choices and cases. */
export function indexNodes(nodes: readonly CompiledNode[]): ReadonlyMap<string, readonly CompiledNode[]> {
  const index = new Map<string, CompiledNode[]>()
  const waiting = nodes.toReversed()
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === 'choice' || node.kind === 'case') waiting.push(...node.children.toReversed())
    else {
      const same = index.get(node.name)
      if (same) same.push(node)
      else index.set(node.name, [node])
    }
  }
  return index
}
