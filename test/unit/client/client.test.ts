// The library's session: RPCs as text, replies parsed when asked, locks, host key rules.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, test } from 'node:test'
import { Client } from '../../../src/client/client.ts'
import { fingerprintProblem, hostKeyCheck, type HostKeyRule } from '../../../src/client/hostKeyCheck.ts'
import { credentialsOf } from '../../../src/client/openTransport.ts'
import { RpcError } from '../../../src/netconf/errors.ts'
import { hostKeyOf } from '../../../src/transport/knownHosts.ts'
import { elementsOf } from '../../../src/xml/tree.ts'
import { openFake, type FakeServer } from '../fakes/fakeServer.ts'

async function opened(): Promise<{ client: Client; server: FakeServer }> {
  const { server, session } = await openFake({
    capabilities: ['urn:ietf:params:netconf:capability:candidate:1.0'],
  })
  return { client: new Client(session), server }
}

describe('Client', () => {
  test('facts', async () => {
    const { client } = await opened()
    assert.deepEqual([client.id, client.framing, client.capabilities.has(':candidate')], [17, '1.1', true])
    await client.close()
    assert.equal((await client.closed).by, 'us')
  })

  test('rpc: a reply with data', async () => {
    const { client, server } = await opened()
    const request = client.rpc('<?xml version="1.0"?><get/>')
    const rpc = await server.nextRpc()
    assert.equal(rpc.operation, '<get/>')
    server.reply(rpc, '<data><a/><b/></data>')
    const reply = await request
    assert.deepEqual(
      elementsOf(reply.data).map(({ local }) => local),
      ['a', 'b'],
    )
    assert.equal(reply.data, reply.data)
    assert.deepEqual([reply.isOk, reply.warnings], [false, []])
    await client.close()
  })

  test('rpc: errors, and text that is none', async () => {
    const { client, server } = await opened()
    await assert.rejects(client.rpc('<get>'), SyntaxError)
    const request = client.rpc('<get/>')
    const refused = assert.rejects(
      request,
      (error) => error instanceof RpcError && error.errors[0]?.tag === 'in-use',
    )
    server.reply(
      await server.nextRpc(),
      '<rpc-error><error-type>rpc</error-type><error-tag>in-use</error-tag><error-severity>error</error-severity></rpc-error>',
    )
    await refused
    await client.close()
  })

  test('an error mode of the call decides what fails it', async () => {
    const { client, server } = await opened()
    const request = client.rpc('<get/>', { errorMode: 'none' })
    server.reply(
      await server.nextRpc(),
      '<rpc-error><error-tag>in-use</error-tag><error-severity>error</error-severity></rpc-error>',
    )
    assert.equal((await request).isOk, false)
    await client.close()
  })

  test('getConfig and editConfig write the operation', async () => {
    const { client, server } = await opened()
    const answer = async (request: Promise<unknown>): Promise<string> => {
      const rpc = await server.nextRpc()
      server.reply(rpc, '<ok/>')
      await request
      return rpc.operation
    }
    assert.equal(
      await answer(client.getConfig({ source: 'running', filter: '<a xmlns="urn:a"/>' })),
      '<get-config><source><running/></source><filter type="subtree"><a xmlns="urn:a"/></filter></get-config>',
    )
    assert.equal(
      await answer(client.get({ filter: { xpath: '/p:a', namespaces: { p: 'urn:a' } } })),
      '<get><filter xmlns:p="urn:a" type="xpath" select="/p:a"/></get>',
    )
    assert.equal(
      await answer(client.editConfig({ target: 'candidate', config: '<a/>', defaultOperation: 'none' })),
      '<edit-config><target><candidate/></target><default-operation>none</default-operation><config><a/></config></edit-config>',
    )
    await assert.rejects(client.getConfig({ source: 'running', filter: '<a' }), SyntaxError)
    await client.close()
  })

  test('locked: lock, work, unlock', async () => {
    const { client, server } = await opened()
    const work = client.locked('candidate', () => Promise.resolve('done'))
    const seen: string[] = []
    for (let left = 2; left > 0; left -= 1) {
      const rpc = await server.nextRpc()
      seen.push(rpc.operation)
      server.reply(rpc, '<ok/>')
    }
    assert.equal(await work, 'done')
    assert.deepEqual(
      seen.map((operation) => /<(\w+)>/.exec(operation)?.[1]),
      ['lock', 'unlock'],
    )
    await client.close()
  })

  test('notifications', async () => {
    const { client, server } = await opened()
    const notifications = client.notifications()
    server.send(
      '<notification xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"><eventTime>2026-01-31T12:00:00Z</eventTime><up xmlns="urn:x"/></notification>',
    )
    for await (const { name, eventTime } of notifications) {
      assert.deepEqual([name, eventTime?.date?.toISOString()], ['up', '2026-01-31T12:00:00.000Z'])
      break
    }
    await client.close()
  })
})

describe('hostKeyCheck', () => {
  const blob = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519'), Buffer.alloc(40, 7)])
  const key = hostKeyOf(blob)
  const wrong = `SHA256:${'A'.repeat(43)}`
  const cases: readonly (readonly [string, HostKeyRule, boolean])[] = [
    ['the pinned one', { sha256: key.sha256 }, true],
    ['the pinned one, padded as openssl prints it', { sha256: `${key.sha256}=` }, true],
    ['one of several', { sha256: [wrong, key.sha256] }, true],
    ['another', { sha256: wrong }, false],
    ['a decision', (shown) => shown.type === 'ssh-ed25519', true],
    ['a later decision', () => Promise.resolve(false), false],
    ['files that know nothing', { files: ['/nowhere/known_hosts'] }, false],
    ['somebody who knows', { files: [], onUnknown: () => Promise.resolve('accept') }, true],
  ]
  for (const [what, rule, accepts] of cases) {
    test(what, async () => {
      const verdict = await (await hostKeyCheck(rule, 'core-1', 830)).onHostKey(key)
      assert.equal(verdict === 'accept', accepts)
      if (verdict !== 'accept') assert.ok(verdict.refuse.includes(key.sha256))
    })
  }

  test('a pinned key that a file revokes is refused', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'netconf-explorer-pins-'))
    try {
      const file = path.join(folder, 'known_hosts')
      writeFileSync(file, `@revoked * ${key.type} ${blob.toString('base64')}\n`)
      const verdict = await (
        await hostKeyCheck({ sha256: key.sha256, files: [file] }, 'core-1', 830)
      ).onHostKey(key)
      assert.match(verdict === 'accept' ? '' : verdict.refuse, /is revoked by .*known_hosts line 1/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('a fingerprint that can fit no key is an error of the program', async () => {
    await assert.rejects(hostKeyCheck({ sha256: 'abc' }, 'core-1', 830), TypeError)
    await assert.rejects(hostKeyCheck({ sha256: [] }, 'core-1', 830), TypeError)
    assert.match(fingerprintProblem('MD5:00') ?? '', /SHA256/)
  })
})

describe('credentialsOf', () => {
  test('a password that is a text is tried once, a function as often as it answers', async () => {
    const once = credentialsOf({ username: 'u', password: 'p' })
    assert.deepEqual([await once.password?.(0), await once.password?.(1)], ['p', undefined])
    const asked = credentialsOf({ username: 'u', password: (attempt) => Promise.resolve(`p${attempt}`) })
    assert.equal(await asked.password?.(1), 'p1')
    assert.equal(await credentialsOf({ username: 'u', passphrase: 's' }).passphrase?.('key'), 's')
  })
})
