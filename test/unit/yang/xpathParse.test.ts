// XPath expressions: how they bind, where their problems are, and that no text throws or hangs.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Step, XPathExpression } from '../../../src/yang/xpathExpression.ts'
import { parseXPath } from '../../../src/yang/xpathParse.ts'

/** Everything in parentheses, all axes written out. */
function show(expression: XPathExpression): string {
  switch (expression.kind) {
    case 'literal':
      return `'${expression.value}'`
    case 'number':
      return String(expression.value)
    case 'variable':
      return `$${expression.name}`
    case 'missing':
      return '?'
    case 'call':
      return `${expression.name}(${expression.arguments.map(show).join(', ')})`
    case 'negate':
      return `(-${show(expression.operand)})`
    case 'filter':
      return `${show(expression.expression)}${expression.predicates.map((part) => `[${show(part)}]`).join('')}`
    case 'path': {
      const from =
        expression.from === 'root' ? '/' : expression.from === 'context' ? '' : `${show(expression.from)}/`
      return `${from}${expression.steps.map(showStep).join('/')}`
    }
    case 'union':
      return `(${show(expression.left)} | ${show(expression.right)})`
    case 'or':
    case 'and':
      return `(${show(expression.left)} ${expression.kind} ${show(expression.right)})`
    default:
      return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`
  }
}

function showStep({ axis, test: node, predicates }: Step): string {
  const name =
    node.kind === 'name'
      ? `${node.prefix === undefined ? '' : `${node.prefix}:`}${node.local}`
      : `${node.kind}()`
  return `${axis}::${name}${predicates.map((part) => `[${show(part)}]`).join('')}`
}

const CORRECT: Readonly<Record<string, string>> = {
  '1 + 2 * 3 - 4': '((1 + (2 * 3)) - 4)',
  '8 div 2 mod 3': '((8 div 2) mod 3)',
  'a or b and c = d < e': '(child::a or (child::b and (child::c = (child::d < child::e))))',
  '1 = 2 != 3': '((1 = 2) != 3)',
  '- -3': '(-(-3))',
  '-a|b': '(-(child::a | child::b))',
  '(1 + 2) * 3': '((1 + 2) * 3)',
  '/': '/',
  '/a:b/c': '/child::a:b/child::c',
  '//a': '/descendant-or-self::node()/child::a',
  'a//b': 'child::a/descendant-or-self::node()/child::b',
  '../@x': 'parent::node()/attribute::x',
  './*': 'self::node()/child::*',
  'p:*': 'child::p:*',
  '* * *': '(child::* * child::*)',
  'div div div': '(child::div div child::div)',
  'and and or': '(child::and and child::or)',
  'mod/and': 'child::mod/child::and',
  'a-b': 'child::a-b',
  'a -b': '(child::a - child::b)',
  'child::a/ancestor-or-self :: b': 'child::a/ancestor-or-self::b',
  'text()': 'child::text()',
  'self::node()': 'self::node()',
  text: 'child::text',
  'a[1][b="x"]': "child::a[1][(child::b = 'x')]",
  '(a)[1]/b': 'child::a[1]/child::b',
  "current()/../a:b[c = '1']": "current()/parent::node()/child::a:b[(child::c = '1')]",
  'not(a)': 'not(child::a)',
  "concat('a', \"b'\", 1.50, .5)": "concat('a', 'b'', 1.5, 0.5)",
  $v: '$v',
  'deref(.)/../x': 'deref(self::node())/parent::node()/child::x',
  'é/名前': 'child::é/child::名前',
  '\n a\t=\r\n1 ': '(child::a = 1)',
}

for (const [text, tree] of Object.entries(CORRECT)) {
  test(`xpath: ${JSON.stringify(text)}`, () => {
    const { expression, problems } = parseXPath(text)
    assert.deepEqual(problems, [])
    assert.equal(show(expression), tree)
  })
}

/** What is half typed still has its shape; the problem is where the eye looks. */
const BROKEN: readonly (readonly [text: string, tree: string, start: number])[] = [
  ['', '?', 0],
  ['a/', 'child::a', 2],
  ['a[', 'child::a[?]', 2],
  ['a[b = ', 'child::a[(child::b = ?)]', 6],
  ['not(a', 'not(child::a)', 5],
  ['1 +', '(1 + ?)', 3],
  ["a = 'x", "(child::a = 'x')", 4],
  ['a b', 'child::a', 2],
  ['a)', 'child::a', 1],
  ['foo::a', 'child::a', 0],
  ['a # b', 'child::a', 2],
  ['//', '/descendant-or-self::node()', 2],
  ['child::', 'child::', 7],
]

for (const [text, tree, start] of BROKEN) {
  test(`xpath: ${JSON.stringify(text)} is reported`, () => {
    const { expression, problems } = parseXPath(text)
    assert.equal(show(expression), tree)
    assert.equal(problems[0]?.start, start)
  })
}

test('xpath: nested a hundred thousand deep, it is reported', () => {
  for (const open of ['(', 'a[', 'f(', '-']) {
    const text = open.repeat(100_000)
    assert.ok(parseXPath(text).problems.length > 0)
  }
})

test('xpath: any text is read, and ranges are inside of it', () => {
  let state = 11
  const random = (limit: number): number => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
    return (state >> 8) % limit
  }
  const parts = [
    ...Array.from('()[]/.,*+-=<>!|@$:\'" '),
    '::',
    '//',
    '..',
    'and',
    'or',
    'div',
    'a',
    'p:b',
    'p:*',
    'not(',
    'node()',
    '1',
    '.5',
    '😀',
  ]
  for (let count = 0; count < 5_000; count += 1) {
    const text = Array.from({ length: random(16) }, () => parts[random(parts.length)]).join('')
    const { expression, problems } = parseXPath(text)
    for (const { start, end } of [expression, ...problems]) {
      assert.ok(0 <= start && start <= end && end <= text.length, JSON.stringify(text))
    }
  }
})
