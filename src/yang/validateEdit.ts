// Checks the attributes of an edit: nc:operation, yang:insert with yang:key or yang:value (RFC 6241 §7.2, RFC 7950 §7.7.9, §7.8.6).

import type { DataElement } from './dataElement.ts'
import type { Instance } from './instanceBuild.ts'
import type { SchemaNode } from './schemaNode.ts'
import { nameOf, reportAt, type ValidateContext } from './validateContext.ts'
import type { ErrorTag } from './validation.ts'

const NETCONF = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const YANG = 'urn:ietf:params:xml:ns:yang:1'
const OPERATIONS = ['merge', 'replace', 'create', 'delete', 'remove']
const INSERTS = ['first', 'last', 'before', 'after']

/** Marks what is to be deleted. */
export function markRemoved(instance: Instance, element: DataElement): void {
  const operation = attribute(element, NETCONF, 'operation')
  if (operation !== undefined) instance.removed = operation === 'delete' || operation === 'remove'
}

/** Checks the edit attributes of one element. */
export function checkEditAttributes(context: ValidateContext, instance: Instance): void {
  const { element } = instance
  if (element === undefined || element.attributes.length === 0) return
  const operation = attribute(element, NETCONF, 'operation')
  if (operation !== undefined) {
    if (!OPERATIONS.includes(operation))
      bad(context, instance, 'bad-attribute', `operation="${operation}" is none of ${OPERATIONS.join(', ')}.`)
    if (operation === 'delete' || operation === 'remove') checkKeyOperation(context, instance)
  }
  checkInsert(context, instance, element)
}

/** A key names its entry; the operation belongs to the entry. */
function checkKeyOperation(context: ValidateContext, instance: Instance): void {
  const list = instance.schema?.parent
  if (list?.kind !== 'list' || instance.schema === undefined || !list.keys.includes(instance.schema.name))
    return
  bad(
    context,
    instance,
    'bad-attribute',
    `A key cannot be deleted; put the operation on the entry of ${nameOf(list)}.`,
  )
}

function checkInsert(context: ValidateContext, instance: Instance, element: DataElement): void {
  const insert = attribute(element, YANG, 'insert')
  const key = attribute(element, YANG, 'key')
  const value = attribute(element, YANG, 'value')
  if (insert === undefined && key === undefined && value === undefined) return
  const node = instance.schema
  if (node === undefined) return
  if ((node.kind !== 'list' && node.kind !== 'leaf-list') || node.orderedBy !== 'user') {
    const name = insert === undefined ? (key === undefined ? 'value' : 'key') : 'insert'
    bad(
      context,
      instance,
      'unknown-attribute',
      `The ${nameOf(node)} is not ordered by the user, so "${name}" means nothing.`,
    )
    return
  }
  if (insert !== undefined && !INSERTS.includes(insert)) {
    bad(context, instance, 'bad-attribute', `insert="${insert}" is none of ${INSERTS.join(', ')}.`)
    return
  }
  const wanted = node.kind === 'list' ? 'key' : 'value'
  const given = node.kind === 'list' ? key : value
  if ((insert === 'before' || insert === 'after') && given === undefined) {
    bad(
      context,
      instance,
      'missing-attribute',
      `insert="${insert}" needs the attribute yang:${wanted}: beside which entry?`,
    )
  }
  if (node.kind === 'list' && key !== undefined) checkKeyPredicates(context, instance, node, key)
}

const PREDICATE = /\[\s*(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:'[^']*'|"[^"]*")\s*\]\s*/g

/** `[k='v']` for each key, as in an instance-identifier (RFC 7950 §7.8.6). */
function checkKeyPredicates(
  context: ValidateContext,
  instance: Instance,
  list: SchemaNode,
  text: string,
): void {
  const names = [...text.matchAll(PREDICATE)].map((match) => match[1] ?? '')
  const complete =
    text.replace(PREDICATE, '') === '' &&
    names.length === list.keys.length &&
    list.keys.every((key) => names.includes(key))
  if (complete) return
  const example = list.keys.map((key) => `[${key}='…']`).join('')
  bad(context, instance, 'bad-attribute', `key="${text}" does not name an entry; write ${example}.`)
}

function attribute(element: DataElement, uri: string, local: string): string | undefined {
  return element.attributes.find((each) => each.local === local && each.uri === uri)?.value
}

function bad(context: ValidateContext, instance: Instance, tag: ErrorTag, message: string): void {
  reportAt(context, instance, { fault: 'bad-attribute', tag, message })
}
