// What an expression depends on, found out without evaluating it.

import type { XPathExpression } from './xpathExpression.ts'

/** Functions that look at the context node when they have no argument. */
const OF_CONTEXT = new Set([
  'string',
  'number',
  'name',
  'local-name',
  'namespace-uri',
  'string-length',
  'normalize-space',
])

/** Gives the same for every node that a predicate is tried on; it may use `current()`. */
export function isFixed(expression: XPathExpression): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'number':
    case 'variable':
    case 'missing':
      return true
    case 'call':
      return isFixedCall(expression.name, expression.arguments)
    case 'path':
      return expression.from === 'root' || (expression.from !== 'context' && isFixed(expression.from))
    case 'filter':
      return isFixed(expression.expression)
    case 'negate':
      return isFixed(expression.operand)
    default:
      return isFixed(expression.left) && isFixed(expression.right)
  }
}

function isFixedCall(name: string, parts: readonly XPathExpression[]): boolean {
  if (name === 'position' || name === 'last' || name === 'lang') return false
  return parts.length > 0 ? parts.every(isFixed) : !OF_CONTEXT.has(name)
}

/** Is there a call of one of these functions, in any place? */
export function calls(expression: XPathExpression, names: ReadonlySet<string>): boolean {
  if (expression.kind === 'call' && names.has(expression.name)) return true
  return partsOf(expression).some((part) => calls(part, names))
}

function partsOf(expression: XPathExpression): readonly XPathExpression[] {
  switch (expression.kind) {
    case 'literal':
    case 'number':
    case 'variable':
    case 'missing':
      return []
    case 'call':
      return expression.arguments
    case 'negate':
      return [expression.operand]
    case 'filter':
      return [expression.expression, ...expression.predicates]
    case 'path':
      return [
        ...(typeof expression.from === 'string' ? [] : [expression.from]),
        ...expression.steps.flatMap(({ predicates }) => predicates),
      ]
    default:
      return [expression.left, expression.right]
  }
}
