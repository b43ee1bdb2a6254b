// What a notification says of itself: time, kind, subscription; and nothing that it can say makes reading it fail.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readEventTime } from '../../../src/netconf/eventTime.ts'
import { readNotification, type NotificationKind } from '../../../src/netconf/notification.ts'

const NOTIFICATION = 'urn:ietf:params:xml:ns:netconf:notification:1.0'
const STREAMS = 'urn:ietf:params:xml:ns:netmod:notification'
const SN = 'urn:ietf:params:xml:ns:yang:ietf-subscribed-notifications'
const YP = 'urn:ietf:params:xml:ns:yang:ietf-yang-push'

const read = (content: string): ReturnType<typeof readNotification> => {
  const xml = `<notification xmlns="${NOTIFICATION}">${content}</notification>`
  return readNotification(xml, Buffer.byteLength(xml))
}

describe('eventTime', () => {
  const good: readonly (readonly [text: string, iso: string])[] = [
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
    ...Array.from({ length: 9 }, (_, digits) => {
      const fraction = '123456789'.slice(0, digits + 1)
      return [
        `2026-01-31T12:00:00.${fraction}Z`,
        `2026-01-31T12:00:00.${fraction.padEnd(3, '0').slice(0, 3)}Z`,
      ] as const
    }),
    ['2026-01-31T12:00:00.Z', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31T14:00:00.5+02:00', '2026-01-31T12:00:00.500Z'],
    ['2026-01-31T06:30:00-05:30', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31T12:00:00-00:00', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31T14:00:00+0200', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31t12:00:00z', '2026-01-31T12:00:00.000Z'],
    ['\n 2026-01-31T12:00:00Z ', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31 12:00:00', '2026-01-31T12:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ]
  for (const [text, iso] of good) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(readEventTime(text), { text: text.trim(), date: new Date(iso) })
    })
  }

  for (const text of ['', 'now', '2026-13-01T00:00:00Z', '2026-01-31', '1769860800']) {
    it(`${JSON.stringify(text)} is kept as text alone`, () => assert.deepEqual(readEventTime(text), { text }))
  }
})

describe('a notification', () => {
  const kinds: readonly (readonly [name: string, namespace: string, kind: NotificationKind, id?: number])[] =
    [
      ['link-down', 'urn:a', 'event'],
      ['replayComplete', STREAMS, 'replayComplete'],
      ['notificationComplete', STREAMS, 'notificationComplete'],
      ['replayComplete', 'urn:a', 'event'],
      ['replay-completed', SN, 'replay-completed', 4],
      ['subscription-started', SN, 'subscription-started', 4],
      ['subscription-modified', SN, 'subscription-modified', 4],
      ['subscription-terminated', SN, 'subscription-terminated', 4],
      ['subscription-suspended', SN, 'subscription-suspended', 4],
      ['subscription-resumed', SN, 'subscription-resumed', 4],
      ['subscription-completed', SN, 'subscription-completed', 4],
      ['push-update', YP, 'push-update', 4],
      ['push-change-update', YP, 'push-change-update', 4],
      ['push-update', SN, 'event'],
      ['constructor', SN, 'event'],
    ]
  for (const [name, namespace, kind, id] of kinds) {
    it(`${name} of ${namespace.slice(namespace.lastIndexOf(':') + 1)} is ${kind}`, () => {
      for (const xml of [
        `<eventTime>2026-01-31T12:00:00Z</eventTime><${name} xmlns="${namespace}"><id>4</id></${name}>`,
        `\n  <eventTime>2026-01-31T12:00:00Z</eventTime>\n  <!-- x --><p:${name} xmlns:p='${namespace}'>\n<p:id> 4 </p:id></p:${name}>`,
      ]) {
        const { name: found, namespace: uri, kind: its, subscriptionId, eventTime } = read(xml)
        assert.deepEqual([found, uri, its, subscriptionId], [name, namespace, kind, id])
        assert.equal(eventTime?.text, '2026-01-31T12:00:00Z')
      }
    })
  }

  it('may declare its prefixes on the root', () => {
    const xml = `<n:notification xmlns:n="${NOTIFICATION}" xmlns:yp="${YP}"><n:eventTime>x</n:eventTime><yp:push-update><yp:id>7</yp:id></yp:push-update></n:notification>`
    const { kind, subscriptionId, eventTime } = readNotification(xml, xml.length)
    assert.deepEqual([kind, subscriptionId, eventTime], ['push-update', 7, { text: 'x' }])
  })

  for (const [content, name] of [
    ['', ''],
    ['text', ''],
    ['<eventTime/>', ''],
    ['<eventTime>', ''],
    ['<eventTime>2026', ''],
    ['<eventTime>2026</eventTime', ''],
    ['<a xmlns="urn:a"/>', 'a'],
    ['<eventTime>2026</eventTime>', ''],
    ['<eventTime>2026</eventTime><a b=c>', ''],
  ] as const) {
    it(`${JSON.stringify(content)} is read as far as it goes`, () => assert.equal(read(content).name, name))
  }
})
