// The SSH client against what is no SSH server, or an odd one.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import type { SshCredentials } from '../../../src/transport/sshAuth.ts'
import { ssh2, type Connection, type ServerChannel } from '../../../src/transport/ssh.ts'
import { connectSsh } from '../../../src/transport/sshClient.ts'
import { runningTimers } from '../fakes/fakeServer.ts'
import { TcpProxy } from '../fakes/tcpProxy.ts'
import { drain, failure, HOST_KEY, later, options } from './sshAttempts.ts'

describe('what is no SSH server', () => {
  it('a closed port', async () => {
    const proxy = await TcpProxy.start()
    proxy.close()
    const error = await failure(connectSsh(options(proxy.port)))
    assert.equal(error.reason, 'refused')
    assert.match(error.message, /refuses connections on port \d+/)
  })

  it('a name that does not exist', async () => {
    const error = await failure(connectSsh({ ...options(830), host: 'no-such-host.invalid' }))
    assert.equal(error.reason, 'unreachable')
  })

  for (const greeting of ['HTTP/1.1 400 Bad Request\r\n\r\n', 'SSH-1.5-old\r\n', '<hello/>]]>]]>']) {
    it(`one that says ${JSON.stringify(greeting)}`, async () => {
      const proxy = await TcpProxy.start(undefined, greeting)
      const error = await failure(connectSsh(options(proxy.port, { timeoutMs: 300 })))
      assert.ok(['refused', 'timeout'].includes(error.reason), error.reason)
      await proxy.empty()
      proxy.close()
    })
  }

  it('one that ends with "too many authentication failures" before any login: nobody is asked for credentials', async () => {
    const said = 'Too many authentication failures'
    // SSH_MSG_DISCONNECT, reason 2 (RFC 4253 §11.1), with 4 bytes of padding.
    const text = `\0\0\0${String.fromCharCode(said.length)}${said}\0\0\0\0`
    const payload = `\x01\0\0\0\x02${text}`
    const padding = 8 - ((payload.length + 5) % 8) + 8
    const length = String.fromCharCode(payload.length + padding + 1)
    const packet = `\0\0\0${length}${String.fromCharCode(padding)}${payload}${'\0'.repeat(padding)}`
    const proxy = await TcpProxy.start(undefined, `SSH-2.0-odd\r\n${packet}`)
    const asked: string[] = []
    const credentials = (): SshCredentials => {
      asked.push('asked')
      return { username: 'admin' }
    }
    const error = await failure(connectSsh(options(proxy.port, { credentials })))
    assert.deepEqual([asked, error.reason], [[], 'unreachable'])
    assert.match(error.message, /Too many authentication failures/)
    await proxy.empty()
    proxy.close()
  })

  it('one that says nothing', async () => {
    const timers = runningTimers()
    const proxy = await TcpProxy.start()
    const error = await failure(connectSsh(options(proxy.port, { timeoutMs: 50 })))
    assert.deepEqual([error.reason, Math.max(0, runningTimers() - timers)], ['timeout', 0])
    assert.match(error.message, /did not finish connecting within 0\.05 s/)
    await proxy.empty()
    proxy.close()
  })

  it('one that hangs up at once', async () => {
    const proxy = await TcpProxy.start(1)
    const error = await failure(connectSsh(options(proxy.port)))
    assert.ok(['refused', 'unreachable'].includes(error.reason), error.reason)
    proxy.close()
  })
})

describe('odd SSH servers', () => {
  interface Odd {
    readonly port: number
    readonly connections: Connection[]
    readonly channels: ServerChannel[]
    close(): void
  }

  async function oddServer(
    onChannel: (channel: ServerChannel, connection: Connection) => void,
    algorithms = {},
  ): Promise<Odd> {
    const connections: Connection[] = []
    const channels: ServerChannel[] = []
    const server = new ssh2.Server({ hostKeys: [HOST_KEY], algorithms }, (connection) => {
      connections.push(connection)
      connection.on('error', () => undefined)
      connection.on('authentication', (context) => context.accept())
      connection.on('session', (accept) => {
        accept().on('subsystem', (open) => {
          const channel = open()
          channels.push(channel)
          onChannel(channel, connection)
        })
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    return {
      port: (server.address() as AddressInfo).port,
      connections,
      channels,
      close: () => {
        server.close()
        for (const connection of connections) connection.end()
      },
    }
  }

  const closesWithUs = (channel: ServerChannel): void => {
    channel.resume().once('end', () => channel.close())
  }

  it('closes the channel in the same moment as it opens it: the end is told all the same', async () => {
    const server = await oddServer((channel, connection) => {
      channel.end('bye')
      channel.close()
      connection.end()
    })
    const client = drain(await connectSsh(options(server.port)))
    await client.end
    assert.equal(client.text(), 'bye')
    server.close()
  })

  it('says that it will send no more, but does not close: the line ends', async () => {
    const server = await oddServer((channel) => channel.eof())
    const proxy = await TcpProxy.start(server.port)
    const client = drain(await connectSsh(options(proxy.port)))
    await client.end
    await proxy.empty()
    server.close()
    proxy.close()
  })

  it('exchanges keys again: the person is not asked again about the same host key', async () => {
    let asked = 0
    const server = await oddServer(closesWithUs)
    const transport = await connectSsh(
      options(server.port, {
        onHostKey: () => {
          asked += 1
          return Promise.resolve('accept')
        },
      }),
    )
    const client = drain(transport)
    await new Promise<void>((resolve) => server.connections[0]!.rekey(() => resolve()))
    server.channels[0]!.write('after')
    while (client.text() === '') await later(2)
    assert.deepEqual([client.text(), asked], ['after', 1])
    transport.close()
    await client.end
    server.close()
  })

  it('knows only algorithms that are weak: says what to set', async () => {
    const server = await oddServer(closesWithUs, { kex: ['diffie-hellman-group14-sha1'] })
    const error = await failure(connectSsh(options(server.port)))
    assert.equal(error.reason, 'algorithms')
    assert.match(error.message, /legacyAlgorithms/)
    const transport = await connectSsh(options(server.port, { legacyAlgorithms: true }))
    const client = drain(transport)
    transport.close()
    await client.end
    server.close()
  })
})
