// Links texts to modules: submodules included, prefixes resolved, definitions collected, identities derived.

import { reportCircularImports, type Import } from './circularImports.ts'
import { evaluateIfFeature } from './ifFeature.ts'
import { LinkedIdentity, LinkedModule, Source } from './linkedModule.ts'
import type { Definition, Report } from './linkedModule.ts'
import type { Statement, YangText } from './statement.ts'
import { argumentOf, childrenOf, splitPrefix } from './statementQuery.ts'

/** Features that need each other deeper than this do so in a circle. */
const MAX_FEATURE_DEPTH = 100

interface Text {
  readonly text: YangText
  readonly root: Statement
}

/** All the modules in `texts`, linked; submodules that no module includes are left out. */
export function linkModules(
  texts: readonly YangText[],
  features: 'all' | ReadonlyMap<string, ReadonlySet<string>>,
  report: Report,
): readonly LinkedModule[] {
  const library = new Library(texts, report)
  for (const module of library.modules) library.includeSubmodules(module)
  for (const module of library.modules) library.resolveImports(module)
  reportCircularImports(library.modules, (module) => library.importsOf(module))
  for (const module of library.modules) collectDefinitions(module)
  supportFeatures(library.modules, features)
  for (const module of library.modules) resolveBases(module)
  for (const module of library.modules) deriveIdentities(module)
  return library.modules
}

/** The newest first. */
export const newestFirst = (a: LinkedModule, b: LinkedModule): number =>
  a.revision < b.revision ? 1 : a.revision > b.revision ? -1 : 0

class Library {
  readonly modules: LinkedModule[] = []
  readonly #byName = new Map<string, LinkedModule[]>()
  readonly #submodules = new Map<string, Text[]>()
  readonly #imports = new Map<LinkedModule, Import[]>()
  readonly #report: Report

  constructor(texts: readonly YangText[], report: Report) {
    this.#report = report
    for (const text of texts) {
      for (const root of text.statements) this.#add(text, root)
    }
    for (const revisions of this.#byName.values()) revisions.sort(newestFirst)
  }

  #add(text: YangText, root: Statement): void {
    const name = root.argument
    if (name === undefined || root.prefix !== undefined) return
    if (root.keyword === 'submodule') {
      this.#submodules.set(name, [...(this.#submodules.get(name) ?? []), { text, root }])
      return
    }
    if (root.keyword !== 'module') return
    const module = new LinkedModule(text, root, this.#report)
    const known = this.#byName.get(name) ?? []
    // The same revision twice: the first one stays.
    if (known.some((other) => other.revision === module.revision)) return
    this.#byName.set(name, [...known, module])
    this.modules.push(module)
  }

  includeSubmodules(module: LinkedModule): void {
    const seen = new Set<string>()
    for (const source of module.sources) {
      for (const include of childrenOf(source.root, 'include')) {
        const name = include.argument ?? ''
        if (seen.has(name)) continue
        seen.add(name)
        const found = this.#findSubmodule(name, argumentOf(include, 'revision-date'), module.name)
        if (found) module.sources.push(new Source(found.text, found.root, module, this.#report))
        else this.#report('error', `Submodule ${name} is missing.`, source, include)
      }
    }
  }

  #findSubmodule(name: string, revision: string | undefined, owner: string): Text | undefined {
    const all = (this.#submodules.get(name) ?? []).filter(
      ({ root }) => argumentOf(root, 'belongs-to') === owner,
    )
    const newest = all.toSorted((a, b) => (newestRevision(a.root) < newestRevision(b.root) ? 1 : -1))
    return newest.find(({ root }) => revision === undefined || newestRevision(root) === revision)
  }

  resolveImports(module: LinkedModule): void {
    for (const source of module.sources) {
      for (const statement of childrenOf(source.root, 'import')) {
        const name = statement.argument ?? ''
        const prefix = argumentOf(statement, 'prefix')
        const revision = argumentOf(statement, 'revision-date')
        const found = this.#findModule(name, revision)
        if (!found) this.#report('error', missingModule(name, revision), source, statement)
        else if (revision !== undefined && found.revision !== revision) {
          const instead = `${missingModule(name, revision)} Revision ${found.revision || 'without a date'} is used.`
          this.#report('warning', instead, source, statement)
        }
        if (found) this.importsOf(module).push({ statement, source, imported: found })
        if (!found || prefix === undefined) continue
        if (source.prefixes.has(prefix))
          this.#report('error', `Prefix ${prefix} is taken.`, source, statement)
        else source.prefixes.set(prefix, found)
      }
    }
  }

  importsOf(module: LinkedModule): Import[] {
    const known = this.#imports.get(module) ?? []
    this.#imports.set(module, known)
    return known
  }

  #findModule(name: string, revision: string | undefined): LinkedModule | undefined {
    const all = this.#byName.get(name) ?? []
    return all.find((module) => revision === undefined || module.revision === revision) ?? all[0]
  }
}

const missingModule = (name: string, revision: string | undefined): string =>
  `Module ${revision === undefined ? name : `${name}@${revision}`} is missing.`

const newestRevision = (root: Statement): string =>
  childrenOf(root, 'revision').reduce(
    (newest, one) => ((one.argument ?? '') > newest ? (one.argument ?? '') : newest),
    '',
  )

function collectDefinitions(module: LinkedModule): void {
  const tables: Record<string, Map<string, Definition>> = {
    grouping: module.groupings,
    typedef: module.typedefs,
    feature: module.featureDefinitions,
  }
  for (const source of module.sources) {
    for (const statement of source.root.children) {
      const name = statement.argument
      if (statement.prefix !== undefined || name === undefined) continue
      const table = tables[statement.keyword]
      const isIdentity = statement.keyword === 'identity'
      if (!table && !isIdentity) continue
      if ((table ?? module.identities).has(name)) {
        source.report('error', `There are two of ${statement.keyword} ${name}.`, source, statement)
      } else if (table) table.set(name, { statement, source })
      else module.identities.set(name, new LinkedIdentity(statement, source))
    }
  }
}

/** What a feature needs is looked at once, however many need it. One that needs itself is reported and counts as supported. */
function supportFeatures(
  modules: readonly LinkedModule[],
  features: 'all' | ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const underWay = new Set<Statement>()
  const decide = (owner: LinkedModule, name: string, depth: number): boolean => {
    const known = owner.features.get(name)
    if (known !== undefined) return known
    const definition = owner.featureDefinitions.get(name)
    const isGiven = features === 'all' || (features.get(owner.name)?.has(name) ?? false)
    if (!definition || !isGiven) {
      owner.features.set(name, false)
      return false
    }
    const { source, statement } = definition
    if (underWay.has(statement) || depth > MAX_FEATURE_DEPTH) {
      source.report('error', `Feature ${name} needs itself, or too many others.`, source, statement)
      return true
    }
    underWay.add(statement)
    const isOn = childrenOf(statement, 'if-feature').every((condition) =>
      holds(condition, source, (other, needed) => decide(other, needed, depth + 1)),
    )
    underWay.delete(statement)
    owner.features.set(name, isOn)
    return isOn
  }
  for (const module of modules) {
    for (const name of module.featureDefinitions.keys()) decide(module, name, 0)
  }
}

/** An if-feature statement, decided by `isOn`. A feature that nobody defines counts as supported: it must hide nothing. */
function holds(
  condition: Statement,
  source: Source,
  isOn: (module: LinkedModule, name: string) => boolean,
): boolean {
  const result = evaluateIfFeature(condition.argument ?? '', (written) => {
    const { prefix, name } = splitPrefix(written)
    const module = prefix === undefined ? source.module : source.resolvePrefix(prefix)
    if (module?.featureDefinitions.has(name)) return isOn(module, name)
    source.report('error', `Feature ${written} is not defined.`, source, condition)
    return true
  })
  if (result === undefined) source.report('error', 'This is no if-feature expression.', source, condition)
  return result ?? true
}

/** True if all the if-features among the substatements hold. */
export function isSupported(statement: Statement, source: Source): boolean {
  for (const child of statement.children) {
    if (child.keyword !== 'if-feature' || child.prefix !== undefined) continue
    if (!holds(child, source, (module, name) => module.features.get(name) ?? true)) return false
  }
  return true
}

function resolveBases(module: LinkedModule): void {
  for (const identity of module.identities.values()) {
    for (const base of childrenOf(identity.statement, 'base')) {
      const found = findIdentity(base.argument ?? '', identity.source)
      if (found) identity.bases.push(found)
      else
        identity.source.report(
          'error',
          `Identity ${base.argument ?? ''} is not defined.`,
          identity.source,
          base,
        )
    }
  }
}

/** `name` may have a prefix. */
export function findIdentity(name: string, source: Source): LinkedIdentity | undefined {
  const { prefix, name: local } = splitPrefix(name)
  const module = prefix === undefined ? source.module : source.resolvePrefix(prefix)
  return module?.identities.get(local)
}

/** Tells all ancestors; an identity derived from itself stays out of its own set. */
function deriveIdentities(module: LinkedModule): void {
  for (const identity of module.identities.values()) {
    const waiting = [...identity.bases]
    for (let base = waiting.pop(); base; base = waiting.pop()) {
      if (base === identity) {
        identity.source.report(
          'error',
          'This identity is derived from itself.',
          identity.source,
          identity.statement,
        )
      } else if (!base.derived.has(identity)) {
        base.derived.add(identity)
        waiting.push(...base.bases)
      }
    }
  }
}
