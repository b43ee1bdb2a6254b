// One element of an outline taken for itself: what it is called, what leads to it, the namespaces that it inherits.

import type { Outline } from '../xml/outline.ts'
import { scanStartTag } from '../xml/tags.ts'
import { declarationsIn } from '../xml/walkTags.ts'

/** Prefix ('' for the default) → namespace as it is written, references not resolved. */
export type WrittenNamespaces = ReadonlyMap<string, string>

/** Name of the element that begins on the line, as written. */
export function elementName(outline: Outline, line: number): string {
  const start = outline.start(line)
  return outline.source.slice(start + 1, scanStartTag(outline.source, start).nameEnd)
}

/** The element that begins on the line, as it stands in the source. */
export function elementSource(outline: Outline, line: number): string {
  return outline.source.slice(outline.start(line), outline.end(outline.close(line)))
}

/** The lines of the elements around the one that begins on `line`, from the root down. */
export function ancestorsOf(outline: Outline, line: number): number[] {
  const found: number[] = []
  for (let at = 0; at < line;) {
    const close = outline.close(at)
    if (close < line) at = close + 1
    else {
      if (outline.isElement(at)) found.push(at)
      at += 1
    }
  }
  return found
}

/** What is declared around the element on the line: in the outline, and before that in `outside`. */
export function namespacesAround(
  outline: Outline,
  line: number,
  outside: WrittenNamespaces,
): WrittenNamespaces {
  const found = new Map(outside)
  for (const ancestor of ancestorsOf(outline, line)) {
    for (const [prefix, uri] of declaredOn(outline.source, outline.start(ancestor))) found.set(prefix, uri)
  }
  return found
}

/** The element's source with what it inherits and may use written on it, so that it means the same anywhere else. */
export function standingAlone(source: string, inherited: WrittenNamespaces): string {
  const { nameEnd } = scanStartTag(source, 0)
  const own = declaredOn(source, 0)
  const added = [...inherited].filter(([prefix, uri]) => {
    if (own.has(prefix) || prefix === 'xml') return false
    // Values can hold prefixes too: identities, paths.
    return prefix === '' ? uri !== '' : source.includes(`${prefix}:`)
  })
  if (added.length === 0) return source
  const written = added.map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${quoted(uri)}"`)
  return source.slice(0, nameEnd) + written.join('') + source.slice(nameEnd)
}

/** It stood between quotes of either kind. */
const quoted = (raw: string): string => raw.replaceAll('"', '&quot;')

function declaredOn(source: string, start: number): Map<string, string> {
  const { nameEnd, end, selfClosing } = scanStartTag(source, start)
  const kind = selfClosing ? 'empty' : 'start'
  const tag = { kind, name: source.slice(start + 1, nameEnd), start, nameEnd, end } as const
  return new Map(declarationsIn(source, tag).map(({ prefix, uri }) => [prefix, uri]))
}
