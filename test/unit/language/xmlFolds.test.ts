// Folding: rows and lines map to each other whatever is folded.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { XmlLines } from '../../../src/language/xmlLines.ts'
import { randomDocument, seeded } from '../xml/randomXml.ts'

function linesOf(source: string): XmlLines {
  const lines = new XmlLines(source)
  while (!lines.advance());
  return lines
}

const shown = (lines: XmlLines): string[] =>
  lines
    .rows(0, 1_000)
    .map(
      ({ depth, text, fold, foldEnd }) =>
        '  '.repeat(depth) + text + (fold === 'closed' ? `…${foldEnd}` : ''),
    )

const SOURCE = '<r><data><a><b>1</b><c><d>2</d></c></a><e>3</e><f><g/></f></data></r>'

test('a fold hides its lines and shows the end tag', () => {
  const lines = linesOf(SOURCE)
  lines.folds.toggle(2)
  assert.deepEqual(shown(lines), [
    '<r>',
    '  <data>',
    '    <a>…</a>',
    '    <e>3</e>',
    '    <f>',
    '      <g/>',
    '    </f>',
    '  </data>',
    '</r>',
  ])
  assert.equal(lines.rows(2, 1)[0]?.hidden, 5)
  lines.folds.toggle(2)
  assert.equal(lines.folds.rowCount, lines.outline.lineCount)
})

test('an inner fold stays folded under an outer one', () => {
  const lines = linesOf(SOURCE)
  lines.folds.toggle(4)
  lines.folds.toggle(2)
  lines.folds.toggle(2)
  assert.equal(lines.folds.isFolded(4), true)
  assert.equal(shown(lines)[4], '      <c>…</c>')
})

test('fold all closes the containers of the data, unfold all opens everything', () => {
  const lines = linesOf(SOURCE)
  lines.folds.foldAll()
  assert.deepEqual(shown(lines), [
    '<r>',
    '  <data>',
    '    <a>…</a>',
    '    <e>3</e>',
    '    <f>…</f>',
    '  </data>',
    '</r>',
  ])
  lines.folds.unfoldAll()
  assert.equal(lines.folds.rowCount, lines.outline.lineCount)
})

test('fold all closes the entries where the data is one container', () => {
  const lines = linesOf('<r><data><list><i><n>1</n></i><i><n>2</n></i></list></data></r>')
  lines.folds.foldAll()
  assert.deepEqual(shown(lines).slice(2, 5), ['    <list>', '      <i>…</i>', '      <i>…</i>'])
})

test('revealing a line opens every fold around it and no other', () => {
  const lines = linesOf(SOURCE)
  for (const line of [2, 4, 9]) lines.folds.toggle(line)
  lines.folds.reveal(5)
  assert.deepEqual(
    [2, 4, 9].map((line) => lines.folds.isFolded(line)),
    [false, false, true],
  )
  assert.equal(lines.folds.lineOf(lines.folds.rowOf(5)), 5)
})

test('a value over lines folds; a line within it does not', () => {
  const lines = linesOf('<a><b>1\n2\n3</b></a>')
  assert.deepEqual(
    [0, 1, 2, 3].map((line) => lines.folds.canFold(line)),
    [true, true, false, false],
  )
})

test('rows and lines map to each other in random documents with random folds', () => {
  const random = seeded(7)
  for (let n = 0; n < 100; n += 1) {
    const lines = linesOf(randomDocument(random))
    const { folds, outline } = lines
    const folded = new Set<number>()
    for (let line = 0; line < outline.lineCount; line += 1) {
      if (random() < 0.3 && folds.canFold(line)) {
        folds.toggle(line)
        folded.add(line)
      }
    }
    const expected: number[] = []
    for (
      let line = 0;
      line < outline.lineCount;
      line = folded.has(line) ? outline.close(line) + 1 : line + 1
    ) {
      expected.push(line)
    }
    assert.equal(folds.rowCount, expected.length)
    expected.forEach((line, row) => {
      assert.equal(folds.lineOf(row), line)
      assert.equal(folds.rowOf(line), row)
    })
  }
})
