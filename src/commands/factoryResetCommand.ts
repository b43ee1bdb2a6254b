// The command that takes everything away: factory-reset (RFC 8808).

import { factoryReset } from '../netconf/factoryReset.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import { confirmAlways } from './confirm.ts'
import type { CommandContext } from './context.ts'
import { perform } from './perform.ts'
import { textValue } from './plan.ts'
import { sessionFor } from './session.ts'
import { requireByLibrary } from './supported.ts'

/** Asks twice: by a dialog, and for the device's name. */
export async function runFactoryReset(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Reset which device to its factory defaults?')
  if (found === undefined) return
  const { device } = found
  const operation = factoryReset()
  await requireByLibrary(context, found, operation)
  const detail =
    'All of its configuration is lost, in every datastore. It may restart, and come back with another address, other users and other keys.'
  if (!(await confirmAlways(device, 'Reset to factory defaults?', detail, 'Go On'))) return
  const typed = await textValue(`factory-reset of ${device.name}`, {
    prompt: `Type ${device.name} to reset it`,
    validate: (text) => (text === device.name ? undefined : `This is not ${device.name}.`),
  })
  if (typed === undefined) return
  await perform(context, device, operation, { done: 'goes back to its factory defaults' })
}
