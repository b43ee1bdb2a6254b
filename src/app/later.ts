// Something that is made, its code loaded, when it is first wanted.

import type { Disposable } from 'vscode'

export class Later<Thing extends { dispose(): unknown }> implements Disposable {
  readonly #make: () => Promise<Thing>
  #made: Promise<Thing> | undefined
  #thing: Thing | undefined
  #isDisposed = false

  constructor(make: () => Promise<Thing>) {
    this.#make = make
  }

  /** Undefined until it has been wanted. */
  get now(): Thing | undefined {
    return this.#thing
  }

  /** Makes it the first time. Rejects as the making does, and tries again the next time. */
  get(): Promise<Thing> {
    this.#made ??= this.#make().then(
      (thing) => {
        this.#thing = thing
        if (this.#isDisposed) thing.dispose()
        return thing
      },
      (error: unknown) => {
        this.#made = undefined
        throw error
      },
    )
    return this.#made
  }

  dispose(): void {
    this.#isDisposed = true
    this.#thing?.dispose()
  }
}
