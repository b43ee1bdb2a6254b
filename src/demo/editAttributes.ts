// The attributes that an element of an edit-config payload may carry (RFC 6241 §7.2, RFC 7950 §7.7.9, §7.8.6).

import { attributeOf, type XmlAttribute, type XmlElement } from '../xml/tree.ts'
import { BASE_NS } from '../netconf/names.ts'
import { attributeFault } from './fault.ts'
import type { SchemaNode } from './schemaNode.ts'

export const YANG_ATTRIBUTES = 'urn:ietf:params:xml:ns:yang:1'

const OPERATIONS = ['merge', 'replace', 'create', 'delete', 'remove', 'none'] as const
/** `none` is in force by default-operation alone; an element cannot ask for it. */
export type EditOperation = (typeof OPERATIONS)[number]

/** The operation that the element itself asks for. Throws bad-attribute when there is no such operation. */
export function operationOf(element: XmlElement, path: string): EditOperation | undefined {
  const value = attributeOf(element, 'operation', BASE_NS)
  if (value === undefined) return undefined
  const operation = OPERATIONS.find((known) => known === value)
  if (operation !== undefined && operation !== 'none') return operation
  throw attributeFault(
    'bad-attribute',
    'application',
    { attribute: 'operation', element: element.local, path },
    `operation must be merge, replace, create, delete or remove, not "${value.slice(0, 60)}".`,
  )
}

/** Refuses attributes that mean nothing where they stand; an unqualified `operation` is the usual slip. */
export function checkAttributes(element: XmlElement, schema: SchemaNode, path: string): void {
  const stranger = element.attributes.find(
    (attribute) => !isDeclaration(attribute) && !isKnown(attribute, schema),
  )
  if (stranger === undefined) return
  const message =
    stranger.local === 'operation' && stranger.uri === ''
      ? `The attribute operation must be in the namespace ${BASE_NS}.`
      : `The attribute ${stranger.name} means nothing on ${element.local}.`
  const place = { attribute: stranger.local, element: element.local, path }
  throw attributeFault('unknown-attribute', 'application', place, message)
}

function isDeclaration({ name, prefix }: XmlAttribute): boolean {
  return name === 'xmlns' || prefix === 'xmlns'
}

function isKnown({ uri, local }: XmlAttribute, schema: SchemaNode): boolean {
  if (uri === BASE_NS) return local === 'operation'
  if (uri !== YANG_ATTRIBUTES) return false
  if (schema.kind !== 'list' && schema.kind !== 'leaf-list') return false
  if (!schema.orderedByUser) return false
  return local === 'insert' || local === (schema.kind === 'list' ? 'key' : 'value')
}
