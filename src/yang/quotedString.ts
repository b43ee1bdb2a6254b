// What a double-quoted YANG string means: escapes resolved, indentation taken away (RFC 7950 §6.1.3).

const TAB_WIDTH = 8

const NOTHING = { characters: 0, spaces: 0 } as const

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '"': '"', '\\': '\\' }

/** Offset of the closing double quote at or after `from`, -1 without one. */
export function findClosingQuote(text: string, from: number): number {
  let quote = text.indexOf('"', from)
  while (quote !== -1) {
    let backslashes = 0
    while (quote - 1 - backslashes >= from && text.charCodeAt(quote - 1 - backslashes) === 92) backslashes++
    if (backslashes % 2 === 0) return quote
    quote = text.indexOf('"', quote + 1)
  }
  return -1
}

/**
 * The string between the quotes at `start` (first character inside) and `end` (exclusive). An unknown escape is kept as it is, both
 * characters; its offset is told to `onBadEscape`. A line ends with LF in the result, however it was written.
 */
export function resolveQuoted(
  text: string,
  start: number,
  end: number,
  onBadEscape: (offset: number) => void,
): string {
  const raw = text.slice(start, end)
  const escaped = raw.includes('\\')
  if (!raw.includes('\n')) return escaped ? resolveEscapes(raw, start, onBadEscape) : raw
  const indent = columnOf(text, start)
  const lines: string[] = []
  let lineStart = start
  while (lineStart <= end) {
    const found = text.indexOf('\n', lineStart)
    const isLast = found === -1 || found >= end
    const lineEnd = isLast ? end : found
    const skipped = lineStart === start ? NOTHING : skipIndent(text, lineStart, lineEnd, indent)
    const from = lineStart + skipped.characters
    const to = isLast ? lineEnd : trimEnd(text, from, lineEnd)
    const line = ' '.repeat(to > from ? skipped.spaces : 0) + text.slice(from, to)
    lines.push(escaped ? resolveEscapes(line, from - skipped.spaces, onBadEscape) : line)
    lineStart = lineEnd + 1
  }
  return lines.join('\n')
}

/** Column behind the opening quote: how much white space each further line may lose. A tab counts as 8 spaces, wherever it is. */
function columnOf(text: string, offset: number): number {
  let column = 0
  for (let at = text.lastIndexOf('\n', offset - 1) + 1; at < offset; at++) {
    column += text.charCodeAt(at) === 9 ? TAB_WIDTH : 1
  }
  return column
}

/** `spaces` are those of a tab that reaches over the indentation; they stay. */
function skipIndent(
  text: string,
  lineStart: number,
  lineEnd: number,
  indent: number,
): { readonly characters: number; readonly spaces: number } {
  let at = lineStart
  let column = 0
  for (; at < lineEnd && column < indent; at++) {
    const code = text.charCodeAt(at)
    if (code !== 32 && code !== 9) break
    column += code === 9 ? TAB_WIDTH : 1
  }
  return { characters: at - lineStart, spaces: Math.max(0, column - indent) }
}

function trimEnd(text: string, from: number, lineEnd: number): number {
  let at = lineEnd
  while (at > from) {
    const code = text.charCodeAt(at - 1)
    if (code !== 32 && code !== 9 && code !== 13) break
    at--
  }
  return at
}

function resolveEscapes(raw: string, start: number, onBadEscape: (offset: number) => void): string {
  if (!raw.includes('\\')) return raw
  let result = ''
  let from = 0
  for (let at = raw.indexOf('\\'); at !== -1 && at + 1 < raw.length; at = raw.indexOf('\\', at)) {
    const meant = ESCAPES[raw.charAt(at + 1)]
    if (meant === undefined) {
      onBadEscape(start + at)
      at += 1
      continue
    }
    result += raw.slice(from, at) + meant
    at += 2
    from = at
  }
  return result + raw.slice(from)
}
