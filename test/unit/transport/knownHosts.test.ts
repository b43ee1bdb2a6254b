// known_hosts: what OpenSSH wrote must read here, and every verdict must be the one it would give.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  formatKnownHost,
  hostKeyOf,
  knownTypes,
  lookup,
  parseKnownHosts,
} from '../../../src/transport/knownHosts.ts'

// Public keys from ssh-keygen, with the fingerprints that `ssh-keygen -l` printed for them.
const A_BASE64 = 'AAAAC3NzaC1lZDI1NTE5AAAAIIZGgExjzKjF6HyD353KyYESp1hgC+ZZQNkDiGTID6C1'
const B_BASE64 = 'AAAAC3NzaC1lZDI1NTE5AAAAIDUHkF+jh2DWCuzR9O8355k/SriY0OzxLizTlKLA4b3u'
const EC_BASE64 =
  'AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBOcETTVG1MEwxl+bToZZTVkos2RmGJYMIegm8SK505I090A7aE0xCxCg+NHDb3qhYg7Napv2/9nWHIBPneRbBd4='
const A = `ssh-ed25519 ${A_BASE64}`
const B = `ssh-ed25519 ${B_BASE64}`
const EC = `ecdsa-sha2-nistp256 ${EC_BASE64}`
const keyA = hostKeyOf(Buffer.from(A_BASE64, 'base64'))
const keyB = hostKeyOf(Buffer.from(B_BASE64, 'base64'))
const keyEc = hostKeyOf(Buffer.from(EC_BASE64, 'base64'))
// Names hashed by `ssh-keygen -H`.
const HASHED_830 = '|1|2/mwRuCL0cKfkkuicRdGzuB2Sm8=|tBQINaAIJPHkxKqVPUPg6g8e8ug='
const HASHED_22 = '|1|90bQytYS6gzyjTs5pjJUyWwmdVA=|uvO00PcifKkOom45MoFIW91lXIg='

describe('a host key', () => {
  it('has the type and the fingerprint that OpenSSH prints', () => {
    assert.deepEqual(
      [keyA.type, keyA.sha256],
      ['ssh-ed25519', 'SHA256:k9iKlb3aVLmSdtWMJtD1q1Wk6H6xLBg6NUKDL5EGLDM'],
    )
    assert.deepEqual(
      [keyEc.type, keyEc.sha256],
      ['ecdsa-sha2-nistp256', 'SHA256:+kilr/XVgHqW+lutlDrQ51DXdIR7yLF59lUV2vRoJTI'],
    )
  })

  it('has no type when the bytes are not a key', () => {
    for (const bytes of [[], [0, 0], [0, 0, 0, 9, 65], [255, 255, 255, 255, 1]]) {
      assert.equal(hostKeyOf(Uint8Array.from(bytes)).type, '')
    }
  })
})

describe('lookup', () => {
  const cases: readonly (readonly [name: string, file: string, verdict: string])[] = [
    ['an empty file', '', 'unknown'],
    ['another host', `[core-2]:830 ${A}`, 'unknown'],
    ['host and port', `[core-1]:830 ${A}`, 'known line 1'],
    ['a name in capitals', `[CORE-1]:830 ${A}`, 'known line 1'],
    ['tabs, a comment behind the key, CRLF', `\t[core-1]:830\t${A} admin@desk\r\n`, 'known line 1'],
    ['comments and blank lines before', `# mine\n\n[core-1]:830 ${A}`, 'known line 3'],
    ['one of several names', `core-9,[core-1]:830,[10.0.0.1]:830 ${A}`, 'known line 1'],
    ['a hashed name', `${HASHED_830} ${A}`, 'known line 1'],
    ['a hashed bare name', `${HASHED_22} ${A}`, 'known line 1'],
    ['a hashed name with another key', `${HASHED_830} ${B}`, 'changed line 1'],
    ['the same key for the bare host', `core-1 ${A}`, 'known line 1'],
    ['another key for the bare host: another daemon', `core-1 ${B}`, 'unknown'],
    ['another port', `[core-1]:22830 ${A}`, 'unknown'],
    ['star and question mark', `[c*-?]:830 ${A}`, 'known line 1'],
    ['a star that needs to give back', `*e-1]:8*0 ${A}`, 'known line 1'],
    ['a pattern that is too long', `[core-1]:830? ${A}`, 'unknown'],
    ['a negated name', `*,!*core-1* ${A}`, 'unknown'],
    ['only a negated name of another host', `!core-2 ${A}`, 'unknown'],
    ['another key of the type', `[core-1]:830 ${B}`, 'changed line 1'],
    ['only a key of another type: changed, as in OpenSSH', `[core-1]:830 ${EC}`, 'changed line 1'],
    [
      'the line of the same type explains a change best',
      `[core-1]:830 ${EC}\n[core-1]:830 ${B}`,
      'changed line 2',
    ],
    ['the right key besides a wrong one', `[core-1]:830 ${B}\n[core-1]:830 ${A}`, 'known line 2'],
    ['revoked', `@revoked * ${A}`, 'revoked line 1'],
    ['revoked beats known', `[core-1]:830 ${A}\n@revoked [core-1]:830 ${A}`, 'revoked line 2'],
    ['another key revoked', `@revoked * ${B}`, 'unknown'],
    ['an authority is not trusted', `@cert-authority *.example.net,[core-1]:830 ${B}`, 'authority line 1'],
    ['nor is its key as a host key', `@cert-authority [core-1]:830 ${A}`, 'authority line 1'],
    ['a known key under an authority', `@cert-authority * ${B}\n[core-1]:830 ${A}`, 'known line 2'],
  ]
  for (const [name, file, verdict] of cases) {
    it(name, () => {
      const found = lookup(parseKnownHosts(file).entries, 'Core-1', 830, keyA)
      assert.equal(
        found.status === 'unknown' ? 'unknown' : `${found.status} line ${found.entry.line}`,
        verdict,
      )
    })
  }

  it('uses the bare name on port 22', () => {
    const { entries } = parseKnownHosts(`core-1 ${B}\n[core-1]:22 ${A}`)
    assert.equal(lookup(entries, 'core-1', 22, keyA).status, 'changed')
    assert.equal(lookup(entries, 'core-1', 22, keyB).status, 'known')
  })

  it('stays fast on a hostile pattern', () => {
    const { entries } = parseKnownHosts(`${'*a'.repeat(5_000)} ${A}`)
    const started = performance.now()
    assert.equal(lookup(entries, 'a'.repeat(250) + 'b', 22, keyA).status, 'unknown')
    assert.ok(performance.now() - started < 500)
  })
})

describe('parseKnownHosts', () => {
  const broken: readonly (readonly [line: string, message: string])[] = [
    ['[core-1]:830', 'too few fields'],
    [`[core-1]:830 ssh-rsa ${A_BASE64}`, 'the key is not of type ssh-rsa'],
    ['[core-1]:830 ssh-ed25519 !!!', 'the key is not of type ssh-ed25519'],
    ['core-1 1024 35 11993', 'a key of SSH protocol 1, which is no longer in use'],
    [`@trusted core-1 ${A}`, 'unknown marker @trusted'],
    [`|1|c2hvcnQ=|c2hvcnQ= ${A}`, 'a hashed name that cannot be read'],
  ]
  for (const [line, message] of broken) {
    it(`reports a line and keeps the rest: ${message}`, () => {
      const { entries, problems } = parseKnownHosts(`${line}\ncore-1 ${A}`)
      assert.deepEqual(problems, [{ line: 1, message }])
      assert.deepEqual(
        entries.map((entry) => entry.line),
        [2],
      )
    })
  }
})

describe('writing', () => {
  for (const [host, port, name] of [
    ['Core-1', 830, '[core-1]:830'],
    ['core-1', 22, 'core-1'],
    ['2001:db8::1', 830, '[2001:db8::1]:830'],
  ] as const) {
    it(`${name} reads back as known`, () => {
      const line = formatKnownHost(host, port, keyA)
      assert.equal(line, `${name} ${A}`)
      assert.equal(lookup(parseKnownHosts(line).entries, host, port, keyA).status, 'known')
    })
  }

  it('refuses a host that would read back as more than itself', () => {
    for (const host of ['*', 'a,b', '!a', 'a b', '|1|x', '#a', '']) {
      assert.throws(() => formatKnownHost(host, 830, keyA), RangeError)
    }
  })
})

it('knownTypes names the types on record for the host, those for its port first', () => {
  const file = `core-1 ${EC}\n[core-1]:830 ${A}\n[core-1]:830 ${B}\n@revoked [core-1]:830 ${EC}\nother ${EC}`
  const { entries } = parseKnownHosts(file)
  assert.deepEqual(knownTypes(entries, 'core-1', 830), ['ssh-ed25519', 'ecdsa-sha2-nistp256'])
  assert.deepEqual(knownTypes(entries, 'core-3', 830), [])
})
