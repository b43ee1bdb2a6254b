// Every vendor operation as it goes over the wire, to the byte.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ParameterValues } from '../../../src/profiles/parameters.ts'
import type { ProfileName } from '../../../src/profiles/profile.ts'
import { ALL_PROFILES, profileOf } from '../../../src/profiles/registry.ts'
import type { Operation } from '../../../src/netconf/operations.ts'
import { wireOf } from './wire.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const nc = (inside: string): string => `<nc:rpc xmlns:nc="${BASE}" message-id="1">${inside}</nc:rpc>`
const plain = (inside: string, extra = ''): string =>
  `<rpc xmlns="${BASE}"${extra} message-id="1">${inside}</rpc>`
const comware = (inside: string): string =>
  plain(
    inside,
    ' xmlns:data="http://www.hp.com/netconf/data:1.0" xmlns:config="http://www.hp.com/netconf/config:1.0"',
  )
const nexus = (inside: string): string =>
  plain(
    inside,
    ' xmlns:nxos="http://www.cisco.com/nxos:1.0" xmlns:if="http://www.cisco.com/nxos:1.0:if_manager"' +
      ' xmlns:nfcli="http://www.cisco.com/nxos:1.0:nfcli" xmlns:vlan_mgr_cli="http://www.cisco.com/nxos:1.0:vlan_mgr_cli"',
  )

function build(profile: ProfileName, name: string, values: ParameterValues): Operation {
  const found = profileOf(profile).operations.find((operation) => operation.name === name)
  assert.ok(found, `${profile} has no ${name}`)
  return found.build(values)
}

type Case = readonly [operation: string, values: ParameterValues, wire: string]

const JUNOS: readonly Case[] = [
  ['command', { command: 'show version' }, nc('<nc:command format="xml">show version</nc:command>')],
  [
    'command',
    { command: 'show route | match "<&"', format: 'text' },
    nc('<nc:command format="text">show route | match "&lt;&amp;"</nc:command>'),
  ],
  ['get-configuration', {}, nc('<nc:get-configuration format="xml"/>')],
  [
    'get-configuration',
    { format: 'set', filter: '<configuration><system><services/></system></configuration>' },
    nc(
      '<nc:get-configuration format="set"><configuration><system><services/></system></configuration></nc:get-configuration>',
    ),
  ],
  ['compare-configuration', {}, nc('<nc:get-configuration compare="rollback" format="text" rollback="0"/>')],
  [
    'compare-configuration',
    { rollback: 3, format: 'xml' },
    nc('<nc:get-configuration compare="rollback" format="xml" rollback="3"/>'),
  ],
  [
    'load-configuration',
    { config: '<?xml version="1.0"?>\n<system><host-name>r1</host-name></system>' },
    nc(
      '<nc:load-configuration action="merge" format="xml"><nc:configuration><system><host-name>r1</host-name></system></nc:configuration></nc:load-configuration>',
    ),
  ],
  [
    'load-configuration',
    { action: 'replace', format: 'text', lines: 'system {\n  host-name r1;\n}' },
    nc(
      '<nc:load-configuration action="replace" format="text"><nc:configuration-text>system {\n  host-name r1;\n}</nc:configuration-text></nc:load-configuration>',
    ),
  ],
  [
    'load-configuration',
    { format: 'json', lines: '{"configuration":{}}' },
    nc(
      '<nc:load-configuration action="merge" format="json"><nc:configuration-json>{"configuration":{}}</nc:configuration-json></nc:load-configuration>',
    ),
  ],
  [
    'load-configuration',
    { action: 'set', lines: ['set system host-name r1', 'delete snmp'] },
    nc(
      '<nc:load-configuration action="set" format="text"><nc:configuration-set>set system host-name r1\ndelete snmp</nc:configuration-set></nc:load-configuration>',
    ),
  ],
  ['commit-configuration', {}, nc('<commit-configuration/>')],
  [
    'commit-configuration',
    { confirmed: true, timeout: 50, comment: 'message' },
    nc(
      '<commit-configuration><confirmed/><confirm-timeout>1</confirm-timeout><log>message</log></commit-configuration>',
    ),
  ],
  [
    'commit-configuration',
    { confirmed: true, timeout: 121, synchronize: true },
    nc(
      '<commit-configuration><confirmed/><confirm-timeout>3</confirm-timeout><synchronize/></commit-configuration>',
    ),
  ],
  [
    'commit-configuration',
    { 'at-time': '23:30', check: 'true' },
    nc('<commit-configuration><at-time>23:30</at-time><check/></commit-configuration>'),
  ],
  ['rollback', {}, nc('<nc:load-configuration rollback="0"/>')],
  ['rollback', { rollback: '7' }, nc('<nc:load-configuration rollback="7"/>')],
  [
    'rpc',
    { rpc: '<get-interface-information><terse/></get-interface-information>' },
    nc('<get-interface-information><terse/></get-interface-information>'),
  ],
  ['reboot', {}, nc('<nc:request-reboot/>')],
  ['halt', {}, nc('<nc:request-halt/>')],
]

const COMMENT = (text: string): string =>
  `<comment xmlns="urn:nokia.com:sros:ns:yang:sr:ietf-netconf-augments">${text}</comment>`
const SROS: readonly Case[] = [
  [
    'md-cli-raw-command',
    { command: 'show version' },
    plain(
      '<action xmlns="urn:ietf:params:xml:ns:yang:1"><global-operations xmlns="urn:nokia.com:sros:ns:yang:sr:oper-global"><md-cli-raw-command><md-cli-input-line>show version</md-cli-input-line></md-cli-raw-command></global-operations></action>',
    ),
  ],
  ['commit', {}, plain('<commit/>')],
  [
    'commit',
    { comment: 'This is a comment', confirmed: true, timeout: '50' },
    plain(
      `<commit>${COMMENT('This is a comment')}<confirmed/><confirm-timeout>50</confirm-timeout></commit>`,
    ),
  ],
  [
    'commit',
    { comment: ' a & b ', confirmed: true, persist: 'me' },
    plain(`<commit>${COMMENT('a &amp; b')}<confirmed/><persist>me</persist></commit>`),
  ],
  ['commit', { 'persist-id': 'me' }, plain('<commit><persist-id>me</persist-id></commit>')],
]

const FILE_OPERATIONS = (wrap: (inside: string) => string, names: readonly string[]): Case[] =>
  names.map((name) => [
    name,
    { file: 'flash:/a&b.cfg' },
    wrap(`<${name}><file>flash:/a&amp;b.cfg</file></${name}>`),
  ])

const CASES: Readonly<Partial<Record<ProfileName, readonly Case[]>>> = {
  alu: [
    [
      'show-cli',
      { command: 'router interface' },
      plain(
        '<get><filter><oper-data-format-cli-block><cli-show>router interface</cli-show></oper-data-format-cli-block></filter></get>',
      ),
    ],
    ['get-configuration', {}, plain('<get-config><source><running/></source></get-config>')],
    [
      'get-configuration',
      { filter: '<configure xmlns="urn:alcatel-lucent.com:sros:ns:yang:conf-r13"><router/></configure>' },
      plain(
        '<get-config><source><running/></source><filter type="subtree"><configure xmlns="urn:alcatel-lucent.com:sros:ns:yang:conf-r13"><router/></configure></filter></get-config>',
      ),
    ],
    [
      'get-configuration',
      { content: 'cli', items: ['router', 'service'] },
      plain(
        '<get-config><source><running/></source><filter><config-format-cli-block><cli-info>router</cli-info><cli-info>service</cli-info></config-format-cli-block></filter></get-config>',
      ),
    ],
    [
      'get-configuration',
      { content: 'cli', items: 'router\n', detail: true },
      plain(
        '<get-config><source><running/></source><filter><config-format-cli-block><cli-info-detail>router</cli-info-detail></config-format-cli-block></filter></get-config>',
      ),
    ],
    [
      'get-configuration',
      { content: 'cli', detail: true },
      plain('<get-config><source><running/></source></get-config>'),
    ],
    [
      'load-configuration',
      { 'default-operation': 'merge', config: '<configure xmlns="urn:a"/>' },
      plain(
        '<edit-config><default-operation>merge</default-operation><target><running/></target><config><configure xmlns="urn:a"/></config></edit-config>',
      ),
    ],
    [
      'load-configuration',
      { format: 'cli', target: 'candidate', lines: 'configure system\nname "r<1>"' },
      plain(
        '<edit-config><target><running/></target><config><config-format-cli-block>configure system\nname "r&lt;1&gt;"</config-format-cli-block></config></edit-config>',
      ),
    ],
  ],
  h3c: [
    ['get-bulk', {}, plain('<get-bulk/>')],
    [
      'get-bulk',
      { filter: '<top xmlns="http://www.h3c.com/netconf/data:1.0"><VLAN/></top>' },
      plain(
        '<get-bulk><filter type="subtree"><top xmlns="http://www.h3c.com/netconf/data:1.0"><VLAN/></top></filter></get-bulk>',
      ),
    ],
    ['get-bulk-config', {}, plain('<get-bulk-config><source><running/></source></get-bulk-config>')],
    [
      'get-bulk-config',
      { source: 'startup', filter: '<top xmlns="http://www.h3c.com/netconf/config:1.0"/>' },
      plain(
        '<get-bulk-config><source><startup/></source><filter type="subtree"><top xmlns="http://www.h3c.com/netconf/config:1.0"/></filter></get-bulk-config>',
      ),
    ],
    [
      'cli-display',
      { commands: 'display version' },
      plain('<CLI><Execution>display version</Execution></CLI>'),
    ],
    [
      'cli-config',
      { commands: ['vlan 2', 'name a'] },
      plain('<CLI><Configuration>vlan 2\nname a</Configuration></CLI>'),
    ],
    [
      'action',
      { action: '<top xmlns="http://www.h3c.com/netconf/action:1.0"><Device/></top>' },
      plain('<action><top xmlns="http://www.h3c.com/netconf/action:1.0"><Device/></top></action>'),
    ],
    ...FILE_OPERATIONS(plain, ['save', 'load', 'rollback']),
  ],
  hpcomware: [
    [
      'cli-display',
      { commands: ['display arp', 'display vlan'] },
      comware('<CLI><Execution>display arp\ndisplay vlan</Execution></CLI>'),
    ],
    ['cli-config', { commands: 'vlan 2' }, comware('<CLI><Configuration>vlan 2</Configuration></CLI>')],
    [
      'action',
      { action: '<top xmlns="http://www.hp.com/netconf/action:1.0"/>' },
      comware('<action><top xmlns="http://www.hp.com/netconf/action:1.0"/></action>'),
    ],
    ...FILE_OPERATIONS(comware, ['save', 'rollback']),
  ],
  huawei: [
    [
      'execute-cli',
      { command: '<cmd><id>1</id><cmdline>display version</cmdline></cmd>' },
      plain(
        '<execute-cli xmlns="http://www.huawei.com/netconf/capability/base/1.0"><cmd><id>1</id><cmdline>display version</cmdline></cmd></execute-cli>',
      ),
    ],
    [
      'execute-action',
      { action: '<action><reboot/></action>' },
      plain(
        '<execute-action xmlns="http://www.huawei.com/netconf/capability/base/1.0"><action><reboot/></action></execute-action>',
      ),
    ],
  ],
  iosxe: [['save-config', {}, nc('<save-config xmlns="http://cisco.com/yang/cisco-ia"/>')]],
  junos: JUNOS,
  nexus: [
    [
      'exec-command',
      { commands: ['conf t', 'vlan 2'] },
      nexus('<nxos:exec-command><nxos:cmd>conf t</nxos:cmd><nxos:cmd>vlan 2</nxos:cmd></nxos:exec-command>'),
    ],
  ],
  sros: SROS,
  'sros-private': SROS,
}

for (const profile of ALL_PROFILES) {
  const cases = CASES[profile.name] ?? []
  describe(`operations of ${profile.name}`, () => {
    it('are all pinned here', () => {
      assert.deepEqual(
        [...new Set(cases.map(([name]) => name))].sort(),
        profile.operations.map(({ name }) => name).sort(),
      )
    })
    for (const [name, values, wire] of cases) {
      it(`${name} ${JSON.stringify(values)}`, () => {
        assert.equal(wireOf(profile, build(profile.name, name, values).xml), wire)
      })
    }
  })
}

describe('a vendor operation', () => {
  it('has the name of its element and a short label', () => {
    const { name, label, needs } = build('nexus', 'exec-command', { commands: 'show version\nshow vlan' })
    assert.deepEqual([name, label, needs], ['exec-command', 'exec-command show version…', []])
    assert.equal(build('junos', 'commit-configuration', {}).name, 'commit-configuration')
    assert.equal(
      build('junos', 'rpc', { rpc: '<get-chassis-inventory/>' }).label,
      'rpc get-chassis-inventory',
    )
  })

  it('says what it needs', () => {
    assert.deepEqual(build('junos', 'commit-configuration', {}).needs, [':candidate'])
    assert.deepEqual(build('sros', 'commit', { confirmed: true }).needs, [':candidate', ':confirmed-commit'])
  })

  const refused: readonly (readonly [string, ProfileName, string, ParameterValues, RegExp])[] = [
    ['a required value is absent', 'junos', 'command', {}, /^command: command is required\.$/],
    ['a required value is empty', 'h3c', 'save', { file: '' }, /^save: file is required\.$/],
    ['a name is unknown', 'junos', 'command', { cmd: 'x' }, /no parameter cmd/],
    ['a choice is none', 'junos', 'command', { command: 'x', format: 'yaml' }, /one of xml, text, json/],
    ['a number is none', 'junos', 'rollback', { rollback: '1e1' }, /whole number from 0 to 49/],
    ['a number is too big', 'junos', 'rollback', { rollback: 50 }, /whole number from 0 to 49/],
    ['a flag is none', 'sros', 'commit', { confirmed: 'yes' }, /true or false/],
    ['a line is two', 'sros', 'md-cli-raw-command', { command: 'a\nb' }, /single line/],
    ['XML is broken', 'huawei', 'execute-cli', { command: '<cmd>' }, /not well-formed XML \(line 1\)/],
    ['XML holds two RPCs', 'junos', 'rpc', { rpc: '<a/><b/>' }, /./],
    [
      'confirmed meets at-time',
      'junos',
      'commit-configuration',
      { confirmed: true, 'at-time': '1:00' },
      /exclude/,
    ],
    ['persist meets persist-id', 'sros', 'commit', { persist: 'a', 'persist-id': 'a' }, /exclude/],
    ['XML to load is absent', 'junos', 'load-configuration', {}, /config is required/],
    ['lines to load are absent', 'alu', 'load-configuration', { format: 'cli' }, /lines is required/],
    [
      'a name of Object is given',
      'junos',
      'reboot',
      { ['__proto__x']: '1', constructor: 'x' },
      /no parameter/,
    ],
  ]
  for (const [name, profile, operation, values, message] of refused) {
    it(`is refused where ${name}`, () => {
      assert.throws(
        () => build(profile, operation, values),
        (error) => error instanceof SyntaxError && message.test(error.message),
      )
    })
  }
})
