// Sends an operation and writes its reply: whole, or into the file of `--output` as it comes.

import type { Operation } from '../netconf/operations.ts'
import type { Reply } from '../netconf/reply.ts'
import type { RequestOptions } from '../netconf/session.ts'
import { request, type Task } from './command.ts'
import { tellWarnings, writeReply } from './report.ts'

/** Throws UnsupportedError before anything is sent, else what `Session.request` throws, or why it cannot be written. */
export async function sendAndWrite(
  task: Task,
  operation: Operation,
  options: RequestOptions = {},
): Promise<void> {
  const { args, console } = task
  const { writeNow } = console.out
  if (writeNow === undefined || args.has('json') || args.has('pretty')) {
    await writeReply(await request(task, operation, options), args, console)
    return
  }
  const spill = new Spill(writeNow)
  const reply = await request(task, operation, { ...options, sink: spill.take }).catch((error: unknown) => {
    if (spill.hasBegun) console.out.discard()
    throw spill.problem ?? error
  })
  if (spill.hasBegun) await finishSpilled(reply, task)
  else await writeReply(reply, args, console)
}

/** Bytes of a large reply on their way to the file. */
class Spill {
  hasBegun = false
  problem: Error | undefined
  readonly #write: (bytes: Uint8Array) => void

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write
  }

  readonly take = (bytes: Uint8Array): void => {
    this.hasBegun = true
    try {
      this.#write(bytes)
    } catch (error) {
      // It ends the session, whose own error would not say why.
      this.problem ??= error instanceof Error ? error : new Error(String(error))
      throw error
    }
  }
}

async function finishSpilled({ warnings }: Reply, { args, console }: Task): Promise<void> {
  tellWarnings(warnings, console)
  if (!args.has('raw')) await console.out.write('\n')
}
