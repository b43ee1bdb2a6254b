// Lists of SSH algorithms as people write them: names with commas between, patterns, + - ^ in front (ssh_config(5), "Ciphers").

import { matchesPattern } from './wildcard.ts'

/**
 * `a,b` in place of `byDefault`; `+a,b` after it; `-a,b` without these; `^a,b` before it. `*` and `?` may stand in names. What is
 * not `available` here falls out, so the result may be empty.
 */
export function algorithmList(
  text: string,
  byDefault: readonly string[],
  available: readonly string[],
): readonly string[] {
  const list = text.trim()
  const sign = /^[+^-]/.exec(list)?.[0]
  const patterns = (sign === undefined ? list : list.slice(1)).split(',').map((name) => name.trim())
  const named = patterns.flatMap((pattern) => available.filter((name) => matchesPattern(name, pattern)))
  switch (sign) {
    case '+':
      return unique([...byDefault, ...named])
    case '-':
      return byDefault.filter((name) => !named.includes(name))
    case '^':
      return unique([...named, ...byDefault])
    default:
      return unique(named)
  }
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)]
}
