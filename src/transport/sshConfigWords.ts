// One line of an ssh_config file taken apart: keyword, words, quotes, comment (ssh_config(5)).

export interface ConfigLine {
  /** In lower case. */
  readonly keyword: string
  /** Everything after the keyword, as written. */
  readonly rest: string
}

/** `undefined` for an empty line or a comment. The keyword ends at a blank or at one `=`, a quoted one at its quote. */
export function configLine(raw: string): ConfigLine | undefined {
  const line = raw.trim()
  if (line === '' || line.startsWith('#')) return undefined
  const match = /^(?:"([^"]*)"|([^\s="]+)\s*=?)\s*(.*)$/s.exec(line)
  if (match === null) return undefined
  return { keyword: (match[1] ?? match[2] ?? '').toLowerCase(), rest: match[3] ?? '' }
}

/**
 * Splits at blanks, minding `'`, `"` and `\` as OpenSSH's `argv_split` does; a word that begins with `#` begins a comment.
 * `undefined`: a quote is not closed.
 */
export function configWords(text: string): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    const next = text.charAt(at + 1)
    if (char === '\\' && (/['"\\]/.test(next) || (quote === '' && next === ' '))) {
      word = (word ?? '') + next
      at++
    } else if (quote === '' && /\s/.test(char)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else if (quote === '' && word === undefined && char === '#') {
      return words
    } else if (quote === '' && (char === '"' || char === "'")) {
      quote = char
      word ??= ''
    } else if (char === quote) {
      quote = ''
    } else {
      word = (word ?? '') + char
    }
  }
  if (quote !== '') return undefined
  return word === undefined ? words : [...words, word]
}
