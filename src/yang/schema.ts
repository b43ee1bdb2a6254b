// A schema: the modules that were given, linked with each other; nodes are resolved when they are asked for.

import { CompiledNode, indexNodes } from './compiledNode.ts'

import { expandModule } from './expandChildren.ts'
import { isSupported, linkModules, newestFirst } from './linkModules.ts'
import type { LinkedModule, Report, Source } from './linkedModule.ts'
import type { Module } from './module.ts'
import { Overlay, schemaPath } from './overlay.ts'
import type { Placed } from './overlay.ts'
import { parseYang } from './parseYang.ts'
import type { QName, SchemaNode } from './schemaNode.ts'
import type { Statement, YangProblem, YangText } from './statement.ts'
import { childrenOf, splitPrefix } from './statementQuery.ts'
import { STRUCTURES, extensionTrees } from './extensionTrees.ts'
import type { ExtensionTree } from './extensionTrees.ts'

export interface SchemaOptions {
  /** Modules and submodules, each as text or as already read by `parseYang`. */
  readonly texts: readonly string[] | readonly YangText[]
  /**
   * The modules that are implemented (RFC 7950 §5.6.5), each as `name` (its newest revision) or `name@revision`; the rest is for import
   * only. Default: the newest revision of all given.
   */
  readonly implemented?: readonly string[]
  /** Module name → names of its supported features. Default: all of all modules. */
  readonly features?: 'all' | ReadonlyMap<string, ReadonlySet<string>>
}

export interface Schema {
  /** The implemented ones first, in the order asked for. */
  readonly modules: readonly Module[]
  /** What was wrong with the texts and between them; grows as nodes are resolved. `checkSchema` resolves all. */
  readonly problems: readonly YangProblem[]
  /** The implemented one, or else the newest, where no revision is given. */
  readonly module: (name: string, revision?: string) => Module | undefined
  readonly moduleOfNamespace: (uri: string) => Module | undefined
  /** Top-level data nodes, choices, rpcs and notifications of the implemented modules, in order. */
  readonly roots: readonly SchemaNode[]
  /** Those of one module, which may be for import only. */
  readonly rootsOf: (module: Module) => readonly SchemaNode[]
  /** Data that is no datastore's: `sx:structure`, `rc:yang-data`. */
  readonly extensionTrees: readonly ExtensionTree[]
  /** The node at a data path: choices and cases are left out; rpc input and output are named `input` and `output`. */
  readonly find: (path: readonly QName[]) => SchemaNode | undefined
  /** The node at a schema path, which names choices and cases too (RFC 7950 §6.5). */
  readonly findSchemaNode: (path: readonly QName[]) => SchemaNode | undefined
  /** A data node (or rpc, action, notification) below `node`, through choices and cases; below nothing: a root. */
  readonly dataChild: (
    node: SchemaNode | undefined,
    namespace: string,
    name: string,
  ) => SchemaNode | undefined
}

/** An augment with the place it goes to; `module` is that of the first name in its path. */
export interface AppliedAugment {
  readonly augment: Placed
  readonly overlay: Overlay
  readonly module: LinkedModule
}

/** Beyond these, further problems say nothing new. */
const MAX_PROBLEMS = 10_000

/** Links the texts to one schema. Never throws: what is missing or wrong is in `problems`. */
export function buildSchema(options: SchemaOptions): Schema {
  const texts = options.texts.map((text) => (typeof text === 'string' ? parseYang(text) : text))
  const problems: YangProblem[] = texts.flatMap((text) => text.problems)
  const linked = linkModules(texts, options.features ?? 'all', reporter(problems))
  const implemented = chooseImplemented(linked, options.implemented, problems)
  for (const module of implemented) module.implemented = true
  const modules = [...implemented, ...linked.filter((module) => !module.implemented)]
  const global = new Overlay()
  const augments = implemented.flatMap((module) => collectChanges(module, global))
  return new LinkedSchema(modules, problems, global, augments)
}

function reporter(problems: YangProblem[]): Report {
  const reported = new Map<Statement, Set<string>>()
  return (severity, message, source, statement) => {
    const known = reported.get(statement) ?? new Set()
    if (known.has(message) || problems.length >= MAX_PROBLEMS) return
    reported.set(statement, known.add(message))
    const { start } = statement
    // The keyword and its argument: a statement as a whole may be the module.
    const end = Math.max(statement.argumentEnd, start + statement.keyword.length)
    problems.push({ severity, message, module: source.name, start, end })
  }
}

function chooseImplemented(
  linked: readonly LinkedModule[],
  wanted: readonly string[] | undefined,
  problems: YangProblem[],
): readonly LinkedModule[] {
  const newest = new Map<string, LinkedModule>()
  const exact = new Map<string, LinkedModule>()
  for (const module of linked) {
    const other = newest.get(module.name)
    if (!other || newestFirst(module, other) < 0) newest.set(module.name, module)
    exact.set(`${module.name}@${module.revision}`, module)
  }
  if (!wanted) return [...newest.values()]
  const chosen = new Map<string, LinkedModule>()
  for (const name of wanted) {
    const module = newest.get(name) ?? exact.get(name)
    if (module) chosen.set(module.name, module)
    else
      problems.push({
        severity: 'error',
        message: `Module ${name} is missing.`,
        module: name,
        start: 0,
        end: 0,
      })
  }
  return [...chosen.values()]
}

/** Puts augments and deviations where their paths lead; gives the augments back in order. */
function collectChanges(module: LinkedModule, global: Overlay): readonly AppliedAugment[] {
  const augments: AppliedAugment[] = []
  for (const source of module.sources) {
    for (const statement of source.root.children) {
      const kind = statement.prefix === undefined ? statement.keyword : EXTENSION_AUGMENTS[statement.keyword]
      if (kind === 'deviation') {
        const deviates = targetOf(statement, source, global)?.overlay.deviates
        for (const deviate of childrenOf(statement, 'deviate')) {
          deviates?.push({ statement: deviate, scope: source.scope })
        }
      } else if (kind?.endsWith('augment')) {
        const target = targetOf(statement, source, kind === 'augment' ? global : global.enter(STRUCTURES))
        const augment = { statement, scope: source.scope }
        if (isSupported(statement, source)) target?.overlay.augments.push(augment)
        if (target) augments.push({ augment, ...target })
      }
    }
  }
  return augments
}

/** RFC 8791 §4. */
const EXTENSION_AUGMENTS: Readonly<Record<string, string>> = { 'augment-structure': 'structure augment' }

function targetOf(
  statement: Statement,
  source: Source,
  global: Overlay,
): { overlay: Overlay; module: LinkedModule } | undefined {
  const path: string[] = []
  let first: LinkedModule | undefined
  for (const step of schemaPath(statement.argument ?? '')) {
    const { prefix, name } = splitPrefix(step)
    const module = prefix === undefined ? source.module : source.resolvePrefix(prefix)
    if (!module) {
      source.report('error', `Prefix ${prefix ?? ''} means no module here.`, source, statement)
      return undefined
    }
    first ??= module
    path.push(`${module.name}:${name}`)
  }
  if (first) return { overlay: global.at(path), module: first }
  source.report('error', `The path of this ${statement.keyword} is missing.`, source, statement)
  return undefined
}

/** A schema with what only this folder needs of it. */
export class LinkedSchema implements Schema {
  /** Those of all implemented modules, in order; those too whose features are missing. */
  readonly augments: readonly AppliedAugment[]
  readonly modules: readonly LinkedModule[]
  readonly problems: readonly YangProblem[]
  readonly #global: Overlay
  readonly #roots = new Map<Module, readonly CompiledNode[]>()
  readonly #namespaces = new Map<string, LinkedModule>()
  #index: ReadonlyMap<string, readonly CompiledNode[]> | undefined
  #extensionTrees: readonly ExtensionTree[] | undefined

  constructor(
    modules: readonly LinkedModule[],
    problems: readonly YangProblem[],
    global: Overlay,
    augments: readonly AppliedAugment[],
  ) {
    this.augments = augments
    this.modules = modules
    this.problems = problems
    this.#global = global
    for (const module of modules) {
      if (!this.#namespaces.has(module.namespace)) this.#namespaces.set(module.namespace, module)
      module.rootNamesakes = (name) => this.#rootIndex.get(name)
    }
  }

  get roots(): readonly CompiledNode[] {
    return this.modules.filter(({ implemented }) => implemented).flatMap((module) => this.rootsOf(module))
  }

  get extensionTrees(): readonly ExtensionTree[] {
    this.#extensionTrees ??= this.modules.flatMap((module) => extensionTrees(module, this.#global))
    return this.#extensionTrees
  }

  get #rootIndex(): ReadonlyMap<string, readonly CompiledNode[]> {
    this.#index ??= indexNodes(this.roots)
    return this.#index
  }

  readonly module = (name: string, revision?: string): LinkedModule | undefined => {
    const named = this.modules.filter((module) => module.name === name)
    if (revision !== undefined) return named.find((module) => module.revision === revision)
    return named.find(({ implemented }) => implemented) ?? named.toSorted(newestFirst)[0]
  }

  readonly moduleOfNamespace = (uri: string): LinkedModule | undefined => this.#namespaces.get(uri)

  readonly rootsOf = (module: Module): readonly CompiledNode[] => {
    const known = this.#roots.get(module)
    if (known) return known
    const own = this.modules.find((one) => one === module)
    const roots = own ? expandModule(own, this.#global) : []
    this.#roots.set(module, roots)
    return roots
  }

  readonly dataChild = (
    node: SchemaNode | undefined,
    namespace: string,
    name: string,
  ): CompiledNode | undefined => {
    const index = node instanceof CompiledNode ? node.index : this.#rootIndex
    return index.get(name)?.find(({ module }) => module.namespace === namespace)
  }

  readonly find = (path: readonly QName[]): CompiledNode | undefined => {
    let node: CompiledNode | undefined
    for (const { namespace, name } of path) {
      node = this.dataChild(node, namespace, name)
      if (!node) return undefined
    }
    return node
  }

  readonly findSchemaNode = (path: readonly QName[]): CompiledNode | undefined => {
    let nodes = this.roots
    let node: CompiledNode | undefined
    for (const { namespace, name } of path) {
      node = nodes.find((child) => child.name === name && child.module.namespace === namespace)
      if (!node) return undefined
      nodes = node.children
    }
    return node
  }
}
