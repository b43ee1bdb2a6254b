// How long the extension host is held up while a large reply arrives, is shown and is searched.

import type { Group } from './bench.ts'

const MEGABYTES = 50
const MOST_MS = 50

export const eventLoopWorks: Group = {
  name: 'eventLoop',
  run: async (bench, report) => {
    const runs: Readonly<Record<string, number>>[] = []
    for (let round = 0; round < bench.rounds; round += 1) {
      runs.push((await bench.program('panel', { bytes: MEGABYTES * 1_000_000 })) as Record<string, number>)
    }
    for (const part of Object.keys(runs[0] ?? {})) {
      const worst = Math.max(...runs.map((run) => run[part] ?? 0))
      report({
        work:
          part === 'idle'
            ? 'longest standstill, nothing to do'
            : `longest standstill, ${MEGABYTES} MB ${part}`,
        client: 'ours',
        value: worst,
        unit: 'ms',
        // What the machine does to a process that has nothing to do is no fault of ours.
        bars:
          part === 'idle'
            ? []
            : [
                {
                  demand: `at most ${MOST_MS} ms`,
                  measured: `${worst.toFixed(0)} ms`,
                  met: worst <= MOST_MS,
                },
              ],
      })
    }
  },
}
