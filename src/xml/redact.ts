// Takes secrets out of XML text that is going to be kept, such as a trace.

import { CliLines } from './redactCli.ts'
import { redactTag } from './redactTag.ts'
import { isSecretName } from './secretNames.ts'

/** What stands in a secret's place. */
export const REDACTED = '•••'

/** Secrets that show by themselves: PEM private keys, crypt(3) and Junos hashes, passwords in URLs (RFC 6241 §8.8). */
const PEM = /(-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----)[^]*?(?=-----END|$)/g
const HASH = /\$(?:[15689]|2[abxy])\$[^\s<>"';]{6,}/g
const URL_PASSWORD = /(:\/\/[^\s/@:<>"']{0,256}:)[^\s@<>"']{1,256}(?=@)/g

const CDATA = '<![CDATA['
const CDATA_END = ']]>'
const COMMENT = '<!--'
const COMMENT_END = '-->'

/**
 * The text without the content of each element, and without the value of each attribute, whose name says "secret";
 * command lines lose what follows such a word. Works on any text, well-formed or cut off, in time linear to its length:
 * where a secret has no end, all the rest is taken for it. Markup inside comments and CDATA sections counts.
 */
export function redactSecrets(text: string): string {
  const xml = text
    .replace(PEM, `$1${REDACTED}`)
    .replace(HASH, REDACTED)
    .replace(URL_PASSWORD, `$1${REDACTED}`)
  const kept: string[] = []
  const cli = new CliLines(REDACTED)
  let at = 0
  /** The end of the comment or CDATA section that is being read: no element that begins in it goes on behind it. */
  let sectionEnd = 0
  while (at < xml.length) {
    const open = indexOrEnd(xml, '<', at)
    kept.push(cli.redact(xml.slice(at, open)))
    const opener = sectionAt(xml, open)
    if (opener !== undefined) {
      kept.push(opener)
      at = open + opener.length
      if (at > sectionEnd) sectionEnd = indexOrEnd(xml, opener === CDATA ? CDATA_END : COMMENT_END, at)
      continue
    }
    if (open === xml.length) break
    const tag = redactTag(xml, open, REDACTED)
    if (tag.kind === 'end') cli.leave(tag.name)
    kept.push(cli.redactTag(tag.text))
    at = tag.end
    if (tag.kind !== 'start') continue
    if (!isSecretName(tag.name)) {
      cli.enter(tag.name)
      continue
    }
    const content = xml.slice(at, at < sectionEnd ? sectionEnd : xml.length)
    const length = contentLength(content, tag.name)
    if (length > 0) kept.push(REDACTED)
    at += length
  }
  return kept.join('')
}

/** `<![CDATA[` or `<!--`, where one stands at `at`. */
function sectionAt(xml: string, at: number): string | undefined {
  return [CDATA, COMMENT].find((opener) => xml.startsWith(opener, at))
}

/** How far the content of the element `name`, at whose start `xml` begins, reaches: to its end tag, or to the end. */
function contentLength(xml: string, name: string): number {
  let depth = 0
  let at = 0
  for (;;) {
    const open = indexOrEnd(xml, '<', at)
    if (open === xml.length) return open
    const opener = sectionAt(xml, open)
    if (opener !== undefined) {
      at = indexOrEnd(xml, opener === CDATA ? CDATA_END : COMMENT_END, open + opener.length)
      continue
    }
    const tag = redactTag(xml, open, REDACTED)
    at = tag.end
    if (tag.name !== name) continue
    if (tag.kind === 'end' && depth === 0) return open
    if (tag.kind !== 'empty') depth += tag.kind === 'start' ? 1 : -1
  }
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const at = text.indexOf(wanted, from)
  return at === -1 ? text.length : at
}
