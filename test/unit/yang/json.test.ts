// JSON of instance data: RFC 7951's rules one by one, and the way there and back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toJson } from '../../../src/yang/json.ts'
import { fromJson, type PrintElement } from '../../../src/yang/jsonRead.ts'
import type { JsonValue } from '../../../src/yang/jsonValue.ts'
import { elementsFrom, schema, VALID } from './validateSchema.ts'

function jsonOf(text: string): { value: JsonValue; messages: string[] } {
  const { value, problems } = toJson(schema, elementsFrom(text))
  return {
    value: JSON.parse(JSON.stringify(value)) as JsonValue,
    messages: problems.map(({ message }) => message),
  }
}

/** Name, content of `c`, JSON of it. */
const LEAVES: [string, string, JsonValue][] = [
  ['small integers are numbers', '<a>+05</a>', { a: 5 }],
  ['64-bit integers are strings', '<big>18446744073709551615</big>', { big: '18446744073709551615' }],
  ['decimal64 is a string, canonical', '<dec>1.50</dec>', { dec: '1.5' }],
  ['booleans', '<flag>true</flag>', { flag: true }],
  ['empty is [null]', '<e/>', { e: [null] }],
  ['identities by their module', '<id>m:one</id>', { id: 'm:one' }],
  ['identities without prefix', '<id>one</id>', { id: 'm:one' }],
  ['bits in their order', '<bits>y x</bits>', { bits: 'x y' }],
  [
    'a leafref is what it refers to',
    '<l><k>1</k><j>2</j><ref>5</ref></l>',
    { l: [{ k: '1', j: '2', ref: 5 }] },
  ],
  ['a union by the member that takes it', '<either>auto</either>', { either: 'auto' }],
  [
    'instance-identifiers by modules',
    "<ii>/m:c/m:l[m:k='1'][m:j='2']/m:u</ii>",
    { ii: "/m:c/l[k='1'][j='2']/u" },
  ],
  ['strings as they are', '<w> 1 &lt; 2 </w>', { w: ' 1 < 2 ' }],
  [
    'lists are arrays, wherever their entries stand',
    '<l><k>1</k><j>1</j></l><a>1</a><l><k>2</k><j>2</j></l>',
    {
      l: [
        { k: '1', j: '1' },
        { k: '2', j: '2' },
      ],
      a: 1,
    },
  ],
  ['leaf-lists are arrays', '<order>b</order><order>a</order>', { order: ['b', 'a'] }],
  ['choices and cases are not seen', '<one-a>x</one-a><one-b>y</one-b>', { 'one-a': 'x', 'one-b': 'y' }],
  ['empty containers', '<pr/>', { pr: {} }],
  [
    'annotations of a leaf',
    '<a n:text="t" n:flag="true">1</a>',
    { a: 1, '@a': { 'n:text': 't', 'n:flag': true } },
  ],
  ['annotations of a container', '<np n:text="t"><q>x</q></np>', { np: { '@': { 'n:text': 't' }, q: 'x' } }],
  [
    'annotations of leaf-list entries',
    '<order>a</order><order n:text="t">b</order><order>c</order>',
    { order: ['a', 'b', 'c'], '@order': [null, { 'n:text': 't' }] },
  ],
  [
    'anydata of known modules',
    '<any><n:other><n:a>1</n:a></n:other></any>',
    { any: { 'n:other': { a: '1' } } },
  ],
]

for (const [name, text, expected] of LEAVES) {
  test(`to JSON: ${name}`, () => {
    assert.deepEqual(jsonOf(`<c>${text}</c>`), { value: { 'm:c': expected }, messages: [] })
  })

  test(`there and back: ${name}`, () => {
    const { elements, problems } = fromJson(schema, { 'm:c': expected })
    assert.deepEqual(problems, [])
    assert.deepEqual(jsonOf(elements.map(print).join('')).value, { 'm:c': expected })
  })
}

test('to JSON: names are qualified at the top', () => {
  assert.deepEqual(jsonOf('<n:other><n:a>x</n:a></n:other>').value, { 'n:other': { a: 'x' } })
})

/** Content of `c`, what is said, JSON of it. */
const TROUBLE: [string, RegExp, JsonValue][] = [
  ['<a>x</a>', /^The value stays as it is: "x" is not an integer/, { a: 'x' }],
  ['<nope><x>1</x><x>2</x></nope>', /No schema node is known for nope/, { nope: { x: ['1', '2'] } }],
  ['<a>1</a><a>2</a>', /more than once/, { a: 1 }],
  ['<a foreign="x">1</a>', /The attribute foreign/, { a: 1 }],
  ['text', /Text between elements/, {}],
]

for (const [text, message, expected] of TROUBLE) {
  test(`to JSON, with a problem: ${text}`, () => {
    const { value, messages } = jsonOf(`<c>${text}</c>`)
    assert.deepEqual(value, { 'm:c': expected })
    assert.equal(messages.length, 1)
    assert.match(messages[0] ?? '', message)
  })
}

test('from JSON: keys come first', () => {
  const { elements } = fromJson(schema, { 'm:c': { l: [{ u: 'u', j: '1', k: '2' }] } })
  assert.deepEqual(
    elements[0]?.children[0]?.children.map(({ local }) => local),
    ['k', 'j', 'u'],
  )
})

test('from JSON: names of modules become prefixes', () => {
  const { elements } = fromJson(schema, { 'm:c': { id: 'one', ii: "/m:c/l[k='1'][j=\"it's\"]" } })
  assert.deepEqual(
    elements[0]?.children.map(({ text, declares }) => ({ text, declares })),
    [
      { text: 'm:one', declares: { m: 'urn:m' } },
      { text: `/m:c/m:l[m:k='1'][m:j="it's"]`, declares: { m: 'urn:m' } },
    ],
  )
})

/** JSON, what is said. */
const REFUSED: [JsonValue, RegExp][] = [
  [[], /^Data in JSON are an object/],
  [null, /^Data in JSON are an object/],
  [{ c: {} }, /needs its module: "module:c"/],
  [{ 'x:c': {} }, /No module "x"/],
  [{ 'm:c': { nope: 1 } }, /The schema has no "nope" here/],
  [{ 'm:c': [] }, /A container is an object/],
  [{ 'm:c': { l: {} } }, /A list is an array/],
  [{ 'm:c': { a: {} } }, /no value for a leaf/],
  [{ 'm:c': { a: 256 } }, /^Bad value: "256" is out of range/],
  [{ 'm:c': { a: '5' } }, /uint8 is a number in JSON/],
  [{ 'm:c': { big: 5 } }, /uint64 is a string in JSON/],
  [{ 'm:c': { '@a': { 'n:text': 'x' } } }, /belong to no member/],
  [{ 'm:c': { a: 1, '@a': { 'zz:text': 'x' } } }, /The annotation "zz:text"/],
]

for (const [value, message] of REFUSED) {
  test(`from JSON, with a problem: ${JSON.stringify(value)}`, () => {
    const { problems } = fromJson(schema, value)
    assert.equal(problems.length, 1)
    assert.match(problems[0]?.message ?? '', message)
  })
}

test('an rpc has its input, or its output where that is asked for', () => {
  const rpc = elementsFrom('<op><x>1</x></op>')
  assert.deepEqual(JSON.stringify(toJson(schema, rpc).value), '{"m:op":{"x":1}}')
  const output = schema.dataChild(undefined, 'urn:m', 'op')?.children.find(({ kind }) => kind === 'output')
  assert.ok(output)
  assert.equal(JSON.stringify(toJson(schema, elementsFrom('<z>1</z>'), { parent: output }).value), '{"z":1}')
})

test('a node may be called like something of Object', () => {
  const { value } = toJson(schema, elementsFrom('<c><__proto__>x</__proto__></c>'))
  assert.equal(JSON.stringify(value), '{"m:c":{"__proto__":"x"}}')
})

test('a whole container comes back', () => {
  const text = `<c>${VALID}<dec>-0.50</dec><pr><q>1</q></pr></c>`
  const { elements } = fromJson(schema, jsonOf(text).value)
  assert.deepEqual(jsonOf(elements.map(print).join('')), jsonOf(text))
})

function print({ local, uri, declares, attributes, text, children }: PrintElement): string {
  const prefixes = Object.entries(declares).map(([prefix, each]) => ` xmlns:${prefix}="${each}"`)
  const written = attributes.map(({ prefix, local: name, value }) => ` ${prefix}:${name}="${value}"`)
  const safe = (text ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<${local} xmlns="${uri}"${prefixes.join('')}${written.join('')}>${safe}${children.map(print).join('')}</${local}>`
}
