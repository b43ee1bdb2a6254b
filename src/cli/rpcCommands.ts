// hello, rpc and lock: a session as such, any operation in it, and a lock around several.

import { detectProfile } from '../profiles/detect.ts'
import type { Datastore } from '../netconf/names.ts'
import { lockOptions, type SessionCommand, type Task, type Work } from './command.ts'
import { printable } from './console.ts'
import { discard } from './editCommands.ts'
import { UsageError } from './failures.ts'
import { textFrom } from './inputs.ts'
import { duration } from './options.ts'
import { laidOut, writeJson } from './report.ts'
import { readRpcs, type WrittenRpc } from './rpcFile.ts'
import { sendAndWrite } from './send.ts'

export const helloCommand: SessionCommand = {
  name: 'hello',
  summary: 'connect, show what the device announces, end the session',
  operands: '',
  takes: { least: 0, most: 0 },
  options: [],
  details: [
    "Writes the device's <hello>. With --json: {sessionId, framing, capabilities, profile}, where profile is the family that the device seems to belong to, and why.",
  ],
  examples: [
    { line: 'hello admin@core-1', says: 'is there NETCONF, and does my login work?' },
    { line: "hello core-1 --json | jq -r '.capabilities[]'", says: 'one capability a line' },
  ],
  prepare: () => Promise.resolve(showHello),
}

async function showHello({ session, args, console, hello }: Task): Promise<void> {
  const capabilities = session.capabilities.uris
  const { profile, why } = detectProfile({ capabilities, helloXml: hello })
  console.tell(
    `Session ${session.id}, base:${session.framing}, ${capabilities.length} capabilities. ${printable(why)}`,
  )
  if (!args.has('json')) return console.out.write(laidOut(hello, args, console.out))
  await writeJson(
    { sessionId: session.id, framing: session.framing, capabilities, profile: { name: profile.name, why } },
    console,
  )
}

export const rpcCommand: SessionCommand = {
  name: 'rpc',
  summary: 'send any operation from a file',
  operands: 'FILE|-',
  takes: { least: 1, most: 1 },
  options: [],
  details: [
    'FILE holds an operation such as <get/>, or a whole <rpc>, whose message-id is replaced by ours. Several of them are sent one after the other in the same session; the first error ends it.',
    'An operation without a namespace is sent in that of NETCONF.',
  ],
  examples: [
    {
      line: "rpc core-1 - <<< '<get-config><source><running/></source></get-config>'",
      says: 'from standard input',
    },
    { line: 'rpc core-1 several.xml --json', says: 'an envelope a line for each' },
  ],
  prepare: async (args, console) => {
    const [file = '-'] = args.operands
    const rpcs = readRpcs(await textFrom(file, console), file)
    const work: Work = (task) => sendAll(task, rpcs)
    return work
  },
}

async function sendAll(task: Task, rpcs: readonly WrittenRpc[]): Promise<void> {
  for (const { operation, rpcAttributes } of rpcs) await sendAndWrite(task, operation, { rpcAttributes })
}

export const lockCommand: SessionCommand = {
  name: 'lock',
  summary: 'hold a lock, or send a file of operations under it',
  operands: '[DATASTORE] [FILE|-]',
  takes: { least: 0, most: 2 },
  options: [
    duration('hold', 'without FILE: unlock after so many seconds; the default is to wait for Ctrl-C'),
  ],
  details: [
    'A lock lives as long as its session (RFC 6241 §7.5), so this command keeps the session: until Ctrl-C, for --hold seconds, or until the operations in FILE are done. Then it unlocks and ends.',
    'DATASTORE is candidate if it is left out. If an operation of FILE fails, the others are not sent; what is not committed in a locked candidate is discarded.',
    'Ctrl-C while holding is the regular end, exit code 0.',
  ],
  examples: [
    { line: 'lock core-1 running', says: 'nobody changes running until Ctrl-C' },
    { line: 'lock core-1 candidate change.xml', says: 'where change.xml holds edit-config and commit' },
  ],
  prepare: async (args, console) => {
    const [target = 'candidate', file] = args.operands
    if (target !== 'running' && target !== 'candidate' && target !== 'startup') {
      throw new UsageError(`A lock is on running, candidate or startup, not on ${target}.`, 'lock')
    }
    if (file !== undefined && args.has('hold')) {
      throw new UsageError('--hold is for a lock without FILE.', 'lock')
    }
    const rpcs = file === undefined ? undefined : readRpcs(await textFrom(file, console), file)
    return (task) => holdLock(task, target, rpcs)
  },
}

async function holdLock(
  task: Task,
  target: Datastore,
  rpcs: readonly WrittenRpc[] | undefined,
): Promise<void> {
  const { session, args, console } = task
  await session.locked(
    target,
    async () => {
      if (rpcs === undefined) {
        const seconds = args.number('hold')
        const until = seconds === undefined ? 'Ctrl-C unlocks it' : `for ${seconds} s, or until Ctrl-C`
        console.tell(`${target} is locked by session ${session.id}; ${until}.`)
        await hold(task, seconds)
        return
      }
      try {
        await sendAll(task, rpcs)
      } catch (error) {
        if (target === 'candidate') await discard(task)
        throw error
      }
    },
    lockOptions(task),
  )
  console.tell(`${target} is unlocked.`)
}

/** Until Ctrl-C, the time, or the end of the session, which is an error. */
async function hold({ session, console: { signal } }: Task, seconds: number | undefined): Promise<void> {
  const ended = session.closed.then((error) => Promise.reject(error))
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
    if (seconds !== undefined) timer = setTimeout(resolve, seconds * 1_000)
  })
  try {
    await Promise.race([over, ended])
  } finally {
    clearTimeout(timer)
  }
}
