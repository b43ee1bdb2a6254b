// Passwords and passphrases in VS Code's secret store, each for one device and for what it was typed in for.

import type { SecretStorage } from 'vscode'
import { formatAddress } from '../transport/address.ts'
import type { Device } from './settings.ts'

export type SecretKind = 'password' | 'passphrase'

const KINDS: readonly SecretKind[] = ['password', 'passphrase']

export class Secrets {
  readonly #storage: SecretStorage

  constructor(storage: SecretStorage) {
    this.#storage = storage
  }

  /** Absent, too, when the device now points elsewhere than when the secret was stored. */
  async get(device: Device, kind: SecretKind): Promise<string | undefined> {
    const stored = await this.#storage.get(keyOf(device.id, kind))
    if (stored === undefined) return undefined
    const { purpose, value } = readStored(stored)
    return purpose === purposeOf(device, kind) ? value : undefined
  }

  /** `device` as it was when the secret was typed. */
  async store(device: Device, kind: SecretKind, value: string): Promise<void> {
    const stored = JSON.stringify({ purpose: purposeOf(device, kind), value })
    await this.#storage.store(keyOf(device.id, kind), stored)
  }

  async forget(deviceId: string): Promise<void> {
    for (const kind of KINDS) await this.#storage.delete(keyOf(deviceId, kind))
  }
}

function keyOf(deviceId: string, kind: SecretKind): string {
  return `${kind}:${deviceId}`
}

/**
 * Settings can be edited by anyone who can write a file; a password must not follow to another host or user, nor take another
 * way or trust another key.
 */
function purposeOf(device: Device, kind: SecretKind): string {
  const { keyFile, pkcs12File, certificateKeyFile, jump, fingerprint, sshConfig } = device
  if (kind === 'passphrase') return keyFile ?? pkcs12File ?? certificateKeyFile ?? ''
  const address = `${device.username}@${formatAddress(device.host, device.port)}`
  return [address, jump, fingerprint, sshConfig ? 'ssh config' : undefined]
    .filter((part) => part !== undefined)
    .join(' ')
}

function readStored(stored: string): { readonly purpose?: unknown; readonly value?: string } {
  const parsed: unknown = JSON.parse(stored)
  if (typeof parsed !== 'object' || parsed === null) return {}
  if (!('value' in parsed) || typeof parsed.value !== 'string' || !('purpose' in parsed)) return {}
  return { purpose: parsed.purpose, value: parsed.value }
}
