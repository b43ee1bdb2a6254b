// Metadata annotations in JSON: `@` members (RFC 7952 §5.2).

import type { DataElement } from './dataElement.ts'
import type { JsonObject, JsonValue } from './jsonValue.ts'
import type { Schema } from './schema.ts'

const XML = 'http://www.w3.org/XML/1998/namespace'
const XMLNS = 'http://www.w3.org/2000/xmlns/'

export interface Annotations {
  /** Undefined without any. */
  readonly value: JsonObject | undefined
  /** Attributes that no module's namespace has. */
  readonly strangers: readonly string[]
}

/** `module:name` → value, of an element's attributes. */
export function annotationsOf(schema: Schema, element: DataElement): Annotations {
  const entries: [string, JsonValue][] = []
  const strangers: string[] = []
  for (const { local, uri, value } of element.attributes) {
    if (uri === XMLNS || uri === XML || local === 'xmlns') continue
    const module = uri === '' ? undefined : schema.moduleOfNamespace(uri)
    if (module === undefined) strangers.push(local)
    else entries.push([`${module.name}:${local}`, typed(value, annotationType(schema, module.name, local))])
  }
  return { value: entries.length === 0 ? undefined : Object.fromEntries(entries), strangers }
}

/** The type's name in an `md:annotation`, where it is a built-in one. */
function annotationType(schema: Schema, module: string, name: string): string | undefined {
  const use = schema
    .module(module)
    ?.extensions.find((extension) => extension.name === 'annotation' && extension.argument === name)
  return use?.statement.children.find(({ keyword }) => keyword === 'type')?.argument
}

function typed(text: string, type: string | undefined): JsonValue {
  if (type === 'boolean') return text === 'true'
  if (type !== undefined && /^u?int(8|16|32)$/.test(type)) return Number(text)
  return type === 'empty' ? [null] : text
}
