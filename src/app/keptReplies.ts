// Which replies of the history stay when a new one comes.

/** Characters of all replies together, about a gigabyte where they are not plain ASCII: the extension host has four. */
const MAX_KEPT = 400_000_000

/** `records`: newest first. The newest stays whatever its size; of the others as many as there is room for, without gaps. */
export function keptReplies<Record extends { readonly xml: string }>(
  records: readonly Record[],
  limit: number,
  room = MAX_KEPT,
): Record[] {
  const [newest, ...others] = records.slice(0, Math.max(1, limit))
  if (newest === undefined) return []
  const kept = [newest]
  let length = newest.xml.length
  for (const record of others) {
    length += record.xml.length
    if (length > room) break
    kept.push(record)
  }
  return kept
}
