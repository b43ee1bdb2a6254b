// Subscribing on a session: nothing is lost around the reply, and every end of it reaches the reader.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Capabilities } from '../../../src/netconf/capabilities.ts'
import { createSubscription } from '../../../src/netconf/createSubscription.ts'
import { get } from '../../../src/netconf/operations.ts'
import { subscribe } from '../../../src/netconf/subscription.ts'
import { establishSubscription } from '../../../src/netconf/subscriptionOperations.ts'
import { openFake, settle } from '../fakes/fakeServer.ts'

const NOTIFICATION = 'urn:ietf:params:xml:ns:netconf:notification:1.0'
const STREAMS = 'urn:ietf:params:xml:ns:netmod:notification'
const SN = 'urn:ietf:params:xml:ns:yang:ietf-subscribed-notifications'
const YP = 'urn:ietf:params:xml:ns:yang:ietf-yang-push'
const EVENTS = 'urn:ietf:params:xml:ns:yang:ietf-netconf-notifications'

const event = (content: string): string =>
  `<notification xmlns="${NOTIFICATION}"><eventTime>2026-01-31T12:00:00Z</eventTime>${content}</notification>`

async function names(notifications: AsyncIterable<{ readonly name: string }>): Promise<string[]> {
  const seen: string[] = []
  for await (const { name } of notifications) seen.push(name)
  return seen
}

describe('create-subscription', () => {
  it('events before its ok, after it and between replies all come, in order (any packet size)', async () => {
    for (const chunkSize of [1, 7, 1_000]) {
      const { server, session } = await openFake({ chunkSize })
      const subscribing = subscribe(session, createSubscription())
      const rpc = await server.nextRpc()
      server.send(event('<before/>'))
      server.reply(rpc, '<ok/>')
      server.send(event('<after/>'))
      const subscription = await subscribing
      const reply = session.request(get())
      const second = await server.nextRpc()
      server.send(event('<between/>'))
      server.reply(second, '<data/>')
      server.send(event(`<notificationComplete xmlns="${STREAMS}"/>`))
      await reply
      assert.deepEqual(await names(subscription), ['before', 'after', 'between', 'notificationComplete'])
      assert.equal(subscription.id, undefined)
      await session.close()
    }
  })

  it('refused: the error, and nobody reads any more', async () => {
    const { server, session } = await openFake()
    const subscribing = subscribe(session, createSubscription())
    server.reply(await server.nextRpc(), '<rpc-error><error-tag>operation-failed</error-tag></rpc-error>')
    await assert.rejects(subscribing, { kind: 'rpc' })
    await session.close()
  })

  const ends: readonly (readonly ['peer' | 'us' | 'line', RegExp])[] = [
    ['peer', /device closed the session/],
    ['us', /session was closed/],
    ['line', /ECONNRESET/],
  ]
  for (const [by, message] of ends) {
    it(`the session ends by ${by}: what came is read, then the reader is told`, async () => {
      const { server, session } = await openFake()
      const subscribing = subscribe(session, createSubscription())
      server.reply(await server.nextRpc(), '<ok/>')
      server.send(event('<last/>'))
      const { notifications } = await subscribing
      await settle()
      if (by === 'peer') server.close()
      else if (by === 'us') await session.close()
      else server.fail(new Error('ECONNRESET'))
      await settle()
      assert.equal((await notifications.next()).value?.name, 'last')
      await assert.rejects(notifications.next(), { kind: 'closed', by: by === 'us' ? 'us' : 'peer', message })
      await assert.rejects(session.notifications().next(), { kind: 'closed' })
    })
  }
})

describe('establish-subscription', () => {
  it('two on one session: each gets its own, state changes are told, and each ends by itself', async () => {
    const { server, session } = await openFake()
    const push = (id: number): string => event(`<push-update xmlns="${YP}"><id>${id}</id></push-update>`)
    const state = (what: string, id: number): string =>
      event(`<subscription-${what} xmlns="${SN}"><id>${id}</id></subscription-${what}>`)
    const trigger = { type: 'periodic', period: 100 } as const
    const operation = establishSubscription({ target: { datastore: 'operational', trigger } })
    const subscribing = [subscribe(session, operation), subscribe(session, operation)]
    const rpcs = [await server.nextRpc(), await server.nextRpc()]
    server.send(push(11))
    server.reply(rpcs[0]!, `<id xmlns="${SN}">11</id>`)
    server.reply(rpcs[1]!, `<sn:id xmlns:sn="${SN}">12</sn:id>`)
    const [first, second] = await Promise.all(subscribing)
    for (const message of [
      push(12),
      state('suspended', 11),
      state('resumed', 11),
      state('terminated', 11),
      push(12),
    ]) {
      server.send(message)
    }
    server.send(state('terminated', 12))
    assert.deepEqual([first?.id, second?.id], [11, 12])
    assert.deepEqual(await names(first!), [
      'push-update',
      'subscription-suspended',
      'subscription-resumed',
      'subscription-terminated',
    ])
    assert.deepEqual(await names(second!), ['push-update', 'push-update', 'subscription-terminated'])
    await session.close()
  })
})

describe('netconf-capability-change (RFC 6470)', () => {
  it('changes what the session knows, and tells', async () => {
    const told: Capabilities[] = []
    const uri = (name: string): string => `urn:ietf:params:netconf:capability:${name}`
    const { server, session } = await openFake(
      { capabilities: [uri('candidate:1.0'), uri('url:1.0?scheme=file')] },
      { onCapabilities: (capabilities) => told.push(capabilities) },
    )
    server.send(
      event(
        `<netconf-capability-change xmlns="${EVENTS}"><changed-by><server/></changed-by>` +
          `<added-capability>${uri('xpath:1.0')}</added-capability><added-capability>${uri('startup:1.0')}</added-capability>` +
          `<deleted-capability>${uri('candidate:1.0')}</deleted-capability>` +
          `<modified-capability>${uri('url:1.0?scheme=file,ftp')}</modified-capability></netconf-capability-change>`,
      ),
    )
    await settle()
    const { capabilities } = session
    assert.deepEqual(
      [':xpath', ':startup', ':candidate', ':url'].map((name) => capabilities.has(name)),
      [true, true, false, true],
    )
    assert.deepEqual(capabilities.urlSchemes, ['file', 'ftp'])
    assert.ok(capabilities.has('urn:ietf:params:netconf:base:1.1'))
    assert.deepEqual(told, [capabilities])
    await session.close()
  })

  for (const content of [
    `<netconf-capability-change xmlns="urn:a"><deleted-capability>urn:ietf:params:netconf:base:1.1</deleted-capability></netconf-capability-change>`,
    `<netconf-capability-change xmlns="${EVENTS}"><deleted-capability>urn:ietf:params:netconf:base:1.1`,
    `<netconf-session-start xmlns="${EVENTS}"/>`,
  ]) {
    it(`is not ${content.slice(0, 60)}…`, async () => {
      const { server, session } = await openFake()
      const before = session.capabilities
      server.send(event(content))
      await settle()
      assert.equal(session.capabilities, before)
      await session.close()
    })
  }
})
