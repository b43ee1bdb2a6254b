// Sizes, durations and counts read as people write them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countText, durationText, sizeText } from '../../../src/webview/units.ts'

const CASES: readonly (readonly [said: string, expected: string])[] = [
  [sizeText(0), '0 B'],
  [sizeText(999), '999 B'],
  [sizeText(1_000), '1.0 kB'],
  [sizeText(15_400), '15 kB'],
  [sizeText(999_600), '1.0 MB'],
  [sizeText(5_240_000), '5.2 MB'],
  [sizeText(3_000_000_000_000), '3000 GB'],
  [durationText(0.2), '1 ms'],
  [durationText(35.4), '35 ms'],
  [durationText(2_400), '2.4 s'],
  [durationText(61_000), '61 s'],
  [countText(1, 'error'), '1 error'],
  [countText(1_204, 'error'), '1,204 errors'],
  [countText(2, 'child', 'children'), '2 children'],
]

for (const [said, expected] of CASES) test(expected, () => assert.equal(said, expected))
