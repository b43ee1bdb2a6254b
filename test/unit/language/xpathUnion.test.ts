import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { splitUnion } from '../../../src/language/xpathUnion.ts'

const CASES: readonly (readonly [expression: string, parts: readonly string[]])[] = [
  ['/a:b', ['/a:b']],
  ['/a:b | /c:d', ['/a:b', '/c:d']],
  ["/a[name='x|y']|/b", ["/a[name='x|y']", '/b']],
  ['/a[b | c]/d | (/e | /f)', ['/a[b | c]/d', '(/e | /f)']],
  ['/a[name="it\'s |"] | /b', ['/a[name="it\'s |"]', '/b']],
  [' | ', []],
  ['', []],
]

describe('the parts of an XPath union', () => {
  for (const [expression, parts] of CASES) {
    it(JSON.stringify(expression), () => assert.deepEqual(splitUnion(expression), parts))
  }
})
