// Takes secrets out of lines of a device's command language.

import { isCliName } from './secretNames.ts'

const WORD =
  'pass(?:word|wd|phrase|code)|secret|key|community|credential|token|psk|cipher(?= )|snmp-server +host|auth(?:entication)? +(?:md5|sha|text)'
/** What follows on the line, whatever it is, is taken for the secret. */
const SECRET_LINE = new RegExp(`((?:${WORD})[\\w-]*)([^\\n]*)`, 'gi')
const CDATA_END = ']]>'

/** Follows the reading of a document: which of its text is command lines, and how far a secret in them reaches. */
export class CliLines {
  readonly #mark: string
  #element = ''
  #depth = 0
  #hidesRest = false

  /** `mark` stands in a secret's place. */
  constructor(mark: string) {
    this.#mark = mark
  }

  enter(name: string): void {
    if (this.#depth === 0 && isCliName(name)) this.#element = name
    if (name === this.#element) this.#depth += 1
  }

  leave(name: string): void {
    this.#hidesRest = false
    if (name !== this.#element) return
    this.#depth -= 1
    if (this.#depth === 0) this.#element = ''
  }

  /** A piece of text as it may be kept. */
  redact(text: string): string {
    if (this.#depth === 0 || text === '') return text
    const ends = text.endsWith(CDATA_END) ? CDATA_END : ''
    const lines = text.slice(0, text.length - ends.length)
    const begun = this.#hidesRest ? lineEnd(lines) : 0
    const start = this.#hidden(lines.slice(0, begun))
    const rest = lines.slice(begun)
    if (rest !== '') this.#hidesRest = false
    const shown = rest.replace(SECRET_LINE, (_line, word: string, secret: string, at: number) => {
      this.#hidesRest = at + word.length + secret.length === rest.length
      return word + this.#hidden(secret)
    })
    return start + shown + ends
  }

  /** A tag that was met; among command lines it may as well be one of them with a `<` in it. */
  redactTag(tag: string): string {
    if (this.#depth === 0) return tag
    if (this.#hidesRest) return ''
    const nameEnd = tag.search(/\s|$/)
    return tag.slice(0, nameEnd) + this.redact(tag.slice(nameEnd))
  }

  #hidden(secret: string): string {
    if (secret.trim() === '') return secret
    return `${/^[\s:=]*/.exec(secret)?.[0] ?? ''}${this.#mark}`
  }
}

function lineEnd(text: string): number {
  const at = text.indexOf('\n')
  return at === -1 ? text.length : at
}
