// subscribe: notifications as they come, one after the other.

import { createSubscription } from '../netconf/createSubscription.ts'
import type { Received } from '../netconf/notificationQueue.ts'
import type { Filter, Operation } from '../netconf/operations.ts'
import type { PushTrigger } from '../netconf/pushTrigger.ts'
import { subscribe } from '../netconf/subscription.ts'
import { establishSubscription } from '../netconf/subscriptionOperations.ts'
import { unsupportedReason } from '../netconf/support.ts'
import type { Arguments } from './arguments.ts'
import type { SessionCommand, Task } from './command.ts'
import type { Console } from './console.ts'
import { UnsupportedError, UsageError } from './failures.ts'
import { filterFrom, timeFrom } from './inputs.ts'
import { count, duration, FILTERS } from './options.ts'
import { laidOut, writeJson } from './report.ts'
import { DATASTORE_OPTION, DATASTORES } from './readCommands.ts'

export const subscribeCommand: SessionCommand = {
  name: 'subscribe',
  summary: 'print notifications until Ctrl-C',
  operands: '',
  takes: { least: 0, most: 0 },
  options: [
    { name: 'stream', value: 'NAME', help: 'the stream of events; the device takes NETCONF' },
    ...FILTERS,
    {
      name: 'start',
      value: 'TIME',
      help: 'replay what happened since: a time, or an offset such as --start=-30m',
    },
    { name: 'stop', value: 'TIME', help: 'end then: a time, or an offset such as +10m' },
    {
      name: 'establish',
      help: 'by establish-subscription (RFC 8639) in place of create-subscription (RFC 5277)',
    },
    { ...DATASTORE_OPTION, help: 'changes of a datastore (RFC 8641) in place of a stream' },
    count('period', 'with --datastore: an update every N hundredths of a second'),
    { name: 'on-change', help: 'with --datastore: an update at every change (default)' },
    count('count', 'end after N notifications'),
    duration('for', 'end after so many seconds'),
  ],
  details: [
    'Each notification is written as it came, a line end behind it; with --json an object a line: {eventTime, name, namespace, subscriptionId, dropped, xml}. What is lost because the output is read too slowly is counted on standard error.',
    'Ctrl-C is the regular end, exit code 0.',
  ],
  examples: [
    { line: 'subscribe core-1 --start=-1h --json', says: 'the last hour, and on' },
    {
      line: 'subscribe core-1 --datastore operational --period 500 --xpath /interfaces',
      says: 'every five seconds',
    },
  ],
  prepare: async (args, console) => {
    const operation = subscriptionFrom(args, await filterFrom(args, console), new Date())
    return (task) => printNotifications(task, operation)
  },
}

function subscriptionFrom(args: Arguments, filter: Filter | undefined, now: Date): Operation {
  const time = (name: string): Date | string | undefined => {
    const value = args.value(name)
    return value === undefined ? undefined : timeFrom(value, `--${name}`, now)
  }
  const stream = args.value('stream')
  const datastore = args.choice('datastore', DATASTORES)
  const startTime = time('start')
  const stopTime = time('stop')
  const filtered = filter === undefined ? {} : { filter }
  const stopping = stopTime === undefined ? {} : { stopTime }
  if (datastore !== undefined) {
    if (stream !== undefined || startTime !== undefined) {
      throw new UsageError('--stream and --start belong to streams, not to --datastore.', 'subscribe')
    }
    return establishSubscription({
      target: { datastore, ...filtered, trigger: triggerOf(args) },
      ...stopping,
    })
  }
  if (args.has('period') || args.has('on-change')) {
    throw new UsageError('--period and --on-change need --datastore.', 'subscribe')
  }
  if (args.has('establish')) {
    const replayed = startTime === undefined ? {} : { replayStartTime: startTime }
    return establishSubscription({
      target: { stream: stream ?? 'NETCONF', ...filtered, ...replayed },
      ...stopping,
    })
  }
  return createSubscription({
    ...(stream !== undefined && { stream }),
    ...filtered,
    ...(startTime !== undefined && { startTime }),
    ...stopping,
  })
}

function triggerOf(args: Arguments): PushTrigger {
  const period = args.number('period')
  if (period === undefined) return { type: 'on-change' }
  if (args.has('on-change')) throw new UsageError('--period and --on-change exclude each other.', 'subscribe')
  return { type: 'periodic', period }
}

async function printNotifications(task: Task, operation: Operation): Promise<void> {
  const { session, args, console } = task
  const reason = unsupportedReason(operation, session.capabilities)
  if (reason !== undefined) throw new UnsupportedError(`The device cannot do ${operation.name}: ${reason}.`)
  const enough = new AbortController()
  const seconds = args.number('for')
  const subscription = await subscribe(session, operation, {
    signal: AbortSignal.any([console.signal, enough.signal]),
  })
  const { id } = subscription
  console.tell(
    `Subscribed${id === undefined ? '' : ` (subscription ${id})`} by session ${session.id}; Ctrl-C ends it.`,
  )
  const timer = seconds === undefined ? undefined : setTimeout(() => enough.abort(), seconds * 1_000)
  try {
    let left = args.number('count') ?? Infinity
    for await (const notification of subscription) {
      await print(notification, args, console)
      left -= 1
      if (left <= 0) break
    }
  } catch (error) {
    if (!console.signal.aborted && !enough.signal.aborted) throw error
  } finally {
    clearTimeout(timer)
  }
}

async function print(notification: Received, args: Arguments, console: Console): Promise<void> {
  const { eventTime, name, namespace, subscriptionId, dropped, xml } = notification
  if (dropped > 0) console.tell(`${dropped} notifications were lost here: the output is read too slowly.`)
  if (!args.has('json')) {
    const text = laidOut(xml, args, console.out)
    return console.out.write(text.endsWith('\n') ? text : `${text}\n`)
  }
  await writeJson({ eventTime: eventTime?.text, name, namespace, subscriptionId, dropped, xml }, console)
}
