// Reads a moment as a person types it: `-1h`, `+30m`, `14:05`, `2026-01-31 12:00`, or a date-and-time of RFC 6991.

export interface ReadTime {
  readonly value?: Date
  /** Why it is no moment, as a sentence. */
  readonly problem?: string
}

const RELATIVE = /^([+-])\s*(\d{1,6})\s*([smhd])$/i
const MILLISECONDS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const TIME_OF_DAY = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/
const DAY = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/i

/** What has no offset is local time. Never throws. */
export function readTime(written: string, now: Date): ReadTime {
  const text = written.trim()
  const relative = RELATIVE.exec(text)
  if (relative !== null) {
    const [, sign, amount, unit = 's'] = relative
    const distance = Number(amount) * (MILLISECONDS[unit.toLowerCase()] ?? 0)
    return { value: new Date(now.getTime() + (sign === '-' ? -distance : distance)) }
  }
  const clock = TIME_OF_DAY.exec(text)
  if (clock !== null) return timeOfDay(clock, now)
  const milliseconds = DAY.test(text) ? Date.parse(dayAsIso(text)) : Number.NaN
  if (Number.isNaN(milliseconds))
    return { problem: `"${text}" is no time such as -1h, 14:05 or 2026-01-31 12:00.` }
  return { value: new Date(milliseconds) }
}

function timeOfDay([text, hours, minutes, seconds = '0']: RegExpExecArray, now: Date): ReadTime {
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) {
    return { problem: `"${text}" is no time of day.` }
  }
  const value = new Date(now)
  value.setHours(Number(hours), Number(minutes), Number(seconds), 0)
  return { value }
}

/** A date alone would be taken for midnight in UTC, with a time for local. */
function dayAsIso(text: string): string {
  const iso = text.replace(' ', 'T')
  return iso.includes('T') || iso.includes('t') ? iso : `${iso}T00:00`
}
