// What goes to standard output and files: replies, envelopes, errors.

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, test } from 'node:test'
import { readArguments } from '../../../src/cli/arguments.ts'
import { createOutput } from '../../../src/cli/fileOutput.ts'
import { OUTPUT } from '../../../src/cli/options.ts'
import { reportRpcError } from '../../../src/cli/report.ts'
import { sendAndWrite } from '../../../src/cli/send.ts'
import { RpcError } from '../../../src/netconf/errors.ts'
import { commit, get } from '../../../src/netconf/operations.ts'
import { openFake } from '../fakes/fakeServer.ts'
import { FakeOutput, fakeConsole, type FakeConsole } from './fakeConsole.ts'

const WARNING =
  '<rpc-error><error-type>application</error-type><error-tag>partial</error-tag><error-severity>warning</error-severity><error-message>a\u009bb</error-message></rpc-error>'

async function sent(words: readonly string[], content: string, out = new FakeOutput()): Promise<FakeConsole> {
  const { server, session } = await openFake()
  const args = readArguments(words, OUTPUT.options)
  const console = fakeConsole({ out })
  const done = sendAndWrite({ session, args, console, hello: '' }, get())
  const rpc = await server.nextRpc()
  server.reply(rpc, content)
  await done
  await session.close()
  return console
}

describe('sendAndWrite', () => {
  test('a reply as it came, with a line end behind it; warnings for people', async () => {
    const { out, told } = await sent([], `<ok/>${WARNING}`)
    assert.match(out.text, /^<rpc-reply [^>]*><ok\/><rpc-error>.*<\/rpc-reply>\n$/)
    assert.deepEqual(told, ['warning: partial: a�b'])
  })

  test('--raw adds nothing, --pretty indents, a terminal gets no control characters', async () => {
    assert.match((await sent(['--raw'], '<ok/>')).out.text, /<\/rpc-reply>$/)
    assert.match((await sent(['--pretty'], '<data><a/></data>')).out.text, /\n {4}<a\/>\n/)
    const terminal = new FakeOutput()
    terminal.isTerminal = true
    assert.match((await sent([], '<data><a>x\u009b2J</a></data>', terminal)).out.text, /\n {4}<a>x�2J<\/a>\n/)
  })

  test('--json is one line', async () => {
    const { out } = await sent(['--json'], `<data/>${WARNING}`)
    const envelope = JSON.parse(out.text) as Record<string, unknown>
    assert.deepEqual(Object.keys(envelope), ['messageId', 'elapsedMs', 'bytes', 'warnings', 'errors', 'xml'])
    assert.equal(envelope['messageId'], '1')
    assert.equal(envelope['bytes'], Buffer.byteLength(String(envelope['xml'])))
  })

  test('an operation that the device did not announce is not sent', async () => {
    const { server, session } = await openFake()
    const task = { session, args: readArguments([], OUTPUT.options), console: fakeConsole(), hello: '' }
    await assert.rejects(sendAndWrite(task, commit()), /cannot do commit: it has no candidate/)
    assert.equal(server.received.length, 1)
    await session.close()
  })
})

describe('a file as output', () => {
  const large = `<data>${'<entry>Zürich</entry>'.repeat(50_000)}</data>`

  async function intoFile(
    before: string | undefined,
    content: string,
    breakOff: boolean,
  ): Promise<string | undefined> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'netconf-explorer-out-'))
    const file = path.join(folder, 'reply.xml')
    try {
      if (before !== undefined) writeFileSync(file, before)
      const { server, session } = await openFake({ chunkSize: 16_384 })
      const out = createOutput(file, process.stdout)
      const task = {
        session,
        args: readArguments([], OUTPUT.options),
        console: { ...fakeConsole(), out },
        hello: '',
      }
      const done = sendAndWrite(task, get()).catch((error: unknown) => error)
      const rpc = await server.nextRpc()
      const text = `<rpc-reply xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="${rpc.id}">${content}</rpc-reply>`
      if (breakOff) {
        server.sendBytes(Buffer.from(`\n#${text.length * 2}\n${text}`))
        server.close()
      } else server.send(text)
      assert.equal((await done) === undefined, !breakOff)
      out.close()
      await session.close()
      assert.ok(!existsSync(`${file}.part`))
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  test('a large reply is there to the last byte', async () => {
    assert.equal(
      (await intoFile('old', large, false))?.replace(/^<rpc-reply [^>]*>/, ''),
      `${large}</rpc-reply>\n`,
    )
  })
  test('a small one as well', async () => {
    assert.match((await intoFile(undefined, '<data/>', false)) ?? '', /<data\/><\/rpc-reply>\n$/)
  })
  test('what breaks off leaves the file as it was', async () => {
    assert.equal(await intoFile('old', large, true), 'old')
    assert.equal(await intoFile(undefined, large, true), undefined)
  })
})

describe('reportRpcError', () => {
  test('every error with all it says, on one line each', async () => {
    const error = new RpcError(
      'edit-config',
      [
        {
          type: 'application',
          tag: 'invalid-value',
          severity: 'error',
          path: '/a',
          message: 'bad',
          appTag: 'x',
          info: [{ name: 'bad-element', uri: '', value: 'mtu', xml: '' }],
        },
        { type: 'rpc', tag: 'too-big', severity: 'warning', info: [] },
      ],
      { xml: '<rpc-reply message-id="4"/>', requestXml: '', elapsedMs: 1, bytes: 27 },
    )
    const console = fakeConsole()
    await reportRpcError(error, false, console)
    assert.deepEqual(console.told, [
      'error: invalid-value at /a: bad [type application, app-tag x, bad-element mtu]',
      'warning: too-big [type rpc]',
    ])
    assert.equal(console.out.text, '')
    await reportRpcError(error, true, console)
    const envelope = JSON.parse(console.out.text) as { errors: unknown[]; warnings: unknown[] }
    assert.deepEqual([envelope.errors.length, envelope.warnings.length], [1, 1])
  })
})
