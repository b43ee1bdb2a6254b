// The whole command line without a device: help, and what is wrong before anything is connected.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { main } from '../../../src/cli/main.ts'
import { fakeConsole, type FakeConsole } from './fakeConsole.ts'

async function run(words: readonly string[], input = ''): Promise<{ code: number; console: FakeConsole }> {
  const console = fakeConsole({ input })
  return { code: await main(words, () => console), console }
}

const COMMANDS =
  'hello get get-config get-data edit-config edit-data validate commit discard-changes lock rpc schema subscribe listen yang'.split(
    ' ',
  )

describe('help', () => {
  test('of the program names every command and every exit code', async () => {
    const { code, console } = await run(['--help'])
    assert.equal(code, 0)
    for (const command of COMMANDS) assert.match(console.out.text, new RegExp(`^  ${command} `, 'm'))
    for (const exit of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 130]) {
      assert.match(console.out.text, new RegExp(`^  ${exit} `, 'm'))
    }
    assert.ok(console.out.text.split('\n').every((line) => line.length <= 100))
  })

  for (const command of COMMANDS) {
    test(`of ${command} has an example that can be read`, async () => {
      const { code, console } = await run([command, '--help'])
      assert.equal(code, 0)
      assert.match(console.out.text, new RegExp(`^  netconf-explorer ${command}`, 'm'))
      assert.equal((await run(['help', command])).console.out.text, console.out.text)
    })
  }
})

describe('what is wrong is said before anything is connected', () => {
  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['options in front', '--json get x', /The command comes first/],
    ['two ways', 'get --tls --unix /x', /exclude each other/],
    ['a host that is none', 'get a_b!c', /host name/],
    ['too many operands', 'get x y', /takes no operands besides the device, not y/],
    ['too few operands', 'rpc x', /takes FILE\|-, not nothing/],
    ['a key without certificate', 'get x --tls --key k', /belong together/],
    ['an unknown datastore', 'get-config x --source runing', /running, candidate, startup or a URL/],
    ['an edit that is none', 'edit-config x -', /standard input, line 1/],
    ['a lock on nothing known', 'lock x runing', /running, candidate or startup/],
    ['an unknown schema action', 'schema x lst', /list, get and download/],
    ['a period without datastore', 'subscribe x --period 5', /need --datastore/],
    ['a stop without start', 'subscribe x --stop +5', /start/],
    ['config and state', 'get-data x --config --state', /exclude each other/],
    ['a listener without user', 'listen', /--user/],
    [
      'a listener for what is no command',
      'listen hallo --user x',
      /no command for a session\. Did you mean hello\?/,
    ],
    ['a fingerprint that is none', 'hello x --host-key SHA256:abc', /43 characters/],
    ['an open quote', "hello --command 'ssh", /quotes closed/],
  ]
  for (const [what, line, says] of wrong) {
    test(what, async () => {
      const words = line.includes("'") ? ['hello', '--command', "'ssh"] : line.split(' ')
      const { code, console } = await run([...words, '--ssh-config', 'none'])
      assert.equal(code, 2, console.told.join('\n'))
      assert.match(console.told.join('\n'), says)
      assert.equal(console.out.text, '')
    })
  }

  test('--commit of an edit of running, whether an option or the file says so', async () => {
    const edit = '<edit-config><target><running/></target><config><a xmlns="urn:a"/></config></edit-config>'
    for (const words of [['--target', 'running'], []]) {
      const { code, console } = await run(['edit-config', 'x', '-', '--commit', ...words, '-F', 'none'], edit)
      assert.equal(code, 2)
      assert.match(console.told.join(), /--commit is for edits of the candidate/)
    }
  })
})
