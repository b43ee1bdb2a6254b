// Locks, confirmed commits and the end of sessions: what one session may do while another is there.

import assert from 'node:assert/strict'
import test, { mock } from 'node:test'
import { outcome } from '../fakes/rawClient.ts'
import { Bench, dataOf, editConfig, hostname, hostnameIn } from './connected.ts'

const lock = (name: string): string => `<lock><target><${name}/></target></lock>`
const unlock = (name: string): string => `<unlock><target><${name}/></target></unlock>`

test('a lock keeps every other session from changing what it holds', async () => {
  const bench = new Bench()
  const [holder, other] = [await bench.connect(), await bench.connect()]
  assert.equal(outcome(await holder.rpc(lock('running'))), 'ok')
  assert.equal(outcome(await holder.rpc(lock('candidate'))), 'ok')
  const denied = 'protocol lock-denied [session-id=1]'
  assert.equal(outcome(await other.rpc(lock('running'))), denied)
  assert.equal(outcome(await holder.rpc(lock('running'))), denied)
  const inUse = 'protocol in-use'
  for (const operation of [
    editConfig('running', hostname('x')),
    editConfig('candidate', hostname('x')),
    '<copy-config><target><candidate/></target><source><startup/></source></copy-config>',
    '<commit/>',
    '<discard-changes/>',
  ]) {
    assert.equal(outcome(await other.rpc(operation)), inUse, operation)
  }
  assert.equal(outcome(await other.rpc(unlock('running'))), 'application operation-failed')
  assert.equal(outcome(await other.rpc('<get/>')), 'data')
  assert.equal(outcome(await holder.rpc(editConfig('running', hostname('x')))), 'ok')
  assert.equal(outcome(await holder.rpc(unlock('running'))), 'ok')
  assert.equal(outcome(await other.rpc(lock('running'))), 'ok')
})

const endings: readonly (readonly [string, (bench: Bench) => Promise<void>])[] = [
  [
    'close-session',
    async (bench) => {
      const holder = await prepare(bench)
      assert.equal(outcome(await holder.rpc('<close-session/>')), 'ok')
      assert.equal(await holder.receiveText(), undefined)
    },
  ],
  [
    'the transport',
    async (bench) => {
      const holder = await prepare(bench)
      holder.close()
      assert.equal(await holder.receiveText(), undefined)
    },
  ],
  [
    'kill-session',
    async (bench) => {
      const holder = await prepare(bench)
      const killer = await bench.connect()
      assert.equal(outcome(await killer.rpc('<kill-session><session-id>1</session-id></kill-session>')), 'ok')
      assert.equal(await holder.receiveText(), undefined)
    },
  ],
]

async function prepare(bench: Bench): ReturnType<Bench['connect']> {
  const holder = await bench.connect()
  assert.equal(outcome(await holder.rpc(lock('candidate'))), 'ok')
  assert.equal(outcome(await holder.rpc(editConfig('candidate', hostname('lost')))), 'ok')
  return holder
}

for (const [name, end] of endings) {
  test(`a session that ends by ${name} gives back its locks, and the candidate its changes`, async () => {
    const bench = new Bench()
    await end(bench)
    const other = await bench.connect()
    assert.equal(await hostnameIn(other, 'candidate'), 'demo-router')
    assert.equal(outcome(await other.rpc(lock('candidate'))), 'ok')
  })
}

test('a candidate with changes cannot be locked; unlocking discards them', async () => {
  const client = await new Bench().connect()
  await client.rpc(editConfig('candidate', hostname('x')))
  assert.equal(outcome(await client.rpc(lock('candidate'))), 'protocol lock-denied [session-id=0]')
  await client.rpc('<discard-changes/>')
  assert.equal(outcome(await client.rpc(lock('candidate'))), 'ok')
  await client.rpc(editConfig('candidate', hostname('x')))
  assert.equal(outcome(await client.rpc(unlock('candidate'))), 'ok')
  assert.equal(await hostnameIn(client, 'candidate'), 'demo-router')
})

test('netconf-state shows who holds which lock, and the sessions', async () => {
  const bench = new Bench()
  const [client] = [await bench.connect(), await bench.connect()]
  await client.rpc(lock('startup'))
  const reply = await client.rpc(
    '<get><filter><netconf-state xmlns="urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring"><datastores><datastore><locks/></datastore></datastores><sessions><session><username/></session></sessions></netconf-state></filter></get>',
  )
  const shown = dataOf(reply)
  assert.match(
    shown,
    /<name>startup<\/name><locks><global-lock><locked-by-session>1<\/locked-by-session><locked-time>2026-11-22T00:00:00Z</,
  )
  assert.equal(shown.match(/<username>demo</g)?.length, 2)
})

const confirmed = (more = '', timeout = 5): string =>
  `<commit><confirmed/><confirm-timeout>${timeout}</confirm-timeout>${more}</commit>`

test('confirmed commit', async (t) => {
  const start = async (bench: Bench, commit = confirmed()): ReturnType<Bench['connect']> => {
    const client = await bench.connect()
    await client.rpc(editConfig('candidate', hostname('trial')))
    assert.equal(outcome(await client.rpc(commit)), 'ok')
    assert.equal(await hostnameIn(client, 'running'), 'trial')
    return client
  }
  t.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
  t.afterEach(() => mock.timers.reset())

  await t.test('goes back when nobody confirms', async () => {
    const client = await start(new Bench())
    mock.timers.tick(4_999)
    assert.equal(await hostnameIn(client, 'running'), 'trial')
    mock.timers.tick(1)
    assert.equal(await hostnameIn(client, 'running'), 'demo-router')
    assert.equal(outcome(await client.rpc('<cancel-commit/>')), 'application operation-failed')
  })
  await t.test('stays when it is confirmed', async () => {
    const client = await start(new Bench())
    assert.equal(outcome(await client.rpc('<commit/>')), 'ok')
    mock.timers.tick(60_000)
    assert.equal(await hostnameIn(client, 'running'), 'trial')
  })
  await t.test('a further one starts the clock again and goes back to the beginning', async () => {
    const client = await start(new Bench())
    mock.timers.tick(4_000)
    await client.rpc(editConfig('candidate', hostname('second')))
    assert.equal(outcome(await client.rpc(confirmed())), 'ok')
    mock.timers.tick(4_000)
    assert.equal(await hostnameIn(client, 'running'), 'second')
    mock.timers.tick(1_000)
    assert.equal(await hostnameIn(client, 'running'), 'demo-router')
  })
  await t.test('goes back at once by cancel-commit', async () => {
    const client = await start(new Bench())
    assert.equal(outcome(await client.rpc('<cancel-commit/>')), 'ok')
    assert.equal(await hostnameIn(client, 'running'), 'demo-router')
  })
  await t.test('goes back when its session ends', async () => {
    const bench = new Bench()
    const client = await start(bench)
    client.close()
    const other = await bench.connect()
    assert.equal(await hostnameIn(other, 'running'), 'demo-router')
  })
  await t.test('keeps other sessions from committing and from locking', async () => {
    const bench = new Bench()
    await start(bench)
    const other = await bench.connect()
    assert.equal(outcome(await other.rpc('<commit/>')), 'protocol in-use')
    assert.equal(outcome(await other.rpc('<cancel-commit/>')), 'protocol in-use')
    assert.equal(outcome(await other.rpc(lock('running'))), 'protocol lock-denied [session-id=1]')
  })
  await t.test('with persist outlives its session and is confirmed by the id from any', async () => {
    const bench = new Bench()
    const client = await start(bench, confirmed('<persist>token</persist>'))
    client.close()
    const other = await bench.connect()
    assert.equal(await hostnameIn(other, 'running'), 'trial')
    assert.equal(outcome(await other.rpc('<commit/>')), 'protocol in-use')
    assert.equal(
      outcome(await other.rpc('<commit><persist-id>x</persist-id></commit>')),
      'protocol invalid-value',
    )
    assert.equal(outcome(await other.rpc('<commit><persist-id>token</persist-id></commit>')), 'ok')
    mock.timers.tick(60_000)
    assert.equal(await hostnameIn(other, 'running'), 'trial')
  })
  await t.test('with persist is cancelled by the id', async () => {
    const bench = new Bench()
    await start(bench, confirmed('<persist>token</persist>'))
    const other = await bench.connect()
    const cancel = '<cancel-commit><persist-id>token</persist-id></cancel-commit>'
    assert.equal(outcome(await other.rpc(cancel)), 'ok')
    assert.equal(await hostnameIn(other, 'running'), 'demo-router')
  })
})
