// The modules in a device's YANG library, with all that it says of each (RFC 8525, and RFC 7895 before it).

import { element, type Markup } from '../xml/build.ts'
import { parseXml } from '../xml/parse.ts'
import { childOf, elementsOf, textOf, type XmlElement } from '../xml/tree.ts'
import { get, type Operation } from './operations.ts'
import type { ModuleName, SchemaModule } from './schemaModules.ts'

const LIBRARY_NS = 'urn:ietf:params:xml:ns:yang:ietf-yang-library'

export interface SchemaLibrary {
  readonly source: 'yang-library' | 'modules-state'
  /** RFC 8525 content-id, RFC 7895 module-set-id: another value, other modules. */
  readonly contentId: string | undefined
  /** At least one. */
  readonly modules: readonly SchemaModule[]
}

/** Asks for the whole library, in both forms. */
export function libraryOperation(): Operation {
  const content = ['yang-library', 'modules-state']
    .map((name) => element(name, { xmlns: LIBRARY_NS }))
    .join('')
  return { ...get({ filter: { type: 'subtree', content: content as Markup } }), label: 'the YANG library' }
}

/** The newer form where there are both. Undefined where the reply holds no module. */
export function readSchemaLibrary(replyXml: string): SchemaLibrary | undefined {
  const { root } = parseXml(replyXml)
  const data = root && childOf(root, 'data')
  if (data === undefined) return undefined
  const library = childOf(data, 'yang-library', LIBRARY_NS)
  const read = library && readLibrary(library)
  if (read !== undefined && read.modules.length > 0) return read
  const state = childOf(data, 'modules-state', LIBRARY_NS)
  const old = state && readModulesState(state)
  return old !== undefined && old.modules.length > 0 ? old : undefined
}

function readLibrary(library: XmlElement): SchemaLibrary {
  const sets = setsInUse(library)
  const modules = [
    ...sets.flatMap((set) => named(set, 'module').flatMap((module) => readModule(module, true))),
    ...sets.flatMap((set) => named(set, 'import-only-module').flatMap((module) => readModule(module, false))),
  ]
  return { source: 'yang-library', contentId: valueOf(library, 'content-id'), modules: merged(modules) }
}

/** The module sets of the schemas that datastores have; all of them where the library does not say. */
function setsInUse(library: XmlElement): XmlElement[] {
  const sets = named(library, 'module-set')
  const schemas = new Set(named(library, 'datastore').flatMap((datastore) => valuesOf(datastore, 'schema')))
  const used = new Set(
    named(library, 'schema')
      .filter((schema) => schemas.has(valueOf(schema, 'name') ?? ''))
      .flatMap((schema) => valuesOf(schema, 'module-set')),
  )
  const inUse = sets.filter((set) => used.has(valueOf(set, 'name') ?? ''))
  return inUse.length === 0 ? sets : inUse
}

function readModulesState(state: XmlElement): SchemaLibrary {
  const modules = named(state, 'module').flatMap((module) =>
    readModule(module, valueOf(module, 'conformance-type') !== 'import'),
  )
  return { source: 'modules-state', contentId: valueOf(state, 'module-set-id'), modules: merged(modules) }
}

function readModule(module: XmlElement, implemented: boolean): SchemaModule[] {
  const name = valueOf(module, 'name') ?? ''
  if (name === '') return []
  return [
    {
      name,
      revision: valueOf(module, 'revision') ?? '',
      namespace: valueOf(module, 'namespace') ?? '',
      features: valuesOf(module, 'feature'),
      deviations: named(module, 'deviation').flatMap(nameIn),
      submodules: [module, ...named(module, 'submodules')].flatMap((parent) =>
        named(parent, 'submodule').flatMap(readSubmodule),
      ),
      implemented,
    },
  ]
}

/** A leaf-list of names in RFC 8525, a list with a name in RFC 7895. */
function nameIn(deviation: XmlElement): string[] {
  const name = valueOf(deviation, 'name') ?? textOf(deviation).trim()
  return name === '' ? [] : [name]
}

function readSubmodule(submodule: XmlElement): ModuleName[] {
  const name = valueOf(submodule, 'name') ?? ''
  return name === '' ? [] : [{ name, revision: valueOf(submodule, 'revision') ?? '' }]
}

/** Each name@revision once, with what all the sets say of it. A datastore's set may leave out what another's has. */
function merged(modules: readonly SchemaModule[]): SchemaModule[] {
  const known = new Map<string, SchemaModule>()
  for (const module of modules) {
    const key = `${module.name}@${module.revision}`
    const before = known.get(key)
    known.set(key, before === undefined ? module : joined(before, module))
  }
  return [...known.values()]
}

function joined(one: SchemaModule, other: SchemaModule): SchemaModule {
  const union = (a: readonly string[] = [], b: readonly string[] = []): string[] => [...new Set([...a, ...b])]
  return {
    ...one,
    namespace: one.namespace === '' ? other.namespace : one.namespace,
    features: union(one.features, other.features),
    deviations: union(one.deviations, other.deviations),
    submodules: one.submodules.length === 0 ? other.submodules : one.submodules,
    implemented: one.implemented || other.implemented,
  }
}

function named(element: XmlElement, name: string): XmlElement[] {
  return elementsOf(element).filter(({ local }) => local === name)
}

function valueOf(element: XmlElement, name: string): string | undefined {
  const child = childOf(element, name)
  return child === undefined ? undefined : textOf(child).trim()
}

function valuesOf(element: XmlElement, name: string): string[] {
  return named(element, name)
    .map((child) => textOf(child).trim())
    .filter((value) => value !== '')
}
