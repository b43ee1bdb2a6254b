// Where XML goes: standard output, or the file of `--output`, which is replaced when all of it is there.

import { closeSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import type { Writable } from 'node:stream'
import type { Output } from './console.ts'
import { Interruption } from './interruption.ts'

type Stream = Writable & { readonly isTTY?: boolean }

export function createOutput(file: string | undefined, stdout: Stream): Output {
  return file === undefined || file === '-' ? streamOutput(stdout) : new FileOutput(file)
}

function streamOutput(stream: Stream): Output {
  return {
    isTerminal: stream.isTTY === true,
    write: (text) =>
      new Promise((resolve, reject) => {
        const failed = (error: Error): void => reject(brokenPipe(error))
        stream.once('error', failed)
        stream.write(text, (error) => {
          // An error is also emitted, a moment later.
          if (error) reject(brokenPipe(error))
          else {
            stream.removeListener('error', failed)
            resolve()
          }
        })
      }),
    discard: () => undefined,
    close: () => undefined,
  }
}

function brokenPipe(error: Error): Error {
  return 'code' in error && error.code === 'EPIPE' ? new Interruption('EPIPE') : error
}

class FileOutput implements Output {
  readonly isTerminal = false
  readonly #file: string
  /** Where it is written until it is whole; devices and pipes are written to at once. */
  readonly #draft: string
  #descriptor: number | undefined

  constructor(file: string) {
    this.#file = file
    const isOrdinary = statSync(file, { throwIfNoEntry: false })?.isFile() ?? true
    this.#draft = isOrdinary ? `${file}.part` : file
  }

  write(text: string): Promise<void> {
    return Promise.resolve().then(() => this.writeNow(Buffer.from(text)))
  }

  readonly writeNow = (bytes: Uint8Array): void => {
    this.#descriptor ??= openSync(this.#draft, 'w')
    for (let at = 0; at < bytes.length;) at += writeSync(this.#descriptor, bytes, at)
  }

  discard(): void {
    if (this.#end() && this.#draft !== this.#file) rmSync(this.#draft, { force: true })
  }

  close(): void {
    if (this.#end() && this.#draft !== this.#file) renameSync(this.#draft, this.#file)
  }

  /** Whether there was anything. */
  #end(): boolean {
    if (this.#descriptor === undefined) return false
    closeSync(this.#descriptor)
    this.#descriptor = undefined
    return true
  }
}
