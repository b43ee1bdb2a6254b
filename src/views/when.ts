// Points in time in a few words: the time of today, else the date with it.

/** A date-and-time as a device sent it, to the minute; what is none stays as it is. */
export function whenSent(text: string): string {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) return text
  return isToday(date)
    ? date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
    : date.toLocaleDateString([], { dateStyle: 'medium' })
}

/** The same in full. */
export function whenSentExactly(text: string): string {
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? text : date.toLocaleString()
}

export function when(date: Date): string {
  return isToday(date) ? date.toLocaleTimeString() : date.toLocaleString()
}

function isToday(date: Date): boolean {
  return date.toDateString() === new Date().toDateString()
}
