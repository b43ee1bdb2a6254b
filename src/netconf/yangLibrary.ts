// What a device tells of itself in its YANG library (RFC 8525, and RFC 7895 before it): modules and datastores.

import { element, type Markup } from '../xml/build.ts'
import { parseXml } from '../xml/parse.ts'
import { childOf, elementsOf, namespacesAt, textOf, type XmlElement } from '../xml/tree.ts'
import type { NmdaDatastore } from './identity.ts'
import { DATASTORES_NS, FACTORY_DEFAULT_NS } from './names.ts'
import type { Filter } from './operations.ts'

const LIBRARY_NS = 'urn:ietf:params:xml:ns:yang:ietf-yang-library'

/** The namespaces of all modules and the names of all datastores, and nothing else. */
export function libraryFilter(): Filter {
  const namespace = element('namespace')
  const content = [
    element(
      'yang-library',
      { xmlns: LIBRARY_NS },
      element('module-set', {}, element('module', {}, namespace)),
      element('datastore', {}, element('name')),
    ),
    element('modules-state', { xmlns: LIBRARY_NS }, element('module', {}, namespace)),
  ].join('')
  return { type: 'subtree', content: content as Markup }
}

export interface YangLibrary {
  readonly namespaces: ReadonlySet<string>
  /** None of RFC 7895. */
  readonly datastores: readonly NmdaDatastore[]
}

/** The reply to a get with `libraryFilter`; undefined where it holds no library. */
export function readYangLibrary(replyXml: string): YangLibrary | undefined {
  const { root } = parseXml(replyXml)
  const data = root && childOf(root, 'data')
  if (data === undefined) return undefined
  const library = childOf(data, 'yang-library', LIBRARY_NS)
  const state = childOf(data, 'modules-state', LIBRARY_NS)
  const sets = [...(library === undefined ? [] : named(library, 'module-set')), ...(state ? [state] : [])]
  const namespaces = sets
    .flatMap((set) => named(set, 'module'))
    .flatMap((module) => valueOf(module, 'namespace'))
  if (namespaces.length === 0) return undefined
  return {
    namespaces: new Set(namespaces),
    datastores: library === undefined ? [] : named(library, 'datastore').flatMap(datastoreOf),
  }
}

const STANDARD = ['running', 'candidate', 'startup', 'intended', 'operational'] as const

/** The name is an identity: its prefix says whose. */
function datastoreOf(datastore: XmlElement): NmdaDatastore[] {
  const leaf = childOf(datastore, 'name')
  if (leaf === undefined) return []
  const written = textOf(leaf).trim()
  const colon = written.indexOf(':')
  const name = written.slice(colon + 1)
  const namespace = namespacesAt(leaf)[colon === -1 ? '' : written.slice(0, colon)]
  if (name === '') return []
  if (namespace === FACTORY_DEFAULT_NS && name === 'factory-default') return [name]
  const standard = STANDARD.find((known) => known === name)
  // Without a prefix some servers mean the module of the RFC all the same.
  if (standard !== undefined && (namespace === DATASTORES_NS || colon === -1)) return [standard]
  return namespace === undefined ? [] : [{ name, namespace }]
}

function named(element: XmlElement, name: string): XmlElement[] {
  return elementsOf(element).filter(({ local }) => local === name)
}

function valueOf(element: XmlElement, name: string): string[] {
  const child = childOf(element, name)
  return child === undefined ? [] : [textOf(child).trim()]
}
