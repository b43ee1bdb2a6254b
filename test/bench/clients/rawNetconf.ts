// The least that NETCONF takes on a byte stream: a hello, framed requests, end marks counted.

import type { Place } from '../place.ts'
import type { Framing } from '../task.ts'
import type { Line } from './line.ts'

export interface RawStream {
  /** One write on the wire. */
  write(bytes: Buffer): void
  onData(listener: (data: Buffer) => void): void
  close(): Promise<void>
}

export type OpenRawStream = (place: Place) => Promise<RawStream>

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const END = { '1.0': Buffer.from(']]>]]>'), '1.1': Buffer.from('\n##\n') }

const NOTHING: Buffer = Buffer.alloc(0)

export async function rawLine(stream: RawStream, framing: Framing): Promise<Line> {
  const marks = new Marks(END['1.0'])
  stream.onData((data) => marks.take(data))
  const hello = marks.next(1)
  stream.write(
    Buffer.from(
      `<hello xmlns="${BASE}"><capabilities><capability>urn:ietf:params:netconf:base:${framing}</capability></capabilities></hello>]]>]]>`,
    ),
  )
  await hello
  marks.mark = END[framing]
  let id = 0
  const send = (content: string): void => {
    id += 1
    const rpc = `<rpc message-id="${id}" xmlns="${BASE}">${content}</rpc>`
    const text = framing === '1.0' ? `${rpc}]]>]]>` : `\n#${Buffer.byteLength(rpc)}\n${rpc}\n##\n`
    stream.write(Buffer.from(text))
  }
  return {
    small: (content) => {
      send(content)
      return marks.next(1)
    },
    large: async (content) => {
      const chunk = Number(/<chunk-bytes>(\d+)/.exec(content)?.[1] ?? 0)
      const before = marks.bytes
      send(content)
      await marks.nextAtEnd()
      return lengthOf(marks.bytes - before, framing, chunk)
    },
    notifications: async (content) => {
      const count = Number(/<notifications>(\d+)/.exec(content)?.[1] ?? 0)
      send(content)
      await marks.next(count + 2)
      return count + 1
    },
    close: () => stream.close(),
  }
}

/** The length of a message that took so many bytes with its framing. */
function lengthOf(bytes: number, framing: Framing, chunk: number): number {
  if (framing === '1.0') return bytes - END['1.0'].length
  const framed = bytes - END['1.1'].length
  if (chunk === 0) return framed - 3 - String(framed).length + (wraps(framed) ? 1 : 0)
  const whole = Math.floor(framed / (chunk + 3 + String(chunk).length))
  const rest = framed - whole * (chunk + 3 + String(chunk).length)
  return whole * chunk + (rest === 0 ? 0 : rest - 3 - String(rest).length + (wraps(rest) ? 1 : 0))
}

/** Whether a chunk with its header has a digit more than its size. */
function wraps(framed: number): boolean {
  return String(framed - 3 - String(framed).length).length < String(framed).length
}

/** Counts end marks as they come by. */
class Marks {
  bytes = 0
  mark: Buffer
  #left: Buffer = NOTHING
  #wanted: { count: number; readonly resolve: () => void }[] = []
  #atEnd: (() => void) | undefined

  constructor(mark: Buffer) {
    this.mark = mark
  }

  /** Resolves when so many more have come than are being waited for. */
  next(count: number): Promise<void> {
    return new Promise((resolve) => this.#wanted.push({ count, resolve }))
  }

  /** Resolves when a packet ends with one: nothing else is looked at. */
  nextAtEnd(): Promise<void> {
    return new Promise((resolve) => (this.#atEnd = resolve))
  }

  take(data: Buffer): void {
    this.bytes += data.length
    const { length } = this.mark
    if (this.#atEnd === undefined) {
      const all = this.#left.length === 0 ? data : Buffer.concat([this.#left, data])
      let at = 0
      for (let found = all.indexOf(this.mark); found !== -1; found = all.indexOf(this.mark, at)) {
        at = found + length
        this.#count()
      }
      this.#left = all.subarray(Math.max(at, all.length - length + 1))
      return
    }
    const tail = data.length >= length ? data : Buffer.concat([this.#left, data])
    if (tail.subarray(-length).equals(this.mark)) {
      const resolve = this.#atEnd
      this.#atEnd = undefined
      this.#left = NOTHING
      resolve()
    } else this.#left = Buffer.from(tail.subarray(-length))
  }

  #count(): void {
    const [first] = this.#wanted
    if (first === undefined) return
    first.count -= 1
    if (first.count > 0) return
    this.#wanted.shift()
    first.resolve()
  }
}
