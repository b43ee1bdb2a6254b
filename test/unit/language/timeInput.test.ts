import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readTime } from '../../../src/language/timeInput.ts'

const NOW = new Date('2026-01-31T12:00:00Z')
const local = (...parts: readonly [number, number, number, number, number]): string =>
  new Date(...parts).toISOString()

const CASES: readonly (readonly [text: string, iso: string])[] = [
  ['-1h', '2026-01-31T11:00:00.000Z'],
  ['+30m', '2026-01-31T12:30:00.000Z'],
  ['-2 D', '2026-01-29T12:00:00.000Z'],
  ['- 90s', '2026-01-31T11:58:30.000Z'],
  ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
  ['2026-01-31T12:00:00.25+02:00', '2026-01-31T10:00:00.250Z'],
  ['2026-01-31 12:34', local(2026, 0, 31, 12, 34)],
  [' 2026-01-31 ', local(2026, 0, 31, 0, 0)],
]

describe('a moment as a person types it', () => {
  for (const [text, iso] of CASES) {
    it(text, () => assert.equal(readTime(text, NOW).value?.toISOString(), iso))
  }

  it('14:05 is that time of today', () => {
    const { value } = readTime('14:05', NOW)
    assert.deepEqual([value?.getHours(), value?.getMinutes(), value?.getSeconds()], [14, 5, 0])
    assert.equal(value?.toDateString(), NOW.toDateString())
  })

  for (const text of ['', 'yesterday', '1h', '-1y', '25:00', '12:60', '2026-13-01', '2026-01-31T12', '5']) {
    it(`${JSON.stringify(text)} is none, and that is said`, () => {
      const { value, problem } = readTime(text, NOW)
      assert.equal(value, undefined)
      assert.match(problem ?? '', /^".*" is no time/)
    })
  }
})
