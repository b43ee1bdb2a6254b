// What a transport has told its listener so far.

import type { Transport } from '../../../src/transport/transport.ts'

export interface Heard {
  readonly text: () => string
  /** Resolves at the end, with its cause. */
  readonly closed: Promise<Error | undefined>
  /** Resolves when `text()` has become this. */
  until(text: string): Promise<void>
}

/** Listens to a transport from now on. */
export function listenTo(transport: Transport): Heard {
  let text = ''
  let onData: () => void = () => undefined
  const closed = new Promise<Error | undefined>((resolve) => {
    transport.listen({
      data(bytes) {
        text += Buffer.from(bytes).toString('utf8')
        onData()
      },
      closed: resolve,
    })
  })
  return {
    text: () => text,
    closed,
    until: (wanted) =>
      new Promise((resolve) => {
        onData = () => {
          if (text === wanted) resolve()
        }
        onData()
      }),
  }
}
