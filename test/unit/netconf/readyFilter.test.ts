// Filters that were written as XML already.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { get } from '../../../src/netconf/operations.ts'
import { readyFilter } from '../../../src/netconf/readyFilter.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'

describe('a <filter>', () => {
  const good: readonly (readonly [xml: string, sent: string])[] = [
    ['<filter><a xmlns="urn:a"/></filter>', '<filter type="subtree"><a xmlns="urn:a"/></filter>'],
    [
      `<nc:filter xmlns:nc="${BASE}" xmlns:p="urn:p" nc:type="subtree"><p:a/><b xmlns=""/></nc:filter>`,
      '<filter type="subtree"><p:a xmlns:p="urn:p"/><b xmlns=""/></filter>',
    ],
    ['<filter type="subtree"/>', '<filter type="subtree"/>'],
    [
      '<filter xmlns="urn:x" xmlns:p="urn:p" type="xpath" select="/p:a[p:b=\'1\' and p:c&gt;2]"/>',
      '<filter xmlns:p="urn:p" type="xpath" select="/p:a[p:b=\'1\' and p:c&gt;2]"/>',
    ],
  ]
  for (const [xml, sent] of good) {
    it(`${xml} is sent as ${sent}`, () =>
      assert.equal(get({ filter: readyFilter(xml) }).xml, `<get>${sent}</get>`))
  }

  const bad: readonly (readonly [xml: string, message: RegExp])[] = [
    ['', /no element/],
    ['<filter>', /./],
    ['<config/>', /<config> is no <filter>/],
    ['<filter type="regex"/>', /subtree or xpath, not regex/],
    ['<filter type="xpath"/>', /needs the attribute select/],
  ]
  for (const [xml, message] of bad) {
    it(`${JSON.stringify(xml)} is none`, () =>
      assert.throws(() => readyFilter(xml), { name: 'SyntaxError', message }))
  }
})
