import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readNotification } from '../../../src/netconf/notification.ts'
import { comment, notificationEntry, notificationWords } from '../../../src/netconf/notificationWords.ts'
import { subscriptionEnd } from '../../../src/netconf/subscriptionEnd.ts'
import { checkWellFormed } from '../../../src/xml/parse.ts'

const NOW = new Date('2026-01-31T12:00:00Z')
const EVENTS = 'urn:ietf:params:xml:ns:yang:ietf-netconf-notifications'
const SUBSCRIBED = 'urn:ietf:params:xml:ns:yang:ietf-subscribed-notifications'
const message = (event: string): string =>
  `<?xml version="1.0"?>\n<notification xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"><eventTime>2026-01-31T11:59:59Z</eventTime>${event}</notification>`
const read = (event: string) => readNotification(message(event), 100)
const change = (content: string): string =>
  `<netconf-config-change xmlns="${EVENTS}">${content}</netconf-config-change>`
const edit = (name: string): string => `<edit><target>/a:${name}</target><operation>merge</operation></edit>`

const CASES: readonly (readonly [name: string, event: string, words: string])[] = [
  ['an event has its name and size', '<link-down xmlns="urn:x"/>', 'link-down, 100 bytes'],
  ['one without an event says so', '', 'empty notification, 100 bytes'],
  [
    'one of RFC 8639 names its subscription',
    `<subscription-suspended xmlns="${SUBSCRIBED}"><id>7</id></subscription-suspended>`,
    'subscription-suspended, 100 bytes, subscription 7',
  ],
  [
    'a change says who made it, where, and what it was',
    change(
      `<changed-by><username>ada</username><session-id>4</session-id><source-host>10.0.0.9</source-host></changed-by><datastore>startup</datastore>${edit('b')}`,
    ),
    'netconf-config-change, 100 bytes, startup changed by ada (session 4) from 10.0.0.9: merge /a:b',
  ],
  [
    'a change without a datastore is one of running (RFC 6470)',
    change('<changed-by><server/></changed-by>'),
    'netconf-config-change, 100 bytes, running changed by the server',
  ],
  [
    'of many edits some are named',
    change(['a', 'b', 'c', 'd', 'e'].map(edit).join('')),
    'netconf-config-change, 100 bytes, running changed: merge /a:a; merge /a:b; merge /a:c; 2 more',
  ],
  [
    'a session says whose it is',
    `<netconf-session-start xmlns="${EVENTS}"><username>ada</username><session-id>9</session-id></netconf-session-start>`,
    'netconf-session-start, 100 bytes, ada (session 9)',
  ],
  [
    'a name like that in another namespace is not looked into',
    '<netconf-config-change xmlns="urn:x"><datastore>startup</datastore></netconf-config-change>',
    'netconf-config-change, 100 bytes',
  ],
]

describe('a notification in words', () => {
  for (const [name, event, words] of CASES) {
    it(name, () => assert.equal(notificationWords(read(event)), words))
  }
})

describe('a notification in a list', () => {
  it('has its time, what it is, and its XML laid out', () => {
    const entry = notificationEntry({ ...read('<up xmlns="urn:x"/>'), dropped: 0 }, 'S1', NOW)
    const [head, ...lines] = entry.split('\n')
    assert.equal(head, '<!-- S1 2026-01-31T11:59:59Z up, 100 bytes -->')
    assert.deepEqual(lines.slice(1, 4), [
      '  <eventTime>2026-01-31T11:59:59Z</eventTime>',
      '  <up xmlns="urn:x"/>',
      '</notification>',
    ])
  })

  it('tells what was dropped before it', () => {
    const entry = notificationEntry({ ...read('<up xmlns="urn:x"/>'), dropped: 12 }, 'S1', NOW)
    assert.match(entry, /^<!-- S1: 12 dropped here/)
  })

  it('has our time where the server sent none', () => {
    const bare = readNotification('<notification><up/></notification>', 10)
    assert.match(notificationEntry({ ...bare, dropped: 0 }, 'S1', NOW), /S1 2026-01-31T12:00:00.000Z up/)
  })

  it('is cut where it is very long', () => {
    const long = readNotification(message(`<up>${'x'.repeat(300_000)}</up>`), 300_100)
    const entry = notificationEntry({ ...long, dropped: 0 }, 'S1', NOW)
    assert.ok(entry.length < 201_000)
    assert.match(entry, /<!-- 100\d\d\d characters more -->\n$/)
  })
})

describe('a comment', () => {
  for (const text of ['a --> b', 'a--', '---', '-', 'a\n<b/>\u2028c', '--->-->']) {
    it(`cannot be ended by ${JSON.stringify(text)}`, () => {
      const made = comment(text)
      assert.equal(checkWellFormed(`${made}<a/>`), undefined)
      assert.equal(made.trimEnd().includes('\n'), false)
    })
  }
})

describe('the end of a subscription', () => {
  it('is told from its last notification', () => {
    const last = (local: string, ns: string, content = '') =>
      read(`<${local} xmlns="${ns}">${content}</${local}>`)
    const streams = 'urn:ietf:params:xml:ns:netmod:notification'
    assert.equal(subscriptionEnd(last('notificationComplete', streams)), 'the stop time was reached')
    assert.equal(
      subscriptionEnd(last('subscription-completed', SUBSCRIBED, '<id>1</id>')),
      'everything was sent',
    )
    assert.equal(
      subscriptionEnd(
        last('subscription-terminated', SUBSCRIBED, '<id>1</id><reason>sn:no-such-subscription</reason>'),
      ),
      'the device ended it: no-such-subscription',
    )
    assert.equal(
      subscriptionEnd(last('subscription-terminated', SUBSCRIBED, '<id>1</id>')),
      'the device ended it',
    )
    assert.equal(subscriptionEnd(undefined), 'nothing more comes')
  })
})
