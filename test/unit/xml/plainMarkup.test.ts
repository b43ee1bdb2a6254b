// What is called plain at a glance is what the parser calls well-formed, and the same element.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseXml } from '../../../src/xml/parse.ts'
import { plainElement } from '../../../src/xml/plainMarkup.ts'

const plain = [
  '<get/>',
  ' \n<get />\t',
  '<get></get >',
  '<get-config><source><running/></source></get-config>',
  '<lock xmlns="urn:x"><target>\n  <running/>\n</target></lock>',
  '<a b="1 > 0">text > text</a>',
  '<a><b/><b/>x<c>y</c></a>',
]
const left = [
  '',
  'get',
  '<a>',
  '</a>',
  '<a></b>',
  '<a/><b/>',
  '<a/>x',
  'x<a/>',
  '<x:a xmlns:x="urn:x"/>',
  '<a b="1" b="2"/>',
  '<a b="1" c="2"/>',
  "<a b='1'/>",
  '<a b=1/>',
  '<a>&amp;</a>',
  '<a>]]></a>',
  '<a>ü</a>',
  '<a>\u0001</a>',
  '<!-- --><a/>',
  '<?xml version="1.0"?><a/>',
  '<!DOCTYPE a><a/>',
  '<a xmlns="http://www.w3.org/2000/xmlns/"/>',
  '<1/>',
  '< a/>',
  '<a / >',
  '<a b="<"/>',
  `<a>${' '.repeat(5_000)}</a>`,
  `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`,
]

describe('an element at a glance', () => {
  for (const text of plain) {
    it(`${JSON.stringify(text)} is plain`, () => {
      const { root, problems } = parseXml(text)
      assert.deepEqual(problems, [])
      assert.deepEqual(plainElement(text), { local: root?.local, start: root?.start, end: root?.end })
    })
  }

  for (const text of left) {
    it(`${JSON.stringify(text.slice(0, 40))} is left to the parser`, () =>
      assert.equal(plainElement(text), undefined))
  }

  it('whatever is plain is well-formed: 20 000 texts of the pieces that XML is made of', () => {
    const pieces = [
      '<',
      '>',
      '/',
      'a',
      'b',
      '</a>',
      '<a>',
      '<b/>',
      ' c="d"',
      '=',
      '"',
      ' ',
      '&',
      ']]>',
      '!--',
      ':',
      '\n',
      '-',
      '1',
    ]
    let seed = 7
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((seed / 2_147_483_648) * below)
    }
    let found = 0
    for (let round = 0; round < 20_000; round += 1) {
      const inner = Array.from({ length: random(8) }, () => pieces[random(pieces.length)] ?? '').join('')
      const text = random(2) === 0 ? `<a>${inner}</a>` : inner
      const element = plainElement(text)
      if (element === undefined) continue
      found += 1
      const { root, problems } = parseXml(text)
      assert.deepEqual(problems, [], text)
      assert.deepEqual(element, { local: root?.local, start: root?.start, end: root?.end }, text)
    }
    assert.ok(found > 500, `only ${found} were plain`)
  })
})
