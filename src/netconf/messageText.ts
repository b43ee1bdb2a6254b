// The text of one message; that of a long one is decoded as its bytes come, so that no step has to do it all at once.

import { isAscii } from 'node:buffer'
import type { Diverted } from './framing.ts'

export interface MessageText {
  /** All of it. A long one is joined by the engine when it is first looked into, so whoever can does with the two below. */
  readonly whole: string
  /** Its beginning, 1 000 characters at least where there are as many. */
  readonly head: string
  /** Its end, as long. */
  readonly tail: string
}

/** The same as far as reading goes, all in one piece. */
export function shortText(text: string): MessageText {
  return { whole: text, head: text, tail: text }
}

/** Bytes that are decoded at a time: strings of this size are moved no more by the garbage collector. */
const PIECE = 256 * 1024
const LEAST = 1_000
/** No more than this can turn out to be the end mark of base:1.0. */
const MARK_BYTES = 6
/** What servers put before a message: white space, a byte order mark. */
const BLANK_START = /^[\s\ufeff]+/

export class LongText implements Diverted, MessageText {
  readonly keeps = true
  whole = ''
  head = ''
  tail = ''
  /** White space before the message, no part of `whole`. */
  before = ''
  /** NUL bytes are in it, which XML cannot hold. */
  hasNul = false
  /** Of the message, without the mark at its end. */
  bytes = 0
  #piece = Buffer.allocUnsafeSlow(PIECE)
  #filled = 0

  push(part: Uint8Array): void {
    for (let at = 0; at < part.length;) {
      const taken = part.subarray(at, at + PIECE - this.#filled)
      this.#piece.set(taken, this.#filled)
      this.#filled += taken.length
      at += taken.length
      if (this.#filled === PIECE) this.#decode(wholeCharacters(this.#piece, PIECE - MARK_BYTES))
    }
  }

  /** The message itself is in the fields. */
  end(markLength: number): Uint8Array {
    this.#decode(this.#filled - markLength)
    this.#piece = Buffer.alloc(0)
    this.#filled = 0
    return this.#piece
  }

  #decode(end: number): void {
    const bytes = this.#piece.subarray(0, end)
    const text = isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8')
    this.hasNul ||= bytes.includes(0)
    this.bytes += end
    this.#piece.copyWithin(0, end, this.#filled)
    this.#filled -= end
    this.#append(text)
  }

  #append(text: string): void {
    let rest = text
    if (this.whole === '') {
      this.before += BLANK_START.exec(text)?.[0] ?? ''
      rest = text.replace(BLANK_START, '')
    }
    this.whole += rest
    if (this.head.length < LEAST) this.head += rest
    this.tail = rest.length < LEAST ? this.tail.slice(-LEAST) + rest : rest
  }
}

/** The most bytes up to `end` that do not cut a character in two. */
function wholeCharacters(bytes: Uint8Array, end: number): number {
  for (let back = 1; back <= 3; back += 1) {
    const byte = bytes[end - back] ?? 0
    if (byte >= 0xc0) return end - back
    if (byte < 0x80) return end
  }
  return end
}
