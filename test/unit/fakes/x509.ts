// X.509 certificates for tests, written in DER without any program's help (RFC 5280 §4.1).

import { generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto'
import { isIPv4 } from 'node:net'

export interface CertificateOptions {
  readonly subject: string
  /** Who signs; a certificate signed by itself where absent. */
  readonly issuer?: Credentials
  /** DNS names and IPv4 addresses. */
  readonly names?: readonly string[]
  /** URIs, which follow the names. */
  readonly uris?: readonly string[]
  readonly isAuthority?: boolean
  readonly validFrom?: Date
  readonly validTo?: Date
}

/** A certificate with its key, as PEM. */
export interface Credentials {
  readonly subject: string
  readonly certificate: string
  readonly privateKey: string
  /** `AB:CD:…`. */
  readonly sha256: string
  readonly key: KeyObject
}

const DAY = 24 * 3600 * 1000

const OID = {
  ecdsaWithSha256: Buffer.from('06082a8648ce3d040302', 'hex'),
  commonName: Buffer.from('0603550403', 'hex'),
  subjectAltName: Buffer.from('0603551d11', 'hex'),
  basicConstraints: Buffer.from('0603551d13', 'hex'),
}

export function makeCredentials(options: CertificateOptions): Credentials {
  const {
    subject,
    issuer,
    validFrom = new Date(Date.now() - DAY),
    validTo = new Date(Date.now() + DAY),
  } = options
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(OID.ecdsaWithSha256)
  const serial = Buffer.from([1, ...Buffer.from(String(Math.random()).slice(2, 12))])
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))), // version 3
    tagged(0x02, serial),
    algorithm,
    nameOf(issuer?.subject ?? subject),
    sequence(timeOf(validFrom), timeOf(validTo)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensionsOf(options))),
  )
  const signature = sign('sha256', body, issuer?.key ?? privateKey)
  const certificate = pem('CERTIFICATE', sequence(body, algorithm, tagged(0x03, Buffer.from([0]), signature)))
  return {
    subject,
    certificate,
    privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    sha256: new X509Certificate(certificate).fingerprint256,
    key: privateKey,
  }
}

function extensionsOf({ names = [], uris = [], isAuthority = false }: CertificateOptions): Buffer[] {
  const constraints = isAuthority ? sequence(tagged(0x01, Buffer.from([0xff]))) : sequence()
  const entries = [
    ...names.map((name) =>
      isIPv4(name) ? tagged(0x87, Buffer.from(name.split('.').map(Number))) : tagged(0x82, Buffer.from(name)),
    ),
    ...uris.map((uri) => tagged(0x86, Buffer.from(uri))),
  ]
  const extension = (oid: Buffer, value: Buffer): Buffer => sequence(oid, tagged(0x04, value))
  return [
    extension(OID.basicConstraints, constraints),
    ...(entries.length === 0 ? [] : [extension(OID.subjectAltName, sequence(...entries))]),
  ]
}

function nameOf(commonName: string): Buffer {
  const attribute = sequence(OID.commonName, tagged(0x0c, Buffer.from(commonName)))
  return sequence(tagged(0x31, attribute))
}

/** UTCTime: YYMMDDHHMMSSZ. */
function timeOf(date: Date): Buffer {
  return tagged(0x17, Buffer.from(`${date.toISOString().replace(/\D/g, '').slice(2, 14)}Z`))
}

const sequence = (...content: readonly Buffer[]): Buffer => tagged(0x30, ...content)

function tagged(tag: number, ...content: readonly Buffer[]): Buffer {
  const value = Buffer.concat(content)
  const { length } = value
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), value])
  return Buffer.concat([Buffer.from([tag, 0x82, length >> 8, length & 0xff]), value])
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
