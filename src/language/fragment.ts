// Reads a text on the screen as XML elements: a document, or several elements one after the other.

import { parseXml, type XmlProblem } from '../xml/parse.ts'
import type { XmlElement } from '../xml/tree.ts'
import { errorAt, nameRange, type Problem, type TextRange } from './problem.ts'

export interface Fragment {
  /** The top elements with offsets into the text as given. What came before the first problem, if there is one. */
  readonly roots: readonly XmlElement[]
  /** Empty, or the first reason why the text cannot be sent. */
  readonly problems: readonly Problem[]
}

/** A byte order mark and an XML declaration say how the text was stored; the elements behind them are what counts. */
const PROLOGUE = /^\ufeff?\s*<\?xml\s[^?]*\?>|^\ufeff/

/** Reads `text`. Never throws. Comments and processing instructions may stand anywhere. */
export function readFragment(text: string): Fragment {
  // Same length, so that every offset stays true.
  const bare = text.replace(PROLOGUE, (prologue) => ' '.repeat(prologue.length))
  if (bare.trim() === '') return { roots: [], problems: [nothingHere(text)] }
  const { roots, problems } = parseXml(bare, { fragment: true })
  const [problem] = problems
  if (problem !== undefined) return { roots, problems: [explain(bare, roots, problem)] }
  const stray = strayText(bare, roots)
  return { roots, problems: stray === undefined ? [] : [stray] }
}

function nothingHere(text: string): Problem {
  return errorAt(
    { start: 0, end: text.length },
    'The text is empty: write XML elements, such as <interfaces xmlns="…">…</interfaces>.',
  )
}

/** The first words that stand outside all elements. */
function strayText(text: string, roots: readonly XmlElement[]): Problem | undefined {
  let from = 0
  for (let next = 0; next <= roots.length; next += 1) {
    const root = roots[next]
    const gap = blank(text.slice(from, root?.start), /<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g)
    const words = /\S(?:.*\S)?/.exec(gap)
    if (words !== null) {
      const start = from + words.index
      return errorAt(
        { start, end: start + words[0].length },
        `“${shorten(words[0])}” stands outside any element: put it inside one, or remove it.`,
      )
    }
    from = root?.end ?? text.length
  }
  return undefined
}

/** The parser's words, with what to do about it, at a place worth underlining. */
function explain(text: string, roots: readonly XmlElement[], problem: XmlProblem): Problem {
  const { message, offset } = problem
  const here = lastTokenBefore(text, offset)
  const open = openElement(roots, offset)

  if (/doctype|document type/i.test(message)) {
    return errorAt(
      here,
      'A document type declaration is not allowed in NETCONF (RFC 6241 §3): remove <!DOCTYPE …>.',
    )
  }
  const ampersand = /tag|end|entity|no element/i.test(message)
    ? bareAmpersand(text, open?.startTagEnd ?? 0)
    : undefined
  if (ampersand !== undefined) {
    return errorAt(ampersand, 'This & begins no entity: write it as &amp;.')
  }
  if (/no element/.test(message)) return noElement(text)
  if (/^Unclosed tag/.test(message) && open !== undefined) {
    return errorAt(nameRange(open), `<${open.name}> is never closed: add </${open.name}>.`)
  }
  if (/^Unexpected close tag/.test(message) && open !== undefined) {
    return errorAt(
      here,
      `${text.slice(here.start, here.end)} comes while <${open.name}> is open: close it first with </${open.name}>.`,
    )
  }
  return errorAt(here, withHint(message))
}

function withHint(message: string): string {
  const prefix = /^Unbound namespace prefix: "(.*)"\.$/.exec(message)?.[1]
  if (prefix !== undefined) {
    return `The prefix ${prefix} is not declared: add xmlns:${prefix}="…" here or on an element around it.`
  }
  const name = /^Unmatched closing tag: (.*)\.$/.exec(message)?.[1]
  if (name !== undefined) return `</${name}> closes nothing: remove it, or add <${name}> before it.`
  const hint = HINTS.find(([pattern]) => pattern.test(message))?.[1]
  return hint === undefined ? message : message.replace(/\.$/, `: ${hint}`)
}

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^Undefined entity/, 'XML knows only &amp; &lt; &gt; &quot; and &apos;.'],
  [/in tag name/, 'write < in text as &lt;.'],
  [/^Unquoted attribute value/, 'put it in quotation marks.'],
  [/^Attribute without value/, 'write name="value".'],
  [/char data/, 'write it as ]]&gt;.'],
  [/^Malformed comment/, 'a comment may not contain --.'],
  [/^Disallowed character/, 'remove or replace it.'],
]

function noElement(text: string): Problem {
  const tag = /<[^\s<>!?/][^<>]*$/.exec(text)
  if (tag !== null) {
    return errorAt({ start: tag.index, end: text.length }, 'The start tag is not complete: close it with >.')
  }
  const content = blank(text, /<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g)
  const words = /\S.*/.exec(content)
  if (words === null) {
    return errorAt({ start: 0, end: text.length }, 'There are only comments here: add an XML element.')
  }
  return errorAt(
    { start: words.index, end: words.index + words[0].trimEnd().length },
    'This is not XML: NETCONF needs elements, such as <interfaces xmlns="…">…</interfaces>.',
  )
}

/** Of the elements that end where the parser stopped, the innermost. */
function openElement(roots: readonly XmlElement[], offset: number): XmlElement | undefined {
  let found: XmlElement | undefined
  let level: readonly XmlElement[] = roots
  for (;;) {
    const last = level.at(-1)
    if (last === undefined || last.end < offset) return found
    found = last
    level = last.children.filter((child) => child.kind === 'element')
  }
}

/** The first & behind `from` that cannot begin a reference; the parser looks for its `;` up to the end of the text. */
function bareAmpersand(text: string, from: number): TextRange | undefined {
  const content = blank(text.slice(from), /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g)
  const match = /&(?!#?[\w.-]+;)/.exec(content)
  return match === null ? undefined : { start: from + match.index, end: from + match.index + 1 }
}

/** What the parser had just read: a whole tag, or the one character before `offset`. */
function lastTokenBefore(text: string, offset: number): TextRange {
  const end = Math.max(Math.min(offset, text.length), Math.min(1, text.length))
  if (text[end - 1] === '>') {
    const start = text.lastIndexOf('<', end - 1)
    if (start !== -1 && !text.slice(start, end).includes('\n')) return { start, end }
  }
  return { start: Math.max(0, end - 1), end }
}

function blank(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match) => ' '.repeat(match.length))
}

function shorten(words: string): string {
  return words.length > 30 ? `${words.slice(0, 30)}…` : words
}
