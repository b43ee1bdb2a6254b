// The index of the cache of YANG texts, as data: which module is which content, and what goes when there is too much.

export interface CachedText {
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string
  readonly bytes: number
  /** Days since 1970 when it was last used. */
  readonly usedOn: number
}

/** By `cacheKey`. */
export type SchemaIndex = ReadonlyMap<string, CachedText>

/**
 * A module without a revision is known only among those of its own module set, and so is a text with another revision than the one that
 * it was sent for.
 */
export function cacheKey(name: string, revision: string, moduleSet: string, isExact = true): string {
  const label = revision === '' ? name : `${name}@${revision}`
  return revision !== '' && isExact ? label : `${label}#${moduleSet}`
}

/** For a text that came from elsewhere than a device, and must not pass for what one sent. */
export const contentKey = (hash: string): string => `#${hash}`

export const dayOf = (date: Date): number => Math.floor(date.getTime() / 86_400_000)

/** Never throws: what cannot be understood is left out, since it can be had again. */
export function readIndex(text: string): Map<string, CachedText> {
  const index = new Map<string, CachedText>()
  for (const [key, value] of Object.entries(parsed(text))) {
    if (isCachedText(value)) index.set(key, { hash: value.hash, bytes: value.bytes, usedOn: value.usedOn })
  }
  return index
}

export function writeIndex(index: SchemaIndex): string {
  return `${JSON.stringify({ version: 1, texts: Object.fromEntries(index) })}\n`
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) return {}
    return 'texts' in value && typeof value.texts === 'object' ? (value.texts ?? {}) : {}
  } catch {
    return {}
  }
}

function isCachedText(value: unknown): value is CachedText {
  if (typeof value !== 'object' || value === null) return false
  const { hash, bytes, usedOn } = value as Record<string, unknown>
  const isCount = (number: unknown): boolean => Number.isSafeInteger(number) && Number(number) >= 0
  // It becomes the name of a file.
  return typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) && isCount(bytes) && isCount(usedOn)
}

/** What two windows noted, together: the later use counts. */
export function mergedIndex(one: SchemaIndex, other: SchemaIndex): Map<string, CachedText> {
  const merged = new Map(one)
  for (const [key, text] of other) {
    const known = merged.get(key)
    if (known === undefined || text.usedOn >= known.usedOn) merged.set(key, text)
  }
  return merged
}

/** The index without what was not used for longest, so that all of it has `most` bytes at the most; the same one if it fits. */
export function withinSize(index: SchemaIndex, most: number): SchemaIndex {
  const total = bytesOf(index)
  if (total <= most) return index
  // A little more than needed, or the next text would start it again.
  const wanted = most * 0.8
  const latest = new Map<string, CachedText>()
  for (const text of index.values()) {
    if (text.usedOn >= (latest.get(text.hash)?.usedOn ?? -1)) latest.set(text.hash, text)
  }
  const dropped = new Set<string>()
  let left = total
  for (const { hash, bytes } of [...latest.values()].sort((a, b) => a.usedOn - b.usedOn)) {
    if (left <= wanted) break
    dropped.add(hash)
    left -= bytes
  }
  return new Map([...index].filter(([, { hash }]) => !dropped.has(hash)))
}

/** Each content once, however many modules have it. */
function bytesOf(index: SchemaIndex): number {
  const sizes = new Map([...index.values()].map(({ hash, bytes }) => [hash, bytes]))
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
}
