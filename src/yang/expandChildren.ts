// A schema node's children: its data definitions, uses replaced by their groupings, augments added.

import { CompiledNode } from './compiledNode.ts'
import type { Via } from './compiledNode.ts'
import { isCircular } from './circularGroupings.ts'
import { isSupported } from './linkModules.ts'
import type { LinkedModule } from './linkedModule.ts'
import { Overlay, schemaPath } from './overlay.ts'
import type { Placed } from './overlay.ts'
import type { NodeKind } from './schemaNode.ts'
import type { Scope } from './scope.ts'
import type { Statement } from './statement.ts'
import { childOf, splitPrefix } from './statementQuery.ts'
import { emptyStatement } from './syntheticStatement.ts'

/** Deeper trees are cut. Real ones stay below 40; statements that nest end at 250, but groupings can be stacked. */
const MAX_DEPTH = 500

/** More nodes than this under one parent come from groupings made to be expensive. */
const MAX_CHILDREN = 50_000

const NONE: readonly never[] = Object.freeze([])

const NODE_KINDS: ReadonlySet<string> = new Set<NodeKind>([
  'container',
  'list',
  'leaf',
  'leaf-list',
  'choice',
  'case',
  'anydata',
  'anyxml',
  'rpc',
  'action',
  'notification',
])

const isNodeKind = (keyword: string): keyword is NodeKind => NODE_KINDS.has(keyword)

export function expandChildren(node: CompiledNode): readonly CompiledNode[] {
  const { statement, module, global } = node
  const level = new Level(node, global)
  const scope = node.isImplicit ? node.scope : node.scope.enter(statement)
  if (node.depth >= MAX_DEPTH) {
    scope.source.report(
      'error',
      `Nodes nested deeper than ${MAX_DEPTH} are left out.`,
      scope.source,
      statement,
    )
    return NONE
  }
  if (node.kind === 'rpc' || node.kind === 'action') {
    for (const kind of ['input', 'output'] as const) {
      const written = childOf(statement, kind) ?? emptyStatement(kind, statement)
      level.add(kind, kind, { statement: written, scope, module, locals: node.locals, via: undefined })
    }
    return level.nodes
  }
  const inside = node.isImplicit ? [statement] : statement.children
  level.addAll(inside, { scope, module, locals: node.locals, via: undefined })
  node.locals.forEach((overlay, at) => {
    const locals = node.locals.slice(at)
    for (const augment of overlay.augments) addAugment(level, augment, module, locals)
  })
  for (const augment of global?.augments ?? []) {
    addAugment(level, augment, augment.scope.source.module, NONE)
  }
  return withoutDoubles(level.nodes)
}

/** The nodes at the top of a module. */
export function expandModule(module: LinkedModule, global: Overlay): readonly CompiledNode[] {
  const level = new Level(undefined, global)
  for (const { root, scope } of module.sources) {
    level.addAll(root.children, { scope, module, locals: NONE, via: undefined })
  }
  return inOrder(withoutDoubles(level.nodes), undefined)
}

function addAugment(level: Level, augment: Placed, module: LinkedModule, locals: readonly Overlay[]): void {
  const { statement, scope } = augment
  if (!isSupported(statement, scope.source)) return
  level.addAll(statement.children, { scope, module, locals, via: { statement, scope, next: undefined } })
}

/** What holds for a run of statements that become children of one node. */
interface Surroundings {
  readonly scope: Scope
  readonly module: LinkedModule
  readonly locals: readonly Overlay[]
  readonly via: Via | undefined
}

class Level {
  readonly nodes: CompiledNode[] = []
  readonly #parent: CompiledNode | undefined
  readonly #global: Overlay | undefined
  readonly #used = new Map<LinkedModule, Set<Statement>>()

  constructor(parent: CompiledNode | undefined, global: Overlay | undefined) {
    this.#parent = parent
    this.#global = global
  }

  addAll(statements: readonly Statement[], around: Surroundings): void {
    for (const statement of statements) {
      if (statement.prefix !== undefined) continue
      const { keyword } = statement
      if (keyword === 'uses') this.#expand(statement, around)
      else if (isNodeKind(keyword)) this.#addNode(keyword, statement, around)
    }
  }

  #addNode(kind: NodeKind, statement: Statement, around: Surroundings): void {
    const { source } = around.scope
    // A case that nobody wrote stands even where its node does not.
    const needsCase = this.#parent?.kind === 'choice' && kind !== 'case'
    if (this.nodes.length >= MAX_CHILDREN || !(needsCase || isSupported(statement, source))) return
    this.add(needsCase ? 'case' : kind, statement.argument ?? '', { ...around, statement }, needsCase)
  }

  add(
    kind: NodeKind,
    name: string,
    parts: Surroundings & { readonly statement: Statement },
    isImplicit = false,
  ): void {
    const global = this.#global?.child(`${parts.module.name}:${name}`)
    if (global?.deviates.some(({ statement }) => statement.argument === 'not-supported')) return
    const locals = parts.locals.length === 0 ? NONE : below(parts.locals, name)
    for (const overlay of locals) {
      if (overlay.refines.some(({ statement, scope }) => !isSupported(statement, scope.source))) return
    }
    const { statement, scope, module, via } = parts
    const parent = this.#parent
    this.nodes.push(
      new CompiledNode({ kind, statement, scope, module, parent, global, locals, via, isImplicit }),
    )
  }

  #expand(uses: Statement, around: Surroundings): void {
    const { scope, module, locals, via } = around
    const { source } = scope
    if (!isSupported(uses, source)) return
    const grouping = scope.find('grouping', uses.argument ?? '')
    if (!grouping) {
      source.report('error', `Grouping ${uses.argument ?? ''} is not defined.`, source, uses)
      return
    }
    if (isCircular(grouping, source.report)) return
    const used = this.#used.get(module) ?? new Set()
    this.#used.set(module, used)
    if (used.has(grouping.statement)) {
      source.report('error', `Grouping ${uses.argument ?? ''} is used twice in the same place.`, source, uses)
      return
    }
    used.add(grouping.statement)
    const overlay = overlayOfUses(uses, scope)
    this.addAll(grouping.statement.children, {
      scope: grouping.scope.enter(grouping.statement),
      module,
      locals: overlay ? [overlay, ...locals] : locals,
      via: { statement: uses, scope, next: via },
    })
  }
}

function below(overlays: readonly Overlay[], name: string): readonly Overlay[] {
  const found = overlays.flatMap((overlay) => overlay.child(name) ?? [])
  return found.length === 0 ? NONE : found
}

/**
 * What a uses changes in its grouping. Its paths are matched by names alone: all nodes of a grouping are in one namespace, that of
 * its user, whatever the prefixes say.
 */
function overlayOfUses(uses: Statement, scope: Scope): Overlay | undefined {
  const changes = uses.children.filter(
    ({ keyword, prefix }) => prefix === undefined && (keyword === 'refine' || keyword === 'augment'),
  )
  if (changes.length === 0) return undefined
  const { overlays } = scope.source
  const known = overlays.get(uses)
  if (known) return known
  const overlay = new Overlay()
  overlays.set(uses, overlay)
  for (const statement of changes) {
    const path = schemaPath(statement.argument ?? '').map((step) => splitPrefix(step).name)
    const { refines, augments } = overlay.at(path)
    if (path.length > 0) (statement.keyword === 'refine' ? refines : augments).push({ statement, scope })
  }
  return overlay
}

/** Keys first, then the module's own nodes, then those of other modules by module; actions and notifications last. */
export function inOrder(
  nodes: readonly CompiledNode[],
  parent: CompiledNode | undefined,
): readonly CompiledNode[] {
  if (nodes.length < 2) return nodes
  const keys = parent?.keys ?? NONE
  const rank = (node: CompiledNode): number => {
    if (node.kind === 'notification') return 1_000_002
    if (node.kind === 'rpc' || node.kind === 'action') return 1_000_001
    const key = keys.length > 0 && node.module === parent?.module ? keys.indexOf(node.name) : -1
    return key === -1 ? 1_000_000 : key
  }
  const home = parent?.module
  const sorted = nodes.toSorted((a, b) => {
    const ranked = rank(a) - rank(b)
    if (ranked !== 0 || a.module === b.module) return ranked
    if (a.module === home) return -1
    if (b.module === home) return 1
    return a.module.name < b.module.name ? -1 : 1
  })
  return sorted.every((node, at) => node === nodes[at]) ? nodes : sorted
}

function withoutDoubles(nodes: readonly CompiledNode[]): readonly CompiledNode[] {
  if (nodes.length < 2) return nodes
  const seen = new Map<string, CompiledNode[]>()
  return nodes.filter((node) => {
    const same = seen.get(node.name)
    if (!same) {
      seen.set(node.name, [node])
      return true
    }
    if (same.every((other) => other.module !== node.module)) {
      same.push(node)
      return true
    }
    const { source } = node.scope
    source.report('error', `There are two nodes ${node.name} in the same place.`, source, node.statement)
    return false
  })
}
