// The tasks for many devices that are one operation each: connect if need be, send, keep the answer.

import type { AppContext } from '../app/context.ts'
import { exchange, type ExchangeContext, type ExchangeOptions } from '../app/exchange.ts'
import { isCancellation } from '../app/failure.ts'
import { ReplyGatherer } from '../app/replyGatherer.ts'
import type { ReplyRecord } from '../app/replies.ts'
import type { Device } from '../app/settings.ts'
import { isRead } from '../netconf/effects.ts'
import type { Operation } from '../netconf/operations.ts'
import type { Reply } from '../netconf/reply.ts'
import type { RequestOptions, Session } from '../netconf/session.ts'
import { TEXT_LIMITS } from '../panels/resultsTexts.ts'
import { stateWords } from '../views/connectionLook.ts'
import { answered, failed } from './fleetEndings.ts'
import type { Ending, FleetTask, Part } from './fleetRun.ts'

export interface Sent {
  readonly reply: Reply
  readonly record: ReplyRecord
  /** Nothing of the content was kept. */
  readonly isTooLarge: boolean
}

/** An exchange as one of many: with progress in the row, and its reply in the results, not in the history. */
export type Send = (
  operation: Operation,
  words: string,
  options?: Pick<ExchangeOptions, 'detail' | 'rpcAttributes'>,
) => Promise<Sent>

type Sequence = (found: {
  readonly device: Device
  readonly session: Session
  readonly send: Send
  readonly part: Part
}) => Promise<Ending>

/** `sequence` is run on each device, with its session. */
export function taskOf(context: AppContext, changes: boolean, sequence: Sequence): FleetTask {
  return { changes, run: (part) => runPart(context, part, sequence) }
}

/** One operation, which may be made for the device's session. */
export function operationTask(
  context: AppContext,
  name: string,
  make: (session: Session) => Operation,
  options: Pick<ExchangeOptions, 'detail' | 'rpcAttributes'> = {},
): FleetTask {
  return taskOf(context, !isRead(name), async ({ session, send }) => {
    return answered(await send(make(session), 'sent', options))
  })
}

async function runPart(context: AppContext, part: Part, sequence: Sequence): Promise<Ending> {
  const device = context.devices.byId(part.deviceId)
  if (device === undefined) {
    return { phase: 'failed', words: 'not sent', message: 'The device is no longer in the settings.' }
  }
  const begun = performance.now()
  const connected = await sessionOf(context, device, part)
  if ('ending' in connected) {
    const { ending } = connected
    return ending.phase === 'failed' ? { ...ending, elapsedMs: performance.now() - begun } : ending
  }
  const progress = { isSent: false }
  const sending = (): void => {
    part.abandon.throwIfAborted()
    progress.isSent = true
  }
  try {
    const send = sendTo(context, device, part, sending)
    // A device that was being connected when all was cancelled gets nothing.
    part.stop.throwIfAborted()
    return await sequence({ device, session: connected.session, send, part })
  } catch (error) {
    const ending = failed(error)
    if (ending.phase !== 'cancelled') return ending
    return { ...ending, words: progress.isSent ? 'cancelled: answer not awaited' : 'cancelled: not sent' }
  }
}

async function sessionOf(
  { connections }: AppContext,
  device: Device,
  part: Part,
): Promise<{ readonly session: Session } | { readonly ending: Ending }> {
  const open = connections.session(device.id)
  if (open !== undefined) return { session: open }
  part.update({ phase: 'connecting', words: 'connecting' })
  try {
    return { session: await untilAborted(connections.connect(device, part.stop), part.stop) }
  } catch (error) {
    if (isCancellation(error)) {
      const words = part.stop.aborted ? 'cancelled: not sent' : 'dismissed: not sent'
      return { ending: { ...failed(error), words } }
    }
    return { ending: failed(error, stateWords(connections.state(device.id))) }
  }
}

/** The attempt may be somebody else's, who has not cancelled. */
function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

function sendTo(context: AppContext, device: Device, part: Part, sending: () => void): Send {
  const unlisted: ExchangeContext = {
    ...context,
    replies: { add: (record) => ({ ...record, number: 0 }) },
  }
  return async (operation, words, options = {}) => {
    sending()
    part.update({ phase: 'running', words, bytes: undefined })
    const gatherer = gathererFor(context, device)
    const done = await exchange(unlisted, device, operation, {
      ...options,
      signal: part.abandon,
      onProgress: (bytes) => part.update({ bytes, words: 'receiving' }),
      ...(gatherer !== undefined && {
        send: (session, request) => gathered(session, operation, request, gatherer),
      }),
    })
    return { ...done, isTooLarge: gatherer?.isTooLarge ?? false }
  }
}

/** Of a larger reply nothing is kept, so that a few of them at a time do no harm. A trace needs the whole all the same. */
function gathererFor({ connections, devices }: AppContext, { id }: Device): ReplyGatherer | undefined {
  if (devices.byId(id)?.trace === true) return undefined
  const state = connections.state(id)
  const dropControls = state.kind === 'connected' && state.family.profile.dialect.repair !== undefined
  return new ReplyGatherer({ limit: TEXT_LIMITS.one, dropControls })
}

async function gathered(
  session: Session,
  operation: Operation,
  request: RequestOptions,
  gatherer: ReplyGatherer,
): Promise<Reply> {
  const reply = await session.request(operation, { ...request, sink: gatherer.push })
  return gatherer.isEmpty || gatherer.isTooLarge ? reply : { ...reply, xml: gatherer.text() }
}
