// Large replies: as fast as they come, with little more memory than they need, in time that grows with their size.

import path from 'node:path'
import type { Bench, Group, Row } from './bench.ts'
import type { ClientName } from './clients.ts'
import { interleaved, memoryBar, ratioBar, type Work } from './interleaved.ts'
import type { Framing } from './task.ts'

const MB = 1_000_000
const SIZES = [10, 100] as const
const SHAPES: readonly {
  readonly name: string
  readonly framing: Framing
  readonly chunk: number
  readonly reads?: boolean
}[] = [
  { name: 'one chunk', framing: '1.1', chunk: 0 },
  { name: 'one chunk, text read', framing: '1.1', chunk: 0, reads: true },
  { name: 'chunks of 4 KB', framing: '1.1', chunk: 4096 },
  { name: 'base:1.0', framing: '1.0', chunk: 0 },
]

function works(scratch: string): Work[] {
  return SIZES.flatMap((megabytes) => {
    const bytes = megabytes * MB
    const common = {
      unit: 'MB/s',
      value: ({ ms }) => bytes / 1000 / ms,
      better: 'more',
      rounds: { ncclient: 1 }, // it takes minutes
    } satisfies Partial<Work>
    const whole: Work[] = SHAPES.map(({ name, framing, chunk, reads = false }) => ({
      ...common,
      name: `reply of ${megabytes} MB, ${name}`,
      ...(reads && { clients: ['ours', 'bare ssh2'] }),
      task: { kind: 'reply', bytes, chunk, framing, times: 1, reads },
      bars: [ratioBar(0.8, 'rate'), memoryBar(2.5 * megabytes, '2.5 × the reply')],
    }))
    const toFile: Work = {
      ...common,
      name: `reply of ${megabytes} MB, to a file`,
      clients: ['ours', 'bare ssh2'],
      task: (client: ClientName) => ({
        kind: 'reply',
        bytes,
        chunk: 0,
        framing: '1.1',
        times: 1,
        ...(client === 'ours' && { file: path.join(scratch, 'reply.xml') }),
      }),
      bars: [memoryBar(60, 'whatever the size')],
    }
    return [...whole, toFile]
  })
}

/** Ten times the bytes may take this many times as long. */
const LINEAR = 12

async function growth(bench: Bench, report: (row: Row) => void): Promise<void> {
  const times = new Map<number, number>()
  for (const megabytes of [1, 10, 100]) {
    const work: Work = {
      name: `time of a reply of ${megabytes} MB`,
      unit: 'ms',
      task: {
        kind: 'reply',
        bytes: megabytes * MB,
        chunk: 0,
        framing: '1.1',
        times: megabytes === 100 ? 3 : 15,
      },
      value: ({ ms }) => ms,
      better: 'less',
      clients: ['ours', 'bare ssh2'],
      bars: [
        ({ value }) => {
          const before = times.get(megabytes / 10)
          times.set(megabytes, value)
          if (before === undefined) return { demand: 'the measure of the next', measured: '', met: true }
          const factor = value / before
          return {
            demand: `at most ${LINEAR} × the time of ${megabytes / 10} MB`,
            measured: `${factor.toFixed(1)} ×`,
            met: factor <= LINEAR,
          }
        },
      ],
    }
    await interleaved(bench, work, report)
  }
}

export const replyWorks: Group = {
  name: 'replies',
  run: async (bench, report) => {
    for (const work of works(bench.scratch)) await interleaved(bench, work, report)
  },
}

export const growthWorks: Group = { name: 'growth', run: growth }
