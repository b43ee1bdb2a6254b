// The prefix form of requests: nc: on what is NETCONF's, everything else as it was written.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { applyPrefix, wrapMessage } from '../../../src/netconf/prefix.ts'
import { checkedMarkup } from '../../../src/xml/build.ts'
import { parseXml } from '../../../src/xml/parse.ts'
import { elementsOf, textOf, type XmlElement } from '../../../src/xml/tree.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const NC = { prefix: 'nc', namespaces: { extra: 'urn:extra' } } as const
const PLAIN = { prefix: '', namespaces: { extra: 'urn:extra' } } as const

const CASES: readonly (readonly [name: string, written: string, sent: string])[] = [
  ['an empty operation', '<commit/>', '<nc:commit/>'],
  ['white space in tags', '<commit ></commit\n>', '<nc:commit ></nc:commit\n>'],
  [
    'nested base elements',
    '<get-config><source><running/></source></get-config>',
    '<nc:get-config><nc:source><nc:running/></nc:source></nc:get-config>',
  ],
  [
    'values that look like markup',
    '<a x="&lt;b/>"><![CDATA[<c/>]]><!-- <d/> --><b>&amp;</b></a>',
    '<nc:a x="&lt;b/>"><![CDATA[<c/>]]><!-- <d/> --><nc:b>&amp;</nc:b></nc:a>',
  ],
  [
    'a foreign namespace and what inherits it',
    '<config><top xmlns="urn:x"><a><b/></a></top></config>',
    '<nc:config><top xmlns="urn:x"><a><b/></a></top></nc:config>',
  ],
  [
    'a foreign prefix',
    '<filter><x:top xmlns:x="urn:x"><x:a/></x:top></filter>',
    '<nc:filter><x:top xmlns:x="urn:x"><x:a/></x:top></nc:filter>',
  ],
  [
    'a base element inside a foreign prefix',
    '<config><x:top xmlns:x="urn:x"><a/></x:top></config>',
    '<nc:config><x:top xmlns:x="urn:x"><nc:a/></x:top></nc:config>',
  ],
  [
    'a prefix that <rpc> declares',
    '<extra:exec><extra:cmd/></extra:exec>',
    '<extra:exec><extra:cmd/></extra:exec>',
  ],
  [
    'no namespace',
    '<commit-configuration xmlns=""><log/></commit-configuration>',
    '<commit-configuration><log/></commit-configuration>',
  ],
  [
    'no namespace, said in other ways',
    `<a><b x=' xmlns=""' xmlns = '' y="1"><c xmlns="urn:c"><d xmlns=""/></c></b></a>`,
    `<nc:a><b x=' xmlns=""' y="1"><c xmlns="urn:c"><d xmlns=""/></c></b></nc:a>`,
  ],
  [
    'the base namespace, said again',
    `<get><filter xmlns="${BASE}"><a/></filter></get>`,
    `<nc:get><filter xmlns="${BASE}"><a/></filter></nc:get>`,
  ],
  [
    'the base namespace under a prefix of its own',
    `<base:get xmlns:base="${BASE}"><base:filter/></base:get>`,
    `<base:get xmlns:base="${BASE}"><base:filter/></base:get>`,
  ],
  [
    'the same prefix with another meaning',
    '<get><filter xmlns:nc="urn:other"><nc:a/><b/></filter><c/></get>',
    `<nc:get><filter xmlns="${BASE}" xmlns:nc="urn:other"><nc:a/><b/></filter><nc:c/></nc:get>`,
  ],
  [
    'the same prefix with another meaning, and then its own again',
    `<x:get xmlns:x="urn:x" xmlns:nc="urn:other"><a><b/></a><c xmlns:nc="${BASE}"><d/></c></x:get>`,
    `<x:get xmlns:x="urn:x" xmlns:nc="urn:other"><a xmlns="${BASE}"><b/></a><nc:c xmlns:nc="${BASE}"><nc:d/></nc:c></x:get>`,
  ],
  [
    'attributes with the prefix',
    '<config><top xmlns="urn:x" nc:operation="delete"/></config>',
    '<nc:config><top xmlns="urn:x" nc:operation="delete"/></nc:config>',
  ],
  ['characters beyond 16 bit', '<a>🛰<b>🛰</b></a>', '<nc:a>🛰<nc:b>🛰</nc:b></nc:a>'],
  ['several elements', '<a/> <b/>', '<nc:a/> <nc:b/>'],
]

/** Names with namespaces, attributes and texts: what a device makes of it. */
function meaning(element: XmlElement): unknown {
  return [
    `{${element.uri}}${element.local}`,
    element.attributes
      .filter(({ name, prefix }) => name !== 'xmlns' && prefix !== 'xmlns')
      .map(({ uri, local, value }) => `{${uri}}${local}=${value}`),
    textOf(element),
    elementsOf(element).map(meaning),
  ]
}

function read(xml: string): unknown {
  const { root, problems } = parseXml(xml)
  assert.deepEqual(problems, [])
  return meaning(root!)
}

describe('the prefix form', () => {
  for (const [name, written, sent] of CASES) {
    it(`of ${name}`, () => {
      const markup = checkedMarkup(written)
      assert.equal(applyPrefix(markup, NC), sent)
      assert.equal(applyPrefix(markup, PLAIN), written)
    })

    it(`means the same: ${name}`, () => {
      const markup = checkedMarkup(written)
      const attributes = { 'xmlns:nc': BASE, 'message-id': 7 }
      assert.deepEqual(
        read(wrapMessage('rpc', NC, { 'message-id': 7 }, markup)),
        read(wrapMessage('rpc', PLAIN, attributes, markup)),
      )
    })
  }

  it('holds in a large text', () => {
    const large = checkedMarkup(`<config>${'<a><b>value</b></a>'.repeat(20_000)}</config>`)
    assert.equal(applyPrefix(large, NC).length, large.length + 3 * 2 * (1 + 40_000))
  })
})

describe('the envelope', () => {
  it('declares the prefix, then the others, then what is given', () => {
    assert.equal(
      wrapMessage('rpc', NC, { 'message-id': 1 }, checkedMarkup('<commit/>')),
      `<nc:rpc xmlns:nc="${BASE}" xmlns:extra="urn:extra" message-id="1"><nc:commit/></nc:rpc>`,
    )
    assert.equal(
      wrapMessage('rpc', PLAIN, { 'message-id': 1 }, checkedMarkup('<commit/>')),
      `<rpc xmlns="${BASE}" xmlns:extra="urn:extra" message-id="1"><commit/></rpc>`,
    )
  })
})
