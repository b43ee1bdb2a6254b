// Reads location paths: steps with axes, node tests, predicates (XPath 1.0 §2).

import { AXES } from './xpathExpression.ts'
import type { Axis, NodeTest, Path, Step, XPathExpression } from './xpathExpression.ts'
import { expect, isOperator, missing, pass, peekToken, report, takeMark } from './xpathReader.ts'
import type { XPathReader } from './xpathReader.ts'

/** With `from` the context, the cursor is where the first step should be; otherwise on a slash. */
export function parseSteps(reader: XPathReader, from: Path['from'], start: number): XPathExpression {
  const steps: Step[] = []
  if (from === 'context') {
    const first = parseStep(reader)
    if (first === undefined) return missingStep(reader)
    steps.push(first)
  }
  while (isOperator(reader, ['/', '//'])) {
    const slash = pass(reader)
    if (slash.text === '//') steps.push(anyBelow(slash.start, slash.end))
    const step = parseStep(reader)
    if (step !== undefined) steps.push(step)
    else if (slash.text === '//' || from !== 'root' || steps.length > 0) missingStep(reader)
    if (step === undefined) break
  }
  return { kind: 'path', from, steps, start, end: endOfLast(reader, start) }
}

export function parsePredicates(reader: XPathReader): readonly XPathExpression[] {
  const predicates: XPathExpression[] = []
  while (takeMark(reader, '[')) {
    predicates.push(reader.parseExpression(reader))
    expect(reader, ']')
  }
  return predicates
}

/** Where the token before this place ends. */
export const endOfLast = (reader: XPathReader, otherwise: number): number =>
  reader.tokens[reader.position - 1]?.end ?? otherwise

const anyBelow = (start: number, end: number): Step => ({
  axis: 'descendant-or-self',
  test: { kind: 'node' },
  predicates: [],
  start,
  end,
})

function missingStep(reader: XPathReader): XPathExpression {
  const { start, end, kind, text } = peekToken(reader)
  report(
    reader,
    start,
    end,
    kind === 'end' ? 'Something is missing at the end.' : `"${text}" does not fit here.`,
  )
  return missing(reader)
}

/** Undefined where no step begins; nothing was read then. */
function parseStep(reader: XPathReader): Step | undefined {
  const { start } = peekToken(reader)
  if (takeMark(reader, '.')) return abbreviated(reader, 'self', start)
  if (takeMark(reader, '..')) return abbreviated(reader, 'parent', start)
  const axis = parseAxis(reader)
  const test = parseTest(reader)
  if (test === undefined) {
    if (axis === undefined) return undefined
    missingStep(reader)
  }
  const step = {
    axis: axis ?? 'child',
    test: test ?? { kind: 'name', prefix: undefined, local: '' },
  } as const
  const predicates = parsePredicates(reader)
  return { ...step, predicates, start, end: endOfLast(reader, start) }
}

/** XPath 1.0 has no predicates behind `.` and `..`; libyang's `.[…]` is taken. */
function abbreviated(reader: XPathReader, axis: Axis, start: number): Step {
  const predicates = parsePredicates(reader)
  return { axis, test: { kind: 'node' }, predicates, start, end: endOfLast(reader, start) }
}

const isAxis = (name: string): name is Axis => AXES.some((axis) => axis === name)

function parseAxis(reader: XPathReader): Axis | undefined {
  if (takeMark(reader, '@')) return 'attribute'
  const { kind, text, start, end } = peekToken(reader)
  if (kind !== 'name' || peekToken(reader, 1).text !== '::' || peekToken(reader, 1).kind !== 'mark')
    return undefined
  if (!isAxis(text)) report(reader, start, end, `XPath has no axis "${text}".`)
  reader.position += 2
  return isAxis(text) ? text : 'child'
}

function parseTest(reader: XPathReader): NodeTest | undefined {
  const { kind, text } = peekToken(reader)
  if (kind !== 'name') return undefined
  pass(reader)
  if (isNodeType(text) && takeMark(reader, '(')) {
    if (peekToken(reader).kind === 'literal' && text === 'processing-instruction') pass(reader)
    expect(reader, ')')
    return { kind: text }
  }
  const colon = text.indexOf(':')
  return {
    kind: 'name',
    prefix: colon === -1 ? undefined : text.slice(0, colon),
    local: text.slice(colon + 1),
  }
}

const NODE_TYPES = ['node', 'text', 'comment', 'processing-instruction'] as const

export const isNodeType = (name: string): name is (typeof NODE_TYPES)[number] =>
  NODE_TYPES.some((type) => type === name)
