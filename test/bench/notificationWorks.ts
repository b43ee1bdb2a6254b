// A flood of notifications, to a reader who keeps up and to one who does not.

import type { Group } from './bench.ts'
import { interleaved, memoryBar, type Work } from './interleaved.ts'

const COUNT = 100_000
const rate = ({
  ms,
  more,
}: {
  readonly ms: number
  readonly more?: Readonly<Record<string, number>>
}): number => ((more?.['read'] ?? 0) / ms) * 1000

const flood: Work = {
  name: `${COUNT.toLocaleString('en')} notifications`,
  unit: 'per s',
  task: (client) => ({
    kind: 'notifications',
    count: client === 'ncclient' ? COUNT / 20 : COUNT,
    reads: true,
  }),
  value: rate,
  better: 'more',
  bars: [
    ({ value }) => ({
      demand: 'at least 100,000 a second, none lost',
      measured: Math.round(value).toLocaleString('en'),
      met: value >= 100_000,
    }),
  ],
}

/** What our queue holds at most unless told otherwise. */
const MAX_QUEUED = 10_000
const MAX_QUEUED_MB = 64

const standstill: Work = {
  name: `${COUNT.toLocaleString('en')} notifications that nobody reads`,
  unit: 'kept',
  task: { kind: 'notifications', count: COUNT, reads: false },
  value: ({ more }) => more?.['read'] ?? 0,
  better: 'less',
  clients: ['ours'],
  bars: [
    ({ value }) => ({
      demand: `at most ${MAX_QUEUED.toLocaleString('en')} kept`,
      measured: String(value),
      met: value <= MAX_QUEUED,
    }),
    memoryBar(MAX_QUEUED_MB, 'the bound of the queue'),
  ],
}

export const notificationWorks: Group = {
  name: 'notifications',
  run: async (bench, report) => {
    await interleaved(bench, flood, report)
    await interleaved(bench, standstill, report)
  },
}
