// Does one task with one client, measures it, prints the result as JSON.

import { setTimeout as pause } from 'node:timers/promises'
import { residentNow, residentPeak } from '../memory.ts'
import { largeRpc, notificationsRpc, SMALL_RPC, type Job, type Measured, type Task } from '../task.ts'
import type { BenchClient, Line } from './line.ts'

/** How many connections are being made at a time. */
const CONNECTING = 16
/** Small RPCs before what is measured: `base` is the memory of a session in use. */
const WARM_UP = 500

export async function runJob(make: (job: Job) => Promise<BenchClient>): Promise<void> {
  const job = JSON.parse(process.argv[2] ?? '') as Job
  const client = await make(job)
  const measured = await perform(client, job)
  process.stdout.write(`${JSON.stringify(measured)}\n`)
  process.exit(0)
}

function perform(client: BenchClient, { place, task }: Job): Promise<Measured> {
  switch (task.kind) {
    case 'rpcs':
      return measureRpcs(client, place, task)
    case 'connect':
      return measureConnect(client, place, task)
    case 'reply':
      return measureReply(client, place, task)
    case 'notifications':
      return measureNotifications(client, place, task)
    case 'sessions':
      return measureSessions(client, place, task)
  }
}

type Of<Kind extends Task['kind']> = Extract<Task, { readonly kind: Kind }>
type Place = Job['place']

async function measureRpcs(client: BenchClient, place: Place, task: Of<'rpcs'>): Promise<Measured> {
  const line = await client.open(place, '1.1')
  // As many before: V8 goes on compiling for some twenty thousand calls, and a session lives for hours.
  await sendAll(line, task.count, task.inFlight)
  const base = residentNow()
  const began = performance.now()
  await sendAll(line, task.count, task.inFlight)
  const ms = performance.now() - began
  return { ...result(client, base, ms), more: { count: task.count } }
}

async function sendAll(line: Line, count: number, inFlight: number): Promise<void> {
  let left = count
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      await line.small(SMALL_RPC)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
}

async function measureConnect(
  client: BenchClient,
  place: Place,
  { count }: Of<'connect'>,
): Promise<Measured> {
  const base = residentNow()
  const times: number[] = []
  for (let i = 0; i <= count; i += 1) {
    const began = performance.now()
    const line = await client.open(place, '1.1')
    await line.small(SMALL_RPC)
    times.push(performance.now() - began)
    await line.close()
  }
  const [first = 0, ...others] = times
  return { ...result(client, base, median(others)), more: { firstMs: first } }
}

async function measureReply(client: BenchClient, place: Place, task: Of<'reply'>): Promise<Measured> {
  const line = await client.open(place, task.framing)
  await sendAll(line, WARM_UP, 1)
  const base = residentNow()
  const times: number[] = []
  for (let i = 0; i < task.times; i += 1) {
    const began = performance.now()
    const length = await line.large(largeRpc(task.bytes, task.chunk), task)
    times.push(performance.now() - began)
    if (length !== task.bytes) throw new Error(`A reply of ${length} bytes came in place of ${task.bytes}.`)
  }
  return result(client, base, median(times))
}

async function measureNotifications(
  client: BenchClient,
  place: Place,
  { count, reads }: Of<'notifications'>,
): Promise<Measured> {
  const line = await client.open(place, '1.1')
  await sendAll(line, WARM_UP, 1)
  const base = residentNow()
  const began = performance.now()
  const read = await line.notifications(notificationsRpc(count), reads)
  const ms = performance.now() - began
  if (reads && read !== count + 1) throw new Error(`${read} notifications came in place of ${count + 1}.`)
  return { ...result(client, base, ms), more: { read } }
}

async function measureSessions(
  client: BenchClient,
  place: Place,
  { count, restMs }: Of<'sessions'>,
): Promise<Measured> {
  const first = await client.open(place, '1.1')
  await first.small(SMALL_RPC)
  const base = residentNow()
  const began = performance.now()
  const lines: Line[] = []
  const lane = async (): Promise<void> => {
    while (lines.length + CONNECTING <= count) lines.push(await client.open(place, '1.1'))
  }
  await Promise.all(Array.from({ length: CONNECTING }, lane))
  while (lines.length < count) lines.push(await client.open(place, '1.1'))
  const openMs = performance.now() - began
  const asked = performance.now()
  await Promise.all(lines.map((line) => line.small(SMALL_RPC)))
  const ms = performance.now() - asked
  const held = residentNow()
  const before = process.cpuUsage()
  await pause(restMs)
  const { user, system } = process.cpuUsage(before)
  return {
    ...result(client, base, ms),
    more: {
      openMs,
      bytesPerSession: (held - base) / lines.length,
      cpuAtRest: (user + system) / 1000 / restMs,
      sessions: lines.length,
    },
  }
}

function result(client: BenchClient, base: number, ms: number): Measured {
  return { ms, memory: client.memory?.() ?? { base, peak: residentPeak() }, cpuMs: cpuMs() }
}

/** Of this process so far. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}
