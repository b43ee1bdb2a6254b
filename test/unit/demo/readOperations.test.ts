// What get, get-config and get-schema return: filters, keys, defaults, state.

import assert from 'node:assert/strict'
import test from 'node:test'
import { ROUTER_MODULE } from '../../../src/demo/routerModule.ts'
import { textOf, childOf } from '../../../src/xml/tree.ts'
import { Bench, dataOf, NS, system } from './connected.ts'

const interfaces = (inner: string): string => `<interfaces xmlns="${NS}">${inner}</interfaces>`
const getConfig = (filter: string, more = ''): string =>
  `<get-config><source><running/></source><filter type="subtree">${filter}</filter>${more}</get-config>`

const filters: readonly (readonly [name: string, filter: string, data: string])[] = [
  ['nothing', '', ''],
  ['another namespace', '<system xmlns="urn:x"/>', ''],
  ['the protocol namespace, where xmlns was forgotten', '<system/>', ''],
  ['any namespace', '<system xmlns=""><hostname/></system>', system('<hostname>demo-router</hostname>')],
  ['a leaf', system('<contact/>'), system('<contact>noc@example.net</contact>')],
  [
    'an entry by key',
    `<users xmlns="${NS}"><user><name>monitor</name></user></users>`,
    `<users xmlns="${NS}"><user><name>monitor</name><role>viewer</role></user></users>`,
  ],
  [
    'a leaf of an entry; the key comes along',
    interfaces('<interface><name>lo0</name><description/></interface>'),
    interfaces('<interface><name>lo0</name><description>Router address</description></interface>'),
  ],
  [
    'a leaf of all entries; the keys come along',
    interfaces('<interface><enabled/></interface>'),
    interfaces(
      '<interface><name>ge-0/0/2</name><enabled>true</enabled></interface><interface><name>ge-0/0/3</name><enabled>false</enabled></interface>',
    ),
  ],
  [
    'entries by a value that is no key',
    interfaces('<interface><type>vlan</type><name/></interface>'),
    interfaces('<interface><name>vlan100</name><type>vlan</type></interface>'),
  ],
  [
    'two subtrees of the same top node',
    system('<hostname/>') + system('<location/>'),
    system('<hostname>demo-router</hostname><location>Zürich, rack 12, unit 7</location>'),
  ],
  ['state, which is not configuration', system('<uptime/>'), ''],
  ['an entry that is not there', interfaces('<interface><name>x</name></interface>'), ''],
]
for (const [name, filter, data] of filters) {
  test(`a filter for ${name}`, async () => {
    const client = await new Bench().connect()
    assert.equal(dataOf(await client.rpc(getConfig(filter))).replaceAll(' xmlns=""', ''), data)
  })
}

test('get has state, get-config has none', async () => {
  const client = await new Bench().connect()
  const filter = `<filter>${system('<uptime/>')}${interfaces('<interface><name>ge-0/0/3</name><oper-status/></interface>')}</filter>`
  const state = interfaces('<interface><name>ge-0/0/3</name><oper-status>down</oper-status></interface>')
  assert.equal(dataOf(await client.rpc(`<get>${filter}</get>`)), system('<uptime>3563127</uptime>') + state)
  const config = dataOf(await client.rpc('<get-config><source><running/></source></get-config>'))
  assert.doesNotMatch(config, /uptime|oper-status|statistics|session-state|netconf-state|modules-state/)
})

const entry = '<interface><name>lo0</name><enabled/><mtu/></interface>'
const modes: readonly (readonly [mode: string, inner: string])[] = [
  ['explicit', '<mtu>1500</mtu>'],
  ['trim', ''],
  ['report-all', '<enabled>true</enabled><mtu>1500</mtu>'],
  [
    'report-all-tagged',
    '<enabled xmlns:wd="urn:ietf:params:xml:ns:netconf:default:1.0" wd:default="true">true</enabled>' +
      '<mtu xmlns:wd="urn:ietf:params:xml:ns:netconf:default:1.0" wd:default="true">1500</mtu>',
  ],
]
for (const [mode, inner] of modes) {
  test(`with-defaults ${mode}`, async () => {
    const client = await new Bench().connect()
    const set = interfaces('<interface><name>lo0</name><mtu>1500</mtu></interface>')
    await client.rpc(`<edit-config><target><running/></target><config>${set}</config></edit-config>`)
    const parameter = `<with-defaults xmlns="urn:ietf:params:xml:ns:yang:ietf-netconf-with-defaults">${mode}</with-defaults>`
    const reply = await client.rpc(getConfig(interfaces(entry), parameter))
    assert.equal(dataOf(reply), interfaces(`<interface><name>lo0</name>${inner}</interface>`))
  })
}

test('report-all shows defaults of containers that hold nothing else', async () => {
  const client = await new Bench().connect()
  const config = `<config>${system('<hostname>h</hostname>')}</config>`
  await client.rpc(`<copy-config><target><running/></target><source>${config}</source></copy-config>`)
  const parameter =
    '<with-defaults xmlns="urn:ietf:params:xml:ns:yang:ietf-netconf-with-defaults">report-all</with-defaults>'
  assert.equal(
    dataOf(await client.rpc(`<get-config><source><running/></source>${parameter}</get-config>`)),
    system('<hostname>h</hostname><ntp><enabled>true</enabled></ntp>'),
  )
})

test('get-schema returns the module character by character', async () => {
  const client = await new Bench().connect()
  const reply = await client.rpc(
    '<get-schema xmlns="urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring"><identifier>demo-router</identifier></get-schema>',
  )
  assert.equal(textOf(childOf(reply, 'data')!), ROUTER_MODULE)
})

test('netconf-state lists what get-schema gives, and where the rest is', async () => {
  const client = await new Bench().connect()
  const filter =
    '<netconf-state xmlns="urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring"><schemas><schema><location/></schema></schemas></netconf-state>'
  const data = dataOf(await client.rpc(`<get><filter>${filter}</filter></get>`))
  assert.match(
    data,
    /<identifier>demo-router<\/identifier><version>2026-11-01<\/version><format>ncm:yang<\/format><location>NETCONF</,
  )
  assert.equal(data.match(/<location>NETCONF</g)?.length, 1)
  assert.match(data, /^<netconf-state [^>]*xmlns:ncm=/, 'the prefix used in values is declared')
})

test('modules-state lists the module (RFC 7895)', async () => {
  const client = await new Bench().connect()
  const filter = `<modules-state xmlns="urn:ietf:params:xml:ns:yang:ietf-yang-library"><module><name>demo-router</name></module></modules-state>`
  assert.match(
    dataOf(await client.rpc(`<get><filter>${filter}</filter></get>`)),
    /<namespace>urn:example:netconf-explorer:demo-router<\/namespace><conformance-type>implement</,
  )
})
