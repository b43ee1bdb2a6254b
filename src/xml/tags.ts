// Reads one tag out of XML text where it stands, and prints it the one way tags are printed.

export interface ScannedTag {
  /** Offset behind the tag's `>`. */
  readonly end: number
  readonly selfClosing: boolean
  /** Printed by `printTag` it would read as it is written. */
  readonly regular: boolean
  readonly wellFormed: boolean
  /** Carries xml:space="preserve" (XML 1.0 §2.10). */
  readonly keepsSpace: boolean
  readonly nameEnd: number
}

const GT = 62
const SLASH = 47
const EQUALS = 61
const DOUBLE = 34
const SINGLE = 39
const SPACE = 32
const LT = 60
const CR = 13

const isSpace = (code: number): boolean => code === SPACE || (code >= 9 && code <= CR)

/**
 * Scans the start tag whose `<` stands at `start`. Nothing is thrown: a tag that never ends reaches to the end of the
 * text, or to the next `<` outside quotes, and is not well-formed.
 */
export function scanStartTag(source: string, start: number): ScannedTag {
  let at = start + 1
  while (at < source.length && !endsName(source.charCodeAt(at))) at += 1
  const nameEnd = at
  let wellFormed = nameEnd > start + 1
  let regular = true
  let keepsSpace = false
  const result = (end: number, selfClosing: boolean): ScannedTag => ({
    end,
    selfClosing,
    regular: regular && wellFormed,
    wellFormed,
    keepsSpace,
    nameEnd,
  })

  for (;;) {
    const gap = at
    while (isSpace(source.charCodeAt(at))) at += 1
    const code = source.charCodeAt(at)
    if (code === GT) {
      regular &&= at === gap
      return result(at + 1, false)
    }
    if (code === SLASH && source.charCodeAt(at + 1) === GT) {
      regular &&= at === gap
      return result(at + 2, true)
    }
    if (at >= source.length || code === LT) {
      wellFormed = false
      return result(at, false)
    }
    regular &&= at === gap + 1 && source.charCodeAt(gap) === SPACE
    wellFormed &&= at > gap
    const attribute = scanAttribute(source, at)
    wellFormed &&= attribute.wellFormed
    regular &&= attribute.regular
    keepsSpace ||= attribute.keepsSpace
    at = attribute.end
  }
}

function endsName(code: number): boolean {
  return isSpace(code) || code === GT || code === SLASH || code === LT || code === EQUALS
}

interface ScannedAttribute {
  readonly end: number
  readonly wellFormed: boolean
  readonly regular: boolean
  readonly keepsSpace: boolean
}

function scanAttribute(source: string, start: number): ScannedAttribute {
  let at = start
  while (at < source.length && !endsName(source.charCodeAt(at))) at += 1
  const nameEnd = at
  while (isSpace(source.charCodeAt(at))) at += 1
  const broken = { end: Math.max(at, start + 1), wellFormed: false, regular: false, keepsSpace: false }
  if (source.charCodeAt(at) !== EQUALS || nameEnd === start) return broken
  const equals = at
  at += 1
  while (isSpace(source.charCodeAt(at))) at += 1
  const quote = source.charCodeAt(at)
  if (quote !== DOUBLE && quote !== SINGLE) return { ...broken, end: at }
  const close = source.indexOf(quote === DOUBLE ? '"' : "'", at + 1)
  if (close === -1) return { ...broken, end: source.length }
  return {
    end: close + 1,
    wellFormed: true,
    regular: equals === nameEnd && at === equals + 1 && quote === DOUBLE && !hasReturn(source, at, close),
    keepsSpace:
      close - at === 9 && source.startsWith('xml:space', start) && source.startsWith('preserve', at + 1),
  }
}

function hasReturn(source: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (source.charCodeAt(at) === CR) return true
  return false
}

const ATTRIBUTE = /([^\s=]+)\s*=\s*("[^"]*"|'[^']*')/g

interface WrittenAttribute {
  readonly name: string
  /** Between the quotes, references not resolved. */
  readonly raw: string
}

/** The attributes of a well-formed start tag, in order. */
function attributesOf(tag: string): WrittenAttribute[] {
  const nameEnd = /^<[^\s/>]*/.exec(tag)?.[0].length ?? 0
  return [...tag.slice(nameEnd).matchAll(ATTRIBUTE)].map(([, name = '', quoted = '']) => ({
    name,
    raw: quoted.slice(1, -1),
  }))
}

/** One space before each attribute, double quotes, none before `>` or `/>`; what is not a well-formed tag stays as it is. */
export function printTag(tag: string): string {
  if (tag.startsWith('</')) return tag.replace(/\s+>$/, '>')
  if (tag.startsWith('<?')) return printInstruction(tag)
  if (!scanStartTag(tag, 0).wellFormed) return tag
  const name = /^<[^\s/>]*/.exec(tag)?.[0] ?? ''
  const attributes = attributesOf(tag).map(
    ({ name: key, raw }) => ` ${key}="${raw.replaceAll('"', '&quot;').replaceAll('\r\n', '\n')}"`,
  )
  return `${name}${attributes.join('')}${tag.endsWith('/>') ? '/>' : '>'}`
}

function printInstruction(tag: string): string {
  const match = /^<\?(\S+)\s([\s\S]*)\?>$/.exec(tag)
  return match === null ? tag : `<?${match[1] ?? ''} ${(match[2] ?? '').trim()}?>`
}
