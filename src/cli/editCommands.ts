// edit-config, edit-data and validate: configuration from a file to a device.

import { readEditPayload } from '../language/editPayload.ts'
import type { EditContent } from '../language/editContent.ts'
import { DEFAULT_OPERATIONS, ERROR_OPTIONS, TEST_OPTIONS } from '../language/netconfNames.ts'
import { editData } from '../netconf/nmda.ts'
import { commit, discardChanges, editConfig, validate, type Operation } from '../netconf/operations.ts'
import type { Markup } from '../xml/build.ts'
import type { Arguments } from './arguments.ts'
import { lockOptions, request, type SessionCommand, type Task, type Work } from './command.ts'
import type { Console } from './console.ts'
import { UsageError } from './failures.ts'
import { placeFrom, problemIn, textFrom } from './inputs.ts'
import { DEFAULT_OPERATION } from './options.ts'
import { DATASTORE_OPTION, DATASTORES } from './readCommands.ts'
import { tellWarnings } from './report.ts'
import { sendAndWrite } from './send.ts'

interface Edit {
  readonly config: Markup | { readonly url: string }
  readonly read?: EditContent
}

/** The edit in FILE, or the URL of `--url`. */
function editFrom(args: Arguments, console: Console): Promise<Edit> {
  const [file] = args.operands
  const url = args.value('url')
  if (url !== undefined && file === undefined) return Promise.resolve({ config: { url } })
  if (file === undefined || url !== undefined) {
    throw new UsageError('What to send is either FILE (or - for standard input) or --url.', 'edit-config')
  }
  return editIn(file, console)
}

async function editIn(file: string, console: Console): Promise<Edit> {
  const name = file === '-' ? 'standard input' : file
  const text = await textFrom(file, console)
  const { value, problems } = readEditPayload(text)
  if (value === undefined) throw problemIn(name, text, problems)
  for (const problem of problems) console.tell(`note: ${problem.message}`)
  const { content } = value
  if (content.type !== 'edit') {
    throw new UsageError(`${name} holds ${value.describe}; send it with "rpc".`, 'edit-config')
  }
  return { config: 'config' in content.source ? content.source.config : content.source, read: content }
}

const URL_OPTION = { name: 'url', value: 'URL', help: 'the configuration is there, for the device to fetch' }

export const editConfigCommand: SessionCommand = {
  name: 'edit-config',
  summary: 'send configuration from a file',
  operands: 'FILE|-',
  takes: { least: 0, most: 1 },
  options: [
    {
      name: 'target',
      value: 'DATASTORE',
      help: 'candidate (default, unless FILE names one) or running',
      choices: ['candidate', 'running', 'startup'],
    },
    DEFAULT_OPERATION,
    {
      name: 'test-option',
      value: 'OPTION',
      help: 'whether to validate',
      choices: TEST_OPTIONS,
    },
    {
      name: 'error-option',
      value: 'OPTION',
      help: 'what to do at an error',
      choices: ERROR_OPTIONS,
    },
    URL_OPTION,
    { name: 'commit', help: 'lock candidate, edit, commit, unlock; what failed is discarded' },
  ],
  details: [
    'FILE may hold bare configuration elements, a <config>, an <edit-config>, a whole <rpc>, or a saved reply. What it says of target and options counts where the command line says nothing.',
    'With --commit the reply to commit is written. Without it an edit of the candidate waits for "commit" or "discard-changes".',
  ],
  examples: [
    { line: 'edit-config admin@core-1 mtu.xml --commit', says: 'change and commit under a lock' },
    { line: 'edit-config core-1 --target running - < mtu.xml', says: 'change running at once' },
  ],
  prepare: async (args, console) => {
    const { config, read } = await editFrom(args, console)
    const target = args.value('target') ?? datastoreOf(read) ?? 'candidate'
    if (args.has('commit') && target !== 'candidate') {
      throw new UsageError('--commit is for edits of the candidate.', 'edit-config')
    }
    if (target !== 'candidate' && target !== 'running' && target !== 'startup') {
      throw new UsageError(`An edit goes to candidate or running, not to ${target}.`, 'edit-config')
    }
    const defaultOperation = args.choice('default-operation', DEFAULT_OPERATIONS) ?? read?.defaultOperation
    const testOption = args.choice('test-option', TEST_OPTIONS) ?? read?.testOption
    const errorOption = args.choice('error-option', ERROR_OPTIONS) ?? read?.errorOption
    const edit = editConfig({
      target,
      config,
      ...(defaultOperation && { defaultOperation }),
      ...(testOption && { testOption }),
      ...(errorOption && { errorOption }),
    })
    return args.has('commit') ? (task) => editAndCommit(task, edit) : (task) => sendAndWrite(task, edit)
  },
}

function datastoreOf(read: EditContent | undefined): string | undefined {
  if (read?.target === undefined) return undefined
  return 'datastore' in read.target ? read.target.datastore : read.target.url
}

/** Under a lock, so that nobody else's edits are committed along. */
async function editAndCommit(task: Task, edit: Operation): Promise<void> {
  const { session, console } = task
  await session.locked(
    'candidate',
    async () => {
      try {
        tellWarnings((await request(task, edit)).warnings, console)
        await sendAndWrite(task, commit())
      } catch (error) {
        await discard(task)
        throw error
      }
    },
    lockOptions(task),
  )
}

/** Gives up the candidate's changes; says so if that fails, too. Not cancelled by Ctrl-C. */
export async function discard({ session, console }: Pick<Task, 'session' | 'console'>): Promise<void> {
  if (!session.isOpen) return
  try {
    await session.request(discardChanges())
    console.tell('The changes of the candidate were discarded.')
  } catch (error) {
    console.tell(`The changes of the candidate could not be discarded: ${String(error)}`)
  }
}

export const editDataCommand: SessionCommand = {
  name: 'edit-data',
  summary: 'send configuration to a datastore of the NMDA (RFC 8526)',
  operands: 'FILE|-',
  takes: { least: 0, most: 1 },
  options: [
    { ...DATASTORE_OPTION, help: 'running (default), candidate or startup' },
    DEFAULT_OPERATION,
    URL_OPTION,
  ],
  details: [],
  examples: [
    { line: 'edit-data core-1 mtu.xml --datastore candidate', says: 'as edit-config, for NMDA servers' },
  ],
  prepare: async (args, console) => {
    const { config, read } = await editFrom(args, console)
    const defaultOperation = args.choice('default-operation', DEFAULT_OPERATIONS) ?? read?.defaultOperation
    const operation = editData({
      datastore: args.choice('datastore', DATASTORES) ?? 'running',
      config,
      ...(defaultOperation && { defaultOperation }),
    })
    return (task) => sendAndWrite(task, operation)
  },
}

export const validateCommand: SessionCommand = {
  name: 'validate',
  summary: 'let the device check a datastore or a file',
  operands: '[DATASTORE|URL]',
  takes: { least: 0, most: 1 },
  options: [{ name: 'file', value: 'FILE|-', help: 'the configuration to check, in place of a datastore' }],
  details: ['Without an operand the candidate is checked. The answer is <ok/> or the errors, exit code 6.'],
  examples: [
    { line: 'validate core-1', says: 'the candidate' },
    { line: 'validate core-1 --file new.xml', says: 'a configuration that the device has not got' },
  ],
  prepare: async (args, console) => {
    const [place] = args.operands
    const file = args.value('file')
    if (place !== undefined && file !== undefined) {
      throw new UsageError('Either a datastore is checked or a file, not both.', 'validate')
    }
    const operation = validate(
      file === undefined
        ? placeFrom(place ?? 'candidate', 'What is checked')
        : await configFrom(file, console),
    )
    const work: Work = (task) => sendAndWrite(task, operation)
    return work
  },
}

async function configFrom(file: string, console: Console): Promise<{ readonly config: Markup }> {
  const { config } = await editIn(file, console)
  if (typeof config !== 'string')
    throw new UsageError('The file names a URL; give it as the operand.', 'validate')
  return { config }
}
