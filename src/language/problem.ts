// What is wrong with a text that a person typed, where it stands.

import type { XmlElement } from '../xml/tree.ts'

/** Offsets (UTF-16 code units) into the text; `end` is exclusive. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

export interface Problem extends TextRange {
  /** One sentence that says what to do next. */
  readonly message: string
  /** Nothing is sent while there is an error; a warning is for the person to weigh. */
  readonly severity: 'error' | 'warning'
}

export function errorAt(range: TextRange, message: string): Problem {
  return { message, severity: 'error', start: range.start, end: range.end }
}

export function warningAt(range: TextRange, message: string): Problem {
  return { message, severity: 'warning', start: range.start, end: range.end }
}

/** The name in the start tag: short enough to underline. */
export function nameRange(element: XmlElement): TextRange {
  return { start: element.start + 1, end: element.start + 1 + element.name.length }
}

/** Where an attribute, named as written, stands in the start tag: its name, and its value without the quotes. */
export function attributeRange(
  text: string,
  element: XmlElement,
  name: string,
): { readonly name: TextRange; readonly value: TextRange } {
  const from = element.start + 1 + element.name.length
  const tag = text.slice(from, element.startTagEnd)
  for (const match of tag.matchAll(/([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')/g)) {
    if (match[1] !== name) continue
    const start = from + match.index
    const end = start + match[0].length
    const quoted = match[2] ?? ''
    return {
      name: { start, end: start + name.length },
      value: { start: end - quoted.length + 1, end: end - 1 },
    }
  }
  return { name: nameRange(element), value: nameRange(element) }
}
