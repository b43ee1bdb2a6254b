// Which device the palette's commands act on; kept per workspace.

import { EventEmitter, type Disposable, type Event, type Memento } from 'vscode'

const KEY = 'activeDevice'

export class ActiveDevice implements Disposable {
  readonly #changed = new EventEmitter<undefined>()
  readonly onDidChange: Event<undefined> = this.#changed.event
  readonly #memory: Memento

  constructor(memory: Memento) {
    this.#memory = memory
  }

  /** May name a device that has been removed since. */
  get id(): string | undefined {
    return this.#memory.get<string>(KEY)
  }

  async set(id: string | undefined): Promise<void> {
    await this.#memory.update(KEY, id)
    this.#changed.fire(undefined)
  }

  dispose(): void {
    this.#changed.dispose()
  }
}
