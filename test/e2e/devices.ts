// Devices of a journey, put into the settings instead of being typed in.

import type { InstanceName } from '../servers/servers.ts'
import type { World } from './world.ts'

export interface DeviceOptions {
  readonly name?: string
  readonly instance?: InstanceName
  /** The whole entry but for id and name, in place of the instance's. */
  readonly entry?: Readonly<Record<string, unknown>>
  /** Fields of the settings entry besides. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** Writes one device into the user's settings, logging in by the user's key so that nothing is asked. */
export async function addDevice(world: World, options: DeviceOptions = {}): Promise<string> {
  const { name = 'core-1', instance = 'candidate', more = {} } = options
  const { servers, workbench } = world
  await world.changeSettings({
    'netconfExplorer.devices': [
      {
        id: `${name}-id`,
        name,
        ...(options.entry ?? {
          host: servers.host,
          port: servers.instances[instance].port,
          username: servers.user,
          auth: 'key',
          keyFile: servers.keys.ed25519.file,
        }),
        ...more,
      },
    ],
  })
  await workbench.view('NETCONF')
  await workbench.item(name).waitFor()
  return name
}

/** Connects it by its inline action, its host key being known. */
export async function connectDevice(world: World, name = 'core-1'): Promise<void> {
  world.trustHosts()
  await world.workbench.inline(name, 'Connect')
  await world.workbench.item('running').waitFor()
}
