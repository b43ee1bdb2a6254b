// Filters, places and times as they are typed.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readArguments } from '../../../src/cli/arguments.ts'
import { filterFrom, placeFrom, timeFrom } from '../../../src/cli/inputs.ts'
import { FILTERS } from '../../../src/cli/options.ts'
import { fakeConsole } from './fakeConsole.ts'

const filter = (words: readonly string[], input = ''): ReturnType<typeof filterFrom> =>
  filterFrom(readArguments(words, FILTERS), fakeConsole({ input }))

describe('filterFrom', () => {
  test('XML, standard input, XPath', async () => {
    assert.deepEqual(await filter(['--subtree', '<a xmlns="urn:a"/>']), {
      type: 'subtree',
      content: '<a xmlns="urn:a"/>',
    })
    assert.deepEqual(await filter(['--subtree', '-'], '<filter><b/></filter>'), {
      type: 'subtree',
      content: '<b/>',
    })
    assert.deepEqual(await filter(['--xpath', '/p:a', '--ns', 'p=urn:a?x=1']), {
      type: 'xpath',
      select: '/p:a',
      namespaces: { p: 'urn:a?x=1' },
    })
    assert.equal(await filter([]), undefined)
  })

  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['both', ['--subtree', '<a/>', '--xpath', '/a'], /not both/],
    ['a prefix without XPath', ['--ns', 'a=b'], /--xpath, which is missing/],
    ['XML that breaks off', ['--subtree', '<a>\n<b'], /the filter, line \d+ column \d+/],
    ['a file that is not there', ['--subtree', 'nowhere.xml'], /nowhere\.xml cannot be read/],
  ]
  for (const [what, words, says] of wrong) test(what, () => assert.rejects(filter(words), says))
})

describe('placeFrom', () => {
  test('datastores and URLs', () => {
    assert.equal(placeFrom('startup', 'it'), 'startup')
    assert.deepEqual(placeFrom('https://x/y', 'it'), { url: 'https://x/y' })
    assert.throws(
      () => placeFrom('runing', 'The source'),
      /The source is running, candidate, startup or a URL/,
    )
  })
})

describe('timeFrom', () => {
  const now = new Date('2026-01-31T12:00:00Z')
  const cases: readonly (readonly [string, string])[] = [
    ['-30m', '2026-01-31T11:30:00.000Z'],
    ['+10', '2026-01-31T12:00:10.000Z'],
    ['-2h', '2026-01-31T10:00:00.000Z'],
    ['-1d', '2026-01-30T12:00:00.000Z'],
  ]
  for (const [text, time] of cases) {
    test(text, () => assert.equal((timeFrom(text, '--start', now) as Date).toISOString(), time))
  }
  test('a whole one stays as it is; nonsense is refused', () => {
    assert.equal(timeFrom('2026-01-31T12:00:00.5+01:00', '--start', now), '2026-01-31T12:00:00.5+01:00')
    assert.throws(() => timeFrom('yesterday', '--start', now), /--start is a time such as/)
  })
})
