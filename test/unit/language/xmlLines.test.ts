// Rows of a window: long lines are cut, around the place looked for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MAX_SHOWN, XmlLines } from '../../../src/language/xmlLines.ts'

test('a long line is cut and says how much is missing', () => {
  const lines = new XmlLines(`<a>${'x'.repeat(1_000_000)}</a>`)
  while (!lines.advance());
  const [row] = lines.rows(0, 10)
  assert.equal(row?.text.length, MAX_SHOWN)
  assert.equal(row.before, 0)
  assert.equal(row.after, 1_000_007 - MAX_SHOWN)
})

test('the cut moves to the place looked for', () => {
  const source = `<a>${'x'.repeat(500_000)}needle${'x'.repeat(500_000)}</a>`
  const lines = new XmlLines(source)
  while (!lines.advance());
  const [row] = lines.rows(0, 1, source.indexOf('needle'))
  assert.ok(row !== undefined && row.text.includes('needle'))
  assert.equal(row.before + row.text.length + row.after, source.length)
})

test('a short line is whole', () => {
  const lines = new XmlLines('<a><b>1</b></a>')
  lines.advance()
  assert.deepEqual(lines.rows(1, 1), [
    {
      line: 1,
      depth: 1,
      context: 'markup',
      text: '<b>1</b>',
      before: 0,
      after: 0,
      fold: 'none',
      hidden: 0,
      foldEnd: '',
    },
  ])
})

test('the first rows are there before the whole text is laid out', () => {
  const lines = new XmlLines(`<a>${'<b>1</b>'.repeat(100_000)}</a>`)
  assert.equal(lines.advance(), false)
  assert.ok(lines.progress > 0 && lines.progress < 1)
  assert.equal(lines.rows(0, 50).length, 50)
})
