// Splits an XPath union into its parts, for where each path is sent for itself.

/** `/a/b | /c` → both, trimmed; a `|` in quotes or in a predicate divides nothing. */
export function splitUnion(expression: string): string[] {
  const parts: string[] = []
  let depth = 0
  let quote = ''
  let start = 0
  for (let at = 0; at < expression.length; at += 1) {
    const character = expression.charAt(at)
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '[' || character === '(') depth += 1
    else if (character === ']' || character === ')') depth -= 1
    else if (character === '|' && depth === 0) {
      parts.push(expression.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, expression.slice(start)].map((part) => part.trim()).filter((part) => part !== '')
}
