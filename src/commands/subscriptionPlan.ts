// What a subscription can be asked with, as one list of options.

import { readTime } from '../language/timeInput.ts'
import { createSubscription, needsOwnSession } from '../netconf/createSubscription.ts'
import { OptionError } from '../netconf/errors.ts'
import { datastoreName, type NmdaDatastore } from '../netconf/identity.ts'
import { SUBSCRIBED_NS } from '../netconf/names.ts'
import type { Filter, Operation } from '../netconf/operations.ts'
import type { EventStream } from '../netconf/streams.ts'
import { establishSubscription } from '../netconf/subscriptionOperations.ts'
import { datastoreRow, filterRow, withoutAbsent } from './nmdaPlans.ts'
import { askPlan, pickValue, textValue, type PlanRow, type PlanView } from './plan.ts'
import { readDetail } from './readOptions.ts'
import type { DeviceSession } from './session.ts'

type Kind = 'stream' | 'periodic' | 'on-change'

interface Plan {
  readonly kind: Kind
  readonly stream: string
  readonly datastore: NmdaDatastore
  readonly filter?: Filter
  readonly start?: Date
  readonly stop?: Date
  /** Seconds between two updates: exactly for periodic, at least for on-change. */
  readonly period: number
  readonly ownSession: boolean
}

export interface SubscriptionPlan {
  readonly operation: Operation
  /** `stream NETCONF`, `push operational every 10 s`. */
  readonly title: string
  readonly ownSession: boolean
}

/** What the device has to offer. */
export interface SubscriptionOffers {
  readonly streams: readonly EventStream[]
  readonly datastores: readonly NmdaDatastore[]
  readonly canPush: boolean
}

const KINDS: Readonly<Record<Kind, string>> = {
  stream: 'events of a stream',
  periodic: 'a datastore, every so often',
  'on-change': 'a datastore, when it changes',
}

/** Undefined: dismissed. */
export async function askSubscription(
  found: DeviceSession,
  offers: SubscriptionOffers,
): Promise<SubscriptionPlan | undefined> {
  const { capabilities } = found.session
  const isDynamic = capabilities.has(SUBSCRIBED_NS) || !capabilities.has(':notification')
  const initial: Plan = {
    kind: 'stream',
    stream: (offers.streams.find(({ name }) => name === 'NETCONF') ?? offers.streams[0])?.name ?? 'NETCONF',
    datastore: 'operational',
    period: 10,
    // RFC 5277 knows no way to end a subscription but to end its session.
    ownSession: !isDynamic,
  }
  const title = `Subscribe on ${found.device.name}`
  const plan = await askPlan(title, initial, (now) => view(title, now, found, offers, isDynamic))
  if (plan === undefined) return undefined
  return {
    operation: operationOf(plan, isDynamic),
    title: titleOf(plan),
    ownSession: plan.ownSession,
  }
}

function view(
  title: string,
  plan: Plan,
  { device, session: { capabilities } }: DeviceSession,
  offers: SubscriptionOffers,
  isDynamic: boolean,
): PlanView<Plan> {
  const problem = problemOf(plan, isDynamic)
  const ofStream = plan.kind === 'stream'
  return {
    act: `$(broadcast) Subscribe to ${titleOf(plan)} of ${device.name}`,
    ...(problem !== undefined && { missing: problem }),
    rows: [
      ...(offers.canPush ? [kindRow(title, plan)] : []),
      ofStream
        ? streamRow(title, plan, offers.streams)
        : datastoreRow(title, 'Datastore', plan.datastore, offers.datastores, (datastore) => ({
            ...plan,
            datastore,
          })),
      filterRow(title, plan.filter, capabilities, (filter) => withoutAbsent({ ...plan, filter })),
      ...(ofStream ? [startRow(title, plan, offers.streams)] : [periodRow(title, plan)]),
      stopRow(title, plan),
      ...(isDynamic ? [] : [sessionRow(plan, needsOwnSession(capabilities))]),
    ],
  }
}

function operationOf(plan: Plan, isDynamic: boolean): Operation {
  const { kind, stream, datastore, filter, start, stop, period } = plan
  const filtered = filter === undefined ? {} : { filter }
  const stopped = stop === undefined ? {} : { stopTime: stop }
  if (!isDynamic) {
    return createSubscription({
      stream,
      ...filtered,
      ...stopped,
      ...(start !== undefined && { startTime: start }),
    })
  }
  const hundredths = Math.round(period * 100)
  if (kind === 'stream') {
    const replayed = start === undefined ? {} : { replayStartTime: start }
    return establishSubscription({ target: { stream, ...filtered, ...replayed }, ...stopped })
  }
  const trigger =
    kind === 'periodic'
      ? ({ type: 'periodic', period: hundredths } as const)
      : ({ type: 'on-change', dampeningPeriod: hundredths } as const)
  return establishSubscription({ target: { datastore, ...filtered, trigger }, ...stopped })
}

function problemOf(plan: Plan, isDynamic: boolean): string | undefined {
  try {
    operationOf(plan, isDynamic)
    return undefined
  } catch (error) {
    if (error instanceof OptionError) return error.message
    throw error
  }
}

function titleOf({ kind, stream, datastore, filter, period }: Plan): string {
  const narrowed = readDetail(filter === undefined ? {} : { filter })
  const tail = narrowed === undefined ? '' : `, ${narrowed}`
  if (kind === 'stream') return `stream ${stream}${tail}`
  const often = kind === 'periodic' ? `every ${period} s` : 'on change'
  return `push ${datastoreName(datastore)} ${often}${tail}`
}

function kindRow(title: string, plan: Plan): PlanRow<Plan> {
  return {
    label: 'What',
    description: KINDS[plan.kind],
    change: async () => {
      const kinds: Kind[] = ['stream', 'periodic', 'on-change']
      const choices = kinds.map((value) => ({ label: KINDS[value], value }))
      const answer = await pickValue(title, 'What shall be sent?', choices)
      if (answer === undefined) return undefined
      const { start, ...rest } = plan
      const replayed = answer.value === 'stream' && start !== undefined ? { start } : {}
      return { ...rest, ...replayed, kind: answer.value, period: answer.value === 'on-change' ? 0 : 10 }
    },
  }
}

function streamRow(title: string, plan: Plan, streams: readonly EventStream[]): PlanRow<Plan> {
  return {
    label: 'Stream',
    description: plan.stream,
    change: async () => {
      const choices = streams.map(({ name, description, replay }) => ({
        label: name,
        description: replay ? 'with replay' : '',
        ...(description !== '' && { detail: description }),
        value: name,
      }))
      const answer = await pickValue(title, 'Stream', choices)
      return answer && { ...plan, stream: answer.value }
    },
  }
}

function startRow(title: string, plan: Plan, streams: readonly EventStream[]): PlanRow<Plan> {
  const replays = streams.find(({ name }) => name === plan.stream)?.replay === true
  const none = replays ? 'no: what happens from now on' : 'no (the device does not say that it can)'
  return {
    label: 'Replay',
    description: plan.start === undefined ? none : `since ${plan.start.toLocaleString()}`,
    change: async () => {
      const typed = await askTime(title, 'Replay what happened since, such as -1h; empty for no replay')
      return typed && withoutAbsent({ ...plan, start: typed.value })
    },
  }
}

function stopRow(title: string, plan: Plan): PlanRow<Plan> {
  return {
    label: 'Until',
    description: plan.stop === undefined ? 'it is stopped' : plan.stop.toLocaleString(),
    change: async () => {
      const typed = await askTime(title, 'When the subscription ends, such as +30m; empty for no end')
      return typed && withoutAbsent({ ...plan, stop: typed.value })
    },
  }
}

async function askTime(
  title: string,
  prompt: string,
): Promise<{ readonly value: Date | undefined } | undefined> {
  const typed = await textValue(title, {
    prompt,
    placeholder: '-1h, 14:05, 2026-01-31 12:00, 2026-01-31T12:00:00Z',
    validate: (text) => (text === '' ? undefined : readTime(text, new Date()).problem),
  })
  if (typed === undefined) return undefined
  return { value: typed === '' ? undefined : readTime(typed, new Date()).value }
}

function periodRow(title: string, plan: Plan): PlanRow<Plan> {
  const periodic = plan.kind === 'periodic'
  return {
    label: periodic ? 'Period' : 'Dampening',
    description: periodic ? `${plan.period} s` : `${plan.period} s between two updates at least`,
    change: async () => {
      const typed = await textValue(title, {
        prompt: periodic ? 'Seconds between two updates' : 'Seconds between two updates at least',
        value: String(plan.period),
        validate: (text) =>
          /^\d{1,7}(?:\.\d{1,2})?$/.test(text) && Number(text) >= (periodic ? 0.01 : 0)
            ? undefined
            : 'Seconds, with two decimals at most.',
      })
      return typed === undefined ? undefined : { ...plan, period: Number(typed) }
    },
  }
}

function sessionRow(plan: Plan, isForced: boolean): PlanRow<Plan> {
  const own = isForced
    ? 'one of its own, because the device does nothing else beside a subscription'
    : 'one of its own, so that it can be stopped'
  return {
    label: 'Session',
    description: plan.ownSession ? own : 'that of the device; it lasts until you disconnect',
    change: () => Promise.resolve(isForced ? undefined : { ...plan, ownSession: !plan.ownSession }),
  }
}
