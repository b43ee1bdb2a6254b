// An element taken for itself: its path, and the namespaces that it needs to mean the same.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ancestorsOf,
  elementName,
  elementSource,
  namespacesAround,
  standingAlone,
} from '../../../src/language/xmlSubtree.ts'
import type { Outline } from '../../../src/xml/outline.ts'
import { OutlineBuilder } from '../../../src/xml/outlineBuilder.ts'

function outlineOf(source: string): Outline {
  const builder = new OutlineBuilder(source)
  builder.advance()
  return builder.outline
}

const SOURCE = [
  '<?xml version="1.0"?><r xmlns="urn:r" xmlns:t="urn:t"><!-- c --><a><x>1</x></a>',
  `<b xmlns="urn:b" xmlns:q='urn:"q'><i><n>1</n></i><i><n>t:up</n><q:m/></i></b></r>`,
].join('')

function lineOf(outline: Outline, text: string, from = 0): number {
  return outline.lineAt(outline.source.indexOf(text, from))
}

test('the elements around an element, siblings before it left out', () => {
  const outline = outlineOf(SOURCE)
  const line = lineOf(outline, '<q:m/>')
  assert.deepEqual(
    ancestorsOf(outline, line).map((at) => elementName(outline, at)),
    ['r', 'b', 'i'],
  )
  assert.deepEqual(ancestorsOf(outline, 1), [])
})

const CASES: readonly (readonly [name: string, element: string, alone: string])[] = [
  ['nothing is inherited twice', '<b xmlns', `<b xmlns:t="urn:t" xmlns="urn:b" xmlns:q='urn:"q'>`],
  ['the nearest default', '<i><n>1', '<i xmlns="urn:b"><n>1</n></i>'],
  [
    'prefixes of names, and of values',
    '<i><n>t:up',
    '<i xmlns="urn:b" xmlns:t="urn:t" xmlns:q="urn:&quot;q"><n>t:up</n><q:m/></i>',
  ],
  ['an element of its own prefix', '<q:m', '<q:m xmlns="urn:b" xmlns:q="urn:&quot;q"/>'],
]

for (const [name, element, alone] of CASES) {
  test(`namespaces: ${name}`, () => {
    const outline = outlineOf(SOURCE)
    const line = lineOf(outline, element)
    const written = standingAlone(elementSource(outline, line), namespacesAround(outline, line, new Map()))
    assert.equal(written.slice(0, alone.length), alone)
  })
}

test('namespaces of further out reach in, unless they are declared anew', () => {
  const outline = outlineOf('<a xmlns:p="urn:inner"><p:b/><o:c/></a>')
  const around = namespacesAround(
    outline,
    1,
    new Map([
      ['p', 'urn:outer'],
      ['o', 'urn:o'],
    ]),
  )
  assert.deepEqual(
    [...around],
    [
      ['p', 'urn:inner'],
      ['o', 'urn:o'],
    ],
  )
})
