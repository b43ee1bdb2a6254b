// X.509 keys and certificates for a run, made by openssl.

import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface TlsPair {
  readonly certificateFile: string
  readonly keyFile: string
  /** PEM. */
  readonly certificate: string
  readonly privateKey: string
  /** `AB:CD:…`. */
  readonly sha256: string
}

export interface TlsKeys {
  readonly ca: TlsPair
  readonly otherCa: TlsPair
  /** For localhost, 127.0.0.1 and ::1. */
  readonly server: TlsPair
  /** A client that the server maps to a user. */
  readonly client: TlsPair
  /** Signed by the same CA, mapped to nobody. */
  readonly unmapped: TlsPair
  /** Signed by a CA that the server does not know. */
  readonly stranger: TlsPair
}

/** Makes all of them in `directory`, valid from now on for a week. */
export async function makeTlsKeys(directory: string): Promise<TlsKeys> {
  const [ca, otherCa] = await Promise.all([
    makeAuthority(directory, 'ca', 'Test CA'),
    makeAuthority(directory, 'other-ca', 'Other CA'),
  ])
  const serverExtensions = [
    'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1',
    'extendedKeyUsage=serverAuth,clientAuth',
  ]
  const clientExtensions = ['extendedKeyUsage=clientAuth']
  const [server, client, unmapped, stranger] = await Promise.all([
    makeLeaf(directory, 'server', ca, serverExtensions),
    makeLeaf(directory, 'client', ca, clientExtensions),
    makeLeaf(directory, 'unmapped', ca, clientExtensions),
    makeLeaf(directory, 'stranger', otherCa, clientExtensions),
  ])
  return { ca, otherCa, server, client, unmapped, stranger }
}

async function makeAuthority(directory: string, name: string, commonName: string): Promise<TlsPair> {
  const files = filesOf(directory, name)
  await openssl([
    ...['req', '-x509', ...NEW_KEY, '-keyout', files.key, '-out', files.crt, '-days', '7'],
    ...['-subj', `/CN=${commonName}`, '-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
  ])
  return pairOf(files)
}

/** A certificate signed by `authority`; `extensions` are lines of openssl's own format. */
export async function makeLeaf(
  directory: string,
  name: string,
  authority: TlsPair,
  extensions: readonly string[],
  dates: readonly string[] = ['-days', '7'],
): Promise<TlsPair> {
  const files = filesOf(directory, name)
  await openssl(['req', ...NEW_KEY, '-keyout', files.key, '-out', files.csr, '-subj', `/CN=${name}`])
  writeFileSync(files.ext, `${extensions.join('\n')}\n`)
  await openssl([
    ...['x509', '-req', '-in', files.csr, '-out', files.crt, '-extfile', files.ext, ...dates],
    ...['-CA', authority.certificateFile, '-CAkey', authority.keyFile, '-set_serial', serial()],
  ])
  return pairOf(files)
}

/** Both in one encrypted file. */
export async function makePkcs12(directory: string, pair: TlsPair, passphrase: string): Promise<Uint8Array> {
  const file = path.join(directory, 'identity.p12')
  await openssl(
    [
      ...['pkcs12', '-export', '-in', pair.certificateFile, '-inkey', pair.keyFile],
      ...['-out', file, '-passout', 'env:PASSPHRASE'],
    ],
    passphrase,
  )
  return readFileSync(file)
}

/** The private key in PEM, encrypted. */
export async function encryptKey(pair: TlsPair, passphrase: string): Promise<string> {
  const args = ['pkcs8', '-topk8', '-in', pair.keyFile, '-v2', 'aes-256-cbc', '-passout', 'env:PASSPHRASE']
  return openssl(args, passphrase)
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

async function openssl(args: readonly string[], passphrase = ''): Promise<string> {
  const { stdout } = await run('openssl', args, { env: { ...process.env, PASSPHRASE: passphrase } })
  return stdout
}

const serial = (): string => String(1 + Math.floor(Math.random() * 2 ** 40))

function filesOf(directory: string, name: string): { key: string; crt: string; csr: string; ext: string } {
  const file = (ending: string): string => path.join(directory, `${name}.${ending}`)
  return { key: file('key'), crt: file('crt'), csr: file('csr'), ext: file('ext') }
}

function pairOf({ key, crt }: { key: string; crt: string }): TlsPair {
  const certificate = readFileSync(crt, 'utf8')
  return {
    certificateFile: crt,
    keyFile: key,
    certificate,
    privateKey: readFileSync(key, 'utf8'),
    sha256: new X509Certificate(certificate).fingerprint256,
  }
}
