import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluateIfFeature } from '../../../src/yang/ifFeature.ts'

const TABLE: Record<string, boolean | undefined> = {
  on: true,
  off: false,
  'p:on': true,
  'not off': true,
  'not not on': true,
  'on and off': false,
  'on or off and off': true,
  '(on or off) and off': false,
  'not (on and off) or off': true,
  'not on or on': true,
  '\n on\n and\t(on)': true,
  '': undefined,
  'on and': undefined,
  'and on': undefined,
  'on off': undefined,
  '(on': undefined,
  'on)': undefined,
  '()': undefined,
}

for (const [expression, expected] of Object.entries(TABLE)) {
  test(`if-feature “${expression.trim()}”`, () => {
    assert.equal(
      evaluateIfFeature(expression, (name) => name === 'on' || name === 'p:on'),
      expected,
    )
  })
}

test('endless parentheses make no sense and do no harm', () => {
  assert.equal(
    evaluateIfFeature('('.repeat(100_000), () => true),
    undefined,
  )
  assert.equal(
    evaluateIfFeature('not '.repeat(100_000), () => true),
    undefined,
  )
})
