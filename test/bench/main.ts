// `npm run bench`: our client beside others against one fast server, as a table; see test/README.md.

import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Bench, Group, Row } from './bench.ts'
import { CLIENT_NAMES, commandOf, obstacle, type ClientName } from './clients.ts'
import { eventLoopWorks } from './eventLoopWorks.ts'
import { notificationWorks } from './notificationWorks.ts'
import { startPeerServer, type PeerServer } from './peerServer.ts'
import { runProgram } from './processes.ts'
import { buildPrograms } from './programs.ts'
import { growthWorks, replyWorks } from './replyWorks.ts'
import { rpcWorks } from './rpcWorks.ts'
import { sessionWorks } from './sessionWorks.ts'
import { HEAD, lineOf } from './table.ts'
import type { Measured } from './task.ts'
import { yangWorks } from './yang.ts'

const ROOT = path.join(import.meta.dirname, '../..')
const PROGRAMS = path.join(ROOT, 'test-results/bench')

/** Those that need no peer come last. */
const GROUPS: readonly Group[] = [
  rpcWorks,
  replyWorks,
  growthWorks,
  notificationWorks,
  sessionWorks,
  eventLoopWorks,
  yangWorks,
]

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    clients: { type: 'string' },
    library: { type: 'string', default: path.join(ROOT, 'dist/netconf.mjs') },
  },
})

for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => process.exit(130))

function takingPart(): ClientName[] {
  const wanted = options.clients?.split(',')
  return CLIENT_NAMES.filter((name) => {
    if (wanted !== undefined && !wanted.includes(name)) return false
    const reason = obstacle(name)
    if (reason !== undefined) console.log(`Without ${name}: ${reason}`)
    return reason === undefined
  })
}

function benchOn(server: PeerServer, clients: readonly ClientName[]): Bench {
  const common = { place: server.place, library: path.resolve(options.library) }
  return {
    rounds: Math.max(1, Number(options.rounds)),
    clients,
    scratch: server.scratch,
    measure: async (client, task) =>
      (await runProgram(commandOf(client, PROGRAMS), { ...common, task })) as Measured,
    program: (name, parameters) =>
      runProgram([process.execPath, path.join(PROGRAMS, `${name}.mjs`)], { ...common, parameters }),
  }
}

async function main(): Promise<void> {
  mkdirSync(PROGRAMS, { recursive: true })
  await buildPrograms(PROGRAMS)
  const clients = takingPart()
  const cpu = os.cpus()
  console.log(
    `${cpu.length} × ${cpu[0]?.model ?? 'CPU'}, ${(os.totalmem() / 1e9).toFixed(0)} GB, ${os.type()} ${os.release()}, Node ${process.version}`,
  )
  console.log(`All clients against the same server on loopback, medians of ${options.rounds} rounds.\n`)
  console.log(HEAD)
  const server = await startPeerServer()
  const rows: Row[] = []
  const report = (row: Row): void => {
    console.log(lineOf(row, rows.at(-1)?.work === row.work))
    rows.push(row)
  }
  try {
    const bench = benchOn(server, clients)
    const wanted = options.only?.split(',')
    for (const group of GROUPS) {
      if (wanted?.includes(group.name) ?? true) await group.run(bench, report)
    }
  } finally {
    await server.stop()
  }
  const bars = rows.flatMap((row) => row.bars ?? [])
  console.log(`\n${bars.filter(({ met }) => met).length} of ${bars.length} bars met`)
  if (options.json !== undefined) writeFileSync(options.json, asJson(rows))
}

function asJson(rows: readonly Row[]): string {
  const plain = rows.map(({ work, client, value, unit, ratioToFloor, rssMB }) => ({
    work,
    client,
    value: value ?? null,
    unit,
    ratioToFloor: ratioToFloor ?? null,
    rssMB: rssMB ?? null,
  }))
  return `${JSON.stringify(plain, undefined, 2)}\n`
}

await main()
