// Walks over the tags of well-formed XML without building a tree, for rewriting a few of them in a large text.

import { markupEnd } from './outline.ts'
import { scanStartTag } from './tags.ts'

export interface Tag {
  readonly kind: 'start' | 'end' | 'empty'
  /** As written, with prefix. */
  readonly name: string
  /** Offset of its `<`. */
  readonly start: number
  /** Offset behind its name. */
  readonly nameEnd: number
  /** Offset behind its `>`. */
  readonly end: number
}

/** In document order; comments, CDATA and processing instructions are passed over. Takes time in proportion to the text. */
export function* walkTags(xml: string): Generator<Tag, void> {
  for (let start = xml.indexOf('<'); start !== -1;) {
    const tag = tagAt(xml, start)
    if (tag !== undefined) yield tag
    const end = tag?.end ?? markupEnd(xml, start).end
    start = xml.indexOf('<', Math.max(end, start + 1))
  }
}

function tagAt(xml: string, start: number): Tag | undefined {
  const next = xml.charAt(start + 1)
  if (next === '!' || next === '?') return undefined
  if (next === '/') {
    const { end } = markupEnd(xml, start)
    const name = /^[^\s>]*/.exec(xml.slice(start + 2, end))?.[0] ?? ''
    return { kind: 'end', name, start, nameEnd: start + 2 + name.length, end }
  }
  const { end, nameEnd, selfClosing } = scanStartTag(xml, start)
  return { kind: selfClosing ? 'empty' : 'start', name: xml.slice(start + 1, nameEnd), start, nameEnd, end }
}

export interface NamespaceDeclaration {
  /** '' for the default namespace. */
  readonly prefix: string
  /** Between the quotes, references not resolved. */
  readonly uri: string
  /** From the white space before it to behind its closing quote. */
  readonly start: number
  readonly end: number
}

/** The declarations in a start tag or an empty one. */
export function declarationsIn(xml: string, tag: Tag): NamespaceDeclaration[] {
  const written = xml.slice(tag.nameEnd, tag.end)
  if (!written.includes('xmlns')) return []
  return [...written.matchAll(/\s+([^\s=>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].flatMap((found) => {
    const [whole, name = '', double, single] = found
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) return []
    const start = tag.nameEnd + found.index
    return [{ prefix: name.slice(6), uri: double ?? single ?? '', start, end: start + whole.length }]
  })
}

/** The text with `insert` in the place of what lies between each pair of offsets; they are in order and do not overlap. */
export function replaceRanges(
  text: string,
  ranges: readonly { readonly start: number; readonly end: number; readonly insert: string }[],
): string {
  const parts: string[] = []
  let at = 0
  for (const { start, end, insert } of ranges) {
    parts.push(text.slice(at, start), insert)
    at = end
  }
  parts.push(text.slice(at))
  return parts.join('')
}
