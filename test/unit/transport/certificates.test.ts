// Our own certificate and key: which can be used, and what is said of those that cannot.

import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { describe, test } from 'node:test'
import {
  certificateOf,
  isCertificateFor,
  sameFingerprint,
  secureContext,
  type ContextOptions,
} from '../../../src/transport/certificates.ts'
import { ConnectError } from '../../../src/transport/errors.ts'
import { makeCredentials } from '../fakes/x509.ts'

const authority = makeCredentials({ subject: 'Test CA', isAuthority: true })
const mine = makeCredentials({ subject: 'operator', issuer: authority, names: ['a.example', '192.0.2.1'] })
const other = makeCredentials({ subject: 'other', issuer: authority })
const encryptedKey = String(
  createPrivateKey(mine.privateKey).export({
    ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'geheim' },
  }),
)
const { certificate, privateKey } = mine
const answer = (text: string | undefined) => (): Promise<string | undefined> => Promise.resolve(text)

describe('our certificate', () => {
  test('a pair, an encrypted key, an authority: each can be used', async () => {
    await secureContext({})
    await secureContext({ ca: authority.certificate, tlsVersion: '1.3' })
    await secureContext({ identity: { certificate, privateKey, passphrase: () => assert.fail('asked') } })
    await secureContext({ identity: { certificate, privateKey: encryptedKey, passphrase: answer('geheim') } })
  })

  const WRONG: readonly { name: string; options: ContextOptions; message: RegExp }[] = [
    {
      name: 'a key of another certificate',
      options: { identity: { certificate, privateKey: other.privateKey } },
      message: /private key does not belong to our certificate \(operator\)/,
    },
    {
      name: 'a wrong passphrase',
      options: { identity: { certificate, privateKey: encryptedKey, passphrase: answer('Geheim') } },
      message: /wrong passphrase/,
    },
    {
      name: 'no passphrase asked for',
      options: { identity: { certificate, privateKey: encryptedKey } },
      message: /encrypted, and its passphrase was not given/,
    },
    {
      name: 'no passphrase given',
      options: { identity: { certificate, privateKey: encryptedKey, passphrase: answer(undefined) } },
      message: /encrypted, and its passphrase was not given/,
    },
    {
      name: 'a key that is none',
      options: { identity: { certificate, privateKey: 'no key' } },
      message: /no key in PEM format/,
    },
    {
      name: 'a certificate that is none',
      options: { identity: { certificate: 'nothing', privateKey } },
      message: /certificate for TLS cannot be read/,
    },
    {
      name: 'an authority that is none',
      options: { ca: privateKey },
      message: /holds no certificate in PEM format/,
    },
    {
      name: 'PKCS#12 that is none',
      options: { identity: { pkcs12: Buffer.from('PK'), passphrase: answer('geheim') } },
      message: /PKCS#12 file cannot be read/,
    },
  ]
  for (const { name, options, message } of WRONG) {
    test(`unusable: ${name}`, async () => {
      await assert.rejects(secureContext(options), (error) => {
        assert.ok(error instanceof ConnectError)
        assert.equal(error.reason, 'tls')
        assert.match(error.message, message)
        assert.doesNotMatch(error.message, /geheim/i)
        return true
      })
    })
  }
})

describe('a certificate of the device', () => {
  test('says who, by whom, for what names, until when', () => {
    const der = Buffer.from(certificate.replace(/-----.*-----|\s/g, ''), 'base64')
    const read = certificateOf(der)
    assert.equal(read.subject, 'operator')
    assert.equal(read.issuer, 'Test CA')
    assert.deepEqual(read.names, ['a.example', '192.0.2.1'])
    assert.ok(read.validFrom.getTime() < Date.now() && read.validTo.getTime() > Date.now())
    assert.equal(read.sha256, mine.sha256)
  })

  const derOf = (pem: string): Buffer => Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64')

  test('what stands inside of a URI or behind a comma is no name (CVE-2021-44531, CVE-2021-44532)', () => {
    const { certificate: pem } = makeCredentials({
      subject: 'core-9.example.com',
      names: ['mine.example, DNS:core-3.example.com'],
      uris: ['http://x/DNS:core-1.example.com', 'http://y/, DNS:core-2.example.com'],
    })
    const read = certificateOf(derOf(pem))
    assert.deepEqual(read.names, ['mine.example, DNS:core-3.example.com'])
    for (const n of [1, 2, 3, 9]) assert.equal(isCertificateFor(read, `core-${n}.example.com`), false)
  })

  const FOR: readonly (readonly [names: readonly string[], wanted: string, isFor: boolean])[] = [
    [['core-1.example.com'], 'core-1.example.com', true],
    [['Core-1.example.com'], 'CORE-1.example.com', true],
    [['core-1'], 'core-1', true],
    [['core-2.example.com', '192.0.2.1'], '192.0.2.1', true],
    [['192.0.2.1'], '192.0.2.2', false],
    [['core-1.example.com'], 'core-2.example.com', false],
    [['*.example.com'], 'core-1.example.com', false],
    [['core-1.example.com'], '.example.com', false],
    [['core-1.example.com'], '', false],
    [['core-1.example.com'], 'fe80::1%eth0', false],
    [[], 'operator', false],
  ]
  for (const [names, wanted, isFor] of FOR) {
    test(`for ${names.join(', ') || 'no name'}: ${isFor ? 'is' : 'is not'} for "${wanted}"`, () => {
      const { certificate: pem } = makeCredentials({ subject: 'operator', names })
      assert.equal(isCertificateFor(certificateOf(derOf(pem)), wanted), isFor)
    })
  }

  const HEX = mine.sha256
  const PAIRS: readonly (readonly [string, string, boolean])[] = [
    [HEX, HEX, true],
    [HEX, HEX.toLowerCase(), true],
    [HEX, HEX.replaceAll(':', ' '), true],
    [HEX, `sha256:${HEX}`, true],
    [HEX, other.sha256, false],
    [HEX, HEX.slice(0, -3), false],
    ['', '', false],
  ]
  for (const [one, another, same] of PAIRS) {
    test(`fingerprints ${one.slice(0, 8)}… and ${another.slice(0, 15)}…: ${same ? 'the same' : 'not the same'}`, () => {
      assert.equal(sameFingerprint(one, another), same)
    })
  }
})
