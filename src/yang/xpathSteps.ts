// Walks location steps with their predicates; keys of long lists are looked up instead of tried (XPath 1.0 §2).

import { axisNodes } from './xpathAxes.ts'
import type { ResolvedTest } from './xpathAxes.ts'
import type { Axis, Comparison, Path, Step, XPathExpression } from './xpathExpression.ts'
import type { InstanceNode } from './instanceNode.ts'
import { isIdentity } from './xpathIdentity.ts'
import { namespaceOf, spend } from './xpathScope.ts'
import type { XPathFrame, XPathScope } from './xpathScope.ts'
import { calls, isFixed } from './xpathTraits.ts'
import { isNodeSet, stringValue, toBoolean } from './xpathValue.ts'
import type { NodeSet, XPathValue } from './xpathValue.ts'

/** The nodes that the steps lead to from these, in document order. */
export function walk(from: NodeSet, steps: readonly Step[], frame: XPathFrame): NodeSet {
  let nodes = from
  /** Some of the nodes may stand within others. */
  let nested = from.length > 1
  for (const step of steps) {
    nodes = walkStep(nodes, step, frame, nested)
    nested ||= !FLAT.has(step.axis)
  }
  return nodes
}

const FLAT: ReadonlySet<Axis> = new Set<Axis>(['child', 'self', 'attribute', 'namespace'])
const REVERSE: ReadonlySet<Axis> = new Set<Axis>([
  'ancestor',
  'ancestor-or-self',
  'preceding',
  'preceding-sibling',
])

function walkStep(nodes: NodeSet, step: Step, { scope }: XPathFrame, nested: boolean): NodeSet {
  const test = resolveTest(step, scope)
  const [only] = nodes
  if (nodes.length === 1 && only !== undefined) {
    const found = stepFrom(only, step, test, scope)
    return REVERSE.has(step.axis) ? found.toReversed() : found
  }
  const all: InstanceNode[] = []
  for (const node of nodes) for (const found of stepFrom(node, step, test, scope)) all.push(found)
  return nested || !FLAT.has(step.axis) ? scope.session.ordered(all) : all
}

function resolveTest({ test, start, end }: Step, scope: XPathScope): ResolvedTest {
  if (test.kind !== 'name') return test
  const any = test.local === '*' && test.prefix === undefined
  return {
    kind: 'name',
    local: test.local,
    namespace: any ? undefined : namespaceOf(scope, test.prefix, { start, end }),
  }
}

/** In the order of the axis, which positions count along. */
function stepFrom(node: InstanceNode, step: Step, test: ResolvedTest, scope: XPathScope): NodeSet {
  let found = axisNodes(node, step.axis, test, scope)
  for (const predicate of step.predicates) found = filterNodes(found, predicate, scope)
  return found
}

/** Those that the predicate is true for, or whose position it is (XPath 1.0 §2.4). */
export function filterNodes(nodes: NodeSet, predicate: XPathExpression, scope: XPathScope): NodeSet {
  if (predicate.kind === 'number') {
    return Number.isInteger(predicate.value) ? nodes.slice(predicate.value - 1, predicate.value) : []
  }
  const candidates = nodes.length > FEW ? narrow(nodes, predicate, scope) : nodes
  spend(scope, candidates.length)
  const size = candidates.length
  return candidates.filter((node, index) => {
    const value = scope.evaluate(predicate, { node, position: index + 1, size, scope })
    return typeof value === 'number' ? value === index + 1 : toBoolean(value)
  })
}

/** So many are tried one by one. */
const FEW = 8
const POSITIONAL = new Set(['position', 'last'])

/** Fewer candidates, found by the value of a key, where the predicate demands `key = value` of a value that is fixed. */
function narrow(nodes: NodeSet, predicate: XPathExpression, scope: XPathScope): NodeSet {
  const conjuncts = conjunctsOf(predicate)
  const lookup = conjuncts.map(toLookup).find((found) => found !== undefined)
  if (lookup === undefined || (conjuncts.length > 1 && calls(predicate, POSITIONAL))) return nodes
  const { step, value } = lookup
  const [first] = nodes
  if (first === undefined) return nodes
  const wanted = wantedTexts(scope.evaluate(value, { node: first, position: 1, size: 1, scope }))
  const test = resolveTest(step, scope)
  if (wanted === undefined || test.kind === 'text') return nodes
  const values = (node: InstanceNode): NodeSet => axisNodes(node, step.axis, test, scope)
  // An identity equals texts with different prefixes.
  if (values(first).some(isIdentity)) return nodes
  const key = test.kind === 'name' ? `${test.namespace ?? '*'} ${test.local}` : '.'
  const index = scope.session.byValue(nodes, key, values)
  const found = wanted.map((text) => index.get(text) ?? [])
  return found.length === 1 ? (found[0] ?? []) : scope.session.ordered(found.flat())
}

function conjunctsOf(expression: XPathExpression): readonly XPathExpression[] {
  return expression.kind === 'and'
    ? [...conjunctsOf(expression.left), ...conjunctsOf(expression.right)]
    : [expression]
}

interface Lookup {
  readonly step: Step
  readonly value: XPathExpression
}

function toLookup(expression: XPathExpression): Lookup | undefined {
  if (expression.kind !== 'compare' || expression.operator !== '=') return undefined
  return lookupOf(expression, 'left', 'right') ?? lookupOf(expression, 'right', 'left')
}

function lookupOf(
  comparison: Comparison,
  key: 'left' | 'right',
  other: 'left' | 'right',
): Lookup | undefined {
  const step = keyStep(comparison[key])
  const value = comparison[other]
  return step !== undefined && isFixed(value) ? { step, value } : undefined
}

/** `key` or `.` */
function keyStep(expression: XPathExpression): Step | undefined {
  if (expression.kind !== 'path' || expression.from !== 'context' || expression.steps.length !== 1)
    return undefined
  const [step] = expression.steps
  if (step === undefined || step.predicates.length > 0) return undefined
  const isChild = step.axis === 'child' && step.test.kind === 'name' && step.test.local !== '*'
  return isChild || (step.axis === 'self' && step.test.kind === 'node') ? step : undefined
}

/** The texts that are as good as the value; undefined where it is compared as a number or boolean. */
function wantedTexts(value: XPathValue): readonly string[] | undefined {
  if (typeof value === 'string') return [value]
  return isNodeSet(value) ? [...new Set(value.map(stringValue))] : undefined
}

/** Does a path lead to the same nodes wherever it is evaluated in one tree? */
export const isGlobal = (path: Path): boolean =>
  path.from === 'root' && path.steps.length > 0 && !calls(path, CURRENT)

const CURRENT = new Set(['current'])
