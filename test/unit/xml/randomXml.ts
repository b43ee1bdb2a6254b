// Random well-formed documents, the same ones for the same seed.

export type Random = () => number

/** A linear congruential generator: numbers in [0, 1). */
export function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

export const pick = <T>(random: Random, options: readonly T[]): T =>
  options[Math.floor(random() * options.length)]!

const NAMES = ['a', 'interface', 'nc:data', 'x-1', 'é']
const ATTRIBUTES = [' b="1"', " c='2'", '  d = "x>y"', ' xmlns:nc="u:r:n"', " e='\"'", ' f="l1\nl2"']
const VALUES = [
  '1',
  'ge-0/0/0',
  ' padded ',
  'two\nlines',
  '\n  set\n  apart\n',
  '&amp;&lt;',
  '<![CDATA[<&>\n]]>',
  '1<!-- n -->2',
  '',
]
const SPACES = ['', '\n', '\n    ', '\r\n  ']

function tagOf(random: Random): { open: string; name: string } {
  const name = pick(random, NAMES)
  const attributes = ATTRIBUTES.filter(() => random() < 0.12).join('')
  return { open: `<${name}${attributes}${pick(random, ['', '', '', ' '])}`, name }
}

function element(random: Random, depth: number): string {
  const { open, name } = tagOf(random)
  const close = `</${name}${pick(random, ['', '', ' '])}>`
  const kind = depth <= 0 ? 0.9 : random()
  if (kind > 0.95) return `${open}/>`
  if (kind > 0.6) return `${open}>${pick(random, VALUES)}${close}`
  if (kind > 0.55) return `${open}>text ${element(random, depth - 2)} <b/>tail${close}`
  const parts = Array.from({ length: Math.floor(random() * 4) }, () =>
    random() < 0.1 ? '<!-- note\n  two -->' : element(random, depth - 1),
  )
  return `${open}>${parts.map((part) => pick(random, SPACES) + part).join('')}${pick(random, SPACES)}${close}`
}

/** A document with the namespace `nc` bound, nested a few levels. */
export function randomDocument(random: Random): string {
  return `<rpc-reply xmlns:nc="urn:x">${element(random, 5)}${pick(random, SPACES)}${element(random, 5)}</rpc-reply>`
}
