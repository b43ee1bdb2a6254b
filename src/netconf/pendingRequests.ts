// The requests under way on a session: each ends exactly once, and each reply finds its own.

import { Diversion, readReplyHead, type ReplySink } from './diversion.ts'
import type { Envelope } from './envelope.ts'
import type { MessageText } from './messageText.ts'

/** How a request ended. The error itself is made by the waiting function, so its stack shows the caller. */
export type Outcome =
  ReceivedReply | { readonly kind: 'timeout' } | { readonly kind: 'aborted' } | { readonly kind: 'closed' }

export interface ReceivedReply {
  readonly kind: 'reply'
  readonly text: MessageText
  readonly envelope: Envelope
  readonly bytes: number
}

export interface WaitOptions {
  /** Milliseconds; 0 is no limit. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((bytes: number) => void) | undefined
  readonly sink?: ReplySink | undefined
}

interface Pending {
  readonly settle: (outcome: Outcome) => void
  readonly onProgress: ((bytes: number) => void) | undefined
  readonly sink: ReplySink | undefined
}

/** setTimeout takes no more (2^31 - 1 ms, 24 days), and fires at once when asked to. */
export const MAX_TIMER = 2_147_483_647

export class PendingRequests {
  readonly #pending = new Map<string, Pending>()
  /** Requests given up by us whose replies may still come; oldest first where they were made in this order. */
  readonly #abandoned = new Set<string>()
  /** Replies that are on the way past the decoder, by the request that they answer. */
  readonly #diversions = new Map<string, Diversion>()
  #lastId = 0

  nextId(): string {
    return String((this.#lastId += 1))
  }

  /** Waits for the reply to `id`. */
  wait(id: string, { timeoutMs, signal, onProgress, sink }: WaitOptions): Promise<Outcome> {
    return new Promise<Outcome>((resolve) => {
      const giveUp = (kind: 'timeout' | 'aborted') => (): void => {
        this.#abandoned.add(id)
        settle({ kind })
      }
      const onAbort = giveUp('aborted')
      const timer = timeoutMs > 0 ? setTimeout(giveUp('timeout'), Math.min(timeoutMs, MAX_TIMER)) : undefined
      const settle = (outcome: Outcome): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        this.#pending.delete(id)
        resolve(outcome)
      }
      signal?.addEventListener('abort', onAbort)
      this.#pending.set(id, { settle, onProgress, sink })
    })
  }

  /** Hands a reply to the request that it answers. Returns a sentence about what is odd in it. */
  settle(reply: ReceivedReply): string | undefined {
    const sent = reply.envelope.attributes.get('message-id')
    const id = this.#idOf(sent)
    const pending = this.#pending.get(id ?? '')
    const bytes = this.#diversions.get(id ?? '')?.bytes ?? reply.bytes
    this.#diversions.delete(id ?? '')
    if (pending !== undefined) {
      pending.settle({ ...reply, bytes })
      return id === sent
        ? undefined
        : `A reply came ${sent === undefined ? 'without a message-id' : `with the message-id ${sent}, which is none of ours`}; it was taken for the only request under way.`
    }
    if (id !== undefined && this.#abandoned.delete(id)) {
      return `A late reply to message ${id} came (${bytes} bytes); it was dropped.`
    }
    return `A reply to an unknown message (message-id ${sent ?? 'absent'}) was dropped.`
  }

  /**
   * Sends the reply that begins with `head` to the sink of its request, if there is one; nothing after that request has ended.
   * The reply to a request that was given up is kept nowhere.
   */
  divert(head: Uint8Array): Diversion | undefined {
    const isOfUse =
      this.#abandoned.size > 0 || [...this.#pending.values()].some(({ sink }) => sink !== undefined)
    const read = isOfUse ? readReplyHead(head) : undefined
    const id = read && this.#idOf(read.messageId)
    if (read === undefined || id === undefined) return undefined
    const pending = this.#pending.get(id)
    if (pending === undefined ? !this.#abandoned.has(id) : pending.sink === undefined) return undefined
    const diversion = new Diversion(read, (bytes) => {
      if (pending !== undefined && this.#pending.get(id) === pending) pending.sink?.(bytes)
    })
    this.#diversions.set(id, diversion)
    return diversion
  }

  /** Tells all who wait how many bytes of the next message are there. */
  progress(bytes: number): void {
    for (const { onProgress } of this.#pending.values()) onProgress?.(bytes)
  }

  /** The session is gone, or about to go: replies that still come are late ones. */
  endAll(): void {
    for (const [id, { settle }] of [...this.#pending]) {
      this.#abandoned.add(id)
      settle({ kind: 'closed' })
    }
  }

  #idOf(sent: string | undefined): string | undefined {
    return sent !== undefined && this.#isOurs(sent) ? sent : this.#guess()
  }

  /** Whether we ever made this id: a second reply to a message is no guess for another. */
  #isOurs(id: string): boolean {
    return /^[1-9]\d*$/.test(id) && Number(id) <= this.#lastId
  }

  /**
   * Some devices leave the message-id out (IOS-XE 17.15.1) or send another. With a single request under way the reply can be
   * no other's. Replies come in the order of their requests (RFC 6241 §4.5), so where a request that we have given up is
   * older than all under way, the reply is that one's.
   */
  #guess(): string | undefined {
    const [first] = this.#pending.keys()
    const [oldest] = [...this.#abandoned].sort((a, b) => Number(a) - Number(b))
    if (oldest === undefined) return this.#pending.size === 1 ? first : undefined
    return first === undefined || Number(oldest) < Number(first) ? oldest : undefined
  }
}
