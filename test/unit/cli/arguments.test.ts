// Reading a command line: values, repetition, and every mistake with what was meant.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readArguments } from '../../../src/cli/arguments.ts'
import { UsageError } from '../../../src/cli/failures.ts'
import type { Option } from '../../../src/cli/options.ts'

const OPTIONS: readonly Option[] = [
  { name: 'json', help: '' },
  { name: 'output', short: 'o', value: 'FILE', help: '' },
  { name: 'source', value: 'DATASTORE', help: '', choices: ['running', 'candidate'] },
  { name: 'ns', value: 'PREFIX=URI', repeats: true, help: '' },
  { name: 'port', value: 'N', help: '', check: (value) => (value === '0' ? 'It is above 0.' : undefined) },
]

describe('readArguments', () => {
  test('options and operands in any order', () => {
    const args = readArguments(
      ['core-1', '--json', '-o', 'a.xml', '--source=running', '-', '--ns', 'a=b', '--ns=c=d'],
      OPTIONS,
    )
    assert.deepEqual(args.operands, ['core-1', '-'])
    assert.deepEqual([args.has('json'), args.has('ns'), args.has('port')], [true, true, false])
    assert.deepEqual(
      [args.value('output'), args.choice('source', ['running', 'candidate'])],
      ['a.xml', 'running'],
    )
    assert.deepEqual(args.list('ns'), ['a=b', 'c=d'])
    assert.deepEqual(args.without('ns').list('ns'), [])
  })

  test('behind -- everything is an operand; - is one, too', () => {
    assert.deepEqual(readArguments(['--', '--json', '-'], OPTIONS).operands, ['--json', '-'])
    assert.equal(readArguments(['-o', '-'], OPTIONS).value('output'), '-')
  })

  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['an unknown option', ['--sorce', 'running'], /no option --sorce\. Did you mean --source\?/],
    ['an unknown letter', ['-z'], /no option -z/],
    ['a missing value', ['--output'], /--output needs a value: --output FILE/],
    ['an option in place of a value', ['--output', '--json'], /--output needs a value/],
    ['a value for a flag', ['--json=yes'], /--json takes no value/],
    ['twice', ['--output', 'a', '--output', 'b'], /given twice/],
    ['an unknown choice', ['--source', 'runing'], /there are running, candidate\. Did you mean running\?/],
    ['a value that does not fit', ['--port', '0'], /--port 0: It is above 0\./],
  ]
  for (const [what, words, says] of wrong) {
    test(what, () => {
      assert.throws(
        () => readArguments(words, OPTIONS, 'get'),
        (error) => error instanceof UsageError && error.command === 'get' && says.test(error.message),
      )
    })
  }

  for (const name of ['--password', '--passphrase', '--pass', '--pwd', '--secret', '--token']) {
    test(`${name} is refused with the reason, and its value not repeated`, () => {
      for (const words of [[name, 'hunter2'], [`${name}=hunter2`]]) {
        assert.throws(
          () => readArguments(words, OPTIONS),
          (error) =>
            error instanceof UsageError &&
            /NETCONF_PASSWORD/.test(error.message) &&
            !error.message.includes('hunter2'),
        )
      }
    })
  }
})
