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

function foldAll({ folds }: XmlLines): number {
  let turns = 0
  for (const steps = folds.foldAll(); steps.next().done !== true;) turns += 1
  return turns
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
  foldAll(lines)
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
  foldAll(lines)
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

test('fold all works in short turns, and shows nothing before it is at its end', () => {
  const entries = Array.from({ length: 20_000 }, (_, n) => `<i><n>${n}</n></i>`).join('')
  const lines = linesOf(`<r><data><list>${entries}</list></data></r>`)
  const steps = lines.folds.foldAll()
  steps.next()
  assert.equal(lines.folds.rowCount, lines.outline.lineCount)
  let turns = 1
  while (steps.next().done !== true) turns += 1
  assert.ok(turns > 8, `${turns} turns`)
  assert.equal(lines.folds.rowCount, 20_000 + 6)
})

test('a fold at the end of a text that is still being laid out hides what comes', () => {
  const entries = Array.from({ length: 5_000 }, (_, n) => `<i><n>${n}</n><m>${n}</m></i>`).join('')
  const lines = new XmlLines(`<r><data>${entries}</data></r>`)
  lines.advance()
  assert.equal(lines.done, false)
  lines.folds.toggle(1)
  while (!lines.advance());
  lines.folds.refresh()
  assert.deepEqual(shown(lines), ['<r>', '  <data>…</data>', '</r>'])
})
