// Makes the text of a large reply while it arrives, so that no turn of the event loop has to decode all of it.

import { StringDecoder } from 'node:string_decoder'

/** V8 makes no string longer than this (2^29 - 24 characters). */
const MAX_TEXT = 536_870_888
/** Bytes decoded at once; parts may be as small as the device's chunks. */
const BLOCK = 256 * 1024
/** What XML cannot hold (XML 1.0 §2.2); some agents copy it from device state. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

export interface GatherOptions {
  /** Leaves out the characters that XML cannot hold, for devices known to send some. */
  readonly dropControls?: boolean
  /** Characters; of a longer text nothing is kept. */
  readonly limit?: number
}

export class ReplyGatherer {
  readonly #decoder = new StringDecoder('utf8')
  readonly #dropControls: boolean
  readonly #limit: number
  #block: Buffer | undefined
  #filled = 0
  #parts: string[] = []
  #length = 0

  constructor({ dropControls = false, limit = MAX_TEXT }: GatherOptions = {}) {
    this.#dropControls = dropControls
    this.#limit = limit
  }

  /** Whether nothing came. */
  get isEmpty(): boolean {
    return this.#block === undefined
  }

  /** The reply does not fit into a string; it is let go. */
  get isTooLarge(): boolean {
    return this.#length > this.#limit
  }

  /** Takes the next bytes; a character may be split between two calls. */
  readonly push = (bytes: Uint8Array): void => {
    this.#block ??= Buffer.allocUnsafe(BLOCK)
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + BLOCK - this.#filled)
      this.#block.set(part, this.#filled)
      this.#filled += part.length
      at += part.length
      if (this.#filled === BLOCK) this.#decode(this.#block)
    }
  }

  /** The whole text; to be called once, after the last bytes. */
  text(): string {
    if (this.#block !== undefined) this.#decode(this.#block.subarray(0, this.#filled))
    this.#add(this.#decoder.end())
    const text = this.#parts.join('')
    this.#parts = []
    return text
  }

  #decode(bytes: Buffer): void {
    this.#filled = 0
    this.#add(this.#decoder.write(bytes))
  }

  #add(decoded: string): void {
    const clean = this.#cleaned(decoded)
    const text = this.#length === 0 ? clean.replace(/^[\s\ufeff]+/, '') : clean
    this.#length += text.length
    if (this.isTooLarge) this.#parts = []
    else if (text !== '') this.#parts.push(text)
  }

  #cleaned(text: string): string {
    if (this.#dropControls) return text.replace(CONTROLS, '')
    // NUL bytes are padding, whoever sends them.
    return text.includes('\0') ? text.replaceAll('\0', '') : text
  }
}
