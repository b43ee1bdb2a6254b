// Strict, namespace-aware XML parsing into the tree; says at which offset a text stops being well-formed.

import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { XmlAttribute, XmlElement, XmlNode } from './tree.ts'

export interface XmlProblem {
  readonly message: string
  /** Offset into the text (UTF-16 code units). */
  readonly offset: number
  /** Both count from 1. */
  readonly line: number
  readonly column: number
}

export interface ParsedXml {
  /** The document element; of a fragment the first one. Absent if the text ends before it begins. */
  readonly root: XmlElement | undefined
  readonly roots: readonly XmlElement[]
  /** Empty, or the one place where the text stops being well-formed. The tree holds what came before. */
  readonly problems: readonly XmlProblem[]
}

export interface ParseOptions {
  /** Accept several top elements with text between them. */
  readonly fragment?: boolean
}

/** saxes resolves prefixes by walking up, so nesting costs; no device nests a hundred deep. */
const MAX_DEPTH = 1_000
const CHUNK = 64 * 1024

type Open = XmlElement & { children: XmlNode[]; end: number }

/** Parses a document or a fragment. Never throws; document type declarations are refused (RFC 6241 §3). */
export function parseXml(text: string, options: ParseOptions = {}): ParsedXml {
  const roots: XmlElement[] = []
  const stack: Open[] = []
  const problem = readXml(text, options, {
    open(tag, start, startTagEnd) {
      const parent = stack.at(-1)
      const element: Open = {
        kind: 'element',
        name: tag.name,
        prefix: tag.prefix,
        local: tag.local,
        uri: tag.uri,
        attributes: Object.values(tag.attributes).map(
          ({ name, prefix, local, uri, value }): XmlAttribute => ({ name, prefix, local, uri, value }),
        ),
        declares: { ...tag.ns },
        children: [],
        parent,
        start,
        end: text.length,
        startTagEnd,
      }
      if (parent === undefined) roots.push(element)
      else parent.children.push(element)
      stack.push(element)
    },
    close(end) {
      const element = stack.pop()
      if (element !== undefined) element.end = end
    },
    text: (content) => stack.at(-1)?.children.push({ kind: 'text', text: content }),
    comment: (content) => stack.at(-1)?.children.push({ kind: 'comment', text: content }),
  })
  return { root: roots[0], roots, problems: problem === undefined ? [] : [problem] }
}

/** The first reason why `text` is not a well-formed document, found without building a tree. */
export function checkWellFormed(text: string, options: ParseOptions = {}): XmlProblem | undefined {
  return readXml(text, options, {})
}

interface XmlEvents {
  open?(tag: SaxesTagNS, start: number, startTagEnd: number): void
  close?(end: number): void
  text?(content: string): void
  comment?(content: string): void
}

class Stop extends Error {}

function readXml(text: string, options: ParseOptions, events: XmlEvents): XmlProblem | undefined {
  const parser = new SaxesParser({ xmlns: true, fragment: options.fragment ?? false })
  let problem: XmlProblem | undefined
  let depth = 0
  let elements = 0 as number
  let start = 0

  const stop = (message: string, offset: number): never => {
    problem = { message, offset, ...lineAndColumn(text, offset) }
    throw new Stop(message)
  }

  parser.on('error', (error) => {
    stop(sentence(error.message), Math.min(parser.position, text.length))
  })
  parser.on('doctype', () =>
    stop('A document type declaration is not allowed in NETCONF.', text.indexOf('<!DOCTYPE')),
  )
  parser.on('opentagstart', () => {
    start = text.lastIndexOf('<', parser.position - 1)
  })
  parser.on('opentag', (tag) => {
    elements += 1
    depth += 1
    if (depth > MAX_DEPTH) stop(`Elements are nested more than ${MAX_DEPTH} deep.`, start)
    events.open?.(tag, start, parser.position)
  })
  parser.on('closetag', () => {
    depth -= 1
    events.close?.(parser.position)
  })
  if (events.text !== undefined) {
    parser.on('text', (content) => events.text?.(content))
    parser.on('cdata', (content) => events.text?.(content))
  }
  if (events.comment !== undefined) parser.on('comment', (content) => events.comment?.(content))

  try {
    for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK))
    if (elements === 0) stop('There is no element in this text.', text.length)
    parser.close()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
  }
  return problem
}

/** saxes says "3:14: unexpected close tag."; the position is told apart, the rest becomes a sentence. */
function sentence(message: string): string {
  const bare = message.replace(/^(?:\d+:\d+: )?/, '').replace(/\.?$/, '.')
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}

/** Line and column (from 1) of an offset. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1
  let lineStart = 0
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1
    lineStart = at + 1
  }
  return { line, column: offset - lineStart + 1 }
}
