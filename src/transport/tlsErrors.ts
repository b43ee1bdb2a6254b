// Why TLS did not come about, as sentences for the person who has to mend it.

import { formatAddress } from './address.ts'
import type { TlsCertificate } from './certificates.ts'
import { ConnectError } from './errors.ts'

/** The device's certificate is not to be trusted; it is carried along, so that a person may look at it and pin it. */
export class CertificateError extends ConnectError {
  readonly certificate: TlsCertificate

  constructor(message: string, certificate: TlsCertificate, options?: ErrorOptions) {
    super('tls', message, options)
    this.name = 'CertificateError'
    this.certificate = certificate
  }
}

const PIN_OR_CA =
  'Name the authority that signed it, or pin this fingerprint after comparing it with the device:'

/** `code` is Node's for the check that failed; `name` is what the certificate should be for. */
export function untrusted(
  code: string,
  host: string,
  name: string,
  certificate: TlsCertificate,
): CertificateError {
  const { subject, issuer, names, validFrom, validTo, sha256 } = certificate
  const whose = `The certificate of ${host} (${subject})`
  const fail = (sentence: string): CertificateError =>
    new CertificateError(`${whose} ${sentence}`, certificate, { cause: new Error(code) })
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return validTo.getTime() < Date.now()
        ? fail(`expired on ${day(validTo)}. Renew it on the device.`)
        : fail('was signed by an authority whose own certificate has expired. Renew that one.')
    case 'CERT_NOT_YET_VALID':
      return fail(`is not valid before ${day(validFrom)}. Check the clocks here and on the device.`)
    case 'ERR_TLS_CERT_ALTNAME_INVALID': {
      const meant = names.length === 0 ? subject : names.join(', ')
      return fail(
        `is for ${meant}, not for ${name}. Connect by such a name, or set the server name to check.`,
      )
    }
    case 'CERT_REVOKED':
      return fail('has been revoked. Renew it on the device.')
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return fail(`is signed by itself alone. ${PIN_OR_CA} ${sha256}`)
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return fail(
        `is signed by ${issuer}, which is not among the trusted authorities. ${PIN_OR_CA} ${sha256}`,
      )
    default:
      return fail(`cannot be trusted: ${code}. ${PIN_OR_CA} ${sha256}`)
  }
}

/** It is not the one that was pinned: renewed, or not the device. */
export function notPinned(host: string, certificate: TlsCertificate): CertificateError {
  return new CertificateError(
    `${host} shows another certificate than the one pinned for it. If it was renewed, pin the new one: ${certificate.sha256}`,
    certificate,
  )
}

const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [/CERTIFICATE_REQUIRED/, 'wants a client certificate, and we have shown none. Set certificate and key.'],
  [
    /ALERT_UNKNOWN_CA/,
    'does not know the authority that signed our certificate. Install that authority there, or use another certificate.',
  ],
  [/ALERT_CERTIFICATE_EXPIRED/, 'says that our certificate has expired. Renew it, or check its clock.'],
  [/ALERT_CERTIFICATE_REVOKED/, 'says that our certificate has been revoked. Use another one.'],
  [
    /ALERT_(BAD|UNSUPPORTED)_CERTIFICATE|ALERT_CERTIFICATE_UNKNOWN|ALERT_DECRYPT_ERROR/,
    'refuses our certificate. Check which certificates it accepts.',
  ],
  [
    /ALERT_ACCESS_DENIED/,
    'does not let the user of our certificate in. Check how it maps certificates to users.',
  ],
]

/** The device turned our certificate down, or the lack of one; `undefined` if `error` says nothing of the kind. */
export function refusedByPeer(error: Error | undefined, host: string): ConnectError | undefined {
  const code = codeOf(error)
  const refusal = REFUSALS.find(([pattern]) => pattern.test(code))
  return refusal && new ConnectError('tls', `${host} ${refusal[1]}`, { cause: error })
}

/** The device hung up after the handshake, before its first byte: with TLS 1.3 that is a refusal, too. */
export function silentlyRefused(host: string, shown: boolean, cause: Error | undefined): ConnectError {
  const sentence = shown
    ? 'took our certificate and then hung up. Check there that it is mapped to a user.'
    : 'hung up, since we have shown no client certificate. Set certificate and key.'
  return new ConnectError('tls', `${host} ${sentence}`, { cause })
}

/** What went wrong before both sides agreed. */
export function handshakeError(
  error: Error,
  { host, port, hasIdentity }: { host: string; port: number; hasIdentity: boolean },
): ConnectError {
  const refused = refusedByPeer(error, host)
  if (refused !== undefined) return refused
  const code = codeOf(error)
  const fail = (message: string): ConnectError => new ConnectError('tls', message, { cause: error })
  if (/WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH_TOO_LONG|UNEXPECTED_MESSAGE/.test(code)) {
    return fail(
      `What answers on ${formatAddress(host, port)} does not speak TLS. NETCONF over TLS has port 6513 of its own.`,
    )
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS/.test(code)) {
    return fail(`${host} and we share no version of TLS; ours are 1.2 and 1.3. Enable one of them there.`)
  }
  if (/HANDSHAKE_FAILURE|NO_SHARED_CIPHER|INSUFFICIENT_SECURITY/.test(code)) {
    return fail(
      hasIdentity
        ? `${host} breaks off the TLS handshake. Check there that our certificate is mapped to a user, and the ciphers it allows.`
        : `${host} breaks off the TLS handshake: it probably wants a client certificate. Set certificate and key.`,
    )
  }
  if (/ECONNRESET|EPIPE/.test(code)) {
    return fail(
      `${formatAddress(host, port)} closes the connection during the TLS handshake. Is NETCONF over TLS enabled there?`,
    )
  }
  return fail(`TLS with ${formatAddress(host, port)} failed: ${error.message}.`)
}

function codeOf(error: Error | undefined): string {
  return error !== undefined && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}
