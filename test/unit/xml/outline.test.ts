// The outline: fold ranges and child counts, any input in any step size, work that grows with the text.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printLines } from '../../../src/xml/format.ts'
import type { Outline } from '../../../src/xml/outline.ts'
import { OutlineBuilder } from '../../../src/xml/outlineBuilder.ts'
import { randomDocument, seeded } from './randomXml.ts'

function outlineOf(source: string): Outline {
  const builder = new OutlineBuilder(source)
  builder.advance()
  return builder.outline
}

const shapeOf = (outline: Outline): unknown[] =>
  Array.from({ length: outline.lineCount }, (_, line) => [
    outline.text(line),
    outline.depth(line),
    outline.context(line),
    outline.close(line),
    outline.children(line),
  ])

test('each line knows where it ends and what it holds', () => {
  assert.deepEqual(shapeOf(outlineOf('<a><b><c>1</c><d/></b><!-- x\ny --><e>1\n2</e></a>')), [
    ['<a>', 0, 'markup', 9, 2],
    ['<b>', 1, 'markup', 4, 2],
    ['<c>1</c>', 2, 'markup', 2, 0],
    ['<d/>', 2, 'markup', 3, 0],
    ['</b>', 1, 'markup', 4, 0],
    ['<!-- x', 1, 'markup', 6, 0],
    ['y -->', 0, 'comment', 6, 0],
    ['<e>1', 1, 'markup', 8, 0],
    ['2</e>', 0, 'text', 8, 0],
    ['</a>', 0, 'markup', 9, 0],
  ])
})

test('which lines begin an element', () => {
  const outline = outlineOf('<a><!-- x --><b>1</b><c>1\n2</c></a>')
  assert.deepEqual(
    Array.from({ length: outline.lineCount }, (_, line) => outline.isElement(line)),
    [true, false, true, true, false, false],
  )
})

test('a long line is read in parts', () => {
  const outline = outlineOf(`<a>${'x'.repeat(1_000_000)}</a>`)
  assert.equal(outline.lineCount, 1)
  assert.equal(outline.text(0, 0, 5), '<a>xx')
  assert.equal(outline.text(0, 999_999, 100), 'xxxx</a>')
})

test('the line of an offset', () => {
  const source = '<a>\n  <b>1</b>\n  <c>2</c>\n</a>'
  const outline = outlineOf(source)
  assert.equal(outline.lineAt(source.indexOf('1')), 1)
  assert.equal(outline.lineAt(source.indexOf('<c>')), 2)
  assert.equal(outline.lineAt(source.length), 3)
})

test('steps of any size make the same outline', () => {
  const random = seeded(3)
  for (let n = 0; n < 100; n += 1) {
    const source = randomDocument(random)
    const builder = new OutlineBuilder(source)
    for (let steps = 0; !builder.advance(1 + Math.floor(random() * 40)); steps += 1) {
      assert.ok(steps <= source.length, 'each step moves on')
    }
    assert.deepEqual(shapeOf(builder.outline), shapeOf(outlineOf(source)))
  }
})

test('cut or damaged text never throws and loses no character but blanks', () => {
  const random = seeded(4)
  const visible = (text: string): string => text.replace(/[\s"']|&quot;/g, '')
  for (let n = 0; n < 2_000; n += 1) {
    const source = randomDocument(random)
    const at = Math.floor(random() * source.length)
    const damaged =
      random() < 0.5
        ? source.slice(0, at)
        : source.slice(0, at) + '<>/"\'!?-]'.charAt(Math.floor(random() * 9)) + source.slice(at + 1)
    const outline = outlineOf(damaged)
    for (let line = 0; line < outline.lineCount; line += 1) {
      assert.ok(outline.close(line) >= line && outline.close(line) < outline.lineCount, damaged)
    }
    assert.equal(visible(printLines(outline, 0, outline.lineCount)), visible(damaged), damaged)
  }
})

const GROWING: readonly (readonly [name: string, make: (n: number) => string])[] = [
  ['list entries', (n) => `<a>${'<i><name>e</name><mtu>9000</mtu></i>'.repeat(n)}</a>`],
  ['pretty-printed', (n) => `<a>${'\n  <i>\n    <name>e</name>\n  </i>'.repeat(n)}\n</a>`],
  ['one long value', (n) => `<a>${'x'.repeat(n)}</a>`],
  ['a value of many lines', (n) => `<a>${'x\n'.repeat(n)}</a>`],
  ['values over lines', (n) => `<a>${'<b>1\n2</b>'.repeat(n)}</a>`],
  ['nested mixed content', (n) => `<r>${`${'<a>x\ny'.repeat(50)}${'</a>'.repeat(50)}`.repeat(n / 50)}</r>`],
  ['deep nesting', (n) => `${'<a>x'.repeat(n)}${'</a>'.repeat(n)}`],
  ['unclosed', (n) => '<a b="'.repeat(n)],
  ['end tags alone', (n) => '</a>'.repeat(n)],
]

for (const [name, make] of GROWING) {
  test(`work grows with the text: ${name}`, () => {
    const visited = [2_000, 4_000, 8_000].map((n) => {
      const source = make(n)
      const builder = new OutlineBuilder(source)
      builder.advance()
      return builder.visited / source.length
    })
    for (const ratio of visited) assert.ok(ratio <= 20, `${ratio} visits a character`)
    assert.ok(visited[2]! <= visited[0]! * 1.5, visited.join(' '))
  })
}
