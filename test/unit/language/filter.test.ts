// Filters from what is selected, from where the cursor is, from what is typed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseXml } from '../../../src/xml/parse.ts'
import { checkFilter, filterFromSelection } from '../../../src/language/filter.ts'
import { mutationsOf } from './mutations.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'

// «…» is the selection, ‸ the cursor.
const SELECTIONS: readonly (readonly [name: string, marked: string, filter: string, describe: string])[] = [
  ['a whole element', 'x «<a xmlns="u"><b>1</b></a>»', '<a xmlns="u"><b>1</b></a>', '1 element (a)'],
  ['with white space around', '<d>« <a xmlns="u"/>\n»</d>', '<a xmlns="u"/>', '1 element (a)'],
  [
    'siblings, with the namespaces around them',
    `<rpc-reply xmlns="${BASE}" xmlns:p="urn:p"><data><c xmlns="u">«<p:a>p:v</p:a><!-- x --><b/>»</c></data></rpc-reply>`,
    '<p:a xmlns:p="urn:p">p:v</p:a><!-- x --><b xmlns="u"/>',
    '2 elements (a, b)',
  ],
  [
    'a whole reply',
    `«<rpc-reply xmlns="${BASE}"><data><a xmlns="u"/></data></rpc-reply>»`,
    '<a xmlns="u"/>',
    '1 element (a)',
  ],
  ['in a text that is broken elsewhere', '«<a xmlns="u"/>» <b></c>', '<a xmlns="u"/>', '1 element (a)'],
  [
    'behind the place where the text is broken',
    '<b></c> «<a xmlns="u"/>»',
    '<a xmlns="u"/>',
    '1 element (a)',
  ],
  [
    'the cursor in a leaf: the path to it, keys not guessed',
    `<rpc-reply xmlns="${BASE}"><data><i xmlns="urn:if"><if><name>e0</name><p:mtu xmlns:p="urn:p">15‸00</p:mtu></if></i></data></rpc-reply>`,
    '<i xmlns="urn:if"><if><mtu xmlns="urn:p"/></if></i>',
    'the path /i/if/mtu',
  ],
  ['the cursor in a tag', '<a xmlns="u"><b‸c/></a>', '<a xmlns="u"><bc/></a>', 'the path /a/bc'],
  [
    'part of an element',
    '<a xmlns="u"><b><c>1«23</c><d/»></b></a>',
    '<a xmlns="u"><b/></a>',
    'the path /a/b',
  ],
  ['an element that is still open', '<a xmlns="u"><b>‸', '<a xmlns="u"><b/></a>', 'the path /a/b'],
  [
    'data named like a wrapper',
    '<a xmlns="u"><config><x>‸</x></config></a>',
    '<a xmlns="u"><config><x/></config></a>',
    'the path /a/config/x',
  ],
]

for (const [name, marked, filter, describe] of SELECTIONS) {
  test(`filter from ${name}`, () => {
    const text = marked.replace(/[«»‸]/g, '')
    const start = marked.search(/[«‸]/)
    const end = marked.includes('»') ? marked.indexOf('»') - 1 : start
    const reading = filterFromSelection(text, start, end)
    assert.equal(reading.value, filter, reading.problems[0]?.message)
    assert.equal(reading.describe, describe)
    assert.equal(filterFromSelection(text, end, start).value, filter)
  })
}

const NO_SELECTION: readonly (readonly [marked: string, message: RegExp])[] = [
  ['‸', /empty/],
  ['<a xmlns="u"/>  ‸', /outside all elements/],
  [
    `<rpc-reply xmlns="${BASE}"><data> ‸ <a xmlns="u"/></data></rpc-reply>`,
    /in <data> but in no configuration element/,
  ],
  ['<a></b> ‸', /closes|comes while/],
]

for (const [marked, message] of NO_SELECTION) {
  test(`no filter from ${marked}`, () => {
    const at = marked.indexOf('‸')
    const { value, problems } = filterFromSelection(marked.replace('‸', ''), at, at)
    assert.equal(value, undefined)
    assert.match(problems[0]?.message ?? '', message)
  })
}

const TYPED: readonly (readonly [text: string, filter: string | undefined, message?: RegExp])[] = [
  ['<a xmlns="u"/>', '<a xmlns="u"/>'],
  [' <a xmlns="u"/> <b xmlns="u"/> ', '<a xmlns="u"/> <b xmlns="u"/>'],
  ['<filter><a xmlns="u"/><b xmlns="u"/></filter>', '<a xmlns="u"/><b xmlns="u"/>'],
  [`<nc:filter xmlns:nc="${BASE}" xmlns:p="u" nc:type="subtree"><p:a/></nc:filter>`, '<p:a xmlns:p="u"/>'],
  [
    `<rpc xmlns="${BASE}"><get-config><source><running/></source><filter><a xmlns="u"/></filter></get-config></rpc>`,
    '<a xmlns="u"/>',
  ],
  ['<a/>', '<a/>', /no namespace/],
  ['<filter type="xpath" select="/a"/>', undefined, /XPath filter/],
  ['<filter/>', undefined, /would select nothing/],
  ['<filter>/a/b</filter>', undefined, /holds text/],
  ['/a/b', undefined, /not XML/],
  ['<a>', undefined, /never closed/],
  ['', undefined, /empty/],
]

for (const [text, filter, message] of TYPED) {
  test(`typed: ${text === '' ? 'nothing' : text}`, () => {
    const { value, problems } = checkFilter(text)
    assert.equal(value, filter)
    if (message === undefined) assert.deepEqual(problems, [])
    else assert.match(problems[0]?.message ?? '', message)
  })
}

test('however the text is broken, and wherever the cursor is, a filter is well-formed or a problem is told', () => {
  const whole = `<rpc-reply xmlns="${BASE}" xmlns:p="u"><data><!-- c --><p:a><b>x&amp;</b><c/></p:a></data></rpc-reply>`
  for (const text of mutationsOf(whole)) {
    const readings = [checkFilter(text)]
    for (const at of [0, 60, 80, text.length]) readings.push(filterFromSelection(text, at, at + 7))
    for (const { value, problems } of readings) {
      assert.ok(value !== undefined || problems.length > 0, text)
      if (value !== undefined) assert.deepEqual(parseXml(value, { fragment: true }).problems, [], text)
      for (const { start, end } of problems) assert.ok(0 <= start && start <= end && end <= text.length, text)
    }
  }
})
