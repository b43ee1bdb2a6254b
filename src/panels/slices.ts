// Runs long work in slices so short that the extension host answers between them.

import type { Disposable } from 'vscode'

/** Milliseconds of work between two turns of the event loop. */
const SLICE_MS = 12
/** Milliseconds between two reports. */
const REPORT_MS = 150

/** Does a little work, a few milliseconds at most; returns whether that was the last. */
export type Step = () => boolean

export class Slices implements Disposable {
  readonly #running = new Set<NodeJS.Immediate>()

  /** Calls `step` until it returns true, and `report` now and then and at the end. Returns what stops it. */
  run(step: Step, report: () => void): () => void {
    let lastReport = performance.now()
    let handle: NodeJS.Immediate
    const slice = (): void => {
      this.#running.delete(handle)
      const done = workFor(SLICE_MS, step)
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

/** Work that yields every few milliseconds. */
export type Work = Iterator<undefined, void>

/** Runs one work after the other, in slices. */
export class WorkQueue {
  readonly #slices: Slices
  readonly #report: () => void
  readonly #waiting: Work[] = []

  /** `report`: as for `Slices.run`. */
  constructor(slices: Slices, report: () => void) {
    this.#slices = slices
    this.#report = report
  }

  get busy(): boolean {
    return this.#waiting.length > 0
  }

  add(work: Work): void {
    this.#waiting.push(work)
    if (this.#waiting.length > 1) return
    this.#slices.run(() => {
      if (this.#waiting[0]?.next().done === true) this.#waiting.shift()
      return !this.busy
    }, this.#report)
  }
}

/** Resolves when `step` has returned true; the event loop turns between the slices. Rejects with the signal's reason. */
export async function inSlices(step: Step, signal?: AbortSignal): Promise<void> {
  while (!workFor(SLICE_MS, step)) {
    await new Promise((resolve) => setImmediate(resolve))
    signal?.throwIfAborted()
  }
}

function workFor(ms: number, step: Step): boolean {
  const start = performance.now()
  let done = step()
  while (!done && performance.now() - start < ms) done = step()
  return done
}
