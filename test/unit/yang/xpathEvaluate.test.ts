// XPath on instance data: results as XPath 1.0 and RFC 7950 §10 have them, problems instead of exceptions, no quadratic look-ups.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instancePath } from '../../../src/yang/instancePath.ts'
import type { InstanceNode } from '../../../src/yang/instanceNode.ts'
import { evaluateXPath, testXPath } from '../../../src/yang/xpathEvaluate.ts'
import { createXPathSession } from '../../../src/yang/xpathSession.ts'
import type { XPathSession } from '../../../src/yang/xpathSession.ts'
import { isNodeSet } from '../../../src/yang/xpathValue.ts'
import { instanceTree, nodeAt, schemaOf } from './instanceTree.ts'

const schema = schemaOf(
  `module x { yang-version 1.1; namespace "urn:x"; prefix x;
    identity animal; identity mammal { base animal; } identity dog { base mammal; } identity fish { base animal; }
    container top {
      leaf title { type string; }
      list list { key name;
        leaf name { type string; } leaf size { type uint32; } leaf kind { type identityref { base animal; } }
        leaf color { type enumeration { enum red { value 3; } enum green { value 7; } } }
        leaf flags { type bits { bit up; bit run; bit loop; } }
        leaf-list tag { type string; }
        leaf ratio { type decimal64 { fraction-digits 3; } }
        container in { leaf a { type int8; } leaf b { type int8; }
          list sub { key k; leaf k { type uint8; } leaf v { type string; } } } }
      leaf ref { type leafref { path "/x:top/x:list/x:name"; } }
      leaf ref2 { type leafref { path "../list[name = current()/../ref]/size"; } }
      leaf ii { type instance-identifier { require-instance false; } }
      leaf un { type union { type uint8; type identityref { base animal; } type leafref { path "../list/name"; } } }
      leaf empty { type string; }
      leaf text { type string; }
      leaf t { type boolean; }
      leaf-list num { type int32; ordered-by user; } } }`,
  `module y { yang-version 1.1; namespace "urn:y"; prefix yy; import x { prefix x; }
    identity cat { base x:mammal; } augment "/x:top/x:list" { leaf extra { type string; } leaf name { type string; } } }`,
)
const root = instanceTree(
  schema,
  `<top xmlns="urn:x" xmlns:x="urn:x" xmlns:y="urn:y"><title>Hello World</title>
    <list><name>a</name><size>10</size><kind>x:dog</kind><color>red</color><flags>up loop</flags><tag>t1</tag>
      <tag>t2</tag><ratio>1.5</ratio><in><a>1</a><b>2</b><sub><k>1</k><v>one</v></sub><sub><k>2</k><v>two</v></sub></in>
      <y:extra>ex-a</y:extra></list>
    <list><name>b</name><size>20</size><kind>y:cat</kind><color>green</color><flags>run</flags><tag>t2</tag>
      <ratio>-0.25</ratio><in><a>-3</a><b>4</b></in></list>
    <list><name>c</name><size>5</size><kind>fish</kind><tag>t3</tag><in><sub><k>2</k><v>deux</v></sub></in></list>
    <list><name>d</name></list>
    <ref>b</ref><ref2>20</ref2><ii>/x:top/x:list[x:name='a']/x:in/x:sub[x:k='2']/x:v</ii><un>x:fish</un><empty/>
    <text>  two   words </text><t>true</t><num>3</num><num>1</num><num>20</num></top>`,
)
const module = schema.module('x')
assert.ok(module)

/** `y` is known by another prefix than its own. */
const resolvePrefix = (prefix: string): ReturnType<typeof schema.module> =>
  schema.module(prefix === 'x' ? 'x' : prefix === 'y' ? 'y' : '')

function evaluate(
  text: string,
  node: InstanceNode = root,
  session: XPathSession = createXPathSession(),
): ReturnType<typeof evaluateXPath> {
  return evaluateXPath(text, { node, session, resolvePrefix, module })
}

/** Compared with libxml2 and libyang when they were written; where libyang differs (`x[1]` over several parents), as XPath 1.0. */
const NUMBERS: Readonly<Record<string, number>> = {
  '2 * 3 + 4': 10,
  '(2 + 3) * 4': 20,
  '1 - 1 - 1': -1,
  '8 div 2 div 2': 2,
  '-7 mod 3': -1,
  '7 mod -3': 1,
  '5.5 mod 2': 1.5,
  '1 div 0': Infinity,
  '-1 div 0': -Infinity,
  '0 div 0': NaN,
  '"2" + "3"': 5,
  '1 + ""': NaN,
  'true() + true()': 2,
  'number(" 12 ")': 12,
  'number("1e3")': NaN,
  'number("+5")': NaN,
  'number("-.5")': -0.5,
  'number("5.")': 5,
  'number(/top/list/size)': 10,
  '-/top/list[1]/size': -10,
  'sum(/top/num)': 24,
  'sum(/top/list/name)': NaN,
  'sum(/nothing)': 0,
  'floor(-2.5)': -3,
  'ceiling(-2.5)': -2,
  'round(2.5)': 3,
  'round(-2.5)': -2,
  'round(0 div 0)': NaN,
  'count(//sub)': 3,
  'count(/nothing)': 0,
  'count(/top/list/tag | /top/num | /top/num[1])': 7,
  'count(/top/list[1]/name/text())': 1,
  'count(/top/empty/text())': 0,
  'string-length("é😀")': 2,
  'string-length(/top/title)': 11,
  'enum-value(/top/list[2]/color)': 7,
  'enum-value(/top/title)': NaN,
  'enum-value(/nothing)': NaN,
  'position() + last()': 2,
}

const TEXTS: Readonly<Record<string, string>> = {
  'string(1.0)': '1',
  'string(-0)': '0',
  'string(0.000001)': '0.000001',
  'string(1 div 1000000000)': '0.000000001',
  'string(1000000000000 * 1000000000)': '1000000000000000000000',
  'string(1 div 3)': '0.3333333333333333',
  'string(-1 div 0)': '-Infinity',
  'string(true())': 'true',
  'string(/top/list/name)': 'a',
  'string(/nothing)': '',
  'string(/top/list[1]/in)': '121one2two',
  'concat("a", 1, true(), /top/ref)': 'a1trueb',
  'substring-before("1999/04/01", "/")': '1999',
  'substring-before("abc", "x")': '',
  'substring-after("1999/04/01", "/")': '04/01',
  'substring-after("abc", "x")': '',
  'substring-after("abc", "")': 'abc',
  'substring("12345", 2, 3)': '234',
  'substring("12345", 2)': '2345',
  'substring("12345", 1.5, 2.6)': '234',
  'substring("12345", 0, 3)': '12',
  'substring("12345", 0 div 0, 3)': '',
  'substring("12345", 1, 0 div 0)': '',
  'substring("12345", -42, 1 div 0)': '12345',
  'substring("12345", -1 div 0, 1 div 0)': '',
  'substring("a😀c", 2, 1)': '😀',
  'normalize-space(/top/text)': 'two words',
  'translate("--aaa--", "abc-", "ABC")': 'AAA',
  'translate("aab", "aa", "xy")': 'xxb',
  'local-name(/top/list)': 'list',
  'name(/top/list/y:extra)': 'y:extra',
  'namespace-uri(/top/list/y:extra)': 'urn:y',
  'local-name(/)': '',
  'string(deref(/top/ref)/../size)': '20',
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  '1 = "1"': true,
  '"1.0" = "1"': false,
  'true() = "x"': true,
  'true() = ""': false,
  'false() = /nothing': true,
  'true() = /top': true,
  '1 < 2 < 3': true,
  '3 > 2 > 1': false,
  '"a" < "b"': false,
  '1 = 2 or 2 = 2': true,
  '1 = 1 and 2 = 3': false,
  '2 = 1 = 0': true,
  '/top/num = 3': true,
  '/top/num != 3': true,
  '/top/num > 19': true,
  '/top/num < 1': false,
  '19 < /top/num': true,
  '/top/num = /top/list/size': true,
  '/top/num != /top/list/size': true,
  '/top/num > /top/list/size': true,
  '/top/list/size >= /top/num': true,
  '/top/list/name < /top/num': false,
  '/nothing = /nothing': false,
  '/nothing != "a"': false,
  'not(/nothing = "a")': true,
  'boolean("0")': true,
  'boolean(0 div 0)': false,
  'boolean(/nothing)': false,
  'starts-with("abc", "")': true,
  'contains("abc", "bc")': true,
  'contains("abc", "x")': false,
  '/top/t = "true"': true,
  '/top/list[1]/ratio = 1.5': true,
  '/top/list[1]/kind = "x:dog"': true,
  '/top/list[1]/kind = "dog"': true,
  '/top/list[2]/kind = "y:cat"': true,
  '/top/list[2]/kind = "x:cat"': false,
  '/top/un = "x:fish"': true,
  'bit-is-set(/top/list[1]/flags, "loop")': true,
  'bit-is-set(/top/list[1]/flags, "run")': false,
  'bit-is-set(/top/title, "up")': false,
  're-match("1.22.333", "\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")': true,
  're-match("abc", "b")': false,
  'derived-from(/top/list[2]/kind, "x:mammal")': true,
  'derived-from(/top/list[2]/kind, "mammal")': true,
  'derived-from(/top/list[1]/kind, "x:dog")': false,
  'derived-from-or-self(/top/list[1]/kind, "x:dog")': true,
  'derived-from-or-self(/top/list[1]/kind, "y:cat")': false,
  'derived-from(/top/list/kind, "x:animal")': true,
  'derived-from(/nothing, "x:dog")': false,
  'derived-from(/top/un, "x:animal")': true,
  'lang("en")': false,
}

const SCALARS = { ...NUMBERS, ...TEXTS, ...BOOLEANS }
for (const [text, expected] of Object.entries(SCALARS)) {
  test(`xpath: ${text} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(evaluate(text), { value: expected, problems: [] })
  })
}

/** Context node, expression, the nodes as their values, of others their names. */
const SETS: readonly (readonly [at: string, text: string, nodes: string])[] = [
  ['', '/top/list/name', 'a b c d'],
  ['', '/x:top/x:list/x:name', 'a b c d'],
  ['', '/top/list/y:extra', 'ex-a'],
  ['', '/top/list/extra', ''],
  ['', '//name', 'a b c d'],
  ['', '/top/list[name="b"]/size', '20'],
  ['', '/top/list["b" = name]/size', '20'],
  ['', '/top/list[2]/name', 'b'],
  ['', '/top/list[last() - 1]/name', 'c'],
  ['', '/top/list[position() mod 2 = 0]/name', 'b d'],
  ['', '/top/list[size > 8][2]/name', 'b'],
  ['', '/top/list[1.5]', ''],
  ['', '/top/list[0]', ''],
  ['', '/top/list["x"]/name', 'a b c d'],
  ['', '/top/list[tag != "t2"]/name', 'a c'],
  ['', '/top/list[not(tag = "t2")]/name', 'c d'],
  ['', '/top/list/tag[1]', 't1 t2 t3'],
  ['', '(/top/list/tag)[last()]', 't3'],
  ['', '//sub[1]/v', 'one deux'],
  ['', '(//sub)[1]/v', 'one'],
  ['', '//sub[k = 2]/v', 'two deux'],
  ['', '/top/list[.//v]/name', 'a c'],
  ['', '//v/ancestor::list/name', 'a c'],
  ['', '//v/../../..', 'list list'],
  ['', '/top/list[3]/preceding-sibling::list[1]/name', 'b'],
  ['', '/top/list[3]/preceding-sibling::list/name', 'a b'],
  ['', '/top/list[3]/preceding-sibling::*[4]', ''],
  ['', '/top/list[2]/following-sibling::list/name', 'c d'],
  ['', '/top/list[3]/preceding::name[1]', 'b'],
  ['', '/top/list[2]/following::name', 'c d'],
  ['', '/top/list[2]/in/a | /top/list[1]/in/b', '2 -3'],
  ['', '/descendant::v', 'one two deux'],
  ['', '//a/self::b', ''],
  ['', '//*[self::v or self::k]', '1 one 2 two 2 deux'],
  ['', '/top/@id', ''],
  ['', '/top/namespace::x', ''],
  ['', '/top/list[name = /top/ref]/size', '20'],
  ['', '/top/list[in/a < in/b]/name', 'a b'],
  ['', '/top/list[ratio < 0]/name', 'b'],
  ['', '/top/list[derived-from(kind, "x:mammal")]/name', 'a b'],
  ['', '/top/*[local-name() = "num"]', '3 1 20'],
  ['', '/top/list[1]/*[namespace-uri() = "urn:y"]', 'ex-a'],
  ['', 'deref(/top/ref)/../size', '20'],
  ['', 'deref(/top/ref2)/../name', 'b'],
  ['', 'deref(/top/ii)/../k', '2'],
  ['', 'deref(/top/title)', ''],
  ['', '/top/list/name/text()', 'a b c d'],
  ['', 'id("a")', ''],
  ['top/list[0]', '../list[size > current()/size]/name', 'b'],
  ['top/list[0]', 'in/sub[k = current()/in/b]/v', 'two'],
  ['top/list[0]', '/top/list[in/sub/k = current()/in/sub/k]/name', 'a c'],
  ['top/list[0]', 'self::list/name', 'a'],
  ['top/list[0]', 'parent::top/title', 'Hello World'],
  ['top/list[0]/in/a', 'ancestor::*[2]/name', 'a'],
  ['top/list[0]/in/a', '../../../list[in/a < current()]/name', 'b'],
  ['top/ref', 'deref(.)', 'b'],
  ['top/ref', 'deref(current())/../size', '20'],
  ['top/ref', '../list[name = current()]/size', '20'],
  ['top/un', '../list[name = current()]', ''],
]

for (const [at, text, expected] of SETS) {
  test(`xpath: ${text} at /${at} gives ${expected === '' ? 'nothing' : expected}`, () => {
    const { value, problems } = evaluate(text, nodeAt(root, at))
    assert.deepEqual(problems, [])
    assert.ok(value !== undefined && isNodeSet(value))
    assert.equal(value.map((node) => (node.value === '' ? node.name : node.value)).join(' '), expected)
  })
}

test('xpath: an instance-identifier leads to its node', () => {
  const { value } = evaluate('deref(.)', nodeAt(root, 'top/ii'))
  assert.ok(value !== undefined && isNodeSet(value))
  assert.deepEqual(value.map(instancePath), ["/x:top/list[name='a']/in/sub[k='2']/v"])
})

test('xpath: without a module, names without prefix are found in any namespace', () => {
  const context = { node: root, session: createXPathSession(), resolvePrefix, module: undefined }
  assert.equal(evaluateXPath('string(/top/list/extra)', context).value, 'ex-a')
})

const PROBLEMS: Readonly<Record<string, string>> = {
  'foo(1)': 'XPath has no function foo().',
  'count()': 'count() does not take 0 arguments.',
  'not(1, 2)': 'not() does not take 2 arguments.',
  'count("a")': 'Here must be nodes, not a text, number or boolean.',
  '"a" | /top': 'Here must be nodes, not a text, number or boolean.',
  '/z:top': 'The prefix "z" means nothing here.',
  $v: 'There is no variable $v: YANG knows none.',
  '/top[': 'Something is missing at the end.',
}

for (const [text, message] of Object.entries(PROBLEMS)) {
  test(`xpath: ${text} is a problem`, () => {
    const { value, problems } = evaluate(text)
    assert.equal(value, undefined)
    assert.equal(problems[0]?.message, message)
    assert.equal(
      testXPath(text, { node: root, session: createXPathSession(), resolvePrefix, module }).value,
      undefined,
    )
  })
}

test('xpath: what takes too long is given up', () => {
  const context = { node: root, session: createXPathSession(), resolvePrefix, module, budget: 100_000 }
  const { value, problems } = evaluateXPath('//*[..//*[..//*[count(..//*) > 1000]]]', context)
  assert.equal(value, undefined)
  assert.match(problems[0]?.message ?? '', /too long/)
})

test('xpath: a chain of twenty thousand operators is no exception', () => {
  const { value, problems } = evaluate(Array.from({ length: 20_000 }, () => '1').join(' + '))
  assert.ok(value === 20_000 || problems.length === 1)
})

test('xpath: any text ends in a value or a problem', () => {
  let state = 5
  const random = (limit: number): number => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
    return (state >> 8) % limit
  }
  const parts = [
    ...Array.from('()[]/.,*+-=<|" 1'),
    '//',
    '..',
    ' and ',
    ' or ',
    ' div ',
    'top',
    'list',
    'x:name',
    '*',
    'not(',
    'count(',
    'current()',
    'position()',
    'last()',
    'deref(',
    'text()',
    'ancestor::',
    'preceding::',
    '/top/list',
    "'a'",
    ')',
    ']',
    'name',
  ]
  const session = createXPathSession()
  let evaluated = 0
  for (let count = 0; count < 6_000; count += 1) {
    const text = Array.from({ length: random(9) }, () => parts[random(parts.length)]).join('')
    const { value, problems } = evaluate(text, nodeAt(root, 'top/list[1]'), session)
    assert.equal(value === undefined, problems.length > 0, text)
    if (value !== undefined) evaluated += 1
  }
  assert.ok(evaluated > 100, 'hardly any text was an expression')
})

/** A list of many entries, each evaluating the expression, with so many nodes to visit for each. */
function onEach(count: number, text: string, budget: number): void {
  const entries = Array.from(
    { length: count },
    (_, index) => `<list><name>n${index}</name><size>${index}</size></list>`,
  )
  const tree = instanceTree(schema, `<top xmlns="urn:x">${entries.join('')}<ref>n1</ref></top>`)
  const session = createXPathSession()
  const nodes = nodeAt(tree, 'top').children.filter(({ name }) => name === 'list')
  for (const [index, node] of nodes.entries()) {
    // The first may look at all of them, and remembers.
    const context = { node, session, resolvePrefix, module, ...(index > 0 && { budget }) }
    assert.equal(testXPath(text, context).value, true, text)
  }
}

const LINEAR = [
  '../list[name = current()/name]/size = size',
  '/top/list[name = current()/name]',
  'count(../list[name = current()/name and size >= 0]) = 1',
  '/top/list/name = name',
  'count(/top/list) > 1',
  '../ref = "n1"',
  'not(../list[name = current()/size])',
]
for (const text of LINEAR) {
  test(`xpath: ${text} on 2,000 entries looks at few nodes for each`, () => {
    onEach(2_000, text, 100)
  })
}
