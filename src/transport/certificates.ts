// X.509 certificates: what one says, and which of ours we show.

import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls'
import { ConnectError } from './errors.ts'

/** What a person needs to know of a certificate to trust it or not. */
export interface TlsCertificate {
  /** The most telling part of the subject: its common name, else all of it. */
  readonly subject: string
  readonly issuer: string
  /** DNS names and IP addresses that it is for, to be shown; `isCertificateFor` decides. */
  readonly names: readonly string[]
  readonly validFrom: Date
  readonly validTo: Date
  /** SHA-256 of the whole, as `AB:CD:…`, as openssl prints it. */
  readonly sha256: string
  readonly der: Uint8Array
}

/** Asked when a key turns out to be encrypted; `undefined` as an answer means "give up". */
type AskPassphrase = () => Promise<string | undefined>

/** Who we are to the device: certificate and key as PEM, or both in one PKCS#12 file (RFC 7589 §2.2). */
export type ClientIdentity =
  | {
      /** The certificate, followed by intermediate ones if the device needs them. */
      readonly certificate: string
      readonly privateKey: string
      readonly passphrase?: AskPassphrase
    }
  | {
      /** Certificates of authorities in it are trusted for the device, too. */
      readonly pkcs12: Uint8Array
      readonly passphrase?: AskPassphrase
    }

export interface ContextOptions {
  readonly identity?: ClientIdentity
  /** Certificates of the authorities to trust, as PEM, in place of those the runtime knows. */
  readonly ca?: string | readonly string[]
  /** Default: both 1.2 and 1.3; nothing older is spoken (RFC 7589 §2.1, RFC 9918 §4). */
  readonly tlsVersion?: '1.2' | '1.3'
}

/** Reads a certificate in DER, as a peer sends it. Throws if it is none. */
export function certificateOf(der: Uint8Array): TlsCertificate {
  const certificate = new X509Certificate(der)
  return {
    subject: commonName(certificate.subject),
    issuer: commonName(certificate.issuer),
    names: namesIn(certificate.subjectAltName ?? ''),
    validFrom: new Date(certificate.validFrom),
    validTo: new Date(certificate.validTo),
    sha256: certificate.fingerprint256,
    der,
  }
}

/** `DNS:a, URI:"b, DNS:c", IP Address:192.0.2.1`, as Node writes it: what could be mistaken is a JSON string. */
function namesIn(subjectAltName: string): string[] {
  const entries = subjectAltName.matchAll(/(?:^|, )([\w ]+):("(?:[^"\\]|\\.)*"|[^,]*)/gy)
  return [...entries].flatMap(([, kind, name = '']) => {
    if (kind !== 'DNS' && kind !== 'IP Address') return []
    return name.startsWith('"') ? String(JSON.parse(name)) : name
  })
}

/**
 * Whether a DNS name or IP address of the certificate is just this one (RFC 6125). Neither wildcards nor its subject count:
 * a name here tells who somebody is, not whom we have called.
 */
export function isCertificateFor({ der }: Pick<TlsCertificate, 'der'>, wanted: string): boolean {
  const certificate = new X509Certificate(der)
  // OpenSSL takes ".example.com" for any name below it.
  if (wanted === '' || wanted.startsWith('.')) return false
  return isIP(wanted) !== 0 && !wanted.includes('%')
    ? certificate.checkIP(wanted) !== undefined
    : certificate.checkHost(wanted, { subject: 'never', wildcards: false }) !== undefined
}

function commonName(name: string): string {
  return /^CN=(.+)$/m.exec(name)?.[1] ?? name.replaceAll('\n', ', ')
}

/** True if both are the same SHA-256, however written: case, colons and blanks do not count. */
export function sameFingerprint(one: string, other: string): boolean {
  const bare = (text: string): string =>
    text
      .replace(/^sha-?256:/i, '')
      .replace(/[:\s]/g, '')
      .toLowerCase()
  return /^[0-9a-f]{64}$/.test(bare(one)) && bare(one) === bare(other)
}

/** Makes ready all that does not depend on the peer. Throws ConnectError(tls) for what cannot be used of ours. */
export async function secureContext(options: ContextOptions): Promise<SecureContext> {
  const { identity, ca, tlsVersion } = options
  const version = tlsVersion === undefined ? undefined : (`TLSv${tlsVersion}` as const)
  const settings: SecureContextOptions = {
    minVersion: version ?? 'TLSv1.2',
    maxVersion: version ?? 'TLSv1.3',
    ...(ca === undefined ? {} : { ca: checkedAuthorities(ca) }),
  }
  if (identity === undefined) return createSecureContext(settings)
  if ('pkcs12' in identity) return pkcs12Context(settings, identity.pkcs12, identity.passphrase)
  const key = await privateKeyOf(identity.privateKey, identity.passphrase)
  checkPair(identity.certificate, key)
  const cert = identity.certificate
  return createSecureContext({ ...settings, cert, key: key.export({ type: 'pkcs8', format: 'pem' }) })
}

/** Node passes over a text without certificates in silence, and then nothing would be trusted, for no visible reason. */
function checkedAuthorities(ca: string | readonly string[]): string[] {
  const texts = typeof ca === 'string' ? [ca] : [...ca]
  for (const text of texts) {
    const blocks = text.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END/g) ?? []
    if (blocks.length === 0)
      throw unusable('The file of trusted authorities holds no certificate in PEM format.')
  }
  return texts
}

async function privateKeyOf(pem: string, passphrase: AskPassphrase | undefined): Promise<KeyObject> {
  const isEncrypted = /BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/.test(pem)
  const secret = isEncrypted ? await passphrase?.() : undefined
  if (isEncrypted && secret === undefined) {
    throw unusable('The private key for TLS is encrypted, and its passphrase was not given.')
  }
  try {
    return createPrivateKey({ key: pem, ...(secret === undefined ? {} : { passphrase: secret }) })
  } catch (error) {
    throw isEncrypted
      ? unusable('The private key for TLS cannot be decrypted: wrong passphrase.', error)
      : unusable('The private key for TLS cannot be read: it is no key in PEM format.', error)
  }
}

function checkPair(pem: string, key: KeyObject): void {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(pem)
  } catch (error) {
    throw unusable('Our certificate for TLS cannot be read: it is not in PEM format.', error)
  }
  if (!certificate.checkPrivateKey(key)) {
    const subject = commonName(certificate.subject)
    throw unusable(
      `The private key does not belong to our certificate (${subject}). Choose the matching pair.`,
    )
  }
}

/** Tried without a passphrase first; most files have one all the same. */
async function pkcs12Context(
  settings: SecureContextOptions,
  pfx: Uint8Array,
  ask: AskPassphrase | undefined,
): Promise<SecureContext> {
  const options = { ...settings, pfx: Buffer.from(pfx) }
  try {
    return createSecureContext(options)
  } catch (error) {
    if (!isWrongPassphrase(error)) throw pkcs12Error(error)
  }
  const passphrase = await ask?.()
  if (passphrase === undefined) {
    throw unusable('The PKCS#12 file is encrypted, and its passphrase was not given.')
  }
  try {
    return createSecureContext({ ...options, passphrase })
  } catch (error) {
    throw isWrongPassphrase(error)
      ? unusable('The PKCS#12 file cannot be opened: wrong passphrase.', error)
      : pkcs12Error(error)
  }
}

/** OpenSSL's words and BoringSSL's. */
const isWrongPassphrase = (error: unknown): boolean => /mac verify|INCORRECT_PASSWORD/i.test(String(error))

function pkcs12Error(error: unknown): ConnectError {
  return /unsupported/i.test(String(error))
    ? unusable(
        'The PKCS#12 file is encrypted in an old way that is not supported here. Write it anew with a current openssl.',
        error,
      )
    : unusable('The PKCS#12 file cannot be read: it is damaged or of another format.', error)
}

function unusable(message: string, cause?: unknown): ConnectError {
  return new ConnectError('tls', message, { cause })
}
