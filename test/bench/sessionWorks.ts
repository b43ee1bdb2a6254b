// A thousand sessions held open, each on an SSH connection of its own.

import type { Group } from './bench.ts'
import { interleaved, type Work } from './interleaved.ts'
import type { Measured } from './task.ts'

const COUNT = 1_000
const FEWER = 100
const MB = 1_000_000
/** Share of one core. */
const REST = 0.02

const bytesPerSession = ({ more }: Measured): number => (more?.['bytesPerSession'] ?? 0) / MB

const held: Work = {
  name: `${COUNT.toLocaleString('en')} sessions held open`,
  unit: 'MB each',
  task: (client) => ({ kind: 'sessions', count: client === 'ncclient' ? FEWER : COUNT, restMs: 5_000 }),
  value: bytesPerSession,
  better: 'less',
  clients: ['ours', 'bare ssh2', 'ncclient'],
  rounds: { ours: 1, 'bare ssh2': 1, ncclient: 1 },
  bars: [
    ({ value }) => ({ demand: 'at most 0.5 MB each', measured: value.toFixed(2), met: value <= 0.5 }),
    ({ all }) => {
      const answered = all[0]?.more?.['sessions'] ?? 0
      return { demand: 'all answer', measured: String(answered), met: answered === COUNT }
    },
    ({ all }) => {
      const share = all[0]?.more?.['cpuAtRest'] ?? 1
      return {
        demand: `CPU at rest at most ${REST * 100}% of a core`,
        measured: `${(share * 100).toFixed(1)}%`,
        met: share <= REST,
      }
    },
  ],
}

export const sessionWorks: Group = {
  name: 'sessions',
  run: async (bench, report) => {
    await interleaved(bench, held, report)
  },
}
