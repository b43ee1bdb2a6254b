// Small RPCs: one after the other, many under way, and the first of a connection.

import type { Bar, Group } from './bench.ts'
import { interleaved, ratioBar, type Summary, type Work } from './interleaved.ts'
import type { Measured } from './task.ts'

const SEQUENTIAL = {
  ours: 24_000,
  'bare ssh2': 24_000,
  'ssh2 native': 24_000,
  ncclient: 40,
  OpenSSH: 24_000,
}
const IN_FLIGHT = { ours: 60_000, 'bare ssh2': 60_000, 'ssh2 native': 60_000, ncclient: 640, OpenSSH: 60_000 }

const perSecond = ({ ms, more }: Measured): number => ((more?.['count'] ?? 0) / ms) * 1000

const works: readonly Work[] = [
  {
    name: 'sequential small RPCs',
    unit: 'RPC/s',
    task: (client) => ({ kind: 'rpcs', count: SEQUENTIAL[client], inFlight: 1 }),
    value: perSecond,
    better: 'more',
    bars: [ratioBar(0.9, 'rate')],
  },
  {
    name: 'small RPCs, 64 in flight',
    unit: 'RPC/s',
    task: (client) => ({ kind: 'rpcs', count: IN_FLIGHT[client], inFlight: 64 }),
    value: perSecond,
    better: 'more',
    bars: [ratioBar(0.6, 'rate')],
  },
  {
    name: 'connect to first reply',
    unit: 'ms',
    task: { kind: 'connect', count: 7 },
    value: ({ ms }) => ms,
    better: 'less',
    bars: [connectBar],
  },
  {
    name: 'connect to first reply, the first of a process',
    unit: 'ms',
    task: { kind: 'connect', count: 0 },
    value: ({ more }) => more?.['firstMs'] ?? 0,
    better: 'less',
    bars: [connectBar],
  },
]

function connectBar({ ratio = 0 }: Summary): Bar {
  return {
    demand: "time at most 1.3 × bare ssh2's",
    measured: `${(1 / ratio).toFixed(2)} ×`,
    met: 1 / ratio <= 1.3,
  }
}

export const rpcWorks: Group = {
  name: 'rpcs',
  run: async (bench, report) => {
    for (const work of works) await interleaved(bench, work, report)
  },
}
