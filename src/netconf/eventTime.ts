// Date-and-time values of notifications, as the many servers write them.

export interface EventTime {
  /** As sent. */
  readonly text: string
  /** Absent where the text is no date and time. Milliseconds; what is finer is in `text` alone. */
  readonly date?: Date
}

const DATE_AND_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d):(\d\d)(?:\.(\d*))?(Z|[+-]\d\d:\d\d|[+-]\d{4})?$/i

/** Any number of fraction digits, `Z` or an offset; without either the time is taken for UTC. Never throws. */
export function readEventTime(written: string): EventTime {
  const text = written.trim()
  const match = DATE_AND_TIME.exec(text)
  if (match === null) return { text }
  const [, day = '', minute = '', second = '', fraction = '', zone = 'Z'] = match
  // A leap second, which Date does not know, is the one before it and a second more.
  const isLeap = second === '60'
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3)
  const time = Date.parse(`${day}T${minute}:${isLeap ? '59' : second}.${milliseconds}${offset}`)
  return Number.isNaN(time) ? { text } : { text, date: new Date(time + (isLeap ? 1_000 : 0)) }
}
