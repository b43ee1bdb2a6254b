// The commands on subscriptions: subscribe, stop, show, take off the list.

import { window } from 'vscode'
import type { ShownSubscription } from '../app/subscriptions.ts'
import { Refusal } from '../app/failure.ts'
import { createSubscription } from '../netconf/createSubscription.ts'
import { SUBSCRIBED_NS, YANG_PUSH_NS } from '../netconf/names.ts'
import { unsupportedReason } from '../netconf/support.ts'
import type { NodeOfDevice } from '../views/deviceNodes.ts'
import type { CommandContext } from './context.ts'
import { datastoresOf } from './nmdaPlans.ts'
import { perform } from './perform.ts'
import { pickValue } from './plan.ts'
import { withProgress } from './progress.ts'
import { sessionFor, type DeviceSession } from './session.ts'
import { askSubscription, type SubscriptionOffers, type SubscriptionPlan } from './subscriptionPlan.ts'

export async function subscribe(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const found = await sessionFor(context, node, 'Subscribe to notifications of which device?')
  if (found === undefined) return
  requireNotifications(context, found)
  const offers = await withProgress(`Asking ${found.device.name} for its streams`, () =>
    offersOf(context, found),
  )
  const plan = await askSubscription(found, offers)
  if (plan !== undefined) await start(context, found, plan)
}

function requireNotifications({ connections }: CommandContext, { device, session }: DeviceSession): void {
  const { capabilities } = session
  const state = connections.state(device.id)
  const { profile } = state.kind === 'connected' ? state.family : {}
  if (profile?.limits.notifications === false) {
    throw new Refusal(`${device.name} is taken for ${profile.title}, which sends no notifications.`)
  }
  if (capabilities.has(SUBSCRIBED_NS)) return
  const reason = unsupportedReason(createSubscription(), capabilities)
  if (reason !== undefined) throw new Refusal(`${device.name} cannot be subscribed to: ${reason}.`)
}

async function offersOf(
  { libraries }: CommandContext,
  { session }: DeviceSession,
): Promise<SubscriptionOffers> {
  const { capabilities } = session
  const canPush = capabilities.has(SUBSCRIBED_NS) && capabilities.has(YANG_PUSH_NS)
  const streams = await libraries.streams(session)
  const library = canPush ? await libraries.of(session) : undefined
  return { streams, canPush, datastores: datastoresOf(capabilities, library) }
}

async function start(
  context: CommandContext,
  { device }: DeviceSession,
  { operation, title, ownSession }: SubscriptionPlan,
): Promise<void> {
  const { subscriptions, connections } = context
  let shown: ShownSubscription | undefined
  await perform(context, device, operation, {
    show: 'never',
    send: async (shared, { signal }) => {
      const session = ownSession ? await connections.openAnother(device, signal) : shared
      const started = await subscriptions.start({ device, session, ownSession, operation, title })
      shown = started.shown
      return started.reply
    },
  })
  if (shown === undefined) return
  subscriptions.show(device)
  const where = ownSession ? `, in session ${shown.sessionId} of its own` : ''
  window.setStatusBarMessage(`$(broadcast) ${device.name}: subscribed to ${title}${where}`, 8_000)
}

/** The node is a subscription in the tree; the palette asks. */
export async function stopSubscription(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const chosen = await subscriptionFor(context, node, ({ ended, canStop }) => ended === undefined && canStop)
  if (chosen !== undefined) await context.subscriptions.stop(chosen.number)
}

export async function removeSubscription(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const chosen = await subscriptionFor(context, node, ({ ended }) => ended !== undefined)
  if (chosen !== undefined) context.subscriptions.remove(chosen.number)
}

export async function showNotifications(context: CommandContext, node?: NodeOfDevice): Promise<void> {
  const chosen = await subscriptionFor(context, node, () => true)
  const device = chosen && context.devices.byId(chosen.deviceId)
  if (device !== undefined) context.subscriptions.show(device)
}

async function subscriptionFor(
  { subscriptions, devices }: CommandContext,
  node: NodeOfDevice | undefined,
  among: (subscription: ShownSubscription) => boolean,
): Promise<ShownSubscription | undefined> {
  if (node?.kind === 'subscription') return subscriptions.byNumber(node.number)
  const inTree = node === undefined ? devices.all.map(({ id }) => id) : [node.deviceId]
  const candidates = inTree.flatMap((id) => subscriptions.of(id)).filter(among)
  const [only, second] = candidates
  if (only === undefined) throw new Refusal('There is no such subscription. Run "NETCONF: Subscribe…" first.')
  if (second === undefined) return only
  const choices = candidates.map((subscription) => ({
    label: `S${subscription.number} ${subscription.title}`,
    description: devices.byId(subscription.deviceId)?.name ?? '',
    value: subscription,
  }))
  return (await pickValue('Subscriptions', 'Which subscription?', choices))?.value
}
