// The word that was meant.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { nearest } from '../../../src/cli/suggestion.ts'

const COMMANDS = ['get', 'get-config', 'get-data', 'edit-config', 'commit', 'schema', 'subscribe', 'listen']

describe('nearest', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['get-confg', 'get-config'],
    ['get_config', 'get-config'],
    ['comit', 'commit'],
    ['ocmmit', 'commit'],
    ['shcema', 'schema'],
    ['sub', 'subscribe'],
    ['Listen', 'listen'],
    ['xyzzy', undefined],
    ['q', undefined],
  ]
  for (const [word, meant] of cases) {
    test(`${word} → ${meant ?? 'nothing'}`, () => assert.equal(nearest(word, COMMANDS), meant))
  }
})
