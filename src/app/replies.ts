// The history of replies: what was asked, what came back, in the order it came.

import { EventEmitter, type Disposable, type Event } from 'vscode'
import type { RpcErrorInfo } from '../netconf/errors.ts'
import { keptReplies } from './keptReplies.ts'

/** One finished exchange with a device, kept for the reply panel and for documents opened from it. */
export interface ReplyRecord {
  /** Counts from 1 in each window; shown as "R3". */
  readonly number: number
  readonly deviceId: string
  readonly deviceName: string
  /** What was asked, short: `get-config running`, `edit-config candidate`, `lock running`. */
  readonly operation: string
  /** What narrows it: `subtree interfaces`, `XPath /a/b`, `with-defaults trim`; absent where the reply is everything. */
  readonly detail?: string
  readonly receivedAt: Date
  /** Milliseconds from sending to the whole reply. */
  readonly elapsedMs: number
  /** Size of the reply message as received. */
  readonly bytes: number
  /** The whole `<rpc-reply>` as received, unformatted. */
  readonly xml: string
  /** The whole `<rpc>` as sent. */
  readonly requestXml: string
  /** `ok` for `<ok/>` alone, `data` for anything else that is not an error. */
  readonly outcome: 'ok' | 'data' | 'errors'
  /** All errors and warnings in the reply's order. */
  readonly errors: readonly RpcErrorInfo[]
}

export class Replies implements Disposable {
  readonly #changed = new EventEmitter<ReplyRecord | undefined>()
  /** Fires with the new record, or with nothing when the history was cleared. */
  readonly onDidChange: Event<ReplyRecord | undefined> = this.#changed.event
  readonly #limit: () => number
  #records: ReplyRecord[] = []
  #last = 0

  /** `limit`: how many replies are kept at most, asked at each addition; large ones leave room for fewer. */
  constructor(limit: () => number) {
    this.#limit = limit
  }

  /** Newest first. */
  get all(): readonly ReplyRecord[] {
    return this.#records
  }

  byNumber(number: number): ReplyRecord | undefined {
    return this.#records.find((record) => record.number === number)
  }

  add(record: Omit<ReplyRecord, 'number'>): ReplyRecord {
    this.#last += 1
    const numbered = { ...record, number: this.#last }
    this.#records = keptReplies([numbered, ...this.#records], this.#limit())
    this.#changed.fire(numbered)
    return numbered
  }

  clear(): void {
    this.#records = []
    this.#changed.fire(undefined)
  }

  dispose(): void {
    this.#changed.dispose()
  }
}
