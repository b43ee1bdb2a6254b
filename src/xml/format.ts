// Lays XML out for reading, a leaf a line, without changing any value.

import printXml from 'xml-formatter'
import { INDENT, type Outline } from './outline.ts'
import { OutlineBuilder } from './outlineBuilder.ts'
import { checkWellFormed } from './parse.ts'

/** xml-formatter's time grows with the square of the length (1 MB takes a second, 10 MB twenty). */
const SMALL = 64 * 1024

/** The same document indented by two spaces. Text that is not a well-formed document comes back as it was. */
export function formatXml(text: string): string {
  return text.length <= SMALL && !needsOurPrinter(text) ? formatSmall(text) : formatLinear(text)
}

/** What xml-formatter would not keep: the stand-ins below, and processing instructions inside elements. */
function needsOurPrinter(text: string): boolean {
  return /[\ue000-\ue003]/.test(text) || text.lastIndexOf('<?') > 0
}

// xml-formatter trims values that hold a line break, or that lie beside CDATA. White space inside a value is therefore
// replaced by characters that it does not know as white space, and put back afterwards.
const STAND_INS: Readonly<Record<string, string>> = {
  '\n': '\ue000',
  ' ': '\ue001',
  '\t': '\ue002',
  '\r': '\ue003',
}
const WHITE_SPACE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(STAND_INS).map(([space, standIn]) => [standIn, space]),
)
const LEAF =
  /(<[^\s<>/!?](?:[^<>"']|"[^"]*"|'[^']*')*(?<!\/)>)((?:[^<]|<!\[CDATA\[(?:(?!\]\]>)[\s\S])*\]\]>|<!--(?:(?!-->)[\s\S])*-->)+)(?=<\/)/g
const MARKUP = /<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g

function formatSmall(text: string): string {
  if (checkWellFormed(text) !== undefined) return text
  const kept = text.replace(LEAF, (leaf, tag: string, content: string) =>
    isValue(content) ? tag + content.replace(/[\n \t\r]/g, (space) => STAND_INS[space] ?? space) : leaf,
  )
  const printed = printXml(kept, { indentation: INDENT, lineSeparator: '\n', collapseContent: true })
  return printed
    .replace(/[\ue000-\ue003]/g, (standIn) => WHITE_SPACE[standIn] ?? standIn)
    .replaceAll('\r\n', '\n')
}

/** Anything but comments and a blank with line breaks, which is what pretty-printing leaves in an empty element. */
function isValue(content: string): boolean {
  const text = content.replace(MARKUP, (markup) => (markup.startsWith('<!--') ? '' : 'x'))
  return text.trim() !== '' || (text === content && text !== '' && !text.includes('\n'))
}

/** The printer for any length: time and memory grow with the text. */
export function formatLinear(text: string): string {
  const builder = new OutlineBuilder(text)
  builder.advance()
  return builder.wellFormed ? printOutline(builder.outline) : text
}

const LINES_AT_ONCE = 4_096

/** All lines of an outline, joined. */
export function printOutline(outline: Outline): string {
  let printed = ''
  for (let first = 0; first < outline.lineCount; first += LINES_AT_ONCE) {
    const lines: string[] = []
    const last = Math.min(first + LINES_AT_ONCE, outline.lineCount)
    for (let line = first; line < last; line += 1) {
      lines.push(INDENT.repeat(outline.depth(line)) + outline.text(line))
    }
    printed += (first === 0 ? '' : '\n') + lines.join('\n')
  }
  return printed
}
