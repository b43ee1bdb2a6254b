// Addresses as people type and paste them.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formatAddress, isLoopback, parseAddress } from '../../../src/transport/address.ts'

describe('parseAddress', () => {
  const good: readonly (readonly [text: string, value: object])[] = [
    ['core-1', { host: 'core-1' }],
    ['  core-1.example.net. ', { host: 'core-1.example.net.' }],
    ['core-1:2022', { host: 'core-1', port: 2022 }],
    ['admin@core-1:830', { host: 'core-1', port: 830, username: 'admin' }],
    ['jo@corp@core-1', { host: 'core-1', username: 'jo@corp' }],
    ['ssh://admin@10.0.0.1:830/', { host: '10.0.0.1', port: 830, username: 'admin' }],
    ['[::1]:830', { host: '::1', port: 830 }],
    ['[2001:db8::1]', { host: '2001:db8::1' }],
    ['2001:db8::1', { host: '2001:db8::1' }],
    ['fe80::1%eth0', { host: 'fe80::1%eth0' }],
    ['lab_r1', { host: 'lab_r1' }],
    ['münchen-1', { host: 'münchen-1' }],
  ]
  for (const [text, value] of good) it(text, () => assert.deepEqual(parseAddress(text), { value }))

  const bad: readonly (readonly [text: string, problem: RegExp])[] = [
    ['', /Enter a host/],
    ['admin@', /Enter a host/],
    ['@core-1', /Before the @/],
    ['a b@core-1', /Before the @/],
    ['core 1', /letters, digits/],
    ['core-1;reboot', /letters, digits/],
    ['*', /letters, digits/],
    ['-core', /letters, digits/],
    ['core..net', /letters, digits/],
    ['10.0.0.300', /not an IPv4 address/],
    ['[core-1]x', /letters, digits/],
    ['[::zz]:830', /not an IPv6 address/],
    ['1:2:3', /not an IPv6 address/],
    ['core-1:', /port is a number/],
    ['core-1:0', /port is a number/],
    ['core-1:65536', /port is a number/],
    ['core-1:ssh', /port is a number/],
  ]
  for (const [text, problem] of bad) {
    it(`refuses "${text}"`, () => assert.match(parseAddress(text).problem ?? '', problem))
  }
})

it('formatAddress brackets IPv6, so that it reads back', () => {
  assert.equal(formatAddress('core-1', 830), 'core-1:830')
  assert.equal(formatAddress('::1', 830), '[::1]:830')
  assert.deepEqual(parseAddress(formatAddress('::1', 830)), { value: { host: '::1', port: 830 } })
})

describe('isLoopback', () => {
  const cases = [
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['::', false],
    ['10.127.0.1', false],
    ['127.example.net', false],
  ] as const
  for (const [address, expected] of cases) {
    it(`${address}: ${expected}`, () => assert.equal(isLoopback(address), expected))
  }
})
