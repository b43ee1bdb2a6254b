// Lays out a tree diagram: lines, columns of types, lines that are too long (RFC 8340 §2, in yanglint's manner).

/** One node to draw; names as RFC 8340 §2.6 has them. */
export interface TreeRow {
  readonly status: '+' | 'x' | 'o'
  /** `rw`, `ro`, `-x`, …; a case has none to see, but its width counts. */
  readonly flags: string
  readonly shape: 'node' | 'choice' | 'case'
  /** Of the module that it comes from, where that is another one. */
  readonly prefix: string | undefined
  readonly name: string
  /** `?`, `!`, `*`, or nothing. */
  readonly options: string
  /** A list's keys as written. */
  readonly keys: string | undefined
  readonly type: string | undefined
  /** The type is a leafref's path; where it would make a line too long, `leafref` stands for it. */
  readonly isPath: boolean
  readonly features: string | undefined
  readonly children: readonly TreeRow[]
  /**
   * The one node of a case that nobody wrote, in place of children: it is drawn below the case, but in line with the case's siblings,
   * as the sibling of theirs that it is in the text.
   */
  readonly inner?: TreeRow
}

/** Between name and type where the options take nothing of it. */
const BEFORE_TYPE = 4

export interface TreeLayout {
  /** Characters; Infinity for no limit. */
  readonly lineLength: number
}

/** The lines of rows that are siblings, their children included. `margin` stands in front of each. */
export function treeLines(rows: readonly TreeRow[], margin: string, layout: TreeLayout): string[] {
  const lines: string[] = []
  drawRows(rows, margin, layout, lines)
  return lines
}

/** The lines of one row without its children, in line with its siblings, itself among them. */
export function treeLine(
  row: TreeRow,
  siblings: readonly TreeRow[],
  margin: string,
  layout: TreeLayout,
): string[] {
  const lines: string[] = []
  drawRow(row, typeColumn(siblings), margin, `${margin}   `, layout, lines)
  return lines
}

function drawRows(rows: readonly TreeRow[], margin: string, layout: TreeLayout, lines: string[]): void {
  const column = typeColumn(rows)
  rows.forEach((row, at) => {
    const bar = at === rows.length - 1 ? '   ' : '|  '
    drawRow(row, column, margin, margin + bar, layout, lines)
    if (row.inner) drawRow(row.inner, column, margin + bar, margin + bar + bar, layout, lines)
    const below = row.inner ? margin + bar + bar : margin + bar
    drawRows((row.inner ?? row).children, below, layout, lines)
  })
}

/** Where types begin: the widest of the siblings decides, whether it has a type or not. */
function typeColumn(rows: readonly TreeRow[]): number {
  let widest = 0
  for (const { inner, ...outer } of rows) {
    const row = inner ?? outer
    if (row.keys !== undefined) continue
    widest = Math.max(widest, width(row) + Math.max(1, BEFORE_TYPE - row.options.length))
  }
  return widest
}

/** From the flags to the options. The colon behind a prefix is not counted; yanglint does not. */
const width = (row: TreeRow): number =>
  row.flags.length +
  1 +
  (row.shape === 'node' ? 0 : 2) +
  (row.prefix?.length ?? 0) +
  row.name.length +
  row.options.length

/** How far behind its own margin a row goes on in the next line: two characters behind its name. */
const FURTHER = { node: 8, choice: 8, case: 9 } as const

/** One row; `below` is the margin of what follows it. Too long, it is broken before features, type and keys, in this order. */
function drawRow(
  row: TreeRow,
  column: number,
  margin: string,
  below: string,
  { lineLength }: TreeLayout,
  lines: string[],
): void {
  const indent = below.padEnd(margin.length + FURTHER[row.shape])
  const parts = [{ gap: '', text: margin + headOf(row) }]
  if (row.keys !== undefined) parts.push({ gap: ' ', text: `[${row.keys}]` })
  if (row.type !== undefined) {
    const gap = row.keys === undefined ? Math.max(1, column - width(row)) : 1
    const isTooLong = row.isPath && indent.length + row.type.length > lineLength
    const path = isTooLong ? 'leafref' : `-> ${row.type}`
    parts.push({ gap: ' '.repeat(gap), text: row.isPath ? path : row.type })
  }
  if (row.features !== undefined) parts.push({ gap: ' ', text: `{${row.features}}?` })
  let line: string | undefined
  for (const { gap, text } of parts) {
    if (line === undefined) line = text
    else if (line.length + gap.length + text.length <= lineLength) line += gap + text
    else {
      lines.push(line)
      line = indent + text
    }
  }
  if (line !== undefined) lines.push(line)
}

function headOf(row: TreeRow): string {
  const name = row.prefix === undefined ? row.name : `${row.prefix}:${row.name}`
  if (row.shape === 'case') return `${row.status}--:(${name})${row.options}`
  const shown = row.shape === 'choice' ? `(${name})` : name
  return `${row.status}--${row.flags} ${shown}${row.options}`
}
