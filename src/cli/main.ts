// From the words of a command line to an exit code.

import { startSession, openSession } from '../client/openSession.ts'
import { RpcError } from '../netconf/errors.ts'
import type { Session } from '../netconf/session.ts'
import { NetconfError } from '../transport/errors.ts'
import { readArguments, type Arguments } from './arguments.ts'
import type { Command, SessionCommand, Work } from './command.ts'
import { commitCommand, discardChangesCommand } from './commitCommands.ts'
import { printable, type Console } from './console.ts'
import { editConfigCommand, editDataCommand, validateCommand } from './editCommands.ts'
import { exitCodeOf, EXIT } from './exitCodes.ts'
import { UsageError } from './failures.ts'
import { helpOf, overview } from './help.ts'
import { Interruption } from './interruption.ts'
import { listen, listenCommand } from './listenCommand.ts'
import { SHARED_GROUPS, type Option } from './options.ts'
import { getCommand, getConfigCommand, getDataCommand } from './readCommands.ts'
import { reportRpcError } from './report.ts'
import { helloCommand, lockCommand, rpcCommand } from './rpcCommands.ts'
import { schemaCommand } from './schemaCommands.ts'
import { subscribeCommand } from './subscribeCommand.ts'
import { didYouMean } from './suggestion.ts'
import { connectOptions, hasDevice, sessionChoices } from './target.ts'
import { prepareYang, yangCommand } from './yangCommand.ts'

const SESSION_COMMANDS: readonly SessionCommand[] = [
  helloCommand,
  getCommand,
  getConfigCommand,
  getDataCommand,
  editConfigCommand,
  editDataCommand,
  validateCommand,
  commitCommand,
  discardChangesCommand,
  lockCommand,
  rpcCommand,
  schemaCommand,
  subscribeCommand,
]
const COMMANDS: readonly Command[] = [...SESSION_COMMANDS, listenCommand, yangCommand]
const NAMES = COMMANDS.map(({ name }) => name)

/** `consoleFor` is asked once it is known what `--output` and `--quiet` say; without them if the command line is wrong. */
export async function main(
  words: readonly string[],
  consoleFor: (args: Arguments | undefined) => Console,
): Promise<number> {
  let console: Console | undefined
  let isJson = false
  try {
    const invocation = readInvocation(words)
    console = consoleFor(invocation.args)
    isJson = invocation.args?.has('json') ?? false
    await invocation.run(console)
    console.out.close()
    return EXIT.ok.code
  } catch (error) {
    console ??= consoleFor(undefined)
    await tellFailure(error, isJson, console)
    console.out.close()
    return exitCodeOf(error)
  }
}

interface Invocation {
  readonly args?: Arguments
  readonly run: (console: Console) => Promise<void>
}

function readInvocation(words: readonly string[]): Invocation {
  const [name, ...rest] = words
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const topic = COMMANDS.find((command) => command.name === rest[0])
    const text = topic === undefined ? overview(COMMANDS) : helpOf(topic)
    if (name === undefined) throw new UsageError(`Which command? There are ${NAMES.join(', ')}.`)
    return { run: (console) => console.out.write(text) }
  }
  const command = COMMANDS.find((candidate) => candidate.name === name)
  if (command === undefined) {
    const what = name.startsWith('-')
      ? `The command comes first, then ${name}`
      : `There is no command ${name}`
    throw new UsageError(`${what}; there are ${NAMES.join(', ')}.${didYouMean(name, NAMES)}`)
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    return { run: (console) => console.out.write(helpOf(command)) }
  }
  if (command === yangCommand) return yangInvocation(rest)
  return command === listenCommand ? listenInvocation(rest) : sessionInvocation(sessionCommand(name), rest)
}

function sessionCommand(name: string): SessionCommand {
  const command = SESSION_COMMANDS.find((candidate) => candidate.name === name)
  if (command === undefined) {
    throw new UsageError(`${name} is no command for a session.${didYouMean(name, NAMES)}`, 'listen')
  }
  return command
}

const optionsOf = (...commands: readonly Command[]): Option[] => [
  ...commands.flatMap(({ options }) => options),
  ...SHARED_GROUPS.flatMap(({ options }) => options),
]

function sessionInvocation(command: SessionCommand, words: readonly string[]): Invocation {
  const all = readArguments(words, optionsOf(command), command.name)
  const device = hasDevice(all) ? all.operands[0] : undefined
  const operands = hasDevice(all) ? all.operands.slice(1) : all.operands
  const args = all.withOperands(operands)
  return {
    args,
    run: async (console) => {
      const connect = await connectOptions(device, args, console)
      const work = await prepared(command, args, console)
      const greeting = helloKeeper(connect.onMessage)
      const session = await openSession({ ...connect, onMessage: greeting.onMessage })
      await inSession(session, work, { args, console, hello: greeting.hello })
    },
  }
}

/** On files alone, or in a session with --device. */
function yangInvocation(words: readonly string[]): Invocation {
  const args = readArguments(words, optionsOf(yangCommand), 'yang')
  return {
    args,
    run: async (console) => {
      const work = prepareYang(args)
      if (!args.has('device') && hasDevice(args)) return work({ console, session: undefined })
      const connect = await connectOptions(args.value('device'), args, console)
      const session = await openSession(connect)
      await inSession(session, () => work({ console, session }), { args, console, hello: () => '' })
    },
  }
}

/** `listen [COMMAND …]`: the options of both. */
function listenInvocation(words: readonly string[]): Invocation {
  const inner = sessionCommand(innerName(words))
  const all = readArguments(words, optionsOf(listenCommand, inner), 'listen')
  const args = all.withOperands(all.operands.slice(1))
  return {
    args,
    run: async (console) => {
      const work = await prepared(inner, args, console)
      await listen(args, console, async (transport) => {
        const choices = sessionChoices(args, console)
        const greeting = helloKeeper(choices.onMessage)
        const session = await startSession(transport, { ...choices, onMessage: greeting.onMessage })
        await inSession(session, work, { args, console, hello: greeting.hello })
      })
    },
  }
}

/** The first operand, found before it is known which options there are. */
function innerName(words: readonly string[]): string {
  const { operands } = readArguments(
    words,
    optionsOf(listenCommand, ...SESSION_COMMANDS).filter(isFirst),
    'listen',
  )
  return operands[0] ?? helloCommand.name
}

const isFirst = (option: Option, index: number, all: readonly Option[]): boolean =>
  all.findIndex(({ name }) => name === option.name) === index

async function prepared(command: SessionCommand, args: Arguments, console: Console): Promise<Work> {
  const { least, most } = command.takes
  const { length } = args.operands
  if (length < least || length > most) {
    const wanted = command.operands === '' ? 'no operands besides the device' : command.operands
    throw new UsageError(
      `${command.name} takes ${wanted}, not ${length === 0 ? 'nothing' : args.operands.join(' ')}.`,
      command.name,
    )
  }
  return command.prepare(args, console)
}

type Listener = (direction: 'sent' | 'received', text: string) => void

/** Keeps the first message that comes, which is the hello. */
function helloKeeper(next: Listener | undefined): {
  readonly onMessage: Listener
  readonly hello: () => string
} {
  let hello: string | undefined
  return {
    onMessage: (direction, text) => {
      if (direction === 'received') hello ??= text
      next?.(direction, text)
    },
    hello: () => hello ?? '',
  }
}

async function inSession(
  session: Session,
  work: Work,
  { hello, ...rest }: { readonly args: Arguments; readonly console: Console; readonly hello: () => string },
): Promise<void> {
  try {
    await work({ session, hello: hello(), ...rest })
  } finally {
    await session.close()
  }
}

async function tellFailure(error: unknown, isJson: boolean, console: Console): Promise<void> {
  if (error instanceof RpcError) {
    await reportRpcError(error, isJson, console)
    return
  }
  if (error instanceof Interruption) {
    if (error.exitCode !== Interruption.BROKEN_PIPE) console.tell(error.message)
    return
  }
  const isOurs = error instanceof NetconfError || error instanceof UsageError
  const sentence = error instanceof Error ? error.message : String(error)
  console.tell(`error: ${isOurs ? printable(sentence) : sentence}`)
  if (error instanceof AggregateError) for (const each of error.errors) console.tell(`  ${String(each)}`)
  if (error instanceof UsageError) {
    console.tell(`See netconf-explorer ${error.command === undefined ? '' : `${error.command} `}--help`)
  }
}
