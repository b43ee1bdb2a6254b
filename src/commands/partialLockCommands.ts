// Locks on parts of the running configuration (RFC 5717).

import { window } from 'vscode'
import { requireSupport } from '../app/exchange.ts'
import { splitUnion } from '../language/xpathUnion.ts'
import { partialLock, partialUnlock, readPartialLock, type PartialLock } from '../netconf/partialLock.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import type { CommandContext } from './context.ts'
import { perform } from './perform.ts'
import { pickValue, textValue } from './plan.ts'
import { namespacesIn, unboundPrefix } from './readOptions.ts'
import { sessionFor } from './session.ts'

export async function runPartialLock(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Lock a part of the configuration of which device?')
  if (found === undefined) return
  const { device, session } = found
  requireSupport(device, session, partialLock({ select: ['/'] }))
  const { capabilities } = session
  const typed = await textValue(`partial-lock on ${device.name}`, {
    prompt: 'Paths to lock in running, divided by |; module names serve as prefixes',
    placeholder: '/ietf-interfaces:interfaces | /ietf-system:system/ietf-system:ntp',
    validate: (text) => (splitUnion(text).length === 0 ? 'Type a path.' : undefined),
    warn: (text) => unboundPrefix(text, capabilities),
  })
  if (typed === undefined) return
  const operation = partialLock({
    select: splitUnion(typed),
    namespaces: namespacesIn(typed, capabilities),
  })
  const { reply } = await perform(context, device, operation, { show: 'never' })
  const lock = readPartialLock(reply.xml)
  context.partialLocks.add(session, lock)
  const count = lock.lockedNodes.length
  window.setStatusBarMessage(
    `$(lock) ${device.name}: partial lock ${lock.lockId} on ${count === 1 ? (lock.lockedNodes[0] ?? '') : `${count} nodes`}`,
    8_000,
  )
}

export async function runPartialUnlock(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Give up a partial lock of which device?')
  if (found === undefined) return
  const { device, session } = found
  requireSupport(device, session, partialUnlock(1))
  const lockId = await askLockId(`partial-unlock on ${device.name}`, context.partialLocks.of(session))
  if (lockId === undefined) return
  await perform(context, device, partialUnlock(lockId), { done: `partial lock ${lockId} is given up` })
  context.partialLocks.remove(session, lockId)
}

async function askLockId(title: string, held: readonly PartialLock[]): Promise<number | undefined> {
  if (held.length > 0) {
    const choices = held.map(({ lockId, lockedNodes }) => ({
      label: `Lock ${lockId}`,
      detail: lockedNodes.join('  '),
      value: lockId,
    }))
    return (await pickValue(title, 'Partial lock of this session to give up', choices))?.value
  }
  const typed = await textValue(title, {
    prompt: 'Identifier of the lock; this window knows of none that the session holds',
    validate: (text) => (/^\d{1,10}$/.test(text) ? undefined : 'A lock-id is a whole number.'),
  })
  return typed === undefined ? undefined : Number(typed)
}
