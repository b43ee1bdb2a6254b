// The shape of an XPath 1.0 expression that was read.

/** Offsets are UTF-16 code units of the expression's text; ends are exclusive. */
interface Range {
  readonly start: number
  readonly end: number
}

export interface XPathProblem extends Range {
  /** One sentence. */
  readonly message: string
}

export type XPathExpression =
  | Logical
  | Comparison
  | Arithmetic
  | Negation
  | Union
  | Literal
  | NumberLiteral
  | Variable
  | FunctionCall
  | Filter
  | Path
  | Missing

export interface Logical extends Range {
  readonly kind: 'or' | 'and'
  readonly left: XPathExpression
  readonly right: XPathExpression
}

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

export interface Comparison extends Range {
  readonly kind: 'compare'
  readonly operator: ComparisonOperator
  readonly left: XPathExpression
  readonly right: XPathExpression
}

export interface Arithmetic extends Range {
  readonly kind: 'arithmetic'
  readonly operator: '+' | '-' | '*' | 'div' | 'mod'
  readonly left: XPathExpression
  readonly right: XPathExpression
}

export interface Negation extends Range {
  readonly kind: 'negate'
  readonly operand: XPathExpression
}

export interface Union extends Range {
  readonly kind: 'union'
  readonly left: XPathExpression
  readonly right: XPathExpression
}

export interface Literal extends Range {
  readonly kind: 'literal'
  readonly value: string
}

export interface NumberLiteral extends Range {
  readonly kind: 'number'
  readonly value: number
}

/** YANG knows no variables (RFC 7950 §6.4.1): evaluating one is a problem. */
export interface Variable extends Range {
  readonly kind: 'variable'
  readonly name: string
}

export interface FunctionCall extends Range {
  readonly kind: 'call'
  /** As written. */
  readonly name: string
  readonly arguments: readonly XPathExpression[]
}

export interface Filter extends Range {
  readonly kind: 'filter'
  readonly expression: XPathExpression
  readonly predicates: readonly XPathExpression[]
}

export interface Path extends Range {
  readonly kind: 'path'
  /** From the root, from the context node, or from what an expression gives. */
  readonly from: 'root' | 'context' | XPathExpression
  readonly steps: readonly Step[]
}

/** What should stand here and does not; an empty node-set. */
export interface Missing extends Range {
  readonly kind: 'missing'
}

export const AXES = [
  'ancestor',
  'ancestor-or-self',
  'attribute',
  'child',
  'descendant',
  'descendant-or-self',
  'following',
  'following-sibling',
  'namespace',
  'parent',
  'preceding',
  'preceding-sibling',
  'self',
] as const

export type Axis = (typeof AXES)[number]

export interface Step extends Range {
  readonly axis: Axis
  readonly test: NodeTest
  readonly predicates: readonly XPathExpression[]
}

export type NodeTest =
  | {
      readonly kind: 'name'
      readonly prefix: string | undefined
      /** `*` for any. */
      readonly local: string
    }
  | { readonly kind: 'node' | 'text' | 'comment' | 'processing-instruction' }
