// The built-in demo device: a small router with NETCONF over SSH on loopback, for a first try without a real one.

import { randomBytes } from 'node:crypto'
import type { HostKey } from '../transport/knownHosts.ts'
import { startSshServer } from '../transport/sshServer.ts'
import { DemoRouter } from './router.ts'

export interface DemoDevice {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly username: string
  /** Made up for this one start. */
  readonly password: string
  readonly hostKey: HostKey
  /** Ends all sessions and frees the port. Its configuration is gone then. */
  stop(): Promise<void>
}

/** Starts a device of its own; any number may run at once. Rejects when no port can be had. */
export async function startDemoDevice(): Promise<DemoDevice> {
  const username = 'demo'
  const password = randomBytes(18).toString('base64url')
  const router = new DemoRouter({ username })
  const server = await startSshServer({
    username,
    password,
    onSession: (transport) => router.serve(transport),
  })
  return {
    host: '127.0.0.1',
    port: server.port,
    username,
    password,
    hostKey: server.hostKey,
    async stop() {
      router.stop()
      await server.close()
    },
  }
}
