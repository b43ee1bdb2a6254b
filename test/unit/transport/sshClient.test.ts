// The SSH client against a real SSH server in this process: what it carries, asks and leaves behind.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { ConnectError } from '../../../src/transport/errors.ts'
import type { HostKey } from '../../../src/transport/knownHosts.ts'
import { connectSsh, type SshOptions } from '../../../src/transport/sshClient.ts'
import { startSshServer, type SshServer } from '../../../src/transport/sshServer.ts'
import type { Transport } from '../../../src/transport/transport.ts'
import { runningTimers } from '../fakes/fakeServer.ts'
import { TcpProxy } from '../fakes/tcpProxy.ts'
import { drain, failure, HOST_KEY, later, options, PASSWORD, USER } from './sshAttempts.ts'

describe('the SSH client', () => {
  let server: SshServer
  let proxy: TcpProxy
  let sessions: Transport[] = []
  before(async () => {
    server = await startSshServer({
      username: USER,
      password: PASSWORD,
      hostKey: HOST_KEY,
      onSession: (transport) => sessions.push(transport),
    })
    proxy = await TcpProxy.start(server.port)
  })
  after(async () => {
    proxy.close()
    await server.close()
  })

  it('opens a line that carries bytes both ways, and leaves no timer running', async () => {
    sessions = []
    const timers = runningTimers()
    const transport = await connectSsh(options(proxy.port))
    const client = drain(transport)
    const peer = drain(sessions[0]!)
    transport.send(Buffer.from('to the device'))
    sessions[0]!.send(Buffer.from('from the device'))
    while (peer.text() === '' || client.text() === '') await later(2)
    assert.deepEqual([peer.text(), client.text()], ['to the device', 'from the device'])
    transport.close()
    transport.close()
    await client.end
    await proxy.empty()
    await later(0)
    assert.deepEqual([client.ends, Math.max(0, runningTimers() - timers)], [[undefined], 0])
  })

  it('keeps what comes before somebody listens, in order', async () => {
    sessions = []
    const transport = await connectSsh(options(proxy.port))
    for (const part of ['one ', 'two ', 'three']) sessions[0]!.send(Buffer.from(part))
    await later(30)
    const client = drain(transport)
    sessions[0]!.close()
    await client.end
    assert.equal(client.text(), 'one two three')
  })

  it('hands over what came before the end, then the end, also to one who listens late', async () => {
    sessions = []
    const transport = await connectSsh(options(proxy.port))
    sessions[0]!.send(Buffer.from('bye'))
    sessions[0]!.close()
    await later(50)
    const client = drain(transport)
    await client.end
    assert.deepEqual([client.text(), client.ends], ['bye', [undefined]])
    await proxy.empty()
  })

  it('tells the cause when the line breaks, once', async () => {
    const transport = await connectSsh(options(proxy.port))
    const client = drain(transport)
    proxy.reset()
    await client.end
    transport.send(Buffer.from('too late'))
    transport.close()
    await later(20)
    assert.equal(client.ends.length, 1)
    assert.match(client.ends[0]?.message ?? '', /ECONNRESET/)
  })

  it('notices a dead peer by keepalives', async () => {
    const transport = await connectSsh(options(proxy.port, { keepaliveMs: 20 }))
    const client = drain(transport)
    proxy.freeze()
    await client.end
    assert.match(client.ends[0]?.message ?? '', /keepalive/i)
    await proxy.empty()
  })

  it('cuts the connection when the peer does not answer our end', async () => {
    const transport = await connectSsh(options(proxy.port))
    const client = drain(transport)
    proxy.freeze()
    transport.close()
    await client.end
    assert.deepEqual(client.ends, [undefined])
    await proxy.empty()
  })

  it('asks for the password again, with the number of the attempt', async () => {
    const attempts: number[] = []
    const password = (attempt: number): Promise<string> => {
      attempts.push(attempt)
      return Promise.resolve(attempt === 2 ? PASSWORD : 'wrong')
    }
    const transport = await connectSsh(options(proxy.port, { credentials: { username: USER, password } }))
    assert.deepEqual(attempts, [0, 1, 2])
    transport.close()
    await proxy.empty()
  })

  it('says who was not let in, without the password', async () => {
    const credentials = { username: USER, password: () => Promise.resolve('wrong-secret') }
    const error = await failure(connectSsh(options(proxy.port, { credentials })))
    assert.equal(error.reason, 'auth')
    assert.match(
      error.message,
      /^admin was not let in\. The device accepts password, keyboard-interactive; tried: password\.$/,
    )
    assert.doesNotMatch(`${error.stack}${String(error.cause)}`, /wrong-secret/)
    await proxy.empty()
  })

  it('shows the host key, and gives no secret to a host that is refused (peer defect 1)', async () => {
    let shown: HostKey | undefined
    let asked = 0
    const password = (): Promise<string> => {
      asked += 1
      return Promise.resolve(PASSWORD)
    }
    const error = await failure(
      connectSsh(
        options(proxy.port, {
          credentials: { username: USER, password },
          onHostKey: (key) => {
            shown = key
            return Promise.resolve({ refuse: 'This is not core-1.' })
          },
        }),
      ),
    )
    assert.deepEqual([error.reason, error.message, asked], ['hostKey', 'This is not core-1.', 0])
    assert.equal(shown?.sha256, server.hostKey.sha256)
    await proxy.empty()
  })

  it('refuses where the host key cannot be checked', async () => {
    const error = await failure(
      connectSsh(options(proxy.port, { onHostKey: () => Promise.reject(new Error('disk full')) })),
    )
    assert.equal(error.reason, 'hostKey')
    assert.match(error.message, /could not be checked.*disk full/)
    await proxy.empty()
  })

  it('does not count the time that people take', async () => {
    const slowly = async <Value>(value: Value): Promise<Value> => {
      await later(400)
      return value
    }
    const transport = await connectSsh(
      options(proxy.port, {
        timeoutMs: 350,
        onHostKey: () => slowly('accept' as const),
        credentials: { username: USER, password: () => slowly(PASSWORD) },
      }),
    )
    transport.close()
    await proxy.empty()
  })

  it('says that there is no such subsystem', async () => {
    const error = await failure(connectSsh(options(proxy.port, { subsystem: 'sftp' })))
    assert.equal(error.reason, 'noSubsystem')
    assert.match(error.message, /has no "sftp" subsystem.*830/)
    await proxy.empty()
  })

  describe('an abort', () => {
    const reason = new Error('changed my mind')
    const stages: readonly (readonly [name: string, more: (abort: () => void) => Partial<SshOptions>])[] = [
      ['before it began', (abort) => (abort(), {})],
      ['while TCP connects', (abort) => (setImmediate(abort), {})],
      [
        'at the host key',
        (abort) => ({
          onHostKey: async () => {
            abort()
            await later(20)
            return 'accept'
          },
        }),
      ],
      [
        'at the password',
        (abort) => ({
          credentials: {
            username: USER,
            password: async () => {
              abort()
              await later(20)
              return PASSWORD
            },
          },
        }),
      ],
      [
        'behind the password',
        (abort) => ({
          credentials: {
            username: USER,
            password: () => {
              setTimeout(abort, 1)
              return Promise.resolve(PASSWORD)
            },
          },
          subsystem: 'none',
        }),
      ],
    ]
    for (const [name, more] of stages) {
      it(`${name}: the reason, and nothing stays open`, async () => {
        const timers = runningTimers()
        const abort = new AbortController()
        const changes = more(() => abort.abort(reason))
        const attempt = connectSsh(options(proxy.port, { ...changes, signal: abort.signal }))
        await assert.rejects(attempt, (error) => error === reason || error instanceof ConnectError)
        if (changes.subsystem === undefined) await assert.rejects(attempt, reason)
        await later(40)
        await proxy.empty()
        await later(0)
        // Fewer: a server of an earlier test has come to its end meanwhile.
        assert.ok(runningTimers() <= timers)
      })
    }

    it('afterwards does nothing', async () => {
      const abort = new AbortController()
      const transport = await connectSsh(options(proxy.port, { signal: abort.signal }))
      const client = drain(transport)
      abort.abort()
      await later(20)
      assert.deepEqual(client.ends, [])
      transport.close()
      await client.end
    })
  })
})
