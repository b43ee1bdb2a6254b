// ProxyCommand: what is run without a shell, what with one, and what not at all.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { withinLimits } from '../../../src/transport/attempt.ts'
import { ConnectError } from '../../../src/transport/errors.ts'
import { openProxyCommand, proxyInvocation } from '../../../src/transport/proxyCommand.ts'
import type { TokenValues } from '../../../src/transport/sshTokens.ts'

const tokens: TokenValues = { alias: 'core', hostName: 'core.lab', port: 830, user: 'me' }

describe('without a shell', () => {
  for (const [command, words] of [
    ['nc %h %p', ['nc', 'core.lab', '830']],
    ['exec nc -X 5 -x proxy:1080 %h %p ', ['nc', '-X', '5', '-x', 'proxy:1080', 'core.lab', '830']],
    ["ssh -W '[%h]:%p' %r@gate", ['ssh', '-W', '[core.lab]:830', 'me@gate']],
    [
      '"/opt/my tools/connect" "%h"-\'%p\' 100%% %n %z',
      ['/opt/my tools/connect', 'core.lab-830', '100%', 'core', '%z'],
    ],
  ] as const) {
    test(command, () => {
      const [program = '', ...args] = words
      assert.deepEqual(proxyInvocation({ command, tokens }), { kind: 'program', program, args })
    })
  }
})

test('a long line costs no more than its length', () => {
  const command = `${'a '.repeat(50_000)}$`
  assert.equal(proxyInvocation({ command, tokens }).kind, 'shell')
})

describe('with a shell, as it is written for one', () => {
  for (const [command, line] of [
    ['nc %h %p 2>/dev/null', 'nc core.lab 830 2>/dev/null'],
    ['ssh -W [%h]:%p gate', 'ssh -W [core.lab]:830 gate'],
    ['~/bin/proxy %h', '~/bin/proxy core.lab'],
    ['VIA=gate proxy %h', 'VIA=gate proxy core.lab'],
    ['proxy "$HOME" %h', 'proxy "$HOME" core.lab'],
    ['proxy %h || other %h', 'proxy core.lab || other core.lab'],
    ["proxy 'open", "proxy 'open"],
    ['proxy a\\ b', 'proxy a\\ b'],
  ] as const) {
    test(command, () => assert.deepEqual(proxyInvocation({ command, tokens }), { kind: 'shell', line }))
  }
})

describe('names that could do harm are refused', () => {
  for (const changed of [
    { alias: '$(reboot)' },
    { hostName: 'a;b' },
    { hostName: '-oProxyCommand=x' },
    { user: 'me`x`' },
    { user: 'me you' },
    { keyAlias: 'a|b' },
    { hostName: 'a\nb' },
  ] satisfies Partial<TokenValues>[]) {
    test(JSON.stringify(changed), () => {
      assert.throws(
        () => proxyInvocation({ command: 'nc %h %n %r %k', tokens: { ...tokens, ...changed } }),
        ConnectError,
      )
    })
  }
})

test('a value that the command does not use does no harm', () => {
  const odd = { ...tokens, user: 'DOMAIN\\me', alias: '$(reboot)' }
  assert.deepEqual(proxyInvocation({ command: 'nc %h %p %%r', tokens: odd }), {
    kind: 'program',
    program: 'nc',
    args: ['core.lab', '830', '%r'],
  })
})

describe('running', () => {
  const open = (command: string) =>
    withinLimits({ timeoutMs: 10_000 }, 'core', (attempt) => openProxyCommand({ command, tokens }, attempt))

  test('bytes go both ways, with and without a shell', async () => {
    for (const command of ['cat', 'cat | cat']) {
      const stream = await open(command)
      stream.end('to and fro')
      let back = ''
      for await (const chunk of stream) back += String(chunk)
      assert.equal(back, 'to and fro')
    }
  })

  test('a program that is not there', async () => {
    await assert.rejects(open('/nowhere/nc %h'), {
      name: 'ConnectError',
      message: /cannot be started \(\/nowhere\/nc\)/,
    })
  })

  test('an end before the first byte says what it wrote', async () => {
    const stream = await open("sh -c 'echo no route to %h >&2; exit 7'")
    const error = await new Promise<unknown>((resolve) => stream.once('error', resolve))
    assert.ok(error instanceof ConnectError)
    assert.match(error.message, /ended with status 7 .* It wrote: no route to core\.lab$/)
  })

  test('an end while a grandchild holds the output open is an end all the same', async () => {
    const stream = await open("sh -c 'echo hello; sleep 20 & exit 0'")
    const started = performance.now()
    let heard = ''
    for await (const chunk of stream) heard += String(chunk)
    assert.equal(heard, 'hello\n')
    assert.ok(performance.now() - started < 10_000)
  })

  test('what a grandchild says after the end is not heard', async () => {
    const stream = await open("sh -c '(sleep 1.5; echo late) & echo hello'")
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    let heard = ''
    for await (const chunk of stream) heard += String(chunk)
    assert.equal(heard, 'hello\n')
  })

  test('nothing is lost where the reader is slower than the program', async () => {
    const stream = await open('head -c 300000 /dev/zero')
    await new Promise((resolve) => setTimeout(resolve, 800))
    let bytes = 0
    for await (const chunk of stream) bytes += (chunk as Buffer).length
    assert.equal(bytes, 300_000)
  })

  test('a program that closes its output and lingers has ended the connection', async () => {
    const stream = await open("sh -c 'exec >&-; sleep 20'")
    const error = await new Promise<unknown>((resolve) => stream.once('error', resolve))
    assert.ok(error instanceof ConnectError)
    assert.match(error.message, /closed its output before the connection stood/)
  })

  test('destroying the stream ends the program', async () => {
    const stream = await open('sh -c "echo alive; exec sleep 60"')
    await new Promise((resolve) => stream.once('data', resolve))
    const started = performance.now()
    stream.destroy()
    await new Promise((resolve) => stream.once('close', resolve))
    assert.ok(performance.now() - started < 1_000)
  })
})
