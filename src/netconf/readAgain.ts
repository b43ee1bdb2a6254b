// Makes a read out of the rpc that asked for it before, with another filter.

import { parseXml } from '../xml/parse.ts'
import { childOf, elementsOf, namespacesAt, textOf, type XmlElement } from '../xml/tree.ts'
import type { WithDefaults } from './capabilities.ts'
import type { NmdaDatastore } from './identity.ts'
import { DATASTORES_NS, FACTORY_DEFAULT_NS } from './names.ts'
import { getData } from './nmda.ts'
import { get, getConfig, type Filter, type Operation } from './operations.ts'

const DEFAULTS = new Set<string>(['report-all', 'report-all-tagged', 'trim', 'explicit'])

/** The same get, get-config or get-data as in `requestXml` but for its filter; undefined for an rpc that is none of them. */
export function readAgain(requestXml: string, filter: Filter | undefined): Operation | undefined {
  const { root } = parseXml(requestXml)
  const operation = root && elementsOf(root)[0]
  if (operation === undefined) return undefined
  const named = valueOf(operation, 'with-defaults')
  const options = {
    ...(filter !== undefined && { filter }),
    ...(isWithDefaults(named) && { withDefaults: named }),
  }
  switch (operation.local) {
    case 'get':
      return get(options)
    case 'get-config': {
      const source = sourceOf(operation)
      return source && getConfig({ source, ...options })
    }
    case 'get-data': {
      const datastore = datastoreOf(operation)
      // Filters by origin stand for a narrow read already.
      const isNarrow = elementsOf(operation).some(({ local }) => local.endsWith('origin-filter'))
      if (datastore === undefined || isNarrow) return undefined
      return getData({ datastore, ...options, ...dataOptions(operation) })
    }
    default:
      return undefined
  }
}

function isWithDefaults(name: string | undefined): name is WithDefaults {
  return name !== undefined && DEFAULTS.has(name)
}

function sourceOf(operation: XmlElement): 'running' | 'candidate' | 'startup' | undefined {
  const source = childOf(operation, 'source')
  const name = source && elementsOf(source)[0]?.local
  return name === 'running' || name === 'candidate' || name === 'startup' ? name : undefined
}

function datastoreOf(operation: XmlElement): NmdaDatastore | undefined {
  const leaf = childOf(operation, 'datastore')
  if (leaf === undefined) return undefined
  const [, prefix = '', name = ''] = /^(?:([^:]*):)?(.*)$/.exec(textOf(leaf).trim()) ?? []
  const namespace = namespacesAt(leaf)[prefix] ?? ''
  const isKnown = namespace === DATASTORES_NS || namespace === FACTORY_DEFAULT_NS
  if (!isKnown) return { name, namespace }
  switch (name) {
    case 'running':
    case 'candidate':
    case 'startup':
    case 'intended':
    case 'operational':
    case 'factory-default':
      return name
    default:
      return { name, namespace }
  }
}

function dataOptions(operation: XmlElement): {
  configFilter?: boolean
  maxDepth?: number | 'unbounded'
  withOrigin?: boolean
} {
  const config = valueOf(operation, 'config-filter')
  const depth = valueOf(operation, 'max-depth')
  return {
    ...(config !== undefined && { configFilter: config === 'true' }),
    ...(depth !== undefined && { maxDepth: depth === 'unbounded' ? depth : Number(depth) }),
    ...(childOf(operation, 'with-origin') !== undefined && { withOrigin: true }),
  }
}

function valueOf(operation: XmlElement, name: string): string | undefined {
  const leaf = childOf(operation, name)
  return leaf && textOf(leaf).trim()
}
