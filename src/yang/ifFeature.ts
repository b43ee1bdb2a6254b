// Evaluates if-feature: names of features with not, and, or, parentheses (RFC 7950 §7.20.2).

/** Parentheses and nots inside each other; real ones stay below 4. */
const MAX_DEPTH = 100

/** True or false by `isSupported`, which gets names as written, prefix included; undefined where the expression makes no sense. */
export function evaluateIfFeature(
  expression: string,
  isSupported: (name: string) => boolean,
): boolean | undefined {
  const words = expression.match(/[()]|[^\s()]+/g) ?? []
  let at = 0
  const any = (depth: number): boolean | undefined => {
    let result = all(depth)
    while (words[at] === 'or') {
      at++
      const right = all(depth)
      result = result === undefined || right === undefined ? undefined : result || right
    }
    return result
  }
  const all = (depth: number): boolean | undefined => {
    let result = one(depth)
    while (words[at] === 'and') {
      at++
      const right = one(depth)
      result = result === undefined || right === undefined ? undefined : result && right
    }
    return result
  }
  const one = (depth: number): boolean | undefined => {
    const word = words[at]
    at++
    if (word === undefined || word === ')' || depth > MAX_DEPTH) return undefined
    if (word === 'not') {
      const inner = one(depth + 1)
      return inner === undefined ? undefined : !inner
    }
    if (word !== '(') return isSupported(word)
    const inner = any(depth + 1)
    if (words[at] !== ')') return undefined
    at++
    return inner
  }
  const result = any(0)
  return at === words.length ? result : undefined
}
