// The session a command needs: on the device it was called for, connected if it is not yet.

import type { AppContext } from '../app/context.ts'
import type { Device } from '../app/settings.ts'
import type { Session } from '../netconf/session.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import { deviceFor } from './pickDevice.ts'
import { withProgress } from './progress.ts'
import { workspaceIsTrusted } from './trust.ts'

export interface DeviceSession {
  readonly device: Device
  readonly session: Session
}

/** Asks for the device only when it must. Undefined: dismissed. */
export async function sessionFor(
  context: AppContext,
  node: NodeOfDevice | undefined,
  placeholder: string,
): Promise<DeviceSession | undefined> {
  const device = await deviceFor(context, node, { placeholder })
  if (device === undefined) return undefined
  if (context.activeDevice.id !== device.id) await context.activeDevice.set(device.id)
  if (!(await workspaceIsTrusted())) return undefined
  const session =
    context.connections.session(device.id) ??
    (await withProgress(`Connecting to ${device.name}`, ({ signal }) =>
      context.connections.connect(device, signal),
    ))
  return { device, session }
}
