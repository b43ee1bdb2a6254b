// Whether a device can do what its hello need not say: then its YANG library is asked.

import type { AppContext } from '../app/context.ts'
import { Refusal } from '../app/failure.ts'
import type { Operation } from '../netconf/operations.ts'
import { unsupportedReason } from '../netconf/support.ts'
import type { YangLibrary } from '../netconf/yangLibrary.ts'
import { withProgress } from './progress.ts'
import type { DeviceSession } from './session.ts'

/** The library, where it was read. Throws Refusal, with the reason, where the device cannot do the operation. */
export async function requireByLibrary(
  context: AppContext,
  found: DeviceSession,
  operation: Pick<Operation, 'name' | 'needs'>,
): Promise<YangLibrary | undefined> {
  const { device, session } = found
  const { capabilities } = session
  let reason = unsupportedReason(operation, capabilities)
  let library: YangLibrary | undefined
  if (reason === undefined && capabilities.has(':yang-library')) {
    library = await withProgress(`Reading the YANG library of ${device.name}`, () =>
      context.libraries.of(session),
    )
    reason = unsupportedReason(operation, capabilities, library?.namespaces)
  }
  if (reason !== undefined) throw new Refusal(`${device.name} cannot do ${operation.name}: ${reason}.`)
  return library
}
