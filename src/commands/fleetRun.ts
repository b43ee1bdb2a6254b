// Does one task on many devices, a few at a time, and knows of each how far it is.

import { mapBounded } from '../netconf/bounded.ts'
import type { ResultsAbout } from '../panels/resultsExport.ts'
import { isOpen, type KeptAnswer, type Result } from '../panels/resultsModel.ts'
import { SharedTexts, type NotKept } from '../panels/resultsTexts.ts'
import type { ResultsSource } from '../panels/resultsView.ts'

/** What changes in a result; a field given as undefined goes away. */
export type ResultChange = { readonly [Name in keyof Result]?: Result[Name] | undefined }

/** An answer whose texts are still its own. */
export interface FreshAnswer extends Omit<KeptAnswer, 'reply' | 'request'> {
  readonly xml: string
  readonly requestXml: string
}

/** How a device's part ended. */
export interface Ending extends ResultChange {
  readonly phase: 'data' | 'ok' | 'errors' | 'failed' | 'unknown' | 'cancelled'
  readonly words: string
  readonly fresh?: FreshAnswer | undefined
}

/** A device's part of the task, as the task sees it. */
export interface Part {
  readonly deviceId: string
  /** Nothing new is to be begun. */
  readonly stop: AbortSignal
  /** What was begun is not waited for any longer. */
  readonly abandon: AbortSignal
  update(change: ResultChange): void
}

export interface FleetTask {
  /** It changes something: what was begun on a device is brought to its end, unless a person presses twice. */
  readonly changes: boolean
  /** Does it on one device. Never rejects. */
  readonly run: (part: Part) => Promise<Ending>
}

export interface RunQuestions {
  isAsking(deviceId: string): boolean
  onDidChange(listener: (deviceId: string) => void): { dispose(): unknown }
}

export type Target = Pick<Result, 'deviceId' | 'deviceName' | 'address' | 'isProduction'>

export interface RunOptions {
  readonly about: ResultsAbout
  readonly targets: readonly Target[]
  readonly task: FleetTask
  readonly questions: RunQuestions
  /** Called after each change, which may be often. */
  readonly changed: () => void
  readonly texts?: SharedTexts
  /** Devices at once. */
  readonly limit?: number
}

const LIMIT = 8

/** A row as it begins, or begins again: nothing of what was is left. */
const BLANK = {
  elapsedMs: undefined,
  bytes: undefined,
  errors: 0,
  warnings: 0,
  message: undefined,
  answer: undefined,
  notKept: undefined,
  canRetry: false,
  canDiscard: false,
} satisfies ResultChange

const NOT_SENT: Ending = { phase: 'cancelled', words: 'cancelled: not sent', canRetry: true }

export class FleetRun implements ResultsSource {
  readonly about: ResultsAbout
  readonly #options: RunOptions
  readonly #texts: SharedTexts
  readonly #results: Result[]
  #stop = new AbortController()
  #abandon = new AbortController()
  /** Batches under way: the first one, and what is tried again meanwhile. */
  #batches = 0

  constructor(options: RunOptions) {
    this.#options = options
    this.about = options.about
    this.#texts = options.texts ?? new SharedTexts()
    this.#results = options.targets.map((target) => ({ ...target, ...blank('waiting', 'waiting') }))
  }

  get results(): readonly Result[] {
    return this.#results
  }

  get progress(): ResultsSource['progress'] {
    if (this.#batches === 0) return 'over'
    return this.#stop.signal.aborted ? 'stopping' : 'running'
  }

  /**
   * Does the task on these, all by default; resolves when the last one has ended. Does nothing while it is stopping. `task`:
   * instead of the run's own. Never rejects.
   */
  async start(
    indices: readonly number[] = this.#results.map((_, index) => index),
    task: FleetTask = this.#options.task,
  ): Promise<void> {
    const startable = indices.filter((index) => this.#batches === 0 || !this.#isOpen(index))
    if (startable.length === 0 || this.progress === 'stopping') return
    if (this.#batches === 0) {
      this.#stop = new AbortController()
      this.#abandon = new AbortController()
    }
    this.#batches += 1
    for (const index of startable) this.#begin(index)
    const { stop, abandon } = { stop: this.#stop.signal, abandon: this.#abandon.signal }
    const later: Promise<void>[] = []
    await mapBounded(
      startable,
      this.#options.limit ?? LIMIT,
      async (index) => {
        const done = this.#run(index, task, stop, abandon)
        // A device that waits for a person's answer takes up nobody's place.
        if ((await this.#askedOr(index, done)) === 'asked') later.push(done)
      },
      stop,
    )
    await Promise.all(later)
    for (const index of startable) if (this.#isOpen(index)) this.#end(index, NOT_SENT)
    this.#batches -= 1
    this.#options.changed()
  }

  /**
   * Begins no further device. What has begun ends at once where the task only reads; where it changes something it is
   * brought to its end, and a second call gives up waiting.
   */
  cancel(): void {
    if (!this.#options.task.changes || this.#stop.signal.aborted) this.#abandon.abort()
    this.#stop.abort()
    this.#options.changed()
  }

  /** Lets go of the texts. */
  forget(): void {
    this.cancel()
    this.#results.forEach((_, index) => this.#update(index, { answer: undefined }))
  }

  #isOpen(index: number): boolean {
    const result = this.#results[index]
    return result !== undefined && isOpen(result)
  }

  #begin(index: number): void {
    this.#update(index, { ...BLANK, phase: 'waiting', words: 'waiting' })
  }

  async #run(index: number, task: FleetTask, stop: AbortSignal, abandon: AbortSignal): Promise<void> {
    const deviceId = this.#results[index]?.deviceId ?? ''
    const update = (change: ResultChange): void => {
      if (this.#isOpen(index)) this.#update(index, change)
    }
    this.#end(index, await task.run({ deviceId, stop, abandon, update }))
  }

  async #askedOr(index: number, done: Promise<void>): Promise<'asked' | 'done'> {
    const { questions } = this.#options
    const deviceId = this.#results[index]?.deviceId ?? ''
    let tell: () => void = () => undefined
    const asked = new Promise<'asked'>((resolve) => (tell = () => resolve('asked')))
    const look = (): void => {
      const isAsking = questions.isAsking(deviceId)
      const phase = this.#results[index]?.phase
      if (isAsking && phase === 'connecting') {
        this.#update(index, { phase: 'asking', words: 'waits for your answer' })
        tell()
      } else if (!isAsking && phase === 'asking') {
        this.#update(index, { phase: 'connecting', words: 'connecting' })
      }
    }
    const watch = questions.onDidChange((id) => {
      if (id === deviceId) look()
    })
    look()
    const ended = done.then(() => {
      watch.dispose()
      return 'done' as const
    })
    return Promise.race([ended, asked])
  }

  #end(index: number, { fresh, ...ending }: Ending): void {
    this.#update(index, { ...ending, ...(fresh !== undefined && this.#kept(fresh)) })
  }

  #kept({ xml, requestXml, ...facts }: FreshAnswer): { answer?: KeptAnswer; notKept?: NotKept } {
    const reply = this.#texts.keep(xml)
    if (typeof reply === 'string') return { notKept: reply }
    const request = this.#texts.keep(requestXml)
    if (typeof request !== 'string') return { answer: { ...facts, reply, request } }
    this.#texts.release(reply)
    return { notKept: request }
  }

  #update(index: number, change: ResultChange): void {
    const before = this.#results[index]
    if (before === undefined) return
    if ('answer' in change && before.answer !== undefined && before.answer !== change.answer) {
      this.#texts.release(before.answer.reply)
      this.#texts.release(before.answer.request)
    }
    this.#results[index] = merged(before, change)
    this.#options.changed()
  }
}

function blank(phase: Result['phase'], words: string): Omit<Result, keyof Target> {
  return { phase, words, errors: 0, warnings: 0, canRetry: false, canDiscard: false }
}

function merged(before: Result, change: ResultChange): Result {
  const fields = Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined)
  // Only what may be absent is ever given as undefined.
  return Object.fromEntries(fields) as unknown as Result
}
