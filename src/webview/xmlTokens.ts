// Cuts one line of XML into pieces to be coloured.

type TokenKind = 'punctuation' | 'tag' | 'attribute' | 'value' | 'text' | 'reference' | 'comment'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
}

type Inside = 'markup' | 'text' | 'comment' | 'cdata'

const COMMENT_END = '-->'
const CDATA_END = ']]>'

/** The pieces of `text`, joined the text itself. `inside`: what the line begins inside of. */
export function tokensOf(text: string, inside: Inside): Token[] {
  const tokens: Token[] = []
  let at = 0
  const take = (kind: TokenKind, end: number): void => {
    if (end > at) tokens.push({ kind, text: text.slice(at, end) })
    at = Math.max(at, end)
  }
  const until = (mark: string): number => {
    const found = text.indexOf(mark, at)
    return found === -1 ? text.length : found + mark.length
  }
  if (inside === 'comment') take('comment', until(COMMENT_END))
  if (inside === 'cdata') takeCdata(until(CDATA_END))
  while (at < text.length) {
    if (text.startsWith('<!--', at)) take('comment', until(COMMENT_END))
    else if (text.startsWith('<![CDATA[', at)) {
      take('punctuation', at + 9)
      takeCdata(until(CDATA_END))
    } else if (text.startsWith('<', at)) takeTag()
    else takeText()
  }
  return tokens

  function takeCdata(end: number): void {
    const closed = text.startsWith(CDATA_END, end - CDATA_END.length)
    take('text', closed ? end - CDATA_END.length : end)
    take('punctuation', end)
  }

  function takeText(): void {
    const next = text.indexOf('<', at)
    const end = next === -1 ? text.length : next
    const references = /&[#\w]+;/g
    references.lastIndex = at
    for (
      let match = references.exec(text);
      match !== null && match.index < end;
      match = references.exec(text)
    ) {
      take('text', match.index)
      take('reference', references.lastIndex)
    }
    take('text', end)
  }

  function takeTag(): void {
    const tag = /^<[/?]?/.exec(text.slice(at, at + 2))?.[0] ?? '<'
    take('punctuation', at + tag.length)
    take('tag', end(/[\s/>?=]/g))
    while (at < text.length) {
      take('punctuation', end(/[^\s=]/g))
      const character = text.charAt(at)
      if (character === '"' || character === "'") {
        const close = text.indexOf(character, at + 1)
        take('value', close === -1 ? text.length : close + 1)
      } else if (/^[/?]?>/.test(text.slice(at, at + 2))) {
        take('punctuation', text.indexOf('>', at) + 1)
        return
      } else {
        take('attribute', Math.max(at + 1, end(/[\s=>]/g)))
      }
    }
  }

  function end(stop: RegExp): number {
    stop.lastIndex = at
    return stop.exec(text)?.index ?? text.length
  }
}
