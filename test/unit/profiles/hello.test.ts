// Our hello and the form of our requests under each profile, to the byte.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { clientCapabilities, clientHello } from '../../../src/netconf/hello.ts'
import { getConfig } from '../../../src/netconf/operations.ts'
import { PROFILE_NAMES, type ProfileName } from '../../../src/profiles/profile.ts'
import { profileOf } from '../../../src/profiles/registry.ts'
import { wireOf } from './wire.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const VERSION_10 = 'urn:ietf:params:netconf:base:1.0'
const BOTH = [VERSION_10, 'urn:ietf:params:netconf:base:1.1']
const AFTER_THE_FIRST = [
  'urn:ietf:params:netconf:base:1.1',
  'urn:ietf:params:netconf:capability:writable-running:1.0',
  'urn:ietf:params:netconf:capability:candidate:1.0',
  'urn:ietf:params:netconf:capability:confirmed-commit:1.0',
  'urn:ietf:params:netconf:capability:rollback-on-error:1.0',
  'urn:ietf:params:netconf:capability:startup:1.0',
  'urn:ietf:params:netconf:capability:url:1.0?scheme=http,ftp,file,https,sftp',
  'urn:ietf:params:netconf:capability:validate:1.0',
  'urn:ietf:params:netconf:capability:xpath:1.0',
  'urn:ietf:params:netconf:capability:notification:1.0',
  'urn:ietf:params:netconf:capability:interleave:1.0',
  'urn:ietf:params:netconf:capability:with-defaults:1.0',
]
const USUAL = [VERSION_10, ...AFTER_THE_FIRST]
const HUAWEI = [
  'http://www.huawei.com/netconf/capability/execute-cli/1.0',
  'http://www.huawei.com/netconf/capability/action/1.0',
  'http://www.huawei.com/netconf/capability/active/1.0',
  'http://www.huawei.com/netconf/capability/discard-commit/1.0',
  'http://www.huawei.com/netconf/capability/exchange/1.0',
]
const SROS = [
  'urn:ietf:params:xml:ns:netconf:base:1.0',
  'urn:ietf:params:xml:ns:yang:1',
  'urn:ietf:params:netconf:capability:confirmed-commit:1.1',
  'urn:ietf:params:netconf:capability:validate:1.1',
]
const NEXUS_NAMESPACES =
  ' xmlns:nxos="http://www.cisco.com/nxos:1.0" xmlns:if="http://www.cisco.com/nxos:1.0:if_manager"' +
  ' xmlns:nfcli="http://www.cisco.com/nxos:1.0:nfcli" xmlns:vlan_mgr_cli="http://www.cisco.com/nxos:1.0:vlan_mgr_cli"'
const COMWARE_NAMESPACES =
  ' xmlns:data="http://www.hp.com/netconf/data:1.0" xmlns:config="http://www.hp.com/netconf/config:1.0"'

interface Expected {
  readonly prefix: '' | 'nc'
  readonly capabilities: readonly string[]
  /** Declared on `<rpc>`. */
  readonly extra?: string
  readonly subsystems?: readonly string[]
  readonly unqualified: boolean
}

const EXPECTED: Readonly<Record<ProfileName, Expected>> = {
  default: { prefix: 'nc', capabilities: USUAL, unqualified: false },
  adva: { prefix: '', capabilities: BOTH, unqualified: true },
  alu: { prefix: '', capabilities: [VERSION_10], unqualified: false },
  ciena: { prefix: '', capabilities: USUAL, unqualified: false },
  clixon: { prefix: '', capabilities: BOTH, unqualified: true },
  csr: { prefix: 'nc', capabilities: USUAL, unqualified: false },
  ericsson: { prefix: '', capabilities: USUAL, unqualified: false },
  'ericsson-prefixed': { prefix: 'nc', capabilities: USUAL, unqualified: false },
  h3c: { prefix: '', capabilities: USUAL, unqualified: true },
  hpcomware: { prefix: '', capabilities: USUAL, extra: COMWARE_NAMESPACES, unqualified: false },
  huawei: { prefix: '', capabilities: [...USUAL, ...HUAWEI], unqualified: true },
  huaweiyang: { prefix: '', capabilities: BOTH, unqualified: false },
  ios: { prefix: '', capabilities: BOTH, unqualified: true },
  iosxe: { prefix: 'nc', capabilities: USUAL, unqualified: false },
  iosxr: { prefix: 'nc', capabilities: USUAL, unqualified: true },
  junos: { prefix: 'nc', capabilities: USUAL, unqualified: true },
  netconfd: { prefix: '', capabilities: BOTH, unqualified: true },
  netopeer2: { prefix: '', capabilities: BOTH, unqualified: true },
  nexus: {
    prefix: '',
    capabilities: [BASE, ...AFTER_THE_FIRST],
    extra: NEXUS_NAMESPACES,
    subsystems: ['netconf', 'xmlagent'],
    unqualified: false,
  },
  ocnos: { prefix: '', capabilities: BOTH, unqualified: true },
  srlinux: { prefix: '', capabilities: BOTH, unqualified: true },
  sros: { prefix: '', capabilities: [...USUAL, ...SROS], unqualified: true },
  'sros-private': { prefix: '', capabilities: [...USUAL, ...SROS, 'urn:nokia.com:nc:pc'], unqualified: true },
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

function helloText({ prefix, capabilities }: Expected): string {
  if (prefix === 'nc') {
    const list = capabilities.map((uri) => `<nc:capability>${uri}</nc:capability>`).join('')
    return `${HEAD}<nc:hello xmlns:nc="${BASE}"><nc:capabilities>${list}</nc:capabilities></nc:hello>`
  }
  const list = capabilities.map((uri) => `<capability>${uri}</capability>`).join('')
  return `${HEAD}<hello xmlns="${BASE}"><capabilities>${list}</capabilities></hello>`
}

function requestText({ prefix, extra = '' }: Expected): string {
  return prefix === 'nc'
    ? `<nc:rpc xmlns:nc="${BASE}"${extra} message-id="1"><nc:get-config><nc:source><nc:running/></nc:source></nc:get-config></nc:rpc>`
    : `<rpc xmlns="${BASE}"${extra} message-id="1"><get-config><source><running/></source></get-config></rpc>`
}

for (const name of PROFILE_NAMES) {
  describe(`profile ${name}`, () => {
    const profile = profileOf(name)
    const expected = EXPECTED[name]

    it('says hello to the byte', () => {
      assert.equal(
        clientHello(clientCapabilities('auto', profile.dialect), profile.dialect),
        helloText(expected),
      )
    })

    it('writes get-config to the byte', () => {
      assert.equal(wireOf(profile, getConfig({ source: 'running' }).xml), requestText(expected))
    })

    it('tries the subsystems in order', () => {
      assert.deepEqual(profile.subsystems, expected.subsystems ?? ['netconf'])
      assert.equal(profile.execFallback, name === 'junos' ? 'xml-mode netconf need-trailer' : undefined)
    })

    it('knows which replies and errors pass', () => {
      assert.equal(profile.dialect.acceptsUnqualifiedReply, expected.unqualified)
      assert.deepEqual(
        profile.dialect.exemptErrors,
        name === 'nexus' ? ['*VLAN with the same name exists*'] : [],
      )
    })
  })
}
