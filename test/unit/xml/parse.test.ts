// The strict parser: names, offsets, and at which place a text stops being well-formed.

import assert from 'node:assert/strict'
import test from 'node:test'
import { checkWellFormed, lineAndColumn, parseXml } from '../../../src/xml/parse.ts'
import { attributeOf, childOf, elementsOf, textOf, type XmlElement } from '../../../src/xml/tree.ts'
import { mutationsOf } from '../language/mutations.ts'
import { randomDocument, seeded } from './randomXml.ts'

function parsed(text: string): XmlElement {
  const { root, problems } = parseXml(text)
  assert.deepEqual(problems, [])
  assert.ok(root)
  return root
}

function* walk(element: XmlElement): Generator<XmlElement> {
  yield element
  for (const child of elementsOf(element)) yield* walk(child)
}

test('names are resolved: default, prefix, undeclared again, attributes', () => {
  const root = parsed('<a xmlns="u:1" xmlns:p="u:2" p:x="1" y="2"><p:b/><c xmlns=""><d/></c></a>')
  const names = Array.from(walk(root), ({ uri, prefix, local, name }) => [uri, prefix, local, name])
  assert.deepEqual(names, [
    ['u:1', '', 'a', 'a'],
    ['u:2', 'p', 'b', 'p:b'],
    ['', '', 'c', 'c'],
    ['', '', 'd', 'd'],
  ])
  assert.equal(attributeOf(root, 'x', 'u:2'), '1')
  assert.equal(attributeOf(root, 'x'), undefined)
  assert.equal(attributeOf(root, 'y'), '2')
  assert.deepEqual(root.declares, { '': 'u:1', p: 'u:2' })
  assert.deepEqual(childOf(root, 'c')?.declares, { '': '' })
})

test('text: entities, CDATA and comments', () => {
  const root = parsed('<a>1 &lt;<!-- no --><![CDATA[&amp;]]>&#x1F6F0;</a>')
  assert.equal(textOf(root), '1 <&amp;\u{1F6F0}')
  assert.deepEqual(
    root.children.map((child) => child.kind),
    ['text', 'comment', 'text', 'text'],
  )
})

test('line ends are read as XML has it (§2.11), offsets are those of the text as it is', () => {
  const text = '<a>\r\n  <b>x\r\ny</b>\r\n</a>'
  const root = parsed(text)
  const b = childOf(root, 'b')
  assert.ok(b)
  assert.equal(textOf(b), 'x\ny')
  assert.equal(text.slice(b.start, b.end), '<b>x\r\ny</b>')
})

test('offsets of every element cut out just that element', () => {
  const text =
    '<?xml version="1.0"?>\n<!-- <b> -->\n<a x="1>2">\u{1F6F0}é<b\n y="]]&gt;" ><c/></b ><c></c><![CDATA[<b>]]></a>\n'
  const cuts = Array.from(walk(parsed(text)), ({ start, startTagEnd, end }) => [
    text.slice(start, startTagEnd),
    text.slice(start, end),
  ])
  const b = '<b\n y="]]&gt;" ><c/></b >'
  assert.deepEqual(cuts, [
    ['<a x="1>2">', text.slice(text.indexOf('<a'), -1)],
    ['<b\n y="]]&gt;" >', b],
    ['<c/>', '<c/>'],
    ['<c>', '<c></c>'],
  ])
})

test('offsets stay right over the borders of the pieces that the parser is fed', () => {
  const unit = '<i>\r\n\u{1F6F0}ü</i>\r\n'
  const text = `<r>${unit.repeat(20_000)}</r>`
  const elements = elementsOf(parsed(text))
  assert.equal(elements.length, 20_000)
  for (const [index, element] of elements.entries()) {
    const start = 3 + index * unit.length
    assert.deepEqual(
      [element.start, element.startTagEnd, element.end],
      [start, start + 3, start + unit.length - 2],
    )
  }
})

const broken: readonly (readonly [name: string, text: string, line: number, message: RegExp])[] = [
  ['empty', '', 1, /no element/],
  ['white space', ' \n ', 2, /no element/],
  ['a comment alone', '<!-- x -->', 1, /no element/],
  ['text alone', 'hello', 1, /text data outside/i],
  ['an end tag of another name', '<a>\n  <b>\n</a>', 3, /unexpected close tag/i],
  ['an end that never comes', '<a>\n<b></b>\n', 3, /unclosed tag/i],
  ['a tag that never ends', '<a', 1, /./],
  ['a second document element', '<a/>\n<b/>', 2, /./],
  ['text behind the end', '<a/>\nx', 2, /./],
  ['an undeclared prefix', '<a>\n<p:b/></a>', 2, /unbound namespace prefix/i],
  ['an undeclared prefix on an attribute', '<a>\n<b p:c="1"/></a>', 2, /unbound namespace prefix/i],
  ['an attribute twice', '<a b="1"\n b="2"/>', 2, /duplicate attribute/i],
  ['an attribute without quotes', '<a\nb=1/>', 2, /unquoted attribute/i],
  ['an undefined entity', '<a>\n&nbsp;</a>', 2, /undefined entity/i],
  ['a bare ampersand', '<a>\n & </a>', 2, /./],
  ['a control character', '<a>\n\u0001</a>', 2, /disallowed character/i],
  ['a document type', '\n<!DOCTYPE a [<!ENTITY b "c">]>\n<a>&b;</a>', 2, /document type declaration/],
]
for (const [name, text, line, message] of broken) {
  test(`not well-formed: ${name}`, () => {
    const { problems } = parseXml(text)
    assert.equal(problems.length, 1)
    const [problem] = problems
    assert.ok(problem)
    assert.equal(problem.line, line)
    assert.match(problem.message, message)
    assert.match(problem.message, /^[A-Z].*\.$/, 'a sentence')
    assert.doesNotMatch(problem.message, /^\d/)
    assert.ok(problem.offset >= 0 && problem.offset <= text.length)
    assert.deepEqual({ line: problem.line, column: problem.column }, lineAndColumn(text, problem.offset))
    assert.deepEqual(checkWellFormed(text), problem)
  })
}

test('the tree holds what came before the problem', () => {
  const { root } = parseXml('<a><b>1</b><c></a>')
  assert.ok(root)
  assert.deepEqual(
    elementsOf(root).map(({ local }) => local),
    ['b', 'c'],
  )
})

test('a fragment may have several top elements with text between them', () => {
  const { root, roots, problems } = parseXml('x <a/> y <b><c/></b>', { fragment: true })
  assert.deepEqual(problems, [])
  assert.deepEqual(
    roots.map(({ local }) => local),
    ['a', 'b'],
  )
  assert.equal(root, roots[0])
  assert.equal(parseXml('', { fragment: true }).problems.length, 1)
})

test('nesting has a limit, and reaching it is a problem like any other', () => {
  const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth)
  assert.deepEqual(parseXml(nested(1_000)).problems, [])
  const [problem] = parseXml(nested(100_000)).problems
  assert.match(problem?.message ?? '', /nested more than 1000 deep/)
  assert.equal(problem?.offset, 3_000)
})

test('lineAndColumn counts from 1; a line ends behind its newline', () => {
  const text = 'ab\n\ncd'
  const places = [0, 2, 3, 4, 6].map((offset) => lineAndColumn(text, offset))
  assert.deepEqual(places, [
    { line: 1, column: 1 },
    { line: 1, column: 3 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 3, column: 3 },
  ])
})

test('whatever is cut off, left out or put in: no exception, and both readers agree', () => {
  const text = '<?xml version="1.0"?><r xmlns:p="u"><p:a b="c">t&amp;<!--d--><![CDATA[e]]></p:a>\r\n<f/></r>'
  let refused = 0
  for (const mutation of mutationsOf(text)) {
    for (const options of [{}, { fragment: true }]) {
      const { problems } = parseXml(mutation, options)
      assert.deepEqual(checkWellFormed(mutation, options), problems[0])
      refused += problems.length
    }
  }
  assert.ok(refused > 200)
})

test('whole documents at random are well-formed, and their elements lie within each other', () => {
  const random = seeded(1)
  for (let round = 0; round < 200; round += 1) {
    const text = randomDocument(random)
    for (const { start, startTagEnd, end, parent } of walk(parsed(text))) {
      assert.equal(text[start], '<')
      assert.equal(text[startTagEnd - 1], '>')
      assert.equal(text[end - 1], '>')
      assert.ok(parent === undefined || (parent.startTagEnd <= start && end <= parent.end))
    }
  }
})
