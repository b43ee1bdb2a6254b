// The operations that read: get, get-config, get-schema.

import { MONITORING_NS, WITH_DEFAULTS_NS } from '../netconf/names.ts'
import { element, text, type Markup } from '../xml/build.ts'
import { parseXml } from '../xml/parse.ts'
import { selectSubtree } from '../xml/select.ts'
import { serialize } from '../xml/serialize.ts'
import { attributeOf, elementsOf, type XmlElement } from '../xml/tree.ts'
import type { Operation } from './context.ts'
import { dataMarkup } from './dataTree.ts'
import { DEFAULTS_MODES, showDefaults, type DefaultsMode } from './defaults.ts'
import { attributeFault, invalidValue } from './fault.ts'
import { modulesState, netconfState } from './monitoring.ts'
import {
  readChoice,
  readDatastore,
  readParameters,
  readText,
  required,
  type Parameters,
} from './parameters.ts'
import { ROUTER_MODULE } from './routerModule.ts'
import { ROUTER_SCHEMA } from './routerSchema.ts'
import type { SchemaNode } from './schemaNode.ts'
import { MODULE_NAME, MODULE_REVISION } from './yangTypes.ts'

export const WITH_DEFAULTS = { 'with-defaults': WITH_DEFAULTS_NS }

/** RFC 6241 §7.7: running with all state. */
export const get: Operation = (operation, context) => {
  const parameters = readParameters(operation, ['filter'], WITH_DEFAULTS)
  const shown = showDefaults(context.datastores.read('running'), readDefaultsMode(parameters))
  const data = [
    ...dataMarkup(shown, context.state.stateOf),
    netconfState(context.datastores, context.sessions(), context.server()),
    modulesState(),
  ]
  return [element('data', {}, ...filtered(data, parameters.get('filter')))]
}

/** RFC 6241 §7.1. */
export const getConfig: Operation = (operation, context) => {
  const parameters = readParameters(operation, ['source', 'filter'], WITH_DEFAULTS)
  const source = context.datastores.read(readDatastore(parameters, 'source'))
  const data = dataMarkup(showDefaults(source, readDefaultsMode(parameters)))
  return [element('data', {}, ...filtered(data, parameters.get('filter')))]
}

export function readDefaultsMode(parameters: Parameters): DefaultsMode {
  return readChoice(parameters, 'with-defaults', DEFAULTS_MODES, 'explicit')
}

function filtered(data: readonly Markup[], filter: XmlElement | undefined): readonly Markup[] {
  if (filter === undefined) return data
  const type = attributeOf(filter, 'type') ?? 'subtree'
  if (type !== 'subtree') {
    const message = `This device filters by subtree alone, not by "${type.slice(0, 60)}".`
    throw attributeFault('bad-attribute', 'protocol', { attribute: 'type', element: 'filter' }, message)
  }
  const { roots } = parseXml(data.join(''), { fragment: true })
  return selectSubtree(roots, elementsOf(filter), { isKey }).map(serialize)
}

const LIST_KEYS: ReadonlySet<string> = new Set([
  ...listKeys(ROUTER_SCHEMA.children),
  'datastore/name',
  'schema/identifier',
  'schema/version',
  'schema/format',
  'session/session-id',
  'module/name',
  'module/revision',
])

/** Names of lists are enough here: no two lists of the same name have different keys. */
function isKey(leaf: XmlElement): boolean {
  return LIST_KEYS.has(`${leaf.parent?.local ?? ''}/${leaf.local}`)
}

function listKeys(schemas: readonly SchemaNode[]): readonly string[] {
  return schemas.flatMap((schema) => {
    if (schema.kind !== 'list' && schema.kind !== 'container') return []
    const own = schema.kind === 'list' ? schema.keys.map((key) => `${schema.name}/${key}`) : []
    return [...own, ...listKeys(schema.children)]
  })
}

/** RFC 6022 §3.1. */
export const getSchema: Operation = (operation) => {
  const parameters = readParameters(operation, ['identifier', 'version', 'format'])
  required(parameters, 'identifier')
  const identifier = readText(parameters, 'identifier') ?? ''
  const version = readText(parameters, 'version') ?? MODULE_REVISION
  const format = (readText(parameters, 'format') ?? 'yang').replace(/^.*:/, '')
  if (identifier !== MODULE_NAME || version !== MODULE_REVISION) {
    const wanted = `${identifier}@${version}`.slice(0, 80)
    throw invalidValue('protocol', `${wanted} cannot be had here; ${MODULE_NAME}@${MODULE_REVISION} can.`)
  }
  if (format !== 'yang') throw invalidValue('protocol', `The schema exists as yang alone, not as ${format}.`)
  return [element('data', { xmlns: MONITORING_NS }, text(ROUTER_MODULE))]
}
