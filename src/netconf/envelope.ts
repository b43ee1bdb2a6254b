// Reads the root start tag of a message, and leaves the payload alone however large it is.

import { ProtocolError } from './errors.ts'

export interface Envelope {
  /** Local name of the root element: hello, rpc-reply, notification, rpc. */
  readonly local: string
  /** As written; '' for none. */
  readonly prefix: string
  /** Namespace URI that the tag itself declares for its prefix, '' for none. */
  readonly uri: string
  /** Attributes of the root as written (name → value, entities resolved). */
  readonly attributes: ReadonlyMap<string, string>
  /** Where the content begins; equal to `text.length` for `<root/>`. */
  readonly contentStart: number
}

/** What may stand before the root: white space, a byte order mark, NUL bytes (Huawei), declaration, comments. */
const PROLOG = /(?:[\s\ufeff\0]+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/y
const START = /<([^\s/>"'=<!?&]+)/y
const ATTRIBUTE = /\s+([^\s/>"'=<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const END = /\s*(\/?)>/y

/** Throws ProtocolError where the text does not begin with an element, or has a document type declaration. */
export function readEnvelope(text: string): Envelope {
  PROLOG.lastIndex = 0
  PROLOG.test(text)
  if (text.startsWith('<!DOCTYPE', PROLOG.lastIndex)) {
    throw new ProtocolError(
      'The device sent a document type declaration, which NETCONF forbids.',
      'no DTD (RFC 6241 §3)',
      text,
    )
  }
  const root = readStartTag(text, 0)
  if (root === undefined) {
    throw new ProtocolError('The device sent a message that is not XML.', 'an XML message', text)
  }
  return root
}

/** The next start tag at or behind `from`, where only white space and comments lie between; else undefined. */
export function readStartTag(text: string, from: number): Envelope | undefined {
  PROLOG.lastIndex = from
  PROLOG.test(text)
  const name = matchAt(START, text, PROLOG.lastIndex)?.[1]
  if (name === undefined) return undefined
  const attributes = new Map<string, string>()
  let next = START.lastIndex
  for (let found = matchAt(ATTRIBUTE, text, next); found !== null; found = matchAt(ATTRIBUTE, text, next)) {
    attributes.set(found[1] ?? '', resolveEntities(found[2] ?? found[3] ?? ''))
    next = ATTRIBUTE.lastIndex
  }
  const end = matchAt(END, text, next)
  if (end === null) return undefined
  const colon = name.indexOf(':')
  const prefix = name.slice(0, Math.max(0, colon))
  return {
    local: name.slice(colon + 1),
    prefix,
    uri: attributes.get(prefix === '' ? 'xmlns' : `xmlns:${prefix}`) ?? '',
    attributes,
    contentStart: end[1] === '/' ? text.length : END.lastIndex,
  }
}

/** Local name of the first element in the content, '' if there is none. */
export function firstChildName(text: string, envelope: Envelope): string {
  PROLOG.lastIndex = envelope.contentStart
  PROLOG.test(text)
  const name = matchAt(START, text, PROLOG.lastIndex)?.[1] ?? ''
  return name.slice(name.indexOf(':') + 1)
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

/** The five of XML and references to characters; others stay as they are. */
export function resolveEntities(value: string): string {
  if (!value.includes('&')) return value
  return value.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(\w+));/gi,
    (whole: string, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES.get(name) ?? whole
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}
