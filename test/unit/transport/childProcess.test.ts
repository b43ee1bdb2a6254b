// A program as a transport: its bytes, its last words, its certain end.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { connectProcess } from '../../../src/transport/childProcess.ts'
import { ConnectError } from '../../../src/transport/errors.ts'
import type { Transport } from '../../../src/transport/transport.ts'
import { listenTo } from '../fakes/listening.ts'
import { leavesNothingOpen } from '../fakes/openHandles.ts'

const node = (script: string, env?: Readonly<Record<string, string>>): Promise<Transport> =>
  connectProcess({ command: process.execPath, args: ['-e', script], ...(env === undefined ? {} : { env }) })

describe('a local process', () => {
  test('its output and input are the transport; our end is its end', async () => {
    await leavesNothingOpen(async () => {
      const transport = await node('process.stdout.write("hello"); process.stdin.pipe(process.stdout)')
      const heard = listenTo(transport)
      await heard.until('hello')
      transport.send(Buffer.from(', you'))
      await heard.until('hello, you')
      transport.close()
      transport.close()
      assert.equal(await heard.closed, undefined)
    })
  })

  test('arguments and environment come as they are, without a shell', async () => {
    const transport = await connectProcess({
      command: process.execPath,
      args: ['-e', 'process.stdout.write([process.argv[1], process.env.WORD].join())', '$HOME; echo `id`'],
      env: { WORD: '"quoted"' },
    })
    const heard = listenTo(transport)
    await heard.closed
    assert.equal(heard.text(), '$HOME; echo `id`,"quoted"')
  })

  test('ends before its first byte: the end of its standard error is told', async () => {
    const script =
      'for (let i = 0; i < 500; i += 1) console.error(`line ${i}`); console.error("\\u001b[31mno such host\\r\\n"); process.exitCode = 255'
    await leavesNothingOpen(async () => {
      const cause = await listenTo(await node(script)).closed
      assert.ok(cause instanceof ConnectError)
      assert.equal(cause.reason, 'unreachable')
      assert.match(
        cause.message,
        /ended with status 255 before NETCONF began\. It wrote: line 498 line 499 no such host$/,
      )
      assert.doesNotMatch(cause.message, /[\u0000-\u001f]/)
    })
  })

  test('ends in the middle: with a failure a cause, with success none', async () => {
    const failed = await listenTo(await node('process.stdout.write("hello"); process.exitCode = 3')).closed
    assert.ok(failed !== undefined && !(failed instanceof ConnectError))
    assert.match(failed.message, /ended with status 3\. It wrote nothing/)
    assert.equal(await listenTo(await node('process.stdout.write("hello")')).closed, undefined)
  })

  test('killed by another: the signal is told', async () => {
    const cause = await listenTo(await node('process.kill(process.pid, "SIGKILL")')).closed
    assert.match(cause?.message ?? '', /ended with signal SIGKILL/)
  })

  test('one that ignores the end of its input, and a request to end, is killed', async () => {
    const script =
      'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); process.stdout.write("hello")'
    await leavesNothingOpen(async () => {
      const transport = await node(script)
      const heard = listenTo(transport)
      await heard.until('hello')
      transport.close()
      assert.equal(await heard.closed, undefined)
    })
  })

  test('a grandchild that keeps the output open does not keep us', async () => {
    const script =
      'require("child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 3000)"], { stdio: "inherit" }).unref(); setTimeout(() => process.exit(1), 50)'
    const cause = await listenTo(await node(script)).closed
    assert.match(cause?.message ?? '', /status 1/)
  })

  test('what is sent to a dead one is lost without an error', async () => {
    const transport = await node('process.stdin.destroy(); setTimeout(() => {}, 100)')
    const { closed } = listenTo(transport)
    for (let round = 0; round < 20; round += 1) {
      transport.send(Buffer.alloc(100_000))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await closed
    transport.send(Buffer.from('too late'))
  })

  const UNSTARTABLE = [
    [
      'not there',
      { command: '/no/such/program', args: [] },
      /program \/no\/such\/program cannot be found\. Check/,
    ],
    [
      'no such folder',
      { command: process.execPath, args: [], cwd: '/no/such/folder' },
      /cannot be found in \/no/,
    ],
    ['not executable', { command: '/etc/passwd', args: [] }, /may not be run/],
  ] as const
  for (const [name, options, message] of UNSTARTABLE) {
    test(`cannot be started: ${name}`, async () => {
      await leavesNothingOpen(() =>
        assert.rejects(connectProcess(options), (error) => {
          assert.ok(error instanceof ConnectError)
          assert.match(error.message, message)
          return true
        }),
      )
    })
  }

  test('an abort, before and while it starts', async () => {
    const options = { command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'] }
    const before = AbortSignal.abort(new Error('enough'))
    await assert.rejects(connectProcess({ ...options, signal: before }), /enough/)
    const controller = new AbortController()
    await leavesNothingOpen(async () => {
      const starting = connectProcess({ ...options, signal: controller.signal })
      controller.abort(new Error('enough'))
      await assert.rejects(starting, /enough/)
    })
  })
})
