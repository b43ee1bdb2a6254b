// Small, known, data-shaped XML as plain objects; never for content whose order or namespaces matter.

import { XMLParser } from 'fast-xml-parser'

/** Elements become properties by local name: text a string, several of the same name an array. */
export type XmlValue = string | XmlRecord | readonly XmlValue[] | undefined
export interface XmlRecord {
  readonly [name: string]: XmlValue
}

/** Names that fast-xml-parser refuses by an exception; a name that nothing looks for does as well. */
const REFUSED_NAME = /^(?:__proto__|constructor|prototype)$/

const parser = new XMLParser({
  removeNSPrefix: true,
  // Without it `&#38;` and its like stay as they are.
  htmlEntities: true,
  transformTagName: (name) => (REFUSED_NAME.test(name) ? `${name}.` : name),
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
})

/** The document's elements as values. The text must have passed `checkWellFormed`, which this parser does not replace. */
export function valuesOf(xml: string): XmlRecord {
  return parser.parse(xml) as XmlRecord
}

/** A value as a list: absent is empty, a single one is a list of one. */
export function listOf(value: XmlValue): readonly XmlValue[] {
  if (value === undefined || value === '') return []
  return Array.isArray(value) ? (value as readonly XmlValue[]) : [value]
}

export function recordOf(value: XmlValue): XmlRecord {
  return typeof value === 'object' && !Array.isArray(value) ? (value as XmlRecord) : {}
}

/** Text of a leaf, or undefined for anything else. */
export function stringOf(value: XmlValue): string | undefined {
  return typeof value === 'string' ? value : undefined
}
