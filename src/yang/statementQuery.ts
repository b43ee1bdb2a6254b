// Finds substatements of YANG's own by keyword.

import type { Statement } from './statement.ts'

export function childOf(statement: Statement, keyword: string): Statement | undefined {
  for (const child of statement.children) {
    if (child.keyword === keyword && child.prefix === undefined) return child
  }
  return undefined
}

export const childrenOf = (statement: Statement, keyword: string): readonly Statement[] =>
  statement.children.filter((child) => child.keyword === keyword && child.prefix === undefined)

export const argumentOf = (statement: Statement, keyword: string): string | undefined =>
  childOf(statement, keyword)?.argument

/** `prefix:name` in two; the prefix is undefined where there is none. */
export function splitPrefix(text: string): { prefix: string | undefined; name: string } {
  const colon = text.indexOf(':')
  if (colon === -1) return { prefix: undefined, name: text }
  return { prefix: text.slice(0, colon), name: text.slice(colon + 1) }
}
