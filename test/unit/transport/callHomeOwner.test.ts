// Which device a caller is taken for.

import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { describe, it } from 'node:test'
import type { Caller } from '../../../src/transport/callHomeCalls.ts'
import { certificateOf } from '../../../src/transport/certificates.ts'
import { ownerOf, standingOf, type KnownDevice } from '../../../src/transport/callHomeOwner.ts'
import {
  formatKnownHost,
  hostKeyOf,
  parseKnownHosts,
  type HostKey,
} from '../../../src/transport/knownHosts.ts'
import { makeCredentials, type Credentials } from '../fakes/x509.ts'

const keyNamed = (name: string, type = 'ssh-ed25519'): HostKey => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(type.length)
  return hostKeyOf(Buffer.concat([length, Buffer.from(type), Buffer.from(name.padEnd(36))]))
}
const mine = keyNamed('mine')
const another = keyNamed('another')
const ssh = (key: HostKey): Caller => ({ transport: 'ssh', key })
const shown = ({ certificate }: Credentials, isTrusted: boolean): Caller => ({
  transport: 'tls',
  isTrusted,
  certificate: certificateOf(new X509Certificate(certificate).raw),
})
const tls = (names: readonly string[], isTrusted: boolean): Caller =>
  shown(makeCredentials({ subject: 'core-1', names }), isTrusted)
const pinned = makeCredentials({ subject: 'core-1' })
const SHA256 = pinned.sha256
const overSsh = (id: string, more: Partial<KnownDevice> = {}): KnownDevice => ({
  id,
  transport: 'ssh',
  host: id,
  port: 830,
  ...more,
})
const overTls = (id: string, more: Partial<KnownDevice> = {}): KnownDevice => ({
  id,
  transport: 'tls',
  host: id,
  port: 6513,
  ...more,
})
const entriesFor = (...lines: readonly string[]) => parseKnownHosts(lines.join('\n')).entries

describe('over SSH', () => {
  const line = formatKnownHost('core-1', 830, mine)
  const cases: readonly (readonly [string, HostKey, Partial<KnownDevice>, readonly string[], string])[] = [
    ['a key in known_hosts', mine, {}, [line], 'known'],
    ['nothing on record', mine, {}, [], 'unknown'],
    ['another key on record', another, {}, [line], 'contradicts'],
    [
      'a revoked key',
      mine,
      {},
      [`@revoked * ${mine.type} ${Buffer.from(mine.blob).toString('base64')}`],
      'contradicts',
    ],
    ['the pinned key', another, { fingerprint: another.sha256 }, [line], 'known'],
    ['the pinned key with padding', mine, { fingerprint: `${mine.sha256}=` }, [], 'known'],
    ['not the pinned key', mine, { fingerprint: another.sha256 }, [line], 'contradicts'],
    ['a key known for another port of the host', mine, { port: 8300 }, [line], 'unknown'],
  ]
  for (const [name, key, more, lines, standing] of cases) {
    it(`${name}: ${standing}`, () =>
      assert.equal(
        standingOf(ssh(key), overSsh('core-1', more), { entries: entriesFor(...lines) }),
        standing,
      ))
  }
})

describe('over TLS', () => {
  const authority = { caFile: '/ca.pem' }
  const other = makeCredentials({ subject: 'other' }).sha256
  const device = { caFile: '/ca.pem' }
  const cases: readonly (readonly [string, Caller, Partial<KnownDevice>, object, string])[] = [
    ['certified for its name', tls(['core-1'], true), device, { authority }, 'known'],
    [
      'certified for its server name',
      tls(['lo0.core-1'], true),
      { ...device, serverName: 'LO0.core-1' },
      { authority },
      'known',
    ],
    ['certified for another name', tls(['core-2'], true), device, { authority }, 'unknown'],
    ['the name alone, not certified', tls(['core-1'], false), device, { authority }, 'unknown'],
    [
      "certified by another device's authority",
      tls(['core-1'], true),
      { caFile: '/own.pem' },
      { authority },
      'unknown',
    ],
    ['certified by one of several authorities', tls(['core-1'], true), device, {}, 'unknown'],
    [
      'the name inside of a URI',
      shown(makeCredentials({ subject: 'x', uris: ['http://x/DNS:core-1'] }), true),
      device,
      { authority },
      'unknown',
    ],
    ['the pinned certificate', shown(pinned, false), { fingerprint: SHA256.toLowerCase() }, {}, 'known'],
    [
      'not the pinned one, though certified',
      tls(['core-1'], true),
      { ...device, fingerprint: other },
      { authority },
      'contradicts',
    ],
  ]
  for (const [name, caller, more, knowledge, standing] of cases) {
    it(`${name}: ${standing}`, () =>
      assert.equal(standingOf(caller, overTls('core-1', more), { entries: [], ...knowledge }), standing))
  }
})

describe('the owner', () => {
  const entries = entriesFor(formatKnownHost('core-1', 830, mine), formatKnownHost('core-2', 830, mine))
  const shared = [overSsh('core-1'), overSsh('core-2')]

  it('is the one device that is known by the key', () => {
    assert.equal(ownerOf(ssh(mine), [overSsh('core-1'), overSsh('edge-1')], { entries })?.id, 'core-1')
    assert.equal(ownerOf(ssh(another), shared, { entries }), undefined)
  })

  it('of a key that several share is whom a person chose, else nobody', () => {
    assert.equal(ownerOf(ssh(mine), shared, { entries }), undefined)
    assert.equal(ownerOf(ssh(mine), shared, { entries }, 'core-2')?.id, 'core-2')
    assert.equal(ownerOf(ssh(mine), shared, { entries }, 'edge-1'), undefined)
  })

  it('is never one that is reached another way', () => {
    assert.equal(
      ownerOf(tls([], false), [overSsh('core-1', { fingerprint: SHA256 })], { entries }),
      undefined,
    )
    assert.equal(ownerOf(ssh(another), shared, { entries }, 'core-1'), undefined)
  })
})
