// Whom the command line trusts, and what it remembers.

import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import { readArguments } from '../../../src/cli/arguments.ts'
import { TRUST } from '../../../src/cli/options.ts'
import { hostKeyRule } from '../../../src/cli/trust.ts'
import { hostKeyCheck, type HostKeyVerdict } from '../../../src/client/hostKeyCheck.ts'
import { formatKnownHost, hostKeyOf } from '../../../src/transport/knownHosts.ts'
import { fakeConsole, type FakeConsole } from './fakeConsole.ts'

const blob = (fill: number): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 11]),
    Buffer.from('ssh-ed25519'),
    Buffer.from([0, 0, 0, 32]),
    Buffer.alloc(32, fill),
  ])
const KEY = hostKeyOf(blob(1))
const OTHER = hostKeyOf(blob(2))

describe('host keys', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'netconf-explorer-trust-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  let count = 0
  const freshFile = (): string => path.join(folder, `${(count += 1)}/known_hosts`)

  async function judge(
    words: readonly string[],
    file: string,
    console: FakeConsole,
    key = KEY,
  ): Promise<HostKeyVerdict> {
    const place = { host: 'core-1', port: 830, userFiles: [file], globalFiles: [], mode: 'ask' } as const
    const rule = hostKeyRule(readArguments(words, TRUST.options), place, console)
    return (await hostKeyCheck(rule, place.host, place.port)).onHostKey(key)
  }

  const answers: readonly (readonly [string, boolean, boolean])[] = [
    ['yes', true, true],
    [KEY.sha256, true, true],
    ['once', true, false],
    ['no', false, false],
    ['', false, false],
    [OTHER.sha256, false, false],
  ]
  for (const [answer, accepts, remembers] of answers) {
    test(`asked, the answer "${answer.slice(0, 12)}"`, async () => {
      const file = freshFile()
      const console = fakeConsole({ answers: [answer] })
      assert.equal((await judge([], file, console)) === 'accept', accepts)
      assert.equal(existsSync(file), remembers)
      assert.ok(console.told.some((line) => line.includes(KEY.sha256)))
      if (!remembers) return
      assert.equal(await judge(['--host-key-mode', 'strict'], file, fakeConsole()), 'accept')
      const verdict = await judge(['--host-key-mode', 'accept-new'], file, fakeConsole(), OTHER)
      assert.match(verdict === 'accept' ? verdict : verdict.refuse, /has changed/)
    })
  }

  test('without anybody to ask an unknown key is refused, with the way out', async () => {
    const verdict = await judge([], freshFile(), fakeConsole())
    assert.match(verdict === 'accept' ? '' : verdict.refuse, /no terminal to ask on.*--host-key SHA256:/)
  })

  test('accept-new remembers, strict refuses', async () => {
    const file = freshFile()
    assert.notEqual(await judge(['--host-key-mode', 'strict'], file, fakeConsole()), 'accept')
    assert.equal(await judge(['--host-key-mode', 'accept-new'], file, fakeConsole()), 'accept')
    assert.match(readFileSync(file, 'utf8'), /^\[core-1\]:830 ssh-ed25519 \S+\n$/)
  })

  test('a pin wins over another key on record, but not over a revocation', async () => {
    const file = freshFile()
    mkdirSync(path.dirname(file))
    writeFileSync(file, `${formatKnownHost('core-1', 830, OTHER)}\n`)
    assert.equal(await judge(['--host-key', KEY.sha256], file, fakeConsole()), 'accept')
    writeFileSync(file, `@revoked ${formatKnownHost('core-1', 830, KEY)}\n`)
    const verdict = await judge(['--host-key', KEY.sha256], file, fakeConsole())
    assert.match(verdict === 'accept' ? '' : verdict.refuse, /is revoked/)
  })

  test('a pin decides alone', async () => {
    const file = freshFile()
    assert.equal(await judge(['--host-key', KEY.sha256], file, fakeConsole()), 'accept')
    assert.notEqual(
      await judge(['--host-key', OTHER.sha256], file, fakeConsole({ answers: ['yes'] })),
      'accept',
    )
    assert.equal(
      await judge(['--host-key', OTHER.sha256, '--host-key', KEY.sha256], file, fakeConsole()),
      'accept',
    )
    assert.ok(!existsSync(file))
  })
})
