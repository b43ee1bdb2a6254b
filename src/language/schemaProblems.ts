// Problems of YANG texts with their lines, for people.

import type { YangProblem, YangText } from '../yang/statement.ts'
import type { SchemaProblem } from './schemaRequests.ts'

/** Errors first; in the order of modules and places else. */
export function schemaProblems(
  problems: readonly YangProblem[],
  texts: readonly Pick<YangText, 'text' | 'statements'>[],
): SchemaProblem[] {
  const byName = new Map(texts.map(({ text, statements }) => [statements[0]?.argument, text]))
  const lines = new Map<string, readonly number[]>()
  const placed = problems.map(({ module, severity, message, start }) => {
    const text = byName.get(module)
    if (text === undefined) return { module, severity, message, line: 1, column: 1 }
    const starts = lines.get(text) ?? lineStarts(text)
    lines.set(text, starts)
    return { module, severity, message, ...placeIn(starts, start) }
  })
  const rank = ({ severity }: SchemaProblem): number => (severity === 'error' ? 0 : 1)
  return placed.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.module ?? '').localeCompare(b.module ?? '', 'en') ||
      a.line - b.line ||
      a.column - b.column,
  )
}

/** Offsets at which lines begin. */
export function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** Line and column, from 1, of an offset. */
export function placeIn(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
}
