// One schema in the thread, as those see it who ask about it: it is brought back where the thread has forgotten it.

import { SchemaGone, type SchemaClient } from './schemaClient.ts'
import { loadSchema, type SchemaSource } from './schemaLoading.ts'
import type { LoadedSchema, SchemaQuestions } from './schemaRequests.ts'

/** What can be asked of a schema. */
export type SchemaQuestion = 'problems' | 'tree' | 'find' | 'node' | 'validate'

export class HeldSchema {
  readonly source: SchemaSource
  readonly #client: SchemaClient
  #loading: Promise<LoadedSchema> | undefined

  constructor(client: SchemaClient, source: SchemaSource) {
    this.#client = client
    this.source = source
  }

  get key(): string {
    return this.source.key
  }

  /** Makes sure that the thread has it. One load at a time: others wait for the same. Throws as `loadSchema` does. */
  load(): Promise<LoadedSchema> {
    this.#loading ??= loadSchema(this.#client, this.source).finally(() => (this.#loading = undefined))
    return this.#loading
  }

  /** Throws as `SchemaClient.ask` and `load` do. */
  async ask<Kind extends SchemaQuestion>(
    kind: Kind,
    asks: Omit<SchemaQuestions[Kind]['asks'], 'key'>,
    signal?: AbortSignal,
  ): Promise<SchemaQuestions[Kind]['answer']> {
    const whole = { ...asks, key: this.key } as SchemaQuestions[Kind]['asks']
    try {
      return await this.#client.ask(kind, whole, signal)
    } catch (error) {
      if (!(error instanceof SchemaGone)) throw error
      await this.load()
      return this.#client.ask(kind, whole, signal)
    }
  }

  /** The thread may forget it. */
  dispose(): void {
    this.#client.ask('dispose', { key: this.key }).catch(() => undefined)
  }
}
