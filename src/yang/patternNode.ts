// The shape of a regular expression that was read: what `patternParse` gives, what matching is built from.

/** Ranges are UTF-16 code units of the pattern's text. */
export interface PatternProblem {
  /** One sentence. */
  readonly message: string
  readonly start: number
  readonly end: number
}

export type PatternNode = Characters | Assertion | Sequence | Alternatives | Repeat

/** One character out of a set. */
export interface Characters {
  readonly kind: 'characters'
  /** A JavaScript atom under the flag `v`: `\u{61}`, `[\u{61}-\u{7a}]`, `\p{L}`. */
  readonly source: string
  /** Set where it was written as `^` or `$` without a backslash: in the wild mostly meant as an anchor. */
  readonly anchor?: '^' | '$'
}

/** What XSD does not have: look-ahead, look-behind, word boundaries, as JavaScript. */
export interface Assertion {
  readonly kind: 'assertion'
  /** The whole of it, or `(?=` and the like where something is inside. */
  readonly source: string
  readonly inside: PatternNode | undefined
}

export interface Sequence {
  readonly kind: 'sequence'
  readonly items: readonly PatternNode[]
}

export interface Alternatives {
  readonly kind: 'alternatives'
  readonly branches: readonly PatternNode[]
}

export interface Repeat {
  readonly kind: 'repeat'
  readonly item: PatternNode
  readonly min: number
  /** Infinity for unbounded. */
  readonly max: number
}

/** The JavaScript atom of one code point, whatever it is. */
export const codePointSource = (codePoint: number): string => `\\u{${codePoint.toString(16)}}`
