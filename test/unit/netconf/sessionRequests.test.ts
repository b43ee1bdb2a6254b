// Requests of a session: each gets its own reply, and each ends exactly once.

import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { describe, it } from 'node:test'
import { RpcError } from '../../../src/netconf/errors.ts'
import { discardChanges, get, getConfig } from '../../../src/netconf/operations.ts'
import { checkedMarkup } from '../../../src/xml/build.ts'
import { openFake, runningTimers, settle } from '../fakes/fakeServer.ts'
import { fixture } from '../fakes/fixtures.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'

describe('matching', () => {
  it('many in flight, answered in another order', async () => {
    const { server, session, oddities } = await openFake()
    const replies = Array.from({ length: 50 }, () => session.request(get()))
    const rpcs = await Promise.all(replies.map(() => server.nextRpc()))
    const order = rpcs.map((rpc, index) => [rpc, (index * 17) % 50] as const).sort(([, a], [, b]) => a - b)
    for (const [rpc] of order) server.reply(rpc, `<data>${rpc.id}</data>`)
    for (const [index, reply] of (await Promise.all(replies)).entries()) {
      assert.equal(reply.requestXml, rpcs[index]!.text)
      assert.match(reply.xml, new RegExp(`<data>${rpcs[index]!.id}</data>`))
    }
    assert.deepEqual(oddities, [])
    await session.close()
  })

  it('every message-id is fresh (peer defect 8)', async () => {
    const { server, session } = await openFake()
    const ids = new Set<string>()
    for (let round = 0; round < 20; round += 1) {
      const reply = session.request(get())
      const rpc = await server.nextRpc()
      ids.add(rpc.id)
      server.reply(rpc, '<ok/>')
      await reply
    }
    assert.equal(ids.size, 20)
    await session.close()
  })

  it('a message-id of the user changes nothing, in attributes, comments or the operation (peer defect 9)', async () => {
    const { server, session } = await openFake()
    const xml = checkedMarkup('<!-- <rpc message-id="7"> --><get message-id="8"/>')
    const reply = session.request(
      { label: 'get', xml },
      { rpcAttributes: { 'message-id': '9', 'xmlns:x': 'urn:x', 'x:tag': 'a"<b', xmlns: 'urn:wrong' } },
    )
    const { id, text } = await server.nextRpc()
    assert.ok(!['7', '8', '9'].includes(id))
    assert.equal(text.match(/^<rpc [^>]*message-id="(\d+)"/)?.[1], id)
    assert.match(text, /^<rpc [^>]*xmlns:x="urn:x" x:tag="a&quot;&lt;b"/)
    assert.match(text, new RegExp(`^<rpc [^>]*xmlns="${BASE}"`))
    assert.doesNotMatch(text, /urn:wrong/)
    assert.ok(text.includes(xml))
    server.reply({ id }, '<ok/>')
    await reply
    await session.close()
  })

  it('a reply without message-id belongs to the only request under way', async () => {
    const { server, session, oddities } = await openFake()
    const reply = session.request(get())
    await server.nextRpc()
    server.send(`<rpc-reply xmlns="${BASE}"><ok/></rpc-reply>`)
    assert.equal((await reply).isOk, true)
    assert.match(oddities[0]!, /without a message-id/)
    await session.close()
  })

  it('a reply without message-id is nobody’s while two are under way', async () => {
    const { server, session, oddities } = await openFake()
    const first = session.request(get())
    const second = session.request(get())
    const rpcs = [await server.nextRpc(), await server.nextRpc()]
    server.send(`<rpc-reply xmlns="${BASE}"><data>stray</data></rpc-reply>`)
    await settle()
    assert.equal(oddities.length, 1)
    for (const rpc of rpcs) server.reply(rpc, '<ok/>')
    assert.deepEqual([(await first).isOk, (await second).isOk], [true, true])
    await session.close()
  })

  it('a device without message-ids can still be used after a timeout: its late reply is the first to come', async () => {
    const { server, session, oddities } = await openFake()
    await assert.rejects(session.request(get(), { timeoutMs: 10 }), { kind: 'timeout' })
    const reply = session.request(get())
    server.send(`<rpc-reply xmlns="${BASE}"><data>late</data></rpc-reply>`)
    server.send(`<rpc-reply xmlns="${BASE}"><data>mine</data></rpc-reply>`)
    assert.match((await reply).xml, /mine/)
    assert.match(oddities[0]!, /late reply/)
    await session.close()
  })

  it('a reply to an unknown message, and a second reply, are dropped and told', async () => {
    const { server, session, oddities } = await openFake()
    const replies = [session.request(get()), session.request(get())]
    const rpcs = [await server.nextRpc(), await server.nextRpc()]
    server.reply({ id: '4711' }, '<ok/>')
    for (const rpc of rpcs) server.reply(rpc, '<data/>')
    for (const reply of replies) assert.equal((await reply).isOk, false)
    assert.match(oddities.join(), /4711/)
    server.reply(rpcs[0]!, '<data/>')
    await settle()
    assert.equal(oddities.length, 2)
    assert.equal(session.isOpen, true)
    await session.close()
  })

  it('a notification between request and reply goes its own way', async () => {
    const { server, session, notifications } = await openFake()
    const event =
      '<notification xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"><eventTime>2026-01-01T00:00:00Z</eventTime><a/></notification>'
    const reply = session.request(get())
    const rpc = await server.nextRpc()
    server.send(event)
    server.reply(rpc, '<ok/>')
    server.send(event)
    assert.equal((await reply).isOk, true)
    await settle()
    assert.deepEqual(notifications, [event, event])
    await session.close()
  })
})

describe('giving up', () => {
  it('after a timeout the next request works, and the late reply is dropped (peer defect 8)', async () => {
    const { server, session, oddities } = await openFake()
    await assert.rejects(session.request(getConfig({ source: 'running' }), { timeoutMs: 10 }), {
      kind: 'timeout',
      operation: 'get-config running',
      ms: 10,
    })
    const late = await server.nextRpc()
    const second = session.request(get())
    const rpc = await server.nextRpc()
    server.reply(late, '<data>late</data>')
    server.reply(rpc, '<data>second</data>')
    assert.match((await second).xml, /second/)
    assert.equal(oddities.length, 1)
    assert.match(oddities[0]!, /late reply/)
    await session.close()
  })

  it('the session’s own limit holds where a request names none; 0 is none at all', async () => {
    const { server, session } = await openFake({}, { rpcTimeoutMs: 15 })
    await assert.rejects(session.request(get()), { kind: 'timeout', ms: 15 })
    await server.nextRpc()
    const patient = session.request(get(), { timeoutMs: 0 })
    const rpc = await server.nextRpc()
    await new Promise((resolve) => setTimeout(resolve, 40))
    server.reply(rpc, '<ok/>')
    assert.equal((await patient).isOk, true)
    await session.close()
  })

  it('a limit beyond what a timer can hold is long, not short', async () => {
    const { server, session } = await openFake({}, { helloTimeoutMs: 1e12 })
    const patient = session.request(get(), { timeoutMs: 1e12 })
    const rpc = await server.nextRpc()
    await new Promise((resolve) => setTimeout(resolve, 20))
    server.reply(rpc, '<ok/>')
    assert.equal((await patient).isOk, true)
    await session.close()
  })

  it('aborted before it is sent: the reason, and nothing is sent', async () => {
    const { server, session } = await openFake()
    const reason = new Error('changed my mind')
    await assert.rejects(session.request(get(), { signal: AbortSignal.abort(reason) }), reason)
    await settle()
    assert.equal(server.received.length, 1)
    await session.close()
  })

  it('aborted while it waits: the reason, and the session lives', async () => {
    const { server, session, oddities } = await openFake()
    const abort = new AbortController()
    const first = session.request(get(), { signal: abort.signal })
    const late = await server.nextRpc()
    const reason = new Error('changed my mind')
    abort.abort(reason)
    await assert.rejects(first, reason)
    const second = session.request(get())
    server.reply(late, '<ok/>')
    server.reply(await server.nextRpc(), '<data/>')
    assert.equal((await second).isOk, false)
    assert.match(oddities[0]!, /late reply/)
    await session.close()
  })

  it('an abort after the reply does nothing', async () => {
    const { server, session, oddities } = await openFake()
    const abort = new AbortController()
    const reply = session.request(get(), { signal: abort.signal })
    server.reply(await server.nextRpc(), '<ok/>')
    await reply
    abort.abort()
    await settle()
    assert.deepEqual([session.isOpen, oddities], [true, []])
    await session.close()
  })
})

describe('every ending', () => {
  const endings = [
    'reply',
    'error',
    'broken reply',
    'timeout',
    'abort',
    'peer closes',
    'we close',
    'garbage',
  ] as const
  for (const ending of endings) {
    it(`${ending}: comes once, and leaves no timer and no listener`, async () => {
      const before = runningTimers()
      const { server, session } = await openFake()
      const abort = new AbortController()
      const timeoutMs = ending === 'timeout' ? 10 : 60_000
      let ends = 0
      const request = session.request(get(), { signal: abort.signal, timeoutMs }).then(
        () => (ends += 1),
        () => (ends += 1),
      )
      const rpc = await server.nextRpc()
      if (ending === 'reply') server.reply(rpc, '<ok/>')
      else if (ending === 'error') server.reply(rpc, '<rpc-error/>')
      else if (ending === 'broken reply') server.reply(rpc, '<rpc-error>')
      else if (ending === 'abort') abort.abort()
      else if (ending === 'peer closes') server.close()
      else if (ending === 'we close') await session.close()
      else if (ending === 'garbage') server.sendBytes(Buffer.from('garbage'))
      await request
      // Whatever else can happen to it, happens now.
      server.reply(rpc, '<ok/>')
      abort.abort()
      await session.close()
      await settle()
      assert.deepEqual(
        [ends, runningTimers() - before, getEventListeners(abort.signal, 'abort').length],
        [1, 0, 0],
      )
    })
  }
})

describe('what a reply holds', () => {
  it('is told without parsing the payload, which stays as it came (peer defect 3)', async () => {
    const { server, session } = await openFake()
    const reply = session.request(get())
    const content = '<data><not-closed>  <a b=c> & </data>'
    const { id } = await server.nextRpc()
    server.reply({ id }, content)
    assert.ok((await reply).xml.includes(content))
    await session.close()
  })

  it('time, size and both messages', async () => {
    const { server, session } = await openFake()
    const reply = session.request(get())
    server.reply(await server.nextRpc(), '<data>ü</data>')
    const { xml, requestXml, bytes, elapsedMs, isOk, warnings } = await reply
    assert.equal(bytes, Buffer.byteLength(xml))
    assert.equal(requestXml, `<rpc xmlns="${BASE}" message-id="1"><get/></rpc>`)
    assert.ok(elapsedMs > 0)
    assert.deepEqual([isOk, warnings], [false, []])
    await session.close()
  })

  const oks: readonly (readonly [content: string, isOk: boolean])[] = [
    ['<ok/>', true],
    ['\n  <ok></ok>\n', true],
    ['<!-- done --><nc:ok xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0"/>', true],
    ['<data><ok/></data>', false],
    ['<okay/>', false],
    ['', false],
  ]
  for (const [content, isOk] of oks) {
    it(`${content || 'nothing'} is ${isOk ? '' : 'not '}ok`, async () => {
      const { server, session } = await openFake()
      const reply = session.request(get())
      server.reply(await server.nextRpc(), content)
      assert.equal((await reply).isOk, isOk)
      await session.close()
    })
  }

  it('a warning beside <ok/> is success, with the warning (peer defect 5)', async () => {
    const { server, session } = await openFake()
    const reply = session.request(discardChanges())
    const { id } = await server.nextRpc()
    server.send(fixture('constructed/warning-and-ok').replace('message-id="3"', `message-id="${id}"`))
    const { isOk, warnings } = await reply
    assert.equal(isOk, true)
    assert.deepEqual(
      warnings.map(({ severity, message }) => [severity, message]),
      [['warning', 'mgd: statement has no contents; ignored']],
    )
    await session.close()
  })

  it('errors nested by Junos are failure, and all of them are kept (peer defect 5)', async () => {
    const { server, session } = await openFake()
    const reply = session.request(discardChanges())
    const { id, text } = await server.nextRpc()
    const sent = fixture('constructed/junos-commit-results').replace(' message-id="9"', ` message-id="${id}"`)
    server.send(sent)
    const error = await reply.then(
      () => assert.fail('success'),
      (reason: unknown) => reason,
    )
    assert.ok(error instanceof RpcError)
    assert.deepEqual(
      error.errors.map(({ severity }) => severity),
      ['error', 'warning'],
    )
    assert.deepEqual([error.replyXml, error.requestXml], [sent, text])
    assert.ok(error.bytes === Buffer.byteLength(sent) && error.elapsedMs > 0)
    assert.equal(session.isOpen, true)
    await session.close()
  })

  it('an error reply that is not well-formed ends its own request alone', async () => {
    const { server, session } = await openFake()
    const first = session.request(get())
    const second = session.request(get())
    server.reply(await server.nextRpc(), '<rpc-error><error-tag></rpc-error>')
    server.reply(await server.nextRpc(), '<ok/>')
    await assert.rejects(first, { kind: 'protocol', message: /not well-formed/ })
    assert.equal((await second).isOk, true)
    await session.close()
  })

  it('its coming is told in bytes that grow', async () => {
    const { server, session } = await openFake({ chunkSize: 100 })
    const seen: number[] = []
    const reply = session.request(get(), { onProgress: (bytes) => seen.push(bytes) })
    server.reply(await server.nextRpc(), `<data>${'x'.repeat(1_000)}</data>`)
    const { bytes } = await reply
    assert.ok(seen.length >= 9)
    assert.deepEqual(
      seen,
      [...seen].sort((a, b) => a - b),
    )
    assert.ok(seen.every((value, index) => value > (seen[index - 1] ?? 0)))
    assert.ok(seen.at(-1)! <= bytes)
    await session.close()
  })
})

describe('an error', () => {
  it('shows in its stack who made the request', async () => {
    const { server, session } = await openFake()
    async function theCaller(): Promise<void> {
      await session.request(get(), { timeoutMs: 60 })
    }
    const timeout = theCaller()
    await server.nextRpc()
    await assert.rejects(timeout, (error: Error) => /theCaller/.test(error.stack ?? ''))
    const refused = theCaller()
    server.reply(await server.nextRpc(), '<rpc-error/>')
    await assert.rejects(refused, (error: Error) => /theCaller/.test(error.stack ?? ''))
    const closed = theCaller()
    await server.nextRpc()
    server.close()
    await assert.rejects(closed, (error: Error) => /theCaller/.test(error.stack ?? ''))
  })
})
