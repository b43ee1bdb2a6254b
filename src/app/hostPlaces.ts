// The names under which the host keys on the way to a device are on record.

import { nameOf, type HostPlace } from './hostKeys.ts'
import type { Device } from './settings.ts'

/** The device first, then its jump hosts. Empty where no SSH is involved. */
export async function hostPlacesOf(device: Device): Promise<readonly HostPlace[]> {
  if (device.transport !== 'ssh') return []
  const [{ routeTo }, { readSshConfig }] = await Promise.all([
    import('../transport/jumpHosts.ts'),
    import('../transport/sshConfigFiles.ts'),
  ])
  const config = device.sshConfig ? readSshConfig().value : { statements: [] }
  const { value: route } = routeTo(config, device.host, {
    user: device.username,
    port: device.port,
    ...(device.jump !== undefined && { jump: device.jump }),
  })
  return [route.target, ...route.hops].map((host) =>
    nameOf({ host: host.hostName, port: host.port }, device.sshConfig ? host : undefined),
  )
}
