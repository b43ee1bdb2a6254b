// What servers tell of their sessions and locks, asked for and read.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  listSessions,
  readServerState,
  serverStateFilter,
  sessionsFilter,
} from '../../../src/netconf/monitoring.ts'
import { get } from '../../../src/netconf/operations.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const MON = 'urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring'
const reply = (content: string): string => `<rpc-reply xmlns="${BASE}" message-id="1">${content}</rpc-reply>`
const state = (content: string): string =>
  reply(`<data><netconf-state xmlns="${MON}">${content}</netconf-state></data>`)

describe('the filter', () => {
  const cases = [
    [sessionsFilter(), '<sessions/>'],
    [serverStateFilter(), '<sessions/><datastores/>'],
  ] as const
  for (const [filter, parts] of cases) {
    it(`for ${parts}`, () =>
      assert.equal(
        get({ filter }).xml,
        `<get><filter type="subtree"><netconf-state xmlns="${MON}">${parts}</netconf-state></filter></get>`,
      ))
  }
})

describe("a server's sessions", () => {
  const cases: readonly (readonly [name: string, xml: string, ids: readonly number[]])[] = [
    ['one', state('<sessions><session><session-id>3</session-id></session></sessions>'), [3]],
    [
      'two',
      state(
        '<sessions><session><session-id>3</session-id></session><session><session-id>4</session-id></session></sessions>',
      ),
      [3, 4],
    ],
    ['none', state('<sessions/>'), []],
    ['one without a number', state('<sessions><session><username>a</username></session></sessions>'), []],
    ['one with an empty number', state('<sessions><session><session-id/></session></sessions>'), []],
    [
      'one with a number that is none',
      state('<sessions><session><session-id>0x3</session-id></session></sessions>'),
      [],
    ],
    ['no state', reply('<data/>'), []],
    [
      'a state of another module',
      reply('<data><netconf-state xmlns="urn:x"><sessions/></netconf-state></data>'),
      [],
    ],
    ['an answer that is not well-formed', state('<sessions>').slice(0, -20), []],
  ]
  for (const [name, xml, ids] of cases) {
    it(name, () =>
      assert.deepEqual(
        listSessions(xml).map(({ id }) => id),
        ids,
      ),
    )
  }

  it('have what the server says of them', () => {
    const xml = state(
      `<sessions><session>
        <session-id>3</session-id>
        <transport xmlns:ncm="${MON}">ncm:netconf-ssh</transport>
        <username>admin</username><source-host>10.0.0.7</source-host>
        <login-time>2026-11-01T10:00:00Z</login-time>
        <in-rpcs>12</in-rpcs><in-bad-rpcs>0</in-bad-rpcs><out-rpc-errors>many</out-rpc-errors>
      </session></sessions>`,
    )
    assert.deepEqual(listSessions(xml), [
      {
        id: 3,
        transport: 'netconf-ssh',
        username: 'admin',
        sourceHost: '10.0.0.7',
        loginTime: '2026-11-01T10:00:00Z',
        counters: { 'in-rpcs': 12, 'in-bad-rpcs': 0 },
      },
    ])
  })

  it('are found under any prefix', () => {
    const prefixed = `<nc:rpc-reply xmlns:nc="${BASE}" message-id="1"><nc:data><m:netconf-state xmlns:m="${MON}"><m:sessions><m:session><m:session-id>8</m:session-id></m:session></m:sessions></m:netconf-state></nc:data></nc:rpc-reply>`
    assert.deepEqual(
      listSessions(prefixed).map(({ id }) => id),
      [8],
    )
  })
})

describe("a server's datastores", () => {
  const locks = (content: string) =>
    readServerState(state(`<datastores><datastore><name>running</name>${content}</datastore></datastores>`))
      ?.datastores
  const cases: readonly (readonly [name: string, content: string, expected: readonly unknown[]])[] = [
    ['without locks', '', []],
    ['with an empty container', '<locks/>', []],
    [
      'locked as a whole',
      '<locks><global-lock><locked-by-session>7</locked-by-session><locked-time>2026-11-01T10:00:00Z</locked-time></global-lock></locks>',
      [{ kind: 'global', holder: 7, since: '2026-11-01T10:00:00Z', paths: [] }],
    ],
    [
      'locked by something that is no NETCONF session',
      '<locks><global-lock><locked-by-session>0</locked-by-session></global-lock></locks>',
      [{ kind: 'global', holder: 0, since: '', paths: [] }],
    ],
    [
      'locked in parts',
      '<locks><partial-lock><lock-id>1</lock-id><locked-by-session>7</locked-by-session><locked-time>t</locked-time><select>/a</select><locked-node>/a/b</locked-node><locked-node>/a/c</locked-node></partial-lock><partial-lock><lock-id>2</lock-id><locked-by-session>8</locked-by-session><select>/d</select></partial-lock></locks>',
      [
        { kind: 'partial', holder: 7, since: 't', lockId: 1, paths: ['/a/b', '/a/c'] },
        { kind: 'partial', holder: 8, since: '', lockId: 2, paths: ['/d'] },
      ],
    ],
    ['locked by nobody knows whom', '<locks><global-lock/></locks>', []],
    ['locked in a way of its own', '<locks><vendor-lock/></locks>', []],
  ]
  for (const [name, content, expected] of cases) {
    it(name, () => assert.deepEqual(locks(content), [{ name: 'running', locks: expected }]))
  }

  it('without a name are left out', () => {
    assert.deepEqual(readServerState(state('<datastores><datastore/></datastores>'))?.datastores, [])
  })

  it('are unknown where the server sends no state, or one that is broken', () => {
    assert.equal(readServerState(reply('<data/>')), undefined)
    assert.equal(readServerState(state('<datastores>')), undefined)
  })
})
