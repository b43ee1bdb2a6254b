// Printed elements mean the same as the parsed ones, wherever they are put.

import assert from 'node:assert/strict'
import test from 'node:test'
import { parseXml } from '../../../src/xml/parse.ts'
import { serialize, serializeContent } from '../../../src/xml/serialize.ts'
import {
  childOf,
  elementsOf,
  namespacesAt,
  textOf,
  type XmlElement,
  type XmlNode,
} from '../../../src/xml/tree.ts'
import { randomDocument, seeded } from './randomXml.ts'

function parsed(text: string): XmlElement {
  const { root, problems } = parseXml(text)
  assert.deepEqual(problems, [], text)
  assert.ok(root)
  return root
}

/** What a node means: names resolved, declarations left out, neighboring text joined. */
function meaning(node: XmlNode): unknown {
  if (node.kind !== 'element') return [node.kind, node.text]
  const attributes = node.attributes
    .filter(({ name, prefix }) => name !== 'xmlns' && prefix !== 'xmlns')
    .map(({ uri, local, value }) => [uri, local, value])
  const children: unknown[] = []
  let text = ''
  for (const child of node.children) {
    if (child.kind === 'text') {
      text += child.text
      continue
    }
    if (text !== '') children.push(['text', text])
    text = ''
    children.push(meaning(child))
  }
  if (text !== '') children.push(['text', text])
  return [node.uri, node.local, attributes, children]
}

function* walk(element: XmlElement): Generator<XmlElement> {
  yield element
  for (const child of elementsOf(element)) yield* walk(child)
}

const printed: readonly (readonly [name: string, document: string, expected: string])[] = [
  ['a document as it was', '<a b="1">\n  <c/>\n  <!-- d -->\n</a>', '<a b="1">\n  <c/>\n  <!-- d -->\n</a>'],
  ['CDATA and references as text', '<a><![CDATA[<&]]>&#65;&gt;</a>', '<a>&lt;&amp;A&gt;</a>'],
  ['a carriage return that was meant', '<a b="&#13;&#10;">&#13;</a>', '<a b="&#13;&#10;">&#13;</a>'],
  ['empty both ways', '<a></a>', '<a/>'],
]
for (const [name, document, expected] of printed) {
  test(name, () => assert.equal(serialize(parsed(document)), expected))
}

/** The first child of the document element is printed. */
const children: readonly (readonly [name: string, document: string, expected: string])[] = [
  ['the default namespace', '<r xmlns="u:d"><a/></r>', '<a xmlns="u:d"/>'],
  ['the prefix of its name', '<r xmlns:p="u:p" xmlns:q="u:q"><p:a/></r>', '<p:a xmlns:p="u:p"/>'],
  ['the prefix of an attribute', '<r xmlns:p="u:p"><a p:b=""/></r>', '<a xmlns:p="u:p" p:b=""/>'],
  [
    'a prefix in text alone, as of an identityref',
    '<r xmlns:p="u:p"><a>p:x</a></r>',
    '<a xmlns:p="u:p">p:x</a>',
  ],
  [
    'a prefix in a value alone, as of an XPath',
    '<r xmlns:p="u:p"><a select="/p:x"/></r>',
    '<a xmlns:p="u:p" select="/p:x"/>',
  ],
  ['a prefix deeper down', '<r xmlns:p="u:p"><a><b><p:c/></b></a></r>', '<a xmlns:p="u:p"><b><p:c/></b></a>'],
  ['a prefix that it declares itself', '<r xmlns:p="u:p"><p:a xmlns:p="u:q"/></r>', '<p:a xmlns:p="u:q"/>'],
  [
    'a prefix that is declared again before it is used',
    '<r xmlns:p="u:p"><a><p:b xmlns:p="u:q"/></a></r>',
    '<a><p:b xmlns:p="u:q"/></a>',
  ],
  [
    'the nearest of two declarations',
    '<r xmlns:p="u:p"><a xmlns:p="u:q"><p:b/></a></r>',
    '<a xmlns:p="u:q"><p:b/></a>',
  ],
  ['no default namespace, taken back', '<r xmlns="u:d"><a xmlns=""/></r>', '<a xmlns=""/>'],
  ['nothing that it does not use', '<r xmlns:p="u:p" xmlns:q="u:q"><a>x</a></r>', '<a>x</a>'],
  ['the prefix xml needs none', '<r><a xml:lang="en"/></r>', '<a xml:lang="en"/>'],
  [
    'a URI with special characters',
    '<r xmlns:p="u?a=1&amp;b=&quot;"><p:a/></r>',
    '<p:a xmlns:p="u?a=1&amp;b=&quot;"/>',
  ],
  [
    'a prefix named like a property of every object',
    '<r xmlns:constructor="u:p"><constructor:a/></r>',
    '<constructor:a xmlns:constructor="u:p"/>',
  ],
]
for (const [name, document, expected] of children) {
  test(`a child stands alone: ${name}`, () => {
    const [child] = elementsOf(parsed(document))
    assert.ok(child)
    assert.equal(serialize(child), expected)
  })
}

test('content is printed child by child, each standing alone', () => {
  const root = parsed('<r xmlns:p="u:p">x &amp; <a>p:v</a><!-- c --><p:b/></r>')
  assert.equal(serializeContent(root), 'x &amp; <a xmlns:p="u:p">p:v</a><!-- c --><p:b xmlns:p="u:p"/>')
})

test('every subtree of documents at random, printed and parsed again, means the same', () => {
  const random = seeded(7)
  let count = 0
  for (let round = 0; round < 150; round += 1) {
    for (const element of walk(parsed(randomDocument(random)))) {
      const again = parsed(serialize(element))
      assert.deepEqual(meaning(again), meaning(element))
      assert.equal(serialize(again), serialize(element), 'printing again changes nothing')
      count += 1
    }
  }
  assert.ok(count > 1_000, String(count))
})

test('prefixes in values still resolve in what is printed', () => {
  const root = parsed('<r xmlns:if="u:if"><a xmlns:ip="u:ip"><b>/if:x/ip:y</b></a></r>')
  const b = childOf(childOf(root, 'a')!, 'b')!
  const again = parsed(serialize(b))
  assert.equal(textOf(again), '/if:x/ip:y')
  assert.deepEqual(namespacesAt(again), { if: 'u:if', ip: 'u:ip' })
})
