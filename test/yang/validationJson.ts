// Holds our JSON of accepted documents against yanglint's, and against itself after the way there and back.

import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { parseXml } from '../../src/xml/parse.ts'
import { toJson } from '../../src/yang/json.ts'
import { fromJson, type PrintElement } from '../../src/yang/jsonRead.ts'
import type { JsonValue } from '../../src/yang/jsonValue.ts'
import type { Schema } from '../../src/yang/schema.ts'

export interface JsonDifference {
  readonly trial: string
  readonly what: 'yanglint' | 'round trip'
  readonly ours: string
  readonly other: string
}

/** What differs; empty where all is equal. `file` holds yanglint's JSON. */
export function compareJson(schema: Schema, trial: string, text: string, file: string): JsonDifference[] {
  const { value } = toJson(schema, parseXml(text, { fragment: true }).roots)
  const theirs = readJson(file)
  const differences: JsonDifference[] = []
  const compare = (what: JsonDifference['what'], other: JsonValue): void => {
    if (isDeepStrictEqual(bare(value), bare(other))) return
    differences.push({ trial, what, ours: JSON.stringify(bare(value)), other: JSON.stringify(bare(other)) })
  }
  if (theirs !== undefined) compare('yanglint', theirs)
  const printed = fromJson(schema, value).elements.map(printElement).join('')
  compare('round trip', toJson(schema, parseXml(printed, { fragment: true }).roots).value)
  return differences
}

function readJson(file: string): JsonValue | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JsonValue
  } catch {
    return undefined
  }
}

/** Without containers that say nothing: libyang leaves them out. Members in one order. */
function bare(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as JsonValue[]).map(bare)
  // libyang writes the zone of a date-and-time in its own way.
  if (typeof value === 'string') return value.replace(/^(\d{4}-\d\d-\d\dT[\d:.]+)Z$/, '$1+00:00')
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, inside]): [string, JsonValue] => [name, bare(inside)])
  const said = members.filter(([, inside]) => !isEmpty(inside))
  return Object.fromEntries(said.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function isEmpty(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

export function printElement({ local, uri, declares, attributes, text, children }: PrintElement): string {
  const prefixes = Object.entries(declares).map(([prefix, each]) => ` xmlns:${prefix}="${escape(each)}"`)
  const written = attributes.map(({ prefix, local: name, value }) => ` ${prefix}:${name}="${escape(value)}"`)
  const inside = `${escape(text ?? '')}${children.map(printElement).join('')}`
  return `<${local} xmlns="${escape(uri)}"${prefixes.join('')}${written.join('')}>${inside}</${local}>`
}

function escape(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (char) => `&#${char.charCodeAt(0)};`)
}
