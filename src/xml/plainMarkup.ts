// Tells at a glance that a text is one plain element: well-formed without a doubt, so that no parser need look at it.

/** Printable ASCII and white space; anything else is for the parser. */
const PLAIN = /^[\t\n\r\x20-\x7e]*$/
const TAG =
  /<(?:\/([A-Za-z_][\w.-]*)[\t\n\r ]*|([A-Za-z_][\w.-]*)((?:[\t\n\r ]+[A-Za-z_][\w.-]*="[^"<&]*")*)[\t\n\r ]*(\/?))>/y
/** Up to the next tag: no reference, nothing that could be the end of a CDATA section. */
const TEXT = /[^<&\]]*/y
const MAX_DEPTH = 100
/** The parser is quick enough with more. */
const MAX_LENGTH = 4_096

/**
 * The local name of the one element in `text`, and where it stands; undefined where that is not certain: prefixes, comments,
 * references and all that is rarer are left to the parser, and so is whatever is wrong.
 */
export function plainElement(
  text: string,
): { readonly local: string; readonly start: number; readonly end: number } | undefined {
  if (text.length > MAX_LENGTH || !PLAIN.test(text)) return undefined
  const start = text.indexOf('<')
  if (start === -1 || text.slice(0, start).trim() !== '') return undefined
  const open: string[] = []
  let local = ''
  for (let at = start; ;) {
    TAG.lastIndex = at
    const tag = TAG.exec(text)
    if (tag === null) return undefined
    const [, closes, opens = '', attributes = '', empty] = tag
    if (closes === undefined) {
      if (open.length === MAX_DEPTH || !isPlain(attributes)) return undefined
      if (open.length === 0) local = opens
      if (empty === '') open.push(opens)
    } else if (open.pop() !== closes) return undefined
    at = TAG.lastIndex
    if (open.length === 0) return text.slice(at).trim() === '' ? { local, start, end: at } : undefined
    TEXT.lastIndex = at
    TEXT.test(text)
    at = TEXT.lastIndex
  }
}

/** One attribute at most, since two could be the same; a namespace is none of those that XML keeps for itself. */
function isPlain(attributes: string): boolean {
  return attributes.indexOf('="') === attributes.lastIndexOf('="') && !attributes.includes('www.w3.org')
}
