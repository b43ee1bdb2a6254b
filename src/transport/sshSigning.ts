// Lets ssh2 offer a key whose signature takes time: a passphrase to ask for, an agent to reach.

import type { ParsedKey } from './ssh.ts'

/** Says to ssh2 that there is no signature yet; no failure. */
export class SignatureWanted extends Error {}

/**
 * ssh2 wants a signature at once when the server has accepted the public half. This key refuses, and tells `wanted` what
 * there is to sign; ssh2 goes on to its next method then, which is `signedKey`.
 */
export function unsignedKey(
  publicKey: ParsedKey,
  wanted: (data: Buffer, hash: string | undefined) => void,
): ParsedKey {
  return keyWithSigner(publicKey, (data, hash) => {
    wanted(Buffer.from(data), hash)
    return new SignatureWanted('The signature is not there yet.')
  })
}

/** Signs the one thing that was signed before. */
export function signedKey(publicKey: ParsedKey, signed: Buffer, signature: Buffer): ParsedKey {
  return keyWithSigner(publicKey, (data) =>
    signed.equals(data) ? signature : new Error('The server asks for another signature than before.'),
  )
}

/** ssh2 knows its keys by a symbol of its own, which is inherited here; it asks for no private half but by `sign`. */
function keyWithSigner(
  publicKey: ParsedKey,
  sign: (data: Buffer, hash: string | undefined) => Buffer | Error,
): ParsedKey {
  return Object.create(publicKey, {
    isPrivateKey: { value: () => true },
    sign: { value: sign },
  }) as ParsedKey
}
