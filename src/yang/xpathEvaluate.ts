// Evaluates XPath 1.0 with YANG's functions on instance data (RFC 7950 §6.4, §10).

import type { InstanceNode } from './instanceNode.ts'
import { compare } from './xpathCompare.ts'
import type { FunctionCall, Path, XPathExpression, XPathProblem } from './xpathExpression.ts'
import { CORE_FUNCTIONS } from './xpathFunctions.ts'
import type { XPathFunction } from './xpathFunctions.ts'
import { XPathStop } from './xpathScope.ts'
import type { XPathFrame, XPathNames, XPathScope } from './xpathScope.ts'
import type { XPathSession } from './xpathSession.ts'
import { filterNodes, isGlobal, walk } from './xpathSteps.ts'
import { isNodeSet, toBoolean, toNumber } from './xpathValue.ts'
import type { NodeSet, XPathValue } from './xpathValue.ts'
import { YANG_FUNCTIONS } from './xpathYangFunctions.ts'

export interface XPathContext extends XPathNames {
  /** The context node, which is also what `current()` gives. The tree's root is the one above all of its parents. */
  readonly node: InstanceNode
  readonly session: XPathSession
  /** How many nodes may be looked at before it is given up. Default: 20 million, some seconds. */
  readonly budget?: number
}

export type XPathResult =
  | { readonly value: XPathValue; readonly problems: readonly [] }
  | { readonly value: undefined; readonly problems: readonly XPathProblem[] }

const BUDGET = 20_000_000

/** Never throws: what cannot be evaluated (syntax, an unknown function or prefix, too much work) is a problem without a value. */
export function evaluateXPath(text: string, context: XPathContext): XPathResult {
  const { expression, problems } = context.session.parse(text)
  if (problems.length > 0) return { value: undefined, problems }
  const { node, session, budget, resolvePrefix, module } = context
  const scope: XPathScope = {
    current: node,
    root: rootOf(node),
    session,
    budget: budget ?? BUDGET,
    resolvePrefix,
    module,
    evaluate,
  }
  try {
    return { value: evaluate(expression, { node, position: 1, size: 1, scope }), problems: [] }
  } catch (error) {
    return { value: undefined, problems: [toProblem(error, text)] }
  }
}

/** For must and when: the result as a boolean (XPath 1.0 §4.3); undefined where there is none. */
export function testXPath(
  text: string,
  context: XPathContext,
): { readonly value: boolean | undefined; readonly problems: readonly XPathProblem[] } {
  const { value, problems } = evaluateXPath(text, context)
  return { value: value === undefined ? undefined : toBoolean(value), problems }
}

/** A stack too small for a chain of thousands of operators is told like any other limit. */
function toProblem(error: unknown, text: string): XPathProblem {
  if (error instanceof XPathStop) return error.problem
  if (error instanceof RangeError)
    return { message: 'The expression is too large.', start: 0, end: text.length }
  throw error
}

function rootOf(node: InstanceNode): InstanceNode {
  let root = node
  while (root.parent !== undefined) root = root.parent
  return root
}

function evaluate(expression: XPathExpression, frame: XPathFrame): XPathValue {
  switch (expression.kind) {
    case 'or':
      return toBoolean(evaluate(expression.left, frame)) || toBoolean(evaluate(expression.right, frame))
    case 'and':
      return toBoolean(evaluate(expression.left, frame)) && toBoolean(evaluate(expression.right, frame))
    case 'compare': {
      const left = evaluate(expression.left, frame)
      return compare(expression.operator, left, evaluate(expression.right, frame), frame.scope)
    }
    case 'arithmetic': {
      const left = toNumber(evaluate(expression.left, frame))
      return calculate(expression.operator, left, toNumber(evaluate(expression.right, frame)))
    }
    case 'negate':
      return -toNumber(evaluate(expression.operand, frame))
    case 'union': {
      const left = nodesOf(expression.left, frame)
      return frame.scope.session.ordered([...left, ...nodesOf(expression.right, frame)])
    }
    case 'literal':
    case 'number':
      return expression.value
    case 'variable':
      throw new XPathStop(`There is no variable $${expression.name}: YANG knows none.`, expression)
    case 'call':
      return call(expression, frame)
    case 'filter': {
      let nodes = nodesOf(expression.expression, frame)
      for (const predicate of expression.predicates) nodes = filterNodes(nodes, predicate, frame.scope)
      return nodes
    }
    case 'path':
      return followPath(expression, frame)
    case 'missing':
      return []
  }
}

function calculate(operator: '+' | '-' | '*' | 'div' | 'mod', left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case 'div':
      return left / right
    case 'mod':
      return left % right
  }
}

function nodesOf(expression: XPathExpression, frame: XPathFrame): NodeSet {
  const value = evaluate(expression, frame)
  if (!isNodeSet(value)) throw new XPathStop('Here must be nodes, not a text, number or boolean.', expression)
  return value
}

function followPath(path: Path, frame: XPathFrame): NodeSet {
  const { scope } = frame
  if (path.from === 'context') return walk([frame.node], path.steps, frame)
  if (path.from !== 'root') return walk(nodesOf(path.from, frame), path.steps, frame)
  const find = (): NodeSet => walk([scope.root], path.steps, frame)
  return isGlobal(path) ? scope.session.remembered(path, scope, scope.root, find) : find()
}

/** Of the core library or of YANG's additions. */
const xpathFunction = (name: string): XPathFunction | undefined =>
  CORE_FUNCTIONS.get(name) ?? YANG_FUNCTIONS.get(name)

function call(expression: FunctionCall, frame: XPathFrame): XPathValue {
  const known = xpathFunction(expression.name)
  if (known === undefined) throw new XPathStop(`XPath has no function ${expression.name}().`, expression)
  const { length } = expression.arguments
  if (length < known.min || length > known.max) {
    throw new XPathStop(
      `${expression.name}() does not take ${length} ${length === 1 ? 'argument' : 'arguments'}.`,
      expression,
    )
  }
  const parts = expression.arguments.map((part, index) =>
    known.nodeSets?.includes(index) === true ? nodesOf(part, frame) : evaluate(part, frame),
  )
  return known.run(parts, frame)
}
