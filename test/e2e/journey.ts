// Declares a journey: a test that happens in the one world of this run.

import { after, test } from 'node:test'
import { World } from './world.ts'

const LIMIT_MS = 60_000

/** Opened by the first journey, shared by all: to start VS Code costs more than most journeys. */
let opened: Promise<World> | undefined

export interface JourneyOptions {
  /** How long it may take, in milliseconds. */
  readonly limitMs?: number
  /** Start from what the journey before left behind. */
  readonly continues?: boolean
}

/** A user's way through the extension; `steps` assert on what the screen shows. */
export function journey(
  name: string,
  steps: (world: World) => Promise<void>,
  options: JourneyOptions = {},
): void {
  test(name, async () => {
    const world = await (opened ??= World.open())
    try {
      if (options.continues !== true) await world.reset()
      await withinTime(steps(world), options.limitMs ?? LIMIT_MS)
    } catch (error) {
      await world.keepEvidence(name)
      // What a broken journey left running must not break the next ones.
      if (options.continues !== true) await world.recover().catch(() => undefined)
      throw error
    }
  })
}

/** Our own limit, not node:test's: that one would end the test before the evidence is kept. */
async function withinTime(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not done after ${limitMs / 1000} s`)), limitMs)
  })
  try {
    await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}

after(async () => {
  if (opened !== undefined) await (await opened).close()
})
