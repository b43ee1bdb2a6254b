// Asks the thread that holds the schemas: matches the returns, starts it when it is needed, ends it when it is not.

import type {
  QuestionKind,
  SchemaCall,
  SchemaQuestions,
  SchemaRequest,
  SchemaReturn,
} from './schemaRequests.ts'

export interface SchemaThread {
  /** Throws where it cannot be sent. */
  readonly post: (call: SchemaCall) => void
  readonly end: () => void
}

/** What a thread tells. After `ended` nothing more comes. */
export interface ThreadEvents {
  readonly returned: (message: SchemaReturn) => void
  /** `why` is a sentence. */
  readonly ended: (why: string) => void
}

export type StartThread = (events: ThreadEvents) => SchemaThread

/** The thread has forgotten the schema, or never had it: load it and ask again. */
export class SchemaGone extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SchemaGone'
  }
}

/** The thread died while it worked on this. The next question starts another. */
export class SchemaThreadLost extends Error {
  constructor(why: string) {
    super(`The YANG schemas were lost: ${why}`)
    this.name = 'SchemaThreadLost'
  }
}

interface Pending {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: Error) => void
}

/** Milliseconds without a question after which the thread ends, and its memory is free. */
const IDLE = 15 * 60_000

export class SchemaClient {
  readonly #start: StartThread
  readonly #idleMs: number
  readonly #pending = new Map<number, Pending>()
  #thread: SchemaThread | undefined
  #idle: ReturnType<typeof setTimeout> | undefined
  #lastId = 0
  #isDisposed = false

  constructor(start: StartThread, options: { readonly idleMs?: number } = {}) {
    this.#start = start
    this.#idleMs = options.idleMs ?? IDLE
  }

  /**
   * Ends exactly once: with the answer, the sentence of what went wrong, SchemaGone, SchemaThreadLost, or the signal's reason, after
   * which the answer is dropped when it comes.
   */
  ask<Kind extends QuestionKind>(
    type: Kind,
    asks: SchemaQuestions[Kind]['asks'],
    signal?: AbortSignal,
  ): Promise<SchemaQuestions[Kind]['answer']> {
    return new Promise((resolve, reject) => {
      if (this.#isDisposed) throw new SchemaThreadLost('the extension has ended.')
      signal?.throwIfAborted()
      clearTimeout(this.#idle)
      this.#lastId += 1
      const id = this.#lastId
      // Who made the signal knows its reason.
      const onAbort = (): void => this.#settle(id)?.reject(signal?.reason as Error)
      const finish = (): void => signal?.removeEventListener('abort', onAbort)
      this.#pending.set(id, {
        resolve: (answer) => {
          finish()
          // The thread answers each kind of question with its kind of answer (schemaRequests.ts).
          resolve(answer as SchemaQuestions[Kind]['answer'])
        },
        reject: (error) => {
          finish()
          reject(error)
        },
      })
      signal?.addEventListener('abort', onAbort)
      try {
        this.#running().post({ id, request: { type, ...asks } as unknown as SchemaRequest })
      } catch (error) {
        this.#settle(id)?.reject(error instanceof Error ? error : new Error(String(error)))
      }
    })
  }

  dispose(): void {
    this.#isDisposed = true
    this.#end('the extension has ended.')
  }

  #running(): SchemaThread {
    if (this.#thread !== undefined) return this.#thread
    const thread: SchemaThread = this.#start({
      returned: (message) => {
        if (this.#thread === thread) this.#return(message)
      },
      ended: (why) => {
        if (this.#thread === thread) this.#end(why)
      },
    })
    this.#thread = thread
    return thread
  }

  #return(message: SchemaReturn): void {
    const pending = this.#settle(message.id)
    switch (message.outcome) {
      case 'answer':
        pending?.resolve(message.answer)
        break
      case 'gone':
        pending?.reject(new SchemaGone(message.message))
        break
      case 'error':
        pending?.reject(new Error(message.message))
        break
    }
  }

  /** Takes a question off the list; the last one starts the wait for the next. */
  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    clearTimeout(this.#idle)
    if (this.#pending.size === 0 && this.#thread !== undefined) {
      this.#idle = setTimeout(() => this.#end('it was idle.'), this.#idleMs)
      this.#idle.unref()
    }
    return pending
  }

  #end(why: string): void {
    clearTimeout(this.#idle)
    const thread = this.#thread
    this.#thread = undefined
    const waiting = [...this.#pending.values()]
    this.#pending.clear()
    for (const { reject } of waiting) reject(new SchemaThreadLost(why))
    thread?.end()
  }
}
