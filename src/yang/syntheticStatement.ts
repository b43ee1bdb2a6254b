// Statements that nobody wrote: the input and output that an operation always has.

import type { Statement } from './statement.ts'

export const emptyStatement = (keyword: string, written: Statement): Statement => ({
  keyword,
  prefix: undefined,
  argument: undefined,
  children: [],
  start: written.start,
  end: written.end,
  argumentStart: -1,
  argumentEnd: -1,
})
