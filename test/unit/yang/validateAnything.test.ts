// Validation of documents made up without a thought.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeRandom } from '../../yang/random.ts'
import { elementsFrom, validateText } from './validateSchema.ts'

const NAMES = [
  'c',
  'a',
  'l',
  'k',
  'j',
  'u',
  'ref',
  'entry',
  'two',
  'one-b',
  'np',
  'q',
  'pr',
  'ii',
  'either',
  'any',
  'op',
  'x',
  'go',
  'note',
  'z',
  'user',
  'name',
  'order',
  'nope',
]
const TEXTS = [
  '',
  '1',
  'u',
  'auto',
  ' ',
  'm:one',
  "/m:c/m:l[m:k='1'][m:j='1']/m:u",
  '/',
  '[',
  '256',
  'x'.repeat(300),
  '\u{1F600}',
]
const ATTRIBUTES = [
  '',
  ' nc:operation="delete"',
  ' nc:operation="x"',
  ' yang:insert="before"',
  ' yang:key="["',
  ' xsi:nil="true"',
  ' n:text="1"',
]

test('any document in, no throw, and every problem has its place', () => {
  const random = makeRandom(7)
  const make = (depth: number): string => {
    const name = random.pick(NAMES)
    const inside =
      depth > 5 || random.chance(0.3)
        ? ''
        : Array.from({ length: random.below(5) }, () => make(depth + 1)).join('')
    return `<${name}${random.pick(ATTRIBUTES)}>${random.pick(TEXTS)}${inside}</${name}>`
  }
  for (let round = 0; round < 400; round += 1) {
    const text = make(0)
    const [operation] = elementsFrom('<op><x>1</x></op>')
    for (const kind of ['config', 'data', 'edit', 'rpc', 'reply', 'notification'] as const) {
      const options = { kind, ...(operation === undefined ? {} : { operation }) }
      const { valid, problems } = validateText(text, options)
      assert.equal(
        valid,
        problems.every(({ severity }) => severity === 'warning'),
      )
      for (const { element, path, message } of problems) {
        assert.ok(element !== undefined, text)
        assert.match(path, /^\//)
        assert.match(message, /[.!…*+)\]]$/, message)
      }
    }
  }
})
