// Sizes, times and counts as a person reads them.

const UNITS = ['kB', 'MB', 'GB']

/** "812 B", "5.2 MB"; powers of 1,000, as network people count. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  let value = bytes / 1_000
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000
    unit += 1
  }
  return `${value.toFixed(value < 9.95 ? 1 : 0)} ${UNITS[unit] ?? ''}`
}

/** "35 ms", "2.4 s". */
export function durationText(ms: number): string {
  return ms < 1_000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1_000).toFixed(ms < 9_950 ? 1 : 0)} s`
}

/** The time, with the date in front unless it is today's. */
export function timeText(at: number): string {
  const date = new Date(at)
  const time = date.toLocaleTimeString(undefined, { hour12: false })
  return date.toDateString() === new Date().toDateString() ? time : `${date.toLocaleDateString()} ${time}`
}

/** "1 error", "1,204 errors". */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
