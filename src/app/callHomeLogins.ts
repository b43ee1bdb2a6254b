// Logins kept ready for devices that call home: when one is let in, there is no time to read files.

import type { SshCredentials } from '../transport/sshAuth.ts'
import { peerLogin } from './callHomePeers.ts'
import type { Login } from './credentials.ts'
import type { Log } from './log.ts'
import type { Secrets } from './secrets.ts'
import type { Device } from './settings.ts'

export interface LoginParts {
  readonly secrets: Secrets
  readonly log: Log
  /** A question for a device's password or passphrase was dismissed. */
  readonly onDismissed: (deviceId: string) => void
}

export class CallHomeLogins {
  readonly #parts: LoginParts
  readonly #ready = new Map<string, Login>()
  readonly #taken = new Map<string, Login>()

  constructor(parts: LoginParts) {
    this.#parts = parts
  }

  /** Makes ready what is not. Never rejects: a key file that cannot be read is in the log. */
  async prepare(peers: readonly Device[]): Promise<void> {
    const missing = peers.filter(({ id, transport }) => transport === 'ssh' && !this.#ready.has(id))
    await Promise.all(missing.map((peer) => this.#prepare(peer)))
  }

  /** Each serves one login; the next is made ready at once. */
  take(peer: Device): SshCredentials {
    const login = this.#ready.get(peer.id)
    if (login === undefined) return { username: peer.username }
    this.#taken.set(peer.id, login)
    this.#ready.delete(peer.id)
    void this.#prepare(peer)
    return login.credentials
  }

  /** The device has let us in: keeps what the person asked to be remembered. */
  async succeeded(deviceId: string): Promise<void> {
    await this.#taken.get(deviceId)?.remember()
    this.#taken.delete(deviceId)
  }

  /** After a change of the devices. */
  forget(): void {
    this.#ready.clear()
  }

  async #prepare(peer: Device): Promise<void> {
    const abort = new AbortController()
    abort.signal.addEventListener('abort', () => this.#parts.onDismissed(peer.id))
    try {
      this.#ready.set(peer.id, await peerLogin(peer, this.#parts.secrets, abort))
    } catch (error) {
      this.#parts.log.warn(`${peer.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
