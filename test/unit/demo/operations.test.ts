// Each operation's errors and effects, over a whole session.

import assert from 'node:assert/strict'
import test from 'node:test'
import { outcome } from '../fakes/rawClient.ts'
import { Bench, dataOf, editConfig, hostname, hostnameIn, NS, system } from './connected.ts'

const MONITORING = 'urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring'
const getSchema = (inner: string): string => `<get-schema xmlns="${MONITORING}">${inner}</get-schema>`
const HOST_PATH = '/dr:system/dr:hostname'

const rows: readonly (readonly [name: string, operation: string, outcome: string])[] = [
  ['get', '<get/>', 'data'],
  ['get-config of the candidate', '<get-config><source><candidate/></source></get-config>', 'data'],
  ['get-config of startup', '<get-config><source><startup/></source></get-config>', 'data'],
  ['no source', '<get-config/>', 'protocol missing-element [bad-element=source]'],
  ['an empty source', '<get-config><source/></get-config>', 'protocol missing-element [bad-element=source]'],
  [
    'an unknown datastore',
    '<get-config><source><moon/></source></get-config>',
    'protocol unknown-element [bad-element=moon]',
  ],
  [
    'two datastores',
    '<get-config><source><running/><startup/></source></get-config>',
    'protocol unknown-element [bad-element=startup]',
  ],
  [
    'a URL, which is not announced',
    '<get-config><source><url>file:x</url></source></get-config>',
    'protocol unknown-element [bad-element=url]',
  ],
  [
    'an unknown parameter',
    '<get-config><source><running/></source><x/></get-config>',
    'protocol unknown-element [bad-element=x]',
  ],
  ['a parameter twice', '<get><filter/><filter/></get>', 'protocol unknown-element [bad-element=filter]'],
  [
    'a parameter in a foreign namespace',
    '<get><filter xmlns="urn:x"/></get>',
    'protocol unknown-namespace [bad-element=filter bad-namespace=urn:x]',
  ],
  [
    'an XPath filter, which is not announced',
    '<get><filter type="xpath" select="/"/></get>',
    'protocol bad-attribute [bad-attribute=type bad-element=filter]',
  ],
  [
    'an unknown with-defaults mode',
    '<get><with-defaults xmlns="urn:ietf:params:xml:ns:yang:ietf-netconf-with-defaults">all</with-defaults></get>',
    'protocol invalid-value',
  ],
  ['an unknown operation', '<fly/>', 'protocol operation-not-supported'],
  [
    'an operation in an unknown namespace',
    '<fly xmlns="urn:x"/>',
    'protocol unknown-namespace [bad-element=fly bad-namespace=urn:x]',
  ],
  [
    'a subscription, which is not announced',
    '<create-subscription xmlns="urn:ietf:params:xml:ns:netconf:notification:1.0"/>',
    'protocol unknown-namespace [bad-element=create-subscription bad-namespace=urn:ietf:params:xml:ns:netconf:notification:1.0]',
  ],
  ['edit-config', editConfig('running', hostname('a')), 'ok'],
  ['edit-config of startup', editConfig('startup', hostname('a')), 'protocol invalid-value'],
  [
    'edit-config without config',
    '<edit-config><target><running/></target></edit-config>',
    'protocol missing-element [bad-element=config]',
  ],
  [
    'an unknown default-operation',
    editConfig('running', '', '<default-operation>create</default-operation>'),
    'protocol invalid-value',
  ],
  [
    'an unknown error-option',
    editConfig('running', '', '<error-option>give-up</error-option>'),
    'protocol invalid-value',
  ],
  [
    'an unknown test-option',
    editConfig('running', '', '<test-option>later</test-option>'),
    'protocol invalid-value',
  ],
  [
    'running without what is mandatory',
    editConfig(
      'running',
      system('<hostname xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0" nc:operation="delete"/>'),
    ),
    `application data-missing ${HOST_PATH}`,
  ],
  [
    'a reference to nothing',
    editConfig(
      'running',
      `<interfaces xmlns="${NS}"><interface><name>lo0</name><access><in>gone</in></access></interface></interfaces>`,
    ),
    "application data-missing /dr:interfaces/dr:interface[dr:name='lo0']/dr:access/dr:in instance-required",
  ],
  [
    'too many entries',
    editConfig('running', system('<dns><server>::1</server><server>::2</server></dns>')),
    'application operation-failed /dr:system/dr:dns/dr:server too-many-elements',
  ],
  [
    'mandatory leafs of a new entry, all told at once',
    editConfig(
      'running',
      `<users xmlns="${NS}"><user><name>x</name></user><user><name>y</name></user></users>`,
    ),
    "application data-missing /dr:users/dr:user[dr:name='x']/dr:role\napplication data-missing /dr:users/dr:user[dr:name='y']/dr:role",
  ],
  ['copy-config', '<copy-config><target><startup/></target><source><running/></source></copy-config>', 'ok'],
  [
    'copy-config onto itself',
    '<copy-config><target><running/></target><source><running/></source></copy-config>',
    'protocol invalid-value',
  ],
  [
    'copy-config of what may not run',
    '<copy-config><target><running/></target><source><config/></source></copy-config>',
    `application data-missing ${HOST_PATH}`,
  ],
  [
    'copy-config to a config',
    '<copy-config><target><config/></target><source><running/></source></copy-config>',
    'protocol unknown-element [bad-element=config]',
  ],
  ['delete-config of startup', '<delete-config><target><startup/></target></delete-config>', 'ok'],
  [
    'delete-config of running',
    '<delete-config><target><running/></target></delete-config>',
    'protocol invalid-value',
  ],
  ['validate', '<validate><source><candidate/></source></validate>', 'ok'],
  ['validate a config', `<validate><source><config>${hostname('a')}</config></source></validate>`, 'ok'],
  [
    'validate a wrong config',
    '<validate><source><config/></source></validate>',
    `application data-missing ${HOST_PATH}`,
  ],
  ['commit', '<commit/>', 'ok'],
  [
    'commit with a persist-id of nothing',
    '<commit><persist-id>x</persist-id></commit>',
    'protocol invalid-value',
  ],
  [
    'commit with a timeout but not confirmed',
    '<commit><confirm-timeout>5</confirm-timeout></commit>',
    'protocol invalid-value',
  ],
  [
    'commit with a timeout of zero',
    '<commit><confirmed/><confirm-timeout>0</confirm-timeout></commit>',
    'protocol invalid-value',
  ],
  ['cancel-commit of nothing', '<cancel-commit/>', 'application operation-failed'],
  ['discard-changes', '<discard-changes/>', 'ok'],
  ['lock', '<lock><target><running/></target></lock>', 'ok'],
  [
    'unlock of what is not locked',
    '<unlock><target><running/></target></unlock>',
    'application operation-failed',
  ],
  [
    'kill-session of oneself',
    '<kill-session><session-id>1</session-id></kill-session>',
    'protocol invalid-value',
  ],
  [
    'kill-session of nobody',
    '<kill-session><session-id>99</session-id></kill-session>',
    'protocol invalid-value',
  ],
  [
    'kill-session of what is no id',
    '<kill-session><session-id>0</session-id></kill-session>',
    'protocol invalid-value',
  ],
  ['kill-session of nothing', '<kill-session/>', 'protocol missing-element [bad-element=session-id]'],
  ['get-schema', getSchema('<identifier>demo-router</identifier><format>yang</format>'), 'data'],
  [
    'get-schema by revision',
    getSchema('<identifier>demo-router</identifier><version>2026-11-01</version>'),
    'data',
  ],
  [
    'get-schema of another revision',
    getSchema('<identifier>demo-router</identifier><version>2000-01-01</version>'),
    'protocol invalid-value',
  ],
  ['get-schema of an unknown module', getSchema('<identifier>x</identifier>'), 'protocol invalid-value'],
  [
    'get-schema as YIN',
    getSchema('<identifier>demo-router</identifier><format>yin</format>'),
    'protocol invalid-value',
  ],
  ['get-schema of nothing', getSchema(''), 'protocol missing-element [bad-element=identifier]'],
  ['clear-counters', `<clear-counters xmlns="${NS}"/>`, 'ok'],
  [
    'clear-counters of no interface',
    `<clear-counters xmlns="${NS}"><interface>x</interface></clear-counters>`,
    'application data-missing /dr:clear-counters/dr:interface instance-required',
  ],
  [
    'clear-counters of what is no name',
    `<clear-counters xmlns="${NS}"><interface/></clear-counters>`,
    'application invalid-value /dr:clear-counters/dr:interface',
  ],
]
for (const [name, operation, expected] of rows) {
  test(name, async () => {
    const client = await new Bench().connect()
    assert.equal(outcome(await client.rpc(operation)), expected)
    assert.equal(outcome(await client.rpc('<commit/>')), 'ok', 'the session lives on')
  })
}

test('an edit that fails leaves nothing behind, whatever the error-option but continue', async () => {
  const client = await new Bench().connect()
  const payload = system('<hostname>changed</hostname><contact>c</contact><nonsense/>')
  const failure = 'application unknown-element /dr:system [bad-element=nonsense]'
  for (const option of ['stop-on-error', 'rollback-on-error']) {
    const more = `<error-option>${option}</error-option>`
    assert.equal(outcome(await client.rpc(editConfig('running', payload, more))), failure)
    assert.equal(await hostnameIn(client, 'running'), 'demo-router')
  }
  const more = '<error-option>continue-on-error</error-option>'
  assert.equal(outcome(await client.rpc(editConfig('running', payload, more))), failure)
  assert.equal(await hostnameIn(client, 'running'), 'changed')
})

test('test-option: test-only changes nothing, test-then-set checks a candidate, set does not', async () => {
  const client = await new Bench().connect()
  const incomplete = `<users xmlns="${NS}"><user><name>x</name></user></users>`
  const missing = "application data-missing /dr:users/dr:user[dr:name='x']/dr:role"
  const option = (name: string): string => `<test-option>${name}</test-option>`
  assert.equal(outcome(await client.rpc(editConfig('running', hostname('a'), option('test-only')))), 'ok')
  assert.equal(await hostnameIn(client, 'running'), 'demo-router')
  assert.equal(outcome(await client.rpc(editConfig('candidate', incomplete, option('test-only')))), missing)
  assert.equal(
    outcome(await client.rpc(editConfig('candidate', incomplete, option('test-then-set')))),
    missing,
  )
  assert.equal(outcome(await client.rpc('<validate><source><candidate/></source></validate>')), 'ok')
  assert.equal(outcome(await client.rpc(editConfig('candidate', incomplete, option('set')))), 'ok')
  assert.equal(outcome(await client.rpc('<validate><source><candidate/></source></validate>')), missing)
  assert.equal(outcome(await client.rpc('<commit/>')), missing)
  assert.equal(outcome(await client.rpc('<discard-changes/>')), 'ok')
  assert.equal(
    outcome(await client.rpc(editConfig('candidate', incomplete))),
    'ok',
    'commit is when it counts',
  )
})

test('a candidate is its own until it is committed or discarded', async () => {
  const client = await new Bench().connect()
  await client.rpc(editConfig('candidate', hostname('next')))
  assert.equal(await hostnameIn(client, 'candidate'), 'next')
  assert.equal(await hostnameIn(client, 'running'), 'demo-router')
  await client.rpc('<discard-changes/>')
  assert.equal(await hostnameIn(client, 'candidate'), 'demo-router')
  await client.rpc(editConfig('candidate', hostname('next')))
  await client.rpc('<commit/>')
  assert.equal(await hostnameIn(client, 'running'), 'next')
  assert.equal(await hostnameIn(client, 'startup'), 'demo-router')
  await client.rpc('<copy-config><target><startup/></target><source><running/></source></copy-config>')
  assert.equal(await hostnameIn(client, 'startup'), 'next')
  await client.rpc('<delete-config><target><startup/></target></delete-config>')
  assert.equal(await hostnameIn(client, 'startup'), '')
})

test('copy-config replaces a whole datastore by a config', async () => {
  const client = await new Bench().connect()
  const config = `<config>${hostname('alone')}</config>`
  await client.rpc(`<copy-config><target><running/></target><source>${config}</source></copy-config>`)
  const reply = await client.rpc('<get-config><source><running/></source></get-config>')
  assert.equal(dataOf(reply), hostname('alone'))
})

test('clear-counters starts an interface from zero; counters move with time', async () => {
  const bench = new Bench()
  const client = await bench.connect()
  const counter = async (name: string): Promise<number> => {
    const entry = `<interface><name>${name}</name><statistics><in-packets/></statistics></interface>`
    const reply = await client.rpc(
      `<get><filter><interfaces xmlns="${NS}">${entry}</interfaces></filter></get>`,
    )
    return Number(/<in-packets>(\d+)</.exec(dataOf(reply))?.[1])
  }
  const before = await counter('ge-0/0/1')
  assert.ok(before > 0)
  await client.rpc(`<clear-counters xmlns="${NS}"><interface>ge-0/0/0</interface></clear-counters>`)
  assert.equal(await counter('ge-0/0/0'), 0)
  bench.time += 10_000
  assert.ok((await counter('ge-0/0/0')) > 1_000)
  assert.ok((await counter('ge-0/0/1')) > before)
  assert.equal(await counter('ge-0/0/3'), 0, 'disabled')
})
