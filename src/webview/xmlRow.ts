// Draws one line of XML: number, folding chevron, coloured text, matches of the find bar.

import type { FindState, XmlRow } from '../bridge/reply.ts'
import { make } from './dom.ts'
import { rowActions } from './rowActions.ts'
import { countText } from './units.ts'
import { tokensOf, type Token } from './xmlTokens.ts'

const INDENT = '  '

/** `acts`: the row offers what can be done with its element. */
export function xmlRowElement(row: XmlRow, find: FindState | undefined, acts: boolean): HTMLElement {
  const content = make('span', { class: 'code' })
  if (row.depth > 0) content.append(make('span', { class: 'indent' }, INDENT.repeat(row.depth)))
  if (row.before > 0) content.append(note(`(${countText(row.before, 'more character')}) …`))
  const current = find !== undefined && row.line === find.line ? find.occurrence : -1
  content.append(...coloured(tokensOf(row.text, row.context), matchesIn(row.text, find), current))
  if (row.after > 0) content.append(note(`… (${countText(row.after, 'more character')})`))
  if (row.fold === 'closed') content.append(...foldedPart(row))
  return make(
    'div',
    {
      class: 'row',
      role: 'treeitem',
      'aria-level': row.depth + 1,
      'aria-expanded': row.fold === 'none' ? undefined : String(row.fold === 'open'),
    },
    make(
      'span',
      { class: 'gutter', 'aria-hidden': 'true' },
      make('span', { class: 'number' }, String(row.line + 1)),
      chevron(row),
    ),
    content,
    acts && isElement(row)
      ? rowActions(canStandAlone(row) ? ['alone', 'copy', 'open'] : ['copy', 'open'])
      : undefined,
  )
}

/** Whether an element begins on the line, and not a comment, text or an end tag. */
export function isElement({ context, before, text }: XmlRow): boolean {
  return context === 'markup' && before === 0 && /^<[^/!?]/.test(text)
}

/** The outermost element is what is shown already, and a leaf has nothing inside. */
export function canStandAlone(row: XmlRow): boolean {
  return isElement(row) && row.fold !== 'none' && row.depth > 0
}

function chevron({ fold }: XmlRow): HTMLElement {
  if (fold === 'none') return make('span', { class: 'chevron' })
  const open = fold === 'open'
  return make('span', {
    class: `chevron ${fold}`,
    'data-action': 'fold',
    title: open ? 'Fold' : 'Unfold',
  })
}

function foldedPart({ hidden, foldEnd, context }: XmlRow): HTMLElement[] {
  const title = `Unfold ${countText(hidden, 'line')}`
  return [
    make('span', { class: 'folded', 'data-action': 'fold', 'aria-hidden': 'true', title }, '⋯'),
    ...coloured(tokensOf(foldEnd, foldEnd.startsWith('<') ? 'markup' : context), [], -1),
    make('span', { class: 'note' }, ` ${countText(hidden, 'line')}`),
  ]
}

const note = (text: string): HTMLElement => make('span', { class: 'note' }, text)

/** Where in `text` the matches begin and end. */
function matchesIn(text: string, find: FindState | undefined): [number, number][] {
  if (find === undefined || !find.open || find.query === '') return []
  const haystack = find.matchCase ? text : text.toLowerCase()
  const needle = find.matchCase ? find.query : find.query.toLowerCase()
  const matches: [number, number][] = []
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + needle.length)) {
    matches.push([at, at + needle.length])
  }
  return matches
}

/** One span a token, cut further where a match begins or ends inside it. */
function coloured(
  tokens: readonly Token[],
  matches: readonly [number, number][],
  current: number,
): HTMLElement[] {
  const spans: HTMLElement[] = []
  let offset = 0
  let next = 0
  for (const { kind, text } of tokens) {
    let at = 0
    while (at < text.length) {
      while (next < matches.length && (matches[next]?.[1] ?? 0) <= offset + at) next += 1
      const [start, end] = matches[next] ?? [Infinity, Infinity]
      const inMatch = start <= offset + at
      const stop = Math.min(text.length, (inMatch ? end : start) - offset)
      const match = inMatch ? (next === current ? ' match current' : ' match') : ''
      spans.push(make('span', { class: `x-${kind}${match}` }, shown(text.slice(at, stop))))
      at = stop
    }
    offset += text.length
  }
  return spans
}

/** A line break can stand in an attribute's value; a row has one line. */
const shown = (text: string): string => text.replaceAll('\n', '⏎')
