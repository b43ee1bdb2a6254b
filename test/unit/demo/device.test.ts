// The demo device over real SSH on loopback.

import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { startDemoDevice, type DemoDevice } from '../../../src/demo/device.ts'
import { ConnectError } from '../../../src/transport/errors.ts'
import { ssh2, type Client } from '../../../src/transport/ssh.ts'
import { connectSsh } from '../../../src/transport/sshClient.ts'
import type { Transport } from '../../../src/transport/transport.ts'
import { outcome, RawClient } from '../fakes/rawClient.ts'
import { hostname, editConfig, hostnameIn } from './connected.ts'

async function device(t: TestContext): Promise<DemoDevice> {
  const started = await startDemoDevice()
  t.after(() => started.stop())
  return started
}

function connect({ host, port, username, password, hostKey }: DemoDevice): Promise<Transport> {
  return connectSsh({
    host,
    port,
    credentials: { username, password: () => Promise.resolve(password) },
    onHostKey: (key) =>
      Promise.resolve(key.sha256 === hostKey.sha256 ? 'accept' : { refuse: 'not the device' }),
    timeoutMs: 10_000,
  })
}

/** A bare SSH client, for what NETCONF clients do not do. */
function logIn(target: DemoDevice, options: { readonly tryKeyboard?: boolean } = {}): Promise<Client> {
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client()
    const { host, port, username, password } = target
    client.once('ready', () => resolve(client))
    client.on('error', reject)
    client.on('keyboard-interactive', (_name, _instructions, _lang, _prompts, finish) => finish([password]))
    client.connect(
      options.tryKeyboard === true
        ? { host, port, username, tryKeyboard: true }
        : { host, port, username, password },
    )
  })
}

test('two devices at once: each has a port, a key, a password and a configuration of its own', async (t) => {
  const [one, other] = [await device(t), await device(t)]
  assert.notEqual(one.port, other.port)
  assert.notEqual(one.password, other.password)
  assert.notEqual(one.hostKey.sha256, other.hostKey.sha256)
  assert.equal(one.hostKey.type, 'ssh-ed25519')
  const [client, unaware] = [new RawClient(await connect(one)), new RawClient(await connect(other))]
  await Promise.all([client.hello(), unaware.hello()])
  assert.equal(outcome(await client.rpc(editConfig('running', hostname('changed')))), 'ok')
  assert.equal(await hostnameIn(client, 'running'), 'changed')
  assert.equal(await hostnameIn(unaware, 'running'), 'demo-router')
  assert.equal(outcome(await client.rpc('<close-session/>')), 'ok')
  assert.equal(await client.receiveText(), undefined)
  unaware.close()
  assert.equal(await unaware.receiveText(), undefined)
})

test('a wrong password, a wrong user and a wrong key are refused', async (t) => {
  const started = await device(t)
  const reasonOf = async (target: DemoDevice): Promise<string> => {
    try {
      await connect(target)
      return 'connected'
    } catch (error) {
      assert.ok(error instanceof ConnectError)
      return error.reason
    }
  }
  assert.equal(await reasonOf({ ...started, password: `${started.password}x` }), 'auth')
  assert.equal(await reasonOf({ ...started, password: '' }), 'auth')
  assert.equal(await reasonOf({ ...started, username: 'root' }), 'auth')
  assert.equal(await reasonOf({ ...started, hostKey: { ...started.hostKey, sha256: 'SHA256:x' } }), 'hostKey')
  assert.equal(await reasonOf(started), 'connected')
})

test('keyboard-interactive asks for the password; shells, commands and forwarding are refused', async (t) => {
  const client = await logIn(await device(t), { tryKeyboard: true })
  t.after(() => client.end())
  const refused = (start: (done: (error: Error | undefined) => void) => void): Promise<boolean> =>
    new Promise((resolve) => start((error) => resolve(error !== undefined)))
  assert.ok(await refused((done) => client.exec('id', done)))
  assert.ok(await refused((done) => client.shell(done)))
  assert.ok(await refused((done) => client.sftp(done)))
  assert.ok(await refused((done) => client.subsys('other', done)))
  assert.ok(await refused((done) => client.forwardOut('127.0.0.1', 1, '127.0.0.1', 22, done)))
  assert.ok(await refused((done) => client.forwardIn('127.0.0.1', 0, done)))
  assert.equal(await refused((done) => client.subsys('netconf', done)), false)
})

test('stopping closes the sessions and frees the port', async () => {
  const started = await startDemoDevice()
  const client = new RawClient(await connect(started))
  await client.hello()
  await started.stop()
  assert.equal(await client.receiveText(), undefined)
  await assert.rejects(connect(started), { reason: 'refused' })
})
