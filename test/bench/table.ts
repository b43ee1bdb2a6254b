// The bench's table as text, line by line as the results come.

import type { Row } from './bench.ts'

const WIDTHS = { work: 46, client: 10, value: 22, ratio: 9, rss: 10 }

export const HEAD = `${'work'.padEnd(WIDTHS.work)}${'client'.padEnd(WIDTHS.client)}${'value'.padStart(WIDTHS.value)}${'× floor'.padStart(WIDTHS.ratio)}${'peak RSS'.padStart(WIDTHS.rss)}  bar`

/** One row; `again`: the work is that of the row before. */
export function lineOf(row: Row, again: boolean): string {
  const work = (again ? '' : row.work).padEnd(WIDTHS.work)
  const value = row.value === undefined ? '–' : `${formatted(row.value)} ${row.unit}`
  const ratio = row.ratioToFloor === undefined ? '' : row.ratioToFloor.toFixed(2)
  const rss = row.rssMB === undefined ? '' : `${row.rssMB.toFixed(0)} MB`
  const numbers = `${row.client.padEnd(WIDTHS.client)}${value.padStart(WIDTHS.value)}${ratio.padStart(WIDTHS.ratio)}${rss.padStart(WIDTHS.rss)}`
  const bars = (row.bars ?? []).map(
    ({ met, demand, measured }) =>
      `${met ? 'met' : 'MISSED'}: ${demand}${measured === '' ? '' : ` → ${measured}`}`,
  )
  const notes = row.note === undefined ? bars : [row.note.split('\n').at(-1) ?? '', ...bars]
  const indent = `\n${' '.repeat(Object.values(WIDTHS).reduce((sum, width) => sum + width, 0))}  `
  return `${work}${numbers}  ${notes.join(indent)}`.trimEnd()
}

function formatted(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
