// Reads one tag, well-formed or not, and takes the secrets out of its attributes.

import { isSecretAttribute, isSecretName } from './secretNames.ts'

export interface RedactedTag {
  readonly kind: 'start' | 'empty' | 'end'
  /** As written, with prefix. */
  readonly name: string
  /** The tag as it may be kept. */
  readonly text: string
  /** Offset behind the tag, or of the `<` that cut it short. */
  readonly end: number
}

const NAME = /<[/?]?([^\s/<>="']*)/y
/** A quoted value has no `<` in it (XML 1.0 §3.1): where there is one, the text is broken and a tag may begin. */
const TOKEN = /\s+|=|>|"[^"<]*"?|'[^'<]*'?|[^\s=>"'<]+/y

/** The tag whose `<` stands at `start`, or that `<` alone where none does; `mark` stands in a secret's place. */
export function redactTag(xml: string, start: number, mark: string): RedactedTag {
  NAME.lastIndex = start
  const [opening = '<', name = ''] = NAME.exec(xml) ?? []
  if (name === '') return { kind: 'empty', name, text: '<', end: start + 1 }
  const kind = opening.startsWith('</') ? 'end' : 'start'
  let text = opening
  let at = start + opening.length
  let attribute = ''
  let isValue = false
  for (;;) {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(xml)?.[0]
    // Without its `>` a tag's attributes may be the content that its name speaks of.
    if (token === undefined) return { kind, name, text: isSecretName(name) ? opening : text, end: at }
    at += token.length
    if (token === '>') {
      const empty = kind === 'start' && xml[at - 2] === '/'
      return { kind: empty ? 'empty' : kind, name, text: `${text}>`, end: at }
    }
    if (token === '=') isValue = attribute !== ''
    else if (token.trim() === '') {
      text += token
      continue
    } else if (!isValue) attribute = token
    else {
      isValue = false
      const quote = /^["']/.exec(token)?.[0] ?? ''
      if (isSecretAttribute(attribute, token.slice(quote.length))) {
        at = valueEnd(xml, at, token, quote)
        text += `${quote}${mark}${quote}`
        continue
      }
    }
    text += token
  }
}

/** Offset behind a value of which `token`, ending at `at`, is all or, where it is broken, the beginning. */
function valueEnd(xml: string, at: number, token: string, quote: string): number {
  if (quote === '' || (token.length > 1 && token.endsWith(quote))) return at
  const close = xml.indexOf(quote, at)
  return close === -1 ? xml.length : close + 1
}
