// Runs long work in slices so short that the extension host answers between them.

import type { Disposable } from 'vscode'

/** Milliseconds of work between two turns of the event loop. */
const SLICE_MS = 12
/** Milliseconds between two reports. */
const REPORT_MS = 150

export class Slices implements Disposable {
  readonly #running = new Set<NodeJS.Immediate>()

  /** Calls `step` until it returns true, and `report` now and then and at the end. Returns what stops it. */
  run(step: () => boolean, report: () => void): () => void {
    let lastReport = performance.now()
    let handle: NodeJS.Immediate
    const slice = (): void => {
      this.#running.delete(handle)
      const start = performance.now()
      let done = step()
      while (!done && performance.now() - start < SLICE_MS) done = step()
      if (!done) next()
      if (!done && performance.now() - lastReport < REPORT_MS) return
      lastReport = performance.now()
      report()
    }
    const next = (): void => {
      handle = setImmediate(slice)
      this.#running.add(handle)
    }
    next()
    return () => {
      clearImmediate(handle)
      this.#running.delete(handle)
    }
  }

  dispose(): void {
    for (const handle of this.#running) clearImmediate(handle)
    this.#running.clear()
  }
}
