// The words for what became of loading a schema.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { MissingModule } from '../../../src/language/schemaAssembly.ts'
import { missingWords, outcomeSentence, outcomeText } from '../../../src/language/schemaReport.ts'

const missing = (name: string, why: string, neededBy: readonly string[] = []): MissingModule => ({
  ...{ name, why, neededBy },
  revision: undefined,
})
const modules = [
  { name: 'a', revision: '2020-01-01', implemented: true },
  { name: 'types', revision: '', implemented: false },
]

describe('outcomeSentence', () => {
  const cases = [
    [2, 0, '2 modules loaded'],
    [1, 0, '1 module loaded'],
    [2, 3, '2 modules loaded, 3 missing'],
    [0, 1, '0 modules loaded, 1 missing'],
  ] as const
  for (const [loaded, gone, sentence] of cases) {
    it(sentence, () => {
      const outcome = {
        modules: modules.slice(0, loaded),
        missing: Array.from({ length: gone }, () => missing('x', 'Why.')),
        notes: [],
      }
      assert.equal(outcomeSentence(outcome), sentence)
    })
  }
})

describe('missingWords', () => {
  const cases: readonly (readonly [MissingModule, string])[] = [
    [{ ...missing('a', ''), revision: '2020-01-01' }, 'a@2020-01-01'],
    [missing('a', '', ['b']), 'a (needed by b)'],
    [missing('a', '', ['b', 'c']), 'a (needed by b and c)'],
    [missing('a', '', ['b', 'c', 'd']), 'a (needed by b and 2 others)'],
  ]
  for (const [module, words] of cases) it(words, () => assert.equal(missingWords(module), words))
})

describe('outcomeText', () => {
  it('puts those with one reason together, and leaves out what there is not', () => {
    const outcome = {
      modules,
      missing: [missing('x', 'Refused.'), missing('y', 'Gone.', ['a']), missing('z', 'Refused.')],
      notes: [],
    }
    const problem = {
      module: 'a',
      severity: 'error',
      message: 'Type t is not defined.',
      line: 3,
      column: 5,
    } as const
    assert.equal(
      outcomeText('core-1', outcome, [problem]),
      [
        'YANG modules of core-1: 2 modules loaded, 3 missing.',
        '',
        'Missing (3)',
        '  Refused.',
        '    x',
        '    z',
        '  y (needed by a): Gone.',
        '',
        'Errors in the modules (1)',
        '  a:3:5: Type t is not defined.',
        '',
        'Modules (2)',
        '  a@2020-01-01',
        '  types (import only)',
        '',
      ].join('\n'),
    )
  })
})
