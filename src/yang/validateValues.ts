// Holds the text of leaves, leaf-list entries too, against their types.

import type { DataElement } from './dataElement.ts'
import type { Instance } from './instanceBuild.ts'
import type { Module } from './module.ts'
import type { PatternCache } from './pattern.ts'
import type { Schema } from './schema.ts'
import type { SchemaNode } from './schemaNode.ts'
import type { Type } from './type.ts'
import { nameOf, reportAt, type ValidateContext } from './validateContext.ts'
import { checkValue, type ValueContext } from './value.ts'
import type { ValueCheck } from './valueResult.ts'

const XSI = 'http://www.w3.org/2001/XMLSchema-instance'

/** Gives a leaf its value, or says why it cannot have it. */
export function takeValue(
  context: ValidateContext,
  patterns: PatternCache,
  instance: Instance,
  element: DataElement,
  text: string,
): void {
  const type = instance.facts?.type
  instance.value = text
  if (instance.schema === undefined || type === undefined) return
  if (isNil(element) || (instance.removed && !isKey(instance.schema))) {
    instance.valued = false
    return
  }
  const result = checkElementValue(context.schema, patterns, instance.schema, type, element, text)
  if (result.valid) instance.value = result.canonical
  else refuse(context, instance, result)
}

/** Reports a refused value. */
export function refuse(
  context: ValidateContext,
  instance: Instance,
  result: ValueCheck & { valid: false },
): void {
  instance.valued = false
  const name = instance.schema === undefined ? 'this' : nameOf(instance.schema)
  reportAt(context, instance, {
    fault: 'bad-value',
    tag: result.tag,
    appTag: result.appTag,
    message: `Bad value for ${name}: ${result.reason}`,
  })
}

export function checkElementValue(
  schema: Schema,
  patterns: PatternCache,
  node: SchemaNode,
  type: Type,
  element: DataElement,
  text: string,
  refersTo?: ValueContext['refersTo'],
): ValueCheck {
  const resolvePrefix = (prefix: string): string | undefined => namespaceAt(element, prefix)
  return checkValue(type, text, {
    resolvePrefix,
    schema,
    node,
    patterns,
    ...(refersTo === undefined ? {} : { refersTo }),
  })
}

/** The namespace that a prefix means at `element`; '' asks for the default one. */
function namespaceAt(element: DataElement, prefix: string): string | undefined {
  for (let at: DataElement | undefined = element; at !== undefined; at = at.parent) {
    if (Object.hasOwn(at.declares, prefix)) return at.declares[prefix]
  }
  return undefined
}

/** The canonical form of a default, whose prefixes are those of the text that it was written in. */
export function canonicalDefault(
  schema: Schema,
  patterns: PatternCache,
  node: SchemaNode,
  text: string,
): string {
  const { type } = node
  if (type === undefined) return text
  for (const module of writersOf(schema, node, type)) {
    const result = checkValue(type, text, {
      resolvePrefix: (prefix) => (prefix === '' ? module : module.resolvePrefix(prefix))?.namespace,
      schema,
      node,
      patterns,
      inModule: true,
    })
    if (result.valid) return result.canonical
  }
  return text
}

/** The modules that may have written a default: the leaf's own text, its typedefs. */
function writersOf(schema: Schema, node: SchemaNode, type: Type): Module[] {
  const origin = schema.module(node.origin.module)
  return [
    ...(origin === undefined ? [] : [origin]),
    node.module,
    ...type.typedefs.map(({ module }) => module),
  ]
}

function isNil({ attributes }: DataElement): boolean {
  return attributes.some(
    ({ local, uri, value }) => uri === XSI && local === 'nil' && (value === 'true' || value === '1'),
  )
}

function isKey({ name, parent }: SchemaNode): boolean {
  return parent?.kind === 'list' && parent.keys.includes(name)
}
