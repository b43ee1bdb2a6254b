// `~` in the names of files.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inHome } from '../../../src/transport/homePath.ts'

describe('the home folder', () => {
  const cases: readonly (readonly [written: string, meant: string])[] = [
    ['~', '/home/me'],
    ['~/.ssh/known_hosts', '/home/me/.ssh/known_hosts'],
    ['~\\keys', '/home/me\\keys'],
    ['~other/x', '~other/x'],
    ['/etc/~/x', '/etc/~/x'],
    ['a~/x', 'a~/x'],
    ['', ''],
  ]
  for (const [written, meant] of cases) {
    it(`${written} is ${meant}`, () => assert.equal(inHome(written, '/home/me'), meant))
  }
})
