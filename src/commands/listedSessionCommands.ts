// The commands of the Sessions and Locks view: ask again, kill a session, kill the holder of a lock.

import type { AppContext } from '../app/context.ts'
import { Refusal } from '../app/failure.ts'
import { plainText } from '../app/plainText.ts'
import { killSession } from '../netconf/operations.ts'
import { sessionWords } from '../views/sessionItems.ts'
import { lockOf, type SessionsNode } from '../views/sessionNodes.ts'
import { confirmAlways } from './confirm.ts'
import { perform } from './perform.ts'

export async function refreshSessions({ deviceSessions }: AppContext): Promise<void> {
  await deviceSessions.refresh()
}

export async function killListedSession(context: AppContext, node?: SessionsNode): Promise<void> {
  if (node?.kind !== 'listedSession') throw new Refusal('Choose a session in the view Sessions and Locks.')
  await kill(context, node.deviceId, node.session.id)
}

export async function killLockHolder(context: AppContext, node?: SessionsNode): Promise<void> {
  const lock = node && lockOf(node)
  if (node === undefined || lock === undefined)
    throw new Refusal('Choose a lock in the view Sessions and Locks.')
  if (lock.holder === 0) {
    throw new Refusal(
      'This lock is held outside NETCONF, by a command line perhaps: there is no session to kill.',
    )
  }
  await kill(context, node.deviceId, lock.holder)
}

async function kill(context: AppContext, deviceId: string, id: number): Promise<void> {
  const { devices, connections, deviceSessions } = context
  const device = devices.byId(deviceId)
  if (device === undefined) return
  // RFC 6241 §7.9: a session cannot kill itself.
  if (connections.session(deviceId)?.id === id) {
    throw new Refusal(`Session ${id} is our own on ${device.name}. Disconnect the device instead.`)
  }
  const { state } = deviceSessions
  const listed = state.kind === 'listed' && state.device.id === deviceId ? state.state : undefined
  const session = listed?.sessions.find((one) => one.id === id)
  const whose = session === undefined ? '' : sessionWords(session)
  const locks = (listed?.datastores ?? []).filter((store) => store.locks.some(({ holder }) => holder === id))
  const held =
    locks.length === 0
      ? 'Its locks are released'
      : `Its lock on ${locks.map(({ name }) => name).join(' and ')} is released`
  const detail = `${held}, and what it has not committed is lost. Whoever works in it is not asked.`
  const question = plainText(whose === '' ? `Kill session ${id}?` : `Kill session ${id} of ${whose}?`)
  if (!(await confirmAlways(device, question, plainText(detail), 'Kill'))) return
  await perform(context, device, killSession(id), { done: `session ${id} is killed` })
  await deviceSessions.refresh()
}
