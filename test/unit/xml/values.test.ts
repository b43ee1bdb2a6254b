// Small XML as plain objects: what protocol code reads from it.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { listOf, recordOf, stringOf, valuesOf } from '../../../src/xml/values.ts'

describe('valuesOf', () => {
  const cases: readonly (readonly [name: string, xml: string, values: unknown])[] = [
    ['a leaf', '<a>x</a>', { a: 'x' }],
    ['an empty leaf', '<a/>', { a: '' }],
    ['no number is made of text', '<a>007</a>', { a: '007' }],
    ['no boolean either', '<a>true</a>', { a: 'true' }],
    ['several of one name', '<a><b>1</b><b>2</b></a>', { a: { b: ['1', '2'] } }],
    ['prefixes go', '<x:a xmlns:x="urn:x"><y:b xmlns:y="urn:y">1</y:b></x:a>', { a: { b: '1' } }],
    ['attributes go', '<a b="c">1</a>', { a: '1' }],
    ['white space around a value goes', '<a>\n  x y \n</a>', { a: 'x y' }],
    [
      'declaration, instructions and comments go',
      '<?xml version="1.0"?><?b c?><a><!-- d --><e>1</e></a>',
      { a: { e: '1' } },
    ],
    ['the five entities', '<a>&lt;&gt;&amp;&quot;&apos;</a>', { a: `<>&"'` }],
    ['an entity is resolved once', '<a>&amp;lt;</a>', { a: '&lt;' }],
    ['characters by number', '<a>&#38;&#x20AC;</a>', { a: '&€' }],
    ['CDATA', '<a>x<![CDATA[<&amp;]]>y</a>', { a: 'x<&amp;y' }],
    ['characters of 4 bytes', '<a>😀</a>', { a: '😀' }],
  ]
  for (const [name, xml, values] of cases) it(name, () => assert.deepEqual(valuesOf(xml), values))

  for (const name of [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '__defineGetter__',
  ]) {
    it(`an element called ${name} does no harm`, () => {
      const { a } = valuesOf(`<a><${name} x="1"><y>1</y></${name}><${name}/><b>2</b></a>`)
      assert.equal(recordOf(a)['b'], '2')
      assert.equal(recordOf(a)['y'], undefined)
      assert.equal(({} as Record<string, unknown>)['y'], undefined)
    })
  }
})

describe('reading values', () => {
  it('as a list', () => {
    assert.deepEqual([undefined, '', 'a', ['a', 'b'], { b: 'c' }].map(listOf), [
      [],
      [],
      ['a'],
      ['a', 'b'],
      [{ b: 'c' }],
    ])
  })

  it('as a record', () => {
    assert.deepEqual([undefined, 'a', ['a'], { b: 'c' }].map(recordOf), [{}, {}, {}, { b: 'c' }])
  })

  it('as text', () => {
    assert.deepEqual([undefined, '', 'a', ['a'], { b: 'c' }].map(stringOf), [
      undefined,
      '',
      'a',
      undefined,
      undefined,
    ])
  })
})
