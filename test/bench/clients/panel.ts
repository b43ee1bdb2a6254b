// Receives a large reply, lays it out and searches it as the extension does, and watches its own event loop.

import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from '../../../src/client/client.ts'
import { ReplyPresenter } from '../../../src/panels/replyPresenter.ts'
import type { ReplyState } from '../../../src/bridge/reply.ts'
import { anyOperation } from '../../../src/netconf/operations.ts'
import type { Place } from '../place.ts'
import { largeRpc, SMALL_RPC } from '../task.ts'

interface PanelJob {
  readonly place: Place
  readonly parameters: { readonly bytes: number }
}

/** Stands all over the reply. */
const QUERY = 'ethernet-0815'
/** Milliseconds between two looks at the clock. */
const RESOLUTION = 1

/** Each text of the panel has one of its own. */
function numbers(): () => number {
  let last = 0
  return () => (last += 1)
}

/** The longest time that nothing else could happen, in milliseconds. */
async function standstill<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION })
  delay.enable()
  const result = await work()
  await pause(20) // what was held up last is seen after it
  delay.disable()
  return [result, delay.max / 1e6 - RESOLUTION]
}

async function main(): Promise<void> {
  const { place, parameters } = JSON.parse(process.argv[2] ?? '') as PanelJob
  const client = await connect({
    transport: 'ssh',
    host: place.host,
    port: place.port,
    username: place.user,
    privateKey: readFileSync(place.keyFile, 'utf8'),
    hostKey: { sha256: place.hostKey },
  })
  await client.rpc(SMALL_RPC)
  await pause(200)
  const [, idle] = await standstill(() => pause(1_000))
  const request = anyOperation(largeRpc(parameters.bytes, 0))
  const [reply, arriving] = await standstill(() => client.session.request(request, { timeoutMs: 0 }))

  let presenter: ReplyPresenter | undefined
  let onState: (state: ReplyState) => void = () => undefined
  const [, shown] = await standstill(
    () =>
      new Promise<void>((resolve) => {
        presenter = new ReplyPresenter(
          {
            number: 1,
            deviceId: 'bench',
            deviceName: 'bench',
            operation: 'get',
            receivedAt: new Date(),
            outcome: 'data',
            errors: [],
            ...reply,
          },
          { nextText: numbers() },
          {
            post: (state) => onState(state),
            postReply: () => {
              if (presenter?.progress === 1) resolve()
            },
          },
        )
        presenter.postAll()
      }),
  )
  const [found, searched] = await standstill(
    () =>
      new Promise<number>((resolve) => {
        onState = (state) => {
          if (state.type === 'find' && state.find.query === QUERY && !state.find.searching) {
            resolve(state.find.count)
          }
        }
        presenter?.receive({ type: 'openFind' })
        presenter?.receive({ type: 'find', query: QUERY, matchCase: false })
      }),
  )
  if (found === 0) throw new Error('The search has found nothing.')
  process.stdout.write(`${JSON.stringify({ idle, arriving, shown, searched })}\n`)
  process.exit(0)
}

void main()
