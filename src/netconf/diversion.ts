// A large reply that goes to a sink as it comes; what stays is its envelope, so that it is still matched and checked for errors.

import { readStartTag } from './envelope.ts'
import type { Diverted } from './framing.ts'

/** Gets the bytes of a message in their order, without framing; it must have them kept when it returns. */
export type ReplySink = (bytes: Uint8Array) => void

/** What the first bytes of a message tell, where they are the beginning of a reply with `<data>`. */
export interface ReplyHead {
  readonly messageId: string | undefined
  /** Up to the end of the `<rpc-reply>` start tag. */
  readonly opening: string
  /** As written, with prefix. */
  readonly dataName: string
}

/** Errors can stand before `<data>` or behind it, never inside; anything but such a reply is not for a sink. */
export function readReplyHead(head: Uint8Array): ReplyHead | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('utf8')
  const root = readStartTag(text, 0)
  if (root?.local !== 'rpc-reply') return undefined
  const data = readStartTag(text, root.contentStart)
  if (data?.local !== 'data') return undefined
  return {
    messageId: root.attributes.get('message-id'),
    opening: text.slice(0, root.contentStart),
    dataName: data.prefix === '' ? 'data' : `${data.prefix}:data`,
  }
}

/** What can follow `</data>`: the end of the reply, and warnings of a server that puts them there. */
const TAIL_BYTES = 64 * 1024
/** No more than this can turn out to be the end mark of base:1.0. */
const MARK_BYTES = 6

export class Diversion implements Diverted {
  readonly keeps = false
  readonly #head: ReplyHead
  readonly #sink: ReplySink
  /** The last bytes that passed, as a ring: every byte is copied once, whatever the size of the parts. */
  readonly #ring = Buffer.allocUnsafe(TAIL_BYTES)
  #held: Buffer = Buffer.alloc(0)
  #bytes = 0

  constructor(head: ReplyHead, sink: ReplySink) {
    this.#head = head
    this.#sink = sink
  }

  /** Of the message so far, less what is held back. */
  get bytes(): number {
    return this.#bytes
  }

  push(part: Uint8Array): void {
    if (part.length > MARK_BYTES) {
      const bytes = Buffer.from(part.buffer, part.byteOffset, part.length)
      this.#pass(this.#held)
      this.#pass(bytes.subarray(0, -MARK_BYTES))
      this.#held = Buffer.from(bytes.subarray(-MARK_BYTES))
      return
    }
    const all = Buffer.concat([this.#held, part])
    const free = Math.max(0, all.length - MARK_BYTES)
    this.#held = all.subarray(free)
    this.#pass(all.subarray(0, free))
  }

  end(markLength: number): Uint8Array {
    this.#pass(this.#held.subarray(0, this.#held.length - markLength))
    const { opening, dataName } = this.#head
    const text = this.#tail().toString('utf8')
    const close = text.lastIndexOf(`</${dataName}`)
    const rest = close === -1 ? '' : text.slice(text.indexOf('>', close) + 1)
    return Buffer.from(`${opening}<${dataName}/>${rest}`)
  }

  #pass(bytes: Buffer): void {
    if (bytes.length === 0) return
    const last = bytes.subarray(-TAIL_BYTES)
    const at = (this.#bytes + bytes.length - last.length) % TAIL_BYTES
    const copied = last.copy(this.#ring, at)
    last.copy(this.#ring, 0, copied)
    this.#bytes += bytes.length
    this.#sink(bytes)
  }

  #tail(): Buffer {
    if (this.#bytes <= TAIL_BYTES) return this.#ring.subarray(0, this.#bytes)
    const at = this.#bytes % TAIL_BYTES
    return Buffer.concat([this.#ring.subarray(at), this.#ring.subarray(0, at)])
  }
}
