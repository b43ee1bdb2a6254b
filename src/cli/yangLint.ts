// yang lint: what is wrong in YANG files, a line for each problem.

import path from 'node:path'
import { assembleSchema } from '../language/schemaAssembly.ts'
import { lineStarts, placeIn } from '../language/schemaProblems.ts'
import { moduleLabel } from '../language/schemaReport.ts'
import { YangFolders, type FolderReader, type YangFile } from '../language/yangFolders.ts'
import { checkSchema } from '../yang/checkSchema.ts'
import { checkStatements } from '../yang/checkStatements.ts'
import { readModuleHead } from '../yang/moduleHead.ts'
import { parseYang } from '../yang/parseYang.ts'
import { buildSchema } from '../yang/schema.ts'
import type { YangProblem, YangText } from '../yang/statement.ts'
import { FoundProblems, UsageError } from './failures.ts'
import { writeJson } from './report.ts'
import { folderReader, yangFilesOf } from './yangFiles.ts'
import type { YangTask } from './yangSchema.ts'

interface LintedFile {
  readonly path: string
  readonly read: YangText
  readonly problems: readonly YangProblem[]
}

/** Writes `file:line:column: severity: message`. Throws FoundProblems where there is an error. */
export async function lint({ args, console }: YangTask): Promise<void> {
  if (args.operands.length === 0) throw new UsageError('yang lint needs files or folders.', 'yang')
  const reader = folderReader()
  const files = await yangFilesOf(args.operands, reader)
  if (files.length === 0)
    throw new UsageError(`There is no YANG file in ${args.operands.join(', ')}.`, 'yang')
  const folders = [...args.list('path'), ...new Set(files.map((file) => path.dirname(file.path)))]
  const linted = await lintFiles(files, await yangFilesOf(folders, reader), reader, console.signal)
  const lines = linted.flatMap(linesOf)
  if (args.has('json')) await writeJson(lines, console)
  else
    for (const { file, line, column, severity, message } of lines) {
      await console.out.write(`${file}:${line}:${column}: ${severity}: ${message}\n`)
    }
  const errors = lines.filter(({ severity }) => severity === 'error').length
  const summary = `${counted(files.length, 'file')}: ${counted(errors, 'error')}, ${counted(lines.length - errors, 'warning')}.`
  if (errors > 0) throw new FoundProblems(summary)
  console.tell(summary)
}

/** Each file alone, then the modules together with what they import from `around`. */
async function lintFiles(
  files: readonly YangFile[],
  around: readonly YangFile[],
  reader: FolderReader,
  signal: AbortSignal,
): Promise<LintedFile[]> {
  const own = new Map<string, { file: YangFile; text: string; read: YangText }>()
  const alone: LintedFile[] = []
  for (const file of files) {
    signal.throwIfAborted()
    const text = await reader.read(file.path)
    const read = parseYang(text)
    const key = labelOf(text) ?? file.path
    if (own.has(key)) alone.push({ path: file.path, read, problems: read.problems })
    else own.set(key, { file, text, read })
  }
  const linked = await linkedProblems([...own.values()], new YangFolders(around, reader), signal)
  const together = [...own.values()].map(({ file, read }) => ({
    path: file.path,
    read,
    problems: [...read.problems, ...checkStatements(read), ...(linked.get(read) ?? [])],
  }))
  return [...together, ...alone]
}

const labelOf = (text: string): string | undefined => {
  const head = readModuleHead(text)
  return head && moduleLabel(head.name, head.revision)
}

/** What is wrong between the modules, by the text that it is in. */
async function linkedProblems(
  own: readonly { readonly text: string; readonly read: YangText }[],
  folders: YangFolders,
  signal: AbortSignal,
): Promise<ReadonlyMap<YangText, readonly YangProblem[]>> {
  const heads = own.flatMap(({ text, read }) => {
    const head = readModuleHead(text)
    return head === undefined ? [] : [{ head, text, read }]
  })
  const given = new Map(heads.map((one) => [moduleLabel(one.head.name, one.head.revision), one]))
  const { texts } = await assembleSchema({
    modules: heads.map(({ head: { kind, name, revision } }) => ({
      ...{ name, revision, submodules: [], deviations: [] },
      implemented: kind === 'module',
    })),
    sources: [
      (name, revision) => Promise.resolve(given.get(moduleLabel(name, revision ?? ''))?.text),
      folders.source,
    ],
    signal,
  })
  const read = texts.map(
    ({ name, revision, text }) => given.get(moduleLabel(name, revision))?.read ?? parseYang(text),
  )
  // All of them count as implemented: what an augment adds to must be there.
  const schema = buildSchema({ texts: read })
  checkSchema(schema)
  const byName = new Map(heads.map((one) => [one.head.name, one.read]))
  const found = new Map<YangText, YangProblem[]>()
  for (const problem of schema.problems) {
    const text = problem.module === undefined ? undefined : byName.get(problem.module)
    if (text === undefined || text.problems.includes(problem)) continue
    found.set(text, [...(found.get(text) ?? []), problem])
  }
  return found
}

interface Line {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly severity: 'error' | 'warning'
  readonly message: string
}

function linesOf({ path: file, read, problems }: LintedFile): Line[] {
  const starts = lineStarts(read.text)
  return [...problems]
    .sort((a, b) => a.start - b.start)
    .map(({ severity, message, start }) => ({ file, ...placeIn(starts, start), severity, message }))
}

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
