// schema list, get and download: the YANG modules of a device.

import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { getSchema } from '../netconf/operations.ts'
import { dataOf } from '../netconf/reply.ts'
import { schemasOf, schemasOperation, type ListedSchema, type SchemaName } from '../netconf/schemaList.ts'
import { textOf } from '../xml/tree.ts'
import type { Arguments } from './arguments.ts'
import { request, type SessionCommand, type Task, type Work } from './command.ts'
import { printable } from './console.ts'
import { PartialFailure, UsageError } from './failures.ts'
import { count } from './options.ts'
import { writeJson } from './report.ts'
import { schemaFileName } from './schemaFile.ts'

const FORMATS = ['yang', 'yin'] as const

export const schemaCommand: SessionCommand = {
  name: 'schema',
  summary: 'list, get or download the YANG modules of a device',
  operands: 'list | get NAME[@REVISION] | download DIR',
  takes: { least: 1, most: 2 },
  options: [
    { name: 'format', value: 'FORMAT', help: 'for get: yang (default) or yin', choices: FORMATS },
    count('jobs', 'for download: requests under way at once (4)', 1, 32),
  ],
  details: [
    'list writes a line for each module: NAME@REVISION, a tab, its namespace; with --json an array. get writes the text of one module.',
    'download writes NAME@REVISION.yang for each into DIR. An error on one module does not end it; the summary at the end names them, exit code 11. A name that is none, such as ../x, is not written.',
  ],
  examples: [
    { line: 'schema core-1 list', says: 'what there is' },
    { line: 'schema core-1 get ietf-interfaces > ietf-interfaces.yang', says: 'one module' },
    { line: 'schema core-1 download yang/', says: 'all of them' },
  ],
  prepare: (args) => Promise.resolve(workOf(args)),
}

function workOf(args: Arguments): Work {
  const [action, operand] = args.operands
  switch (action) {
    case 'list':
      if (operand !== undefined) throw new UsageError('schema list takes no operand.', 'schema')
      return listSchemas
    case 'get':
      if (operand === undefined) throw new UsageError('schema get needs NAME or NAME@REVISION.', 'schema')
      return (task) => writeSchema(task, operand)
    case 'download':
      if (operand === undefined) throw new UsageError('schema download needs a folder.', 'schema')
      return (task) => download(task, operand, args.number('jobs') ?? 4)
    default:
      throw new UsageError(`schema ${action ?? ''}: there are list, get and download.`, 'schema')
  }
}

async function listSchemas(task: Task): Promise<void> {
  const { args, console } = task
  const schemas = schemasOf((await request(task, schemasOperation())).xml)
  if (args.has('json')) return writeJson(schemas, console)
  const lines = schemas.map((schema) => `${labelOf(schema)}\t${schema.namespace}\n`)
  await console.out.write(
    lines.map((line) => line.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '�')).join(''),
  )
}

const labelOf = ({ identifier, version }: SchemaName): string =>
  version === '' ? identifier : `${identifier}@${version}`

async function writeSchema(task: Task, name: string): Promise<void> {
  const [identifier = '', version] = name.split('@')
  const format = task.args.choice('format', FORMATS)
  const text = await fetchSchema(task, {
    identifier,
    ...(version !== undefined && { version }),
    ...(format !== undefined && { format }),
  })
  await task.console.out.write(text.endsWith('\n') ? text : `${text}\n`)
}

async function fetchSchema(task: Task, options: Parameters<typeof getSchema>[0]): Promise<string> {
  return textOf(dataOf(await request(task, getSchema(options))))
}

interface Failure {
  readonly name: string
  readonly reason: string
}

async function download(task: Task, directory: string, jobs: number): Promise<void> {
  const { session, args, console } = task
  const schemas = schemasOf((await request(task, schemasOperation())).xml)
  await mkdir(directory, { recursive: true })
  const written: string[] = []
  const failed: Failure[] = []
  const waiting = [...schemas]
  const worker = async (): Promise<void> => {
    for (let schema = waiting.shift(); schema !== undefined; schema = waiting.shift()) {
      try {
        written.push(await save(task, directory, schema))
      } catch (error) {
        // Without a session the rest cannot be had, and Ctrl-C wants no rest.
        if (!session.isOpen || console.signal.aborted) throw error
        const failure = {
          name: labelOf(schema),
          reason: error instanceof Error ? error.message : String(error),
        }
        failed.push(failure)
        console.tell(printable(`${failure.name}: ${failure.reason}`))
      }
    }
  }
  await Promise.all(Array.from({ length: jobs }, worker))
  if (args.has('json')) await writeJson({ directory, written: written.sort(), failed }, console)
  const summary = `${written.length} of ${schemas.length} modules are in ${directory}`
  if (failed.length > 0) throw new PartialFailure(`${summary}; ${failed.length} failed.`)
  console.tell(`${summary}.`)
}

/** The file's name. Throws for a name that must not become one, what the request throws, or why it cannot be written. */
async function save(task: Task, directory: string, schema: ListedSchema): Promise<string> {
  const file = schemaFileName(schema)
  if (file === undefined) throw new Error('This is no name for a module, so no file is made of it.')
  const { identifier, version, format } = schema
  const text = await fetchSchema(task, {
    identifier,
    ...(version !== '' && { version }),
    ...(format === 'yin' && { format }),
  })
  await writeFile(path.join(directory, file), text)
  return file
}
