// The demo device among the others: started on request, gone with the window.

import type { Disposable } from 'vscode'
import { hostKeyOf } from '../transport/knownHosts.ts'
import type { DemoDevice } from '../demo/device.ts'
import { DEVICE_PRESETS } from '../transport/deviceEntry.ts'
import type { Devices } from './devices.ts'
import type { HostKeys } from './hostKeys.ts'
import type { Secrets } from './secrets.ts'
import type { Device } from './settings.ts'

/** No entry of the settings can have it: these are not named like that by anyone. */
const ID = 'builtin:demo'

export class Demo implements Disposable {
  readonly #devices: Devices
  readonly #hostKeys: HostKeys
  readonly #secrets: Secrets
  #running: Promise<DemoDevice> | undefined

  constructor(parts: { devices: Devices; hostKeys: HostKeys; secrets: Secrets }) {
    this.#devices = parts.devices
    this.#hostKeys = parts.hostKeys
    this.#secrets = parts.secrets
  }

  /** Of its entry among the devices. */
  readonly id = ID

  get isRunning(): boolean {
    return this.#running !== undefined
  }

  /** Starts it, or finds it running, and shows it among the devices. */
  async start(): Promise<Device> {
    const known = this.#devices.byId(ID)
    if (this.#running !== undefined && known !== undefined) return known
    this.#running ??= import('../demo/device.ts').then(({ startDemoDevice }) => startDemoDevice())
    this.#running.catch(() => (this.#running = undefined))
    const demo = await this.#running
    const device: Device = {
      ...DEVICE_PRESETS,
      id: ID,
      name: 'demo-router',
      host: demo.host,
      port: demo.port,
      username: demo.username,
      origin: 'demo',
    }
    this.#hostKeys.trustOnce(demo.host, demo.port, hostKeyOf(demo.hostKey.blob))
    this.#devices.addTransient(device)
    await this.#secrets.store(device, 'password', demo.password)
    return device
  }

  async stop(): Promise<void> {
    const running = this.#running
    this.#running = undefined
    this.#devices.removeTransient(ID)
    await this.#secrets.forget(ID)
    await (await running)?.stop()
  }

  dispose(): void {
    void this.#running?.then((demo) => demo.stop()).catch(() => undefined)
  }
}
