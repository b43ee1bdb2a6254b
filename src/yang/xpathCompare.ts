// Comparisons of XPath 1.0 (§3.4), where a node-set equals what any of its nodes equals.

import type { InstanceNode } from './instanceNode.ts'
import type { ComparisonOperator } from './xpathExpression.ts'
import { canonicalIdentity, isIdentity } from './xpathIdentity.ts'
import { spend } from './xpathScope.ts'
import type { XPathScope } from './xpathScope.ts'
import { isNodeSet, stringValue, toBoolean, toNumber, toText } from './xpathValue.ts'
import type { NodeSet, XPathValue } from './xpathValue.ts'

export function compare(
  operator: ComparisonOperator,
  left: XPathValue,
  right: XPathValue,
  scope: XPathScope,
): boolean {
  if (isNodeSet(left)) {
    return isNodeSet(right)
      ? compareSets(operator, left, right, scope)
      : compareSet(operator, left, right, scope)
  }
  return isNodeSet(right)
    ? compareSet(MIRRORED[operator], right, left, scope)
    : compareScalars(operator, left, right)
}

const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

type Scalar = Exclude<XPathValue, NodeSet>

function compareScalars(operator: ComparisonOperator, left: Scalar, right: Scalar): boolean {
  if (operator !== '=' && operator !== '!=') return compareNumbers(operator, toNumber(left), toNumber(right))
  const equal =
    typeof left === 'boolean' || typeof right === 'boolean'
      ? toBoolean(left) === toBoolean(right)
      : typeof left === 'number' || typeof right === 'number'
        ? toNumber(left) === toNumber(right)
        : toText(left) === toText(right)
  return equal === (operator === '=')
}

function compareNumbers(operator: ComparisonOperator, left: number, right: number): boolean {
  switch (operator) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    case '=':
      return left === right
    case '!=':
      return left !== right
  }
}

/** Sets from this size on are looked up by value. */
const MANY = 16

function compareSet(operator: ComparisonOperator, nodes: NodeSet, other: Scalar, scope: XPathScope): boolean {
  if (typeof other === 'boolean') return compareScalars(operator, nodes.length > 0, other)
  if (typeof other === 'number' || (operator !== '=' && operator !== '!=')) {
    spend(scope, nodes.length)
    return nodes.some((node) => compareScalars(operator, toNumber(stringValue(node)), other))
  }
  if (operator === '=' && nodes.length >= MANY) {
    const index = valueIndex(nodes, scope)
    return index.has(other) || (index.get(canonicalIdentity(other, scope) ?? other) ?? []).some(isIdentity)
  }
  spend(scope, nodes.length)
  return nodes.some((node) => equalsText(node, other, scope) === (operator === '='))
}

const valueIndex = (nodes: NodeSet, { session }: XPathScope): ReadonlyMap<string, NodeSet> =>
  session.byValue(nodes, '.', (node) => [node])

/** An identity's canonical value names its module; the text of an expression may name it by a prefix (RFC 7950 §9.10.3). */
function equalsText(node: InstanceNode, text: string, scope: XPathScope): boolean {
  const value = stringValue(node)
  return value === text || (isIdentity(node) && value === canonicalIdentity(text, scope))
}

function compareSets(
  operator: ComparisonOperator,
  left: NodeSet,
  right: NodeSet,
  scope: XPathScope,
): boolean {
  if (operator === '=' && (left.length >= MANY || right.length >= MANY)) {
    const [small, large] = left.length < right.length ? [left, right] : [right, left]
    const index = valueIndex(large, scope)
    spend(scope, small.length)
    return small.some((node) => index.has(stringValue(node)))
  }
  if (operator === '=' || operator === '!=') {
    const others = right.map(stringValue)
    spend(scope, left.length * right.length)
    return left.some((node) => {
      const value = stringValue(node)
      return others.some((other) => (value === other) === (operator === '='))
    })
  }
  return compareExtremes(operator, left, right, scope)
}

/** Some pair is in order exactly where the extremes are. */
function compareExtremes(
  operator: ComparisonOperator,
  left: NodeSet,
  right: NodeSet,
  scope: XPathScope,
): boolean {
  spend(scope, left.length + right.length)
  const numbers = (nodes: NodeSet): readonly number[] =>
    nodes.map((node) => toNumber(stringValue(node))).filter((value) => !Number.isNaN(value))
  const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity)
  const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity)
  const [lefts, rights] = [numbers(left), numbers(right)]
  if (lefts.length === 0 || rights.length === 0) return false
  return operator === '<' || operator === '<='
    ? compareNumbers(operator, least(lefts), most(rights))
    : compareNumbers(operator, most(lefts), least(rights))
}
