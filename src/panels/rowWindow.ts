// The rows that a webview has asked for, of a list that changes its length.

export interface RowWindow {
  readonly first: number
  readonly count: number
}

/** What is sent before the webview said how much it can show. */
export const FIRST_WINDOW: RowWindow = { first: 0, count: 100 }
/** The most rows a webview may ask for at once. */
const MAX_WINDOW = 1_000

export function windowOf({ first, count }: RowWindow): RowWindow {
  return { first: Math.max(0, Math.floor(first)), count: Math.min(MAX_WINDOW, Math.max(1, Math.ceil(count))) }
}

/** The first row to send: a window that reaches beyond the end is moved up. */
export function firstRow({ first, count }: RowWindow, total: number): number {
  return Math.max(0, Math.min(first, total - count))
}

/** The same window with `row` in its middle. */
export function around({ count }: RowWindow, row: number): RowWindow {
  return { first: Math.max(0, row - Math.floor(count / 2)), count }
}
