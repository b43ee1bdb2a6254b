// Ctrl-C and its kin as an AbortSignal: the first one ends the work in order, the second one at once.

export class Interruption extends Error {
  static readonly BROKEN_PIPE = 141
  readonly exitCode: number

  constructor(cause: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'EPIPE') {
    super(cause === 'EPIPE' ? 'Nobody reads the output any more.' : `Interrupted by ${cause}.`)
    this.name = 'Interruption'
    this.exitCode = EXIT_CODES[cause]
  }
}

/** 128 and the number of the signal. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, EPIPE: 141 } as const

interface SignalSource {
  on(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP', listener: () => void): unknown
}

/** `source` is the process, `insist` ends it. The handlers stay for good. */
export function interruptionOf(source: SignalSource, insist: (exitCode: number) => void): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    source.on(name, () => {
      const interruption = new Interruption(name)
      if (controller.signal.aborted) insist(interruption.exitCode)
      else controller.abort(interruption)
    })
  }
  return controller.signal
}
