// OpenSSH's patterns with * and ? (ssh_config(5), "PATTERNS").

/** `*` is any run of characters, `?` any one. Goes back to the last star only, so the work stays bounded. */
export function matchesPattern(name: string, pattern: string): boolean {
  let at = 0
  let inPattern = 0
  let star = -1
  let resume = 0
  while (at < name.length) {
    const wanted = pattern[inPattern]
    if (wanted === '*') {
      star = inPattern++
      resume = at
    } else if (wanted === '?' || wanted === name[at]) {
      inPattern++
      at++
    } else if (star >= 0) {
      inPattern = star + 1
      at = ++resume
    } else {
      return false
    }
  }
  return /^\**$/.test(pattern.slice(inPattern))
}

/** Whether one of the patterns fits and none of those with `!` before them does. */
export function matchesPatterns(name: string, patterns: readonly string[]): boolean {
  const negated = patterns.filter((pattern) => pattern.startsWith('!'))
  if (negated.some((pattern) => matchesPattern(name, pattern.slice(1)))) return false
  return patterns.some((pattern) => !/^(!|$)/.test(pattern) && matchesPattern(name, pattern))
}
