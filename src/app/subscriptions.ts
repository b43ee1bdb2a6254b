// The subscriptions of this window: reads their notifications into an output channel for each device.

import { EventEmitter, window, type Disposable, type Event, type OutputChannel } from 'vscode'
import type { Received } from '../netconf/notificationQueue.ts'
import type { Operation } from '../netconf/operations.ts'
import type { Reply } from '../netconf/reply.ts'
import type { Session } from '../netconf/session.ts'
import type { Subscription } from '../netconf/subscription.ts'
import type { Connections } from './connections.ts'
import type { Log } from './log.ts'
import { plainText } from './plainText.ts'
import { timeouts, type Device } from './settings.ts'

export interface ShownSubscription {
  /** Counts from 1 in each window; shown as "S1". */
  readonly number: number
  readonly deviceId: string
  /** `stream NETCONF`, `push operational every 10 s`. */
  readonly title: string
  readonly since: Date
  /** The session it came by; its own, or the device's. */
  readonly sessionId: number
  readonly ownSession: boolean
  /** False for one of RFC 5277 on the device's session: it lasts as long as that. */
  readonly canStop: boolean
  readonly received: number
  /** Because they came faster than they could be shown. */
  readonly dropped: number
  /** Why it ended; absent while it runs. */
  readonly ended?: string
}

export interface SubscribeRequest {
  readonly device: Device
  readonly session: Session
  /** Whether `session` is there for this alone, and is closed with it. */
  readonly ownSession: boolean
  readonly operation: Operation
  readonly title: string
}

interface Running {
  readonly stop: AbortController
  readonly session: Session
  readonly subscription: Subscription
}

/** What waits to be shown: more than a person can read, and little memory. */
const QUEUE = { maxQueued: 2_000, maxQueuedBytes: 16 * 1024 * 1024 }
/** Notifications shown at once, and milliseconds between two such lots: 2 000 a second at most. */
const LOT = 200
const PAUSE = 100
const STOPPED = 'stopped'
/** Milliseconds between two redraws of a count. */
const REDRAW = 1_000

/** What turns notifications into text, loaded with the first subscription. */
async function loadWords() {
  const [{ comment, notificationEntry }, { STOP_TIME, subscriptionEnd }] = await Promise.all([
    import('../netconf/notificationWords.ts'),
    import('../netconf/subscriptionEnd.ts'),
  ])
  return { comment, notificationEntry, STOP_TIME, subscriptionEnd }
}
type Words = Awaited<ReturnType<typeof loadWords>>

export class Subscriptions implements Disposable {
  readonly #changed = new EventEmitter<string>()
  /** Fires with a device's id; for a count at most once a second. */
  readonly onDidChange: Event<string> = this.#changed.event
  readonly #log: Log
  readonly #connections: Connections
  readonly #shown = new Map<number, ShownSubscription>()
  readonly #running = new Map<number, Running>()
  readonly #channels = new Map<string, OutputChannel>()
  readonly #redraws = new Map<string, NodeJS.Timeout>()
  readonly #watch: Disposable
  #last = 0

  constructor(parts: { connections: Connections; log: Log }) {
    this.#log = parts.log
    this.#connections = parts.connections
    this.#watch = parts.connections.onDidChange((id) => this.#endWithDevice(id))
  }

  of(deviceId: string): readonly ShownSubscription[] {
    return [...this.#shown.values()].filter((shown) => shown.deviceId === deviceId)
  }

  byNumber(number: number): ShownSubscription | undefined {
    return this.#shown.get(number)
  }

  /** Resolves when the device has agreed. Throws what the request throws; a session of its own is closed then. */
  async start(
    request: SubscribeRequest,
  ): Promise<{ readonly shown: ShownSubscription; readonly reply: Reply }> {
    const { device, session, ownSession, operation, title } = request
    const [{ subscribe }, words] = await Promise.all([import('../netconf/subscription.ts'), loadWords()])
    const stop = new AbortController()
    const options = { ...QUEUE, signal: stop.signal, timeoutMs: timeouts().rpcMs }
    let subscription: Subscription
    try {
      subscription = await subscribe(session, operation, options)
    } catch (error) {
      if (ownSession) await session.close()
      throw error
    }
    this.#last += 1
    const shown: ShownSubscription = {
      number: this.#last,
      deviceId: device.id,
      title,
      since: new Date(),
      sessionId: session.id,
      ownSession,
      canStop: ownSession || subscription.id !== undefined,
      received: 0,
      dropped: 0,
    }
    this.#shown.set(shown.number, shown)
    this.#running.set(shown.number, { stop, session, subscription })
    const where = ownSession ? `session ${session.id}, for this alone` : `session ${session.id}`
    this.#channel(device).append(words.comment(`S${shown.number}: subscribed to ${title} (${where})`))
    this.#changed.fire(device.id)
    void this.#read(shown.number, device, subscription, words).finally(() => ownSession && session.close())
    return { shown, reply: subscription.reply }
  }

  /** Tells the device to send no more. Throws what it answers; it is not shown any more in any case. */
  async stop(number: number): Promise<void> {
    const running = this.#running.get(number)
    const shown = this.#shown.get(number)
    if (running === undefined || shown?.canStop !== true) return
    const { session, subscription } = running
    running.stop.abort(new Error(STOPPED))
    if (shown.ownSession) await session.close()
    else if (subscription.id !== undefined) {
      const { deleteSubscription } = await import('../netconf/subscriptionOperations.ts')
      await session.request(deleteSubscription(subscription.id), { timeoutMs: timeouts().rpcMs })
    }
  }

  /** Takes an ended one off the list. */
  remove(number: number): void {
    const shown = this.#shown.get(number)
    if (shown?.ended === undefined) return
    this.#shown.delete(number)
    this.#changed.fire(shown.deviceId)
  }

  /** Brings the notifications of a device to the screen, without the focus. */
  show(device: Device): void {
    this.#channel(device).show(true)
  }

  dispose(): void {
    this.#watch.dispose()
    for (const { stop } of this.#running.values()) stop.abort()
    for (const timer of this.#redraws.values()) clearTimeout(timer)
    for (const channel of this.#channels.values()) channel.dispose()
    this.#changed.dispose()
  }

  async #read(number: number, device: Device, subscription: Subscription, words: Words): Promise<void> {
    const { notifications } = subscription
    let last: Received | undefined
    let ended: string | undefined
    while (ended === undefined) {
      const lot: string[] = []
      try {
        do {
          const next = await notifications.next()
          if (next.done === true) {
            ended = words.subscriptionEnd(last)
            break
          }
          last = next.value
          lot.push(words.notificationEntry(last, `S${number}`, new Date()))
        } while (notifications.queued > 0 && lot.length < LOT)
      } catch (error) {
        ended = error instanceof Error ? error.message : String(error)
      }
      this.#add(number, device, lot, notifications.dropped)
      if (ended === undefined) await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
    this.#end(number, device, ended, words)
  }

  #add(number: number, device: Device, lot: readonly string[], dropped: number): void {
    const shown = this.#shown.get(number)
    if (shown === undefined || lot.length === 0) return
    this.#channel(device).append(lot.join(''))
    this.#shown.set(number, { ...shown, received: shown.received + lot.length, dropped })
    if (this.#redraws.has(device.id)) return
    const redraw = (): void => {
      this.#redraws.delete(device.id)
      this.#changed.fire(device.id)
    }
    this.#redraws.set(device.id, setTimeout(redraw, REDRAW))
  }

  #end(number: number, device: Device, ended: string, { comment, STOP_TIME }: Words): void {
    this.#running.delete(number)
    const shown = this.#shown.get(number)
    if (shown === undefined) return
    this.#log.info(`${device.name}: subscription S${number} ended: ${ended}`)
    this.#channel(device).append(comment(`S${number}: ended: ${ended}`))
    if (this.#connections.state(device.id).kind !== 'connected') {
      this.#shown.delete(number)
      return
    }
    this.#shown.set(number, { ...shown, ended })
    this.#changed.fire(device.id)
    if (ended === STOPPED || ended === STOP_TIME) return
    const words = `${device.name}: S${number} (${shown.title}) sends no more notifications: ${ended}`
    void window.showWarningMessage(plainText(words))
  }

  /** Whoever disconnects wants no notifications either; what had come stays in the channel. */
  #endWithDevice(deviceId: string): void {
    if (this.#connections.state(deviceId).kind === 'connected') return
    for (const { number } of this.of(deviceId)) {
      const running = this.#running.get(number)
      if (running === undefined) this.#shown.delete(number)
      else running.stop.abort(new Error('the device was disconnected'))
    }
  }

  #channel(device: Device): OutputChannel {
    const known = this.#channels.get(device.id)
    if (known !== undefined) return known
    const made = window.createOutputChannel(`NETCONF Notifications: ${device.name}`, 'xml')
    this.#channels.set(device.id, made)
    return made
  }
}
