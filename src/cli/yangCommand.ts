// yang tree, lint, find and validate: YANG modules on this machine or on a device, and data held against them.

import { checkContent } from '../language/contentCheck.ts'
import { hitOf } from '../language/nodeFacts.ts'
import { lineStarts, placeIn } from '../language/schemaProblems.ts'
import type { ContentProblem } from '../language/schemaRequests.ts'
import { moduleTree, pathTree } from '../language/schemaTree.ts'
import { searchSchema } from '../yang/search.ts'
import type { ContentKind } from '../yang/validation.ts'
import type { Schema } from '../yang/schema.ts'
import type { Arguments } from './arguments.ts'
import type { Command } from './command.ts'
import { printable } from './console.ts'
import { FoundProblems, UsageError } from './failures.ts'
import { textFrom } from './inputs.ts'
import { count } from './options.ts'
import { writeJson } from './report.ts'
import { didYouMean } from './suggestion.ts'
import { counted, lint } from './yangLint.ts'
import { yangSchema, type YangTask } from './yangSchema.ts'

const KINDS = [
  'config',
  'data',
  'edit',
  'rpc',
  'reply',
  'notification',
] as const satisfies readonly ContentKind[]
const ACTIONS = ['tree', 'lint', 'find', 'validate'] as const

export const yangCommand: Command = {
  name: 'yang',
  summary: 'trees, checks and look-ups of YANG modules; data held against them',
  operands: 'tree [MODULE|PATH…] | lint FILE|DIR… | find WORD… | validate FILE|-',
  standsAlone: true,
  takes: { least: 1, most: Infinity },
  options: [
    { name: 'path', value: 'DIR', repeats: true, help: 'folder with YANG modules, subfolders included' },
    { name: 'device', value: 'DEVICE', help: 'the modules of this device: [USER@]HOST[:PORT]' },
    {
      name: 'module',
      value: 'MODULE',
      repeats: true,
      help: 'of the folders count only these, and what they import',
    },
    {
      name: 'features',
      value: 'MODULE:NAMES',
      repeats: true,
      help: 'the features of a module that are on, commas between, such as ietf-ip:ipv4-non-contiguous-netmasks; none behind the colon for none. Of other modules all are, or what the device has',
      check: (value) =>
        /^[^:\s]+:[^:\s]*$/.test(value) ? undefined : 'It is written as MODULE:FEATURE,FEATURE.',
    },
    { name: 'type', value: 'KIND', help: 'what the data is', choices: KINDS },
    { name: 'rpc', value: 'FILE', help: 'for --type reply: the rpc that it answers' },
    {
      name: 'part',
      help: 'the data is a part of what the device has, such as a filtered reply: nothing is missed in it',
    },
    count('line-length', 'longest line of a tree', 20, 1_000),
    count('limit', 'how many nodes find writes (50)', 1, 100_000),
  ],
  details: [
    'tree writes tree diagrams (RFC 8340): of the modules named, of what is at a data path such as /ietf-interfaces:interfaces, or of all modules. A module is named by NAME, NAME@REVISION or its file; with --path it is drawn with the augments of the modules named beside it, with --device with all that the device has.',
    'lint writes a line for each problem: FILE:LINE:COLUMN: SEVERITY: MESSAGE. Imports are looked for in --path and beside the file.',
    'find looks for words in names, paths and descriptions, and writes a line for each node: its data path, a tab, its kind, a tab, its type.',
    'validate holds XML against the modules and writes a line for each problem: FILE:LINE:COLUMN: PATH: MESSAGE. The data may be wrapped as it was saved: in <rpc-reply>, <data>, <config>, <rpc>, <notification>.',
    'The exit code of lint and validate is 12 where they find an error; warnings count as none.',
  ],
  examples: [
    {
      line: 'yang tree ietf-interfaces ietf-ip --path yang/',
      says: 'a module, with what another one adds to it',
    },
    {
      line: 'yang tree /ietf-interfaces:interfaces --device admin@core-1',
      says: 'a part of a device’s tree',
    },
    { line: 'yang lint models/ --path yang/', says: 'what is wrong in our own modules' },
    { line: 'yang find mtu --device core-1', says: 'where is the MTU?' },
    { line: 'yang validate core-1.xml --type config --path yang/', says: 'is this configuration right?' },
  ],
}

/** Throws UsageError for what is wrong without a look at files or a device. */
export function prepareYang(args: Arguments): (task: Omit<YangTask, 'args'>) => Promise<void> {
  const [action, ...operands] = args.operands
  const rest = args.withOperands(operands)
  switch (action) {
    case 'tree':
      return (task) => tree({ ...task, args: rest })
    case 'lint':
      if (args.has('device')) throw new UsageError('yang lint looks at files: leave --device out.', 'yang')
      return (task) => lint({ ...task, args: rest })
    case 'find':
      if (operands.length === 0) throw new UsageError('yang find needs words to look for.', 'yang')
      return (task) => find({ ...task, args: rest })
    case 'validate': {
      const [file] = operands
      if (file === undefined || operands.length > 1)
        throw new UsageError('yang validate needs one file, or -.', 'yang')
      const kind = args.choice('type', KINDS)
      if (kind === undefined)
        throw new UsageError(`What is the data? --type is one of ${KINDS.join(', ')}.`, 'yang')
      if (kind === 'reply' && !args.has('rpc')) {
        throw new UsageError(
          'A reply means something only with its rpc: name the file with --rpc FILE.',
          'yang',
        )
      }
      return (task) => validateFile({ ...task, args: rest }, file, kind)
    }
    default: {
      const hint = action === undefined ? '' : didYouMean(action, ACTIONS)
      throw new UsageError(`yang ${action ?? ''}: there are ${ACTIONS.join(', ')}.${hint}`, 'yang')
    }
  }
}

async function tree(task: YangTask): Promise<void> {
  const { args, console } = task
  const paths = args.operands.filter((operand) => operand.startsWith('/') && !operand.endsWith('.yang'))
  const named = args.operands.filter((operand) => !paths.includes(operand))
  const { schema } = await yangSchema(task, [...named, ...args.list('module')])
  const length = args.number('line-length')
  const trees = [
    ...modulesToDraw(schema, named, paths.length > 0).map((module) => ({
      module,
      tree: moduleTree(schema, module, length),
    })),
    ...paths.map((path) => ({ path, tree: told(() => pathTree(schema, path, length)) })),
  ]
  if (args.has('json')) return writeJson(trees, console)
  await console.out.write(trees.map(({ tree: text }) => text).join('\n'))
}

/** The named ones; all that are implemented where neither a module nor a path is named. */
function modulesToDraw(schema: Schema, named: readonly string[], hasPaths: boolean): string[] {
  if (named.length === 0) {
    return hasPaths ? [] : schema.modules.filter(({ implemented }) => implemented).map(({ name }) => name)
  }
  const names = schema.modules.map(({ name }) => name)
  return named.map((operand) => {
    const bare = (operand.split(/[/\\]/).at(-1) ?? '').replace(/\.yang$/, '')
    const [name = '', revision] = bare.split('@')
    if (schema.module(name, revision) !== undefined) return bare
    throw new UsageError(`There is no module ${bare} here.${didYouMean(name, names)}`, 'yang')
  })
}

function told(draw: () => string): string {
  try {
    return draw()
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), 'yang')
  }
}

async function find(task: YangTask): Promise<void> {
  const { args, console } = task
  const { schema } = await yangSchema(task, args.list('module'))
  const limit = args.number('limit') ?? 50
  const found = searchSchema(schema, args.operands.join(' '), { limit: limit + 1 })
  const hits = found.slice(0, limit).map(({ node }) => hitOf(node))
  if (args.has('json')) await writeJson(hits, console)
  else
    await console.out.write(hits.map(({ path, kind, type }) => `${path}\t${kind}\t${type ?? ''}\n`).join(''))
  if (hits.length === 0) console.tell(`Nothing is found for ${args.operands.join(' ')}.`)
  else if (found.length > limit) console.tell(`There are more: --limit N writes more than ${limit}.`)
}

async function validateFile(task: YangTask, file: string, kind: ContentKind): Promise<void> {
  const { args, console } = task
  const xml = await textFrom(file, console)
  const answered = args.value('rpc')
  const rpc = answered === undefined ? undefined : await textFrom(answered, console)
  const { schema } = await yangSchema(task, args.list('module'))
  const problems = checkContent(schema, {
    ...{ kind, xml },
    ...(rpc !== undefined && { rpc }),
    ...(args.has('part') && { extent: 'part' as const }),
  })
  await writeProblems(file === '-' ? 'standard input' : file, xml, problems, task)
}

async function writeProblems(
  file: string,
  xml: string,
  problems: readonly ContentProblem[],
  { args, console }: YangTask,
): Promise<void> {
  const starts = lineStarts(xml)
  const placed = problems.map(({ start, path, message, severity, tag, appTag }) => ({
    ...{ file, ...placeIn(starts, start), path, message, severity, tag, appTag },
  }))
  if (args.has('json')) await writeJson(placed, console)
  else {
    const lines = placed.map(
      ({ line, column, path, message, severity }) =>
        `${file}:${line}:${column}: ${severity === 'warning' ? 'warning: ' : ''}${path}: ${message}\n`,
    )
    const text = lines.join('')
    await console.out.write(console.out.isTerminal ? printable(text) : text)
  }
  const errors = problems.filter(({ severity }) => severity === 'error').length
  if (errors > 0) throw new FoundProblems(`${counted(errors, 'error')} in ${file}.`)
  console.tell(
    problems.length === 0
      ? `${file} is valid.`
      : `${file} is valid, with ${counted(problems.length, 'warning')}.`,
  )
}
