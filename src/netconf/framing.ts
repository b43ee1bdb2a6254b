// NETCONF framing over a byte stream (RFC 6242 §4): end-of-message marks for base:1.0, chunks for base:1.1.

import { ProtocolError } from './errors.ts'

export type Framing = '1.0' | '1.1'

const END_OF_MESSAGE = Buffer.from(']]>]]>')
const END_OF_CHUNKS = Buffer.from('\n##\n')
const LF = 0x0a
const CR = 0x0d
const HASH = 0x23
const ZERO = 0x30
const ONE = 0x31
const NINE = 0x39
/** RFC 6242 §4.2: a chunk size is 1 to 4294967295. */
const MAX_CHUNK = 4_294_967_295
/** V8 makes no string longer than this (2^29 - 24 characters). */
export const MAX_MESSAGE = 536_870_888
export const FILTER_ADVICE = 'Ask for less with a filter.'
/** From so many parts of a message on, parts smaller than that are copied into blocks. */
const FEW_PARTS = 16
const SMALL_PART = 1_024
const BLOCK = 64 * 1024

/** One message with its framing, as one buffer to be written at once. */
export function encodeFrame(text: string, framing: Framing): Uint8Array {
  const length = Buffer.byteLength(text)
  const head = framing === '1.1' ? `\n#${length}\n` : ''
  const tail = framing === '1.1' ? END_OF_CHUNKS : END_OF_MESSAGE
  const frame = Buffer.allocUnsafe(head.length + length + tail.length)
  frame.write(head, 0, 'latin1')
  frame.write(text, head.length, 'utf8')
  tail.copy(frame, head.length + length)
  return frame
}

/** NUL too: Huawei's VRP sends some. */
const isBlank = (byte: number): boolean => byte === CR || byte === 0x20 || byte === 0x09 || byte === 0

/** Longest proper prefix of `]]>]]>` that ends its first n bytes, for n = 0…6. */
const FALL_BACK = [0, 0, 1, 0, 1, 2, 3]

/** Takes the rest of a message as it comes, in place of the decoder. */
export interface Diverted {
  /** What passes stays in memory, so the decoder's limit holds. */
  readonly keeps: boolean
  push(part: Uint8Array): void
  /** The message is whole; the last `markLength` bytes were none of it. Returns what is delivered in its place. */
  end(markLength: number): Uint8Array
}

export interface DecoderOptions {
  readonly maxMessageBytes?: number
  /** What can be done about a larger one, as a sentence. */
  readonly sizeAdvice?: string
  /** Asked once for each message of more than 64 KiB, with what there is of it by then; undefined: it is kept as any other. */
  readonly divert?: (head: Uint8Array) => Diverted | undefined
}

/** Smaller messages are not worth a question. */
const DIVERT_BYTES = 64 * 1024

/** Where the decoder stands. Letters of a chunk header may come one packet at a time. */
type State = 'message' | 'lf' | 'hash' | 'size' | 'chunk' | 'endHash'

/**
 * Cuts a byte stream into messages. Every byte is looked at once: parts are collected by reference and joined when the
 * message is whole. White space between messages and stray newlines before a chunk header are skipped, as servers send them
 * (ncclient#182, scrapligo#251).
 */
export class FrameDecoder {
  /** What the following bytes are framed with; to be set by the receiver of a message, before it returns. */
  framing: Framing = '1.0'
  /** A larger message ends the stream before it is held. */
  maxMessageBytes: number
  sizeAdvice: string
  readonly #onMessage: (bytes: Uint8Array) => void
  readonly #divert: DecoderOptions['divert']
  #diverted: Diverted | undefined
  #asked = false
  #parts: Uint8Array[] = []
  /** How much of the last part, a block of our own, is filled; undefined where the last part came from outside. */
  #filled: number | undefined
  #size = 0
  #state: State = 'message'
  #chunkLeft = 0
  #digits = 0
  /** base:1.0: how many bytes of the end mark stand at the end of what came so far. */
  #matched = 0

  /** `onMessage` gets each message's bytes without framing. */
  constructor(onMessage: (bytes: Uint8Array) => void, options: DecoderOptions = {}) {
    this.#onMessage = onMessage
    this.#divert = options.divert
    this.maxMessageBytes = options.maxMessageBytes ?? MAX_MESSAGE
    this.sizeAdvice = options.sizeAdvice ?? FILTER_ADVICE
  }

  /** Bytes of the message that is still coming. */
  get pendingBytes(): number {
    return this.#size
  }

  /** Takes the next bytes of the stream. Throws ProtocolError when they cannot be framing; the stream is then useless. */
  push(bytes: Uint8Array): void {
    let at = 0
    while (at < bytes.length)
      at = this.framing === '1.0' ? this.#pushEom(bytes, at) : this.#pushChunked(bytes, at)
  }

  /** base:1.0: takes bytes up to the end mark or all of them; returns where it stopped. */
  #pushEom(bytes: Uint8Array, from: number): number {
    let at = from
    for (; at < bytes.length && this.#matched > 0; at += 1) {
      if (this.#completesMark(bytes[at])) return this.#endEom(bytes, from, at + 1)
    }
    const mark = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(END_OF_MESSAGE, at)
    if (mark !== -1) return this.#endEom(bytes, from, mark + END_OF_MESSAGE.length)
    const tail = bytes.length - END_OF_MESSAGE.length + 1
    for (at = Math.max(at, tail); at < bytes.length; at += 1) this.#completesMark(bytes[at])
    this.#keep(bytes.subarray(from))
    return bytes.length
  }

  /** Follows `]]>]]>` one byte further; after a mismatch the longest beginning that still fits counts (KMP). */
  #completesMark(byte: number | undefined): boolean {
    while (this.#matched > 0 && END_OF_MESSAGE[this.#matched] !== byte)
      this.#matched = FALL_BACK[this.#matched] ?? 0
    if (END_OF_MESSAGE[this.#matched] === byte) this.#matched += 1
    return this.#matched === END_OF_MESSAGE.length
  }

  #endEom(bytes: Uint8Array, from: number, end: number): number {
    this.#keep(bytes.subarray(from, end))
    this.#deliver(END_OF_MESSAGE.length)
    return end
  }

  #pushChunked(bytes: Uint8Array, from: number): number {
    if (this.#state === 'chunk') return this.#takeChunk(bytes, from)
    const byte = bytes[from] ?? 0
    switch (this.#state) {
      case 'message':
        if (byte === LF) this.#state = 'lf'
        else if (!isBlank(byte)) this.#refuse(bytes, from)
        break
      case 'lf':
        if (byte === HASH) this.#state = 'hash'
        else if (isBlank(byte)) this.#state = 'message'
        else if (byte !== LF) this.#refuse(bytes, from)
        break
      case 'hash':
        if (byte === HASH && this.#size > 0) this.#state = 'endHash'
        else if (byte >= ONE && byte <= NINE) this.#startSize(byte)
        else this.#refuse(bytes, from)
        break
      case 'size':
        this.#takeSizeByte(byte, bytes, from)
        break
      case 'endHash':
        if (byte !== LF) this.#refuse(bytes, from)
        this.#deliver(0)
        break
    }
    return from + 1
  }

  #startSize(byte: number): void {
    this.#chunkLeft = byte - ZERO
    this.#digits = 1
    this.#state = 'size'
  }

  #takeSizeByte(byte: number, bytes: Uint8Array, at: number): void {
    if (byte >= ZERO && byte <= NINE && this.#digits < 10) {
      this.#chunkLeft = this.#chunkLeft * 10 + (byte - ZERO)
      this.#digits += 1
    } else if (byte === LF && this.#chunkLeft <= MAX_CHUNK) this.#state = 'chunk'
    else this.#refuse(bytes, at)
  }

  #takeChunk(bytes: Uint8Array, from: number): number {
    const end = Math.min(bytes.length, from + this.#chunkLeft)
    this.#keep(bytes.subarray(from, end))
    this.#chunkLeft -= end - from
    if (this.#chunkLeft === 0) this.#state = 'message'
    return end
  }

  #keep(part: Uint8Array): void {
    if (part.length === 0) return
    this.#size += part.length
    if (this.#diverted === undefined) this.#collect(part)
    else this.#diverted.push(part)
    if (this.#size > this.maxMessageBytes && this.#diverted?.keeps !== false) this.#refuseSize(part)
  }

  #collect(part: Uint8Array): void {
    const fits = this.#filled !== undefined && this.#filled + part.length <= BLOCK
    if (fits || (part.length < SMALL_PART && this.#parts.length >= FEW_PARTS)) this.#copy(part)
    else {
      this.#seal()
      this.#parts.push(part)
    }
    if (this.#size >= DIVERT_BYTES && !this.#asked) this.#offer()
  }

  #refuseSize(part: Uint8Array): never {
    throw new ProtocolError(
      `The device's message is larger than ${this.maxMessageBytes} bytes. ${this.sizeAdvice}`,
      `a message of at most ${this.maxMessageBytes} bytes`,
      this.#parts[0] ?? part,
    )
  }

  /** Somebody else may take the message from here. */
  #offer(): void {
    this.#asked = true
    if (this.#divert === undefined) return
    const head = this.#take()
    this.#diverted = this.#divert(head)
    if (this.#diverted === undefined) this.#parts.push(head)
    else this.#diverted.push(head)
  }

  /** Many small parts would each hold on to the packet that it came in, a hundred times its size: they move together. */
  #copy(part: Uint8Array): void {
    const block = this.#parts.at(-1)
    if (this.#filled !== undefined && block !== undefined && this.#filled + part.length <= BLOCK) {
      block.set(part, this.#filled)
      this.#filled += part.length
      return
    }
    this.#seal()
    const fresh = new Uint8Array(BLOCK)
    fresh.set(part)
    this.#parts.push(fresh)
    this.#filled = part.length
  }

  /** Cuts the block that was being filled to what it holds; a nearly empty one is let go. */
  #seal(): void {
    const block = this.#parts.at(-1)
    if (this.#filled === undefined || block === undefined) return
    const content = block.subarray(0, this.#filled)
    this.#parts[this.#parts.length - 1] = this.#filled < BLOCK / 2 ? content.slice() : content
    this.#filled = undefined
  }

  /** All parts as one. */
  #take(): Uint8Array {
    this.#seal()
    const [first] = this.#parts
    const whole = this.#parts.length === 1 && first !== undefined ? first : Buffer.concat(this.#parts)
    this.#parts = []
    return whole
  }

  #deliver(markLength: number): void {
    const kept = this.#take()
    const message = this.#diverted?.end(markLength) ?? kept.subarray(0, kept.length - markLength)
    this.#diverted = undefined
    this.#asked = false
    this.#size = 0
    this.#matched = 0
    this.#state = 'message'
    this.#onMessage(message)
  }

  #refuse(bytes: Uint8Array, at: number): never {
    const rest = bytes.subarray(at)
    if (this.#size === 0 && rest[0] === 0x3c) {
      throw new ProtocolError(
        'The device announced base:1.1 but sends base:1.0 framing. Set "framing" of the device to "1.0" and connect again.',
        'a chunk header (RFC 6242 §4.2)',
        rest,
      )
    }
    throw new ProtocolError(
      `The device sent what is no chunk header: ${JSON.stringify(Buffer.from(rest.subarray(0, 20)).toString('latin1'))}.`,
      'a chunk header (RFC 6242 §4.2)',
      rest,
    )
  }
}
