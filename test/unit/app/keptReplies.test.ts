// The history has its limits, in number and in size.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keptReplies } from '../../../src/app/keptReplies.ts'

const CASES: readonly (readonly [name: string, sizes: number[], limit: number, kept: number[]])[] = [
  ['all there is room for', [10, 20, 30], 20, [10, 20, 30]],
  ['as many as are wanted', [10, 20, 30], 2, [10, 20]],
  ['the newest at least', [10, 20], 0, [10]],
  ['the newest, however large', [500, 1], 20, [500]],
  ['no older one behind one that has gone', [40, 70, 5], 20, [40]],
  ['none', [], 20, []],
]

for (const [name, sizes, limit, kept] of CASES) {
  test(`kept: ${name}`, () => {
    const records = sizes.map((size) => ({ xml: 'x'.repeat(size) }))
    assert.deepEqual(
      keptReplies(records, limit, 100).map(({ xml }) => xml.length),
      kept,
    )
  })
}
