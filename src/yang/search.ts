// Finds schema nodes by name, path or description.

import { dataStep } from './dataPath.ts'
import type { Schema } from './schema.ts'
import type { SchemaNode } from './schemaNode.ts'

export interface SearchHit {
  readonly node: SchemaNode
  /** `/module:name/name/…`, the module named where it changes (RFC 7951 §6.11); choices and cases left out. */
  readonly path: string
  readonly where: 'name' | 'path' | 'description'
}

export interface SearchOptions {
  /** Default: 200. */
  readonly limit?: number
  /** Look through descriptions too. Default: true. */
  readonly descriptions?: boolean
}

/** Nodes looked at by one search; larger schemas are searched in part. */
const MAX_NODES = 500_000

/**
 * Nodes that have all the words of `query`, in any case, best first: whole name, beginning of a name, part of a name, then path, then
 * description. Words with `/` in them are looked for in the path.
 */
export function searchSchema(
  schema: Schema,
  query: string,
  options: SearchOptions = {},
): readonly SearchHit[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const limit = options.limit ?? 200
  if (words.length === 0) return []
  const ranked: { hit: SearchHit; rank: number }[] = []
  const waiting = [...schema.roots].reverse().map((node) => ({ node, path: '' }))
  let left = MAX_NODES
  for (let next = waiting.pop(); next && left > 0; next = waiting.pop(), left--) {
    const { node } = next
    const isData = node.kind !== 'choice' && node.kind !== 'case'
    const path = isData ? `${next.path}${dataStep(node)}` : next.path
    const found = isData ? rankOf(node, path, words, options.descriptions ?? true) : undefined
    if (found) ranked.push({ hit: { node, path, where: found.where }, rank: found.rank })
    for (const child of [...node.children].reverse()) waiting.push({ node: child, path })
  }
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ hit }) => hit)
}

function rankOf(
  node: SchemaNode,
  path: string,
  words: readonly string[],
  inDescriptions: boolean,
): { rank: number; where: SearchHit['where'] } | undefined {
  const name = node.name.toLowerCase()
  if (words.every((word) => name.includes(word))) {
    const [first = ''] = words
    const rank = name === first ? 0 : name.startsWith(first) ? 1 : 2
    return { rank, where: 'name' }
  }
  const lowerPath = path.toLowerCase()
  // The last name has to have a word: else all below a match would match too.
  const last = words.at(-1) ?? ''
  if (
    words.every((word) => lowerPath.includes(word)) &&
    (last.includes('/') ? lowerPath.endsWith(last) : name.includes(last))
  ) {
    return { rank: 3, where: 'path' }
  }
  const description = inDescriptions ? node.description?.toLowerCase() : undefined
  if (description !== undefined && words.every((word) => description.includes(word) || name.includes(word))) {
    return { rank: 4, where: 'description' }
  }
  return undefined
}
