// Where the elements of a person's own XML end up.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anyOperation, editConfig, getConfig } from '../../../src/netconf/operations.ts'
import { bare, barePayload, qualifyConfig } from '../../../src/profiles/prepare.ts'
import { profileOf } from '../../../src/profiles/registry.ts'
import { checkedMarkup } from '../../../src/xml/build.ts'
import { wireOf } from './wire.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'

describe('payload without a namespace', () => {
  const cases: readonly (readonly [name: string, before: string, after: string])[] = [
    [
      'in a filter',
      '<get><filter type="subtree"><interfaces/><a><b/></a></filter></get>',
      '<get><filter type="subtree"><interfaces xmlns=""/><a xmlns=""><b/></a></filter></get>',
    ],
    [
      'in a config',
      '<edit-config><target><running/></target><config><system/></config></edit-config>',
      '<edit-config><target><running/></target><config><system xmlns=""/></config></edit-config>',
    ],
    [
      'in the config of a source',
      '<validate><source><config><system/></config></source></validate>',
      '<validate><source><config><system xmlns=""/></config></source></validate>',
    ],
    [
      'beside payload that has one',
      '<get><filter><a xmlns="urn:a"/><b:b xmlns:b="urn:b"/><c/></filter></get>',
      '<get><filter><a xmlns="urn:a"/><b:b xmlns:b="urn:b"/><c xmlns=""/></filter></get>',
    ],
    [
      'where it was put in the base namespace on purpose',
      `<get><filter xmlns="${BASE}"><a/></filter></get>`,
      `<get><filter xmlns="${BASE}"><a/></filter></get>`,
    ],
    [
      'in an operation of another namespace',
      '<edit-data xmlns="urn:nmda"><config><a/></config></edit-data>',
      '<edit-data xmlns="urn:nmda"><config><a/></config></edit-data>',
    ],
    ['in nothing', '<commit/>', '<commit/>'],
  ]
  for (const [name, before, after] of cases) {
    it(name, () => assert.equal(barePayload(checkedMarkup(before)), after))
  }

  it('goes out as ncclient sends it', () => {
    const filter = { type: 'subtree', content: checkedMarkup('<interfaces/>') } as const
    assert.equal(
      wireOf(profileOf('iosxr'), getConfig({ source: 'running', filter }).xml),
      `<nc:rpc xmlns:nc="${BASE}" message-id="1"><nc:get-config><nc:source><nc:running/></nc:source><nc:filter type="subtree"><interfaces/></nc:filter></nc:get-config></nc:rpc>`,
    )
  })

  it('stands alone without one', () => {
    assert.equal(bare(checkedMarkup('<a/><b xmlns="urn:b"/>')), '<a xmlns=""/><b xmlns="urn:b"/>')
  })
})

describe('the <config> of edit-config on IOS-XE', () => {
  const target = '<target><running/></target>'
  const native = '<native xmlns="http://cisco.com/ns/yang/Cisco-IOS-XE-native"/>'

  it('is in the base namespace when we build it', () => {
    const { xml } = editConfig({ target: 'running', config: checkedMarkup(native) })
    assert.equal(qualifyConfig(xml), xml)
    assert.equal(
      wireOf(profileOf('iosxe'), xml),
      `<nc:rpc xmlns:nc="${BASE}" message-id="1"><nc:edit-config><nc:target><nc:running/></nc:target><nc:config>${native}</nc:config></nc:edit-config></nc:rpc>`,
    )
  })

  const moved: readonly (readonly [name: string, before: string, wire: string])[] = [
    [
      'without any namespace',
      `<edit-config>${target}<config xmlns="">${native}</config></edit-config>`,
      `<nc:edit-config><nc:target><nc:running/></nc:target><nc:config xmlns:nc="${BASE}">${native}</nc:config></nc:edit-config>`,
    ],
    [
      'empty',
      `<edit-config>${target}<config xmlns=""/></edit-config>`,
      `<nc:edit-config><nc:target><nc:running/></nc:target><nc:config xmlns:nc="${BASE}"/></nc:edit-config>`,
    ],
    [
      'inside an operation with a prefix of its own',
      `<n:edit-config xmlns:n="${BASE}"><n:target/><config>${native}</config></n:edit-config>`,
      `<n:edit-config xmlns:n="${BASE}"><n:target/><nc:config>${native}</nc:config></n:edit-config>`,
    ],
    [
      'twice, which is left alone',
      '<edit-config><config xmlns=""/><config xmlns=""/></edit-config>',
      '<nc:edit-config><config/><config/></nc:edit-config>',
    ],
    [
      'in another operation, which is left alone',
      '<copy-config><config xmlns=""/></copy-config>',
      '<nc:copy-config><config/></nc:copy-config>',
    ],
  ]
  for (const [name, before, wire] of moved) {
    it(name, () => {
      assert.equal(
        wireOf(profileOf('iosxe'), anyOperation(before).xml),
        `<nc:rpc xmlns:nc="${BASE}" message-id="1">${wire}</nc:rpc>`,
      )
    })
  }
})
