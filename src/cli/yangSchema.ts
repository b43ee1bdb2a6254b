// The schema that a yang command works on: from folders, from a device, or both.

import path from 'node:path'
import {
  assembleSchema,
  type AnnouncedText,
  type AssembledText,
  type MissingModule,
  type TextSource,
} from '../language/schemaAssembly.ts'
import { missingWords, moduleLabel } from '../language/schemaReport.ts'
import { YangFolders, type YangFile } from '../language/yangFolders.ts'
import { SchemaDownload } from '../netconf/schemaDownload.ts'
import { featuresOf, listSchemaModules } from '../netconf/schemaModules.ts'
import type { Session } from '../netconf/session.ts'
import { parseYang } from '../yang/parseYang.ts'
import { buildSchema, type Schema } from '../yang/schema.ts'
import type { YangText } from '../yang/statement.ts'
import type { Arguments } from './arguments.ts'
import { request } from './command.ts'
import { printable, type Console } from './console.ts'
import { UsageError } from './failures.ts'
import { didYouMean } from './suggestion.ts'
import { folderReader, yangFilesOf } from './yangFiles.ts'

export interface YangTask {
  readonly args: Arguments
  readonly console: Console
  /** Absent without --device. */
  readonly session: Session | undefined
}

export interface YangSchema {
  readonly schema: Schema
  readonly texts: readonly YangText[]
  readonly missing: readonly MissingModule[]
}

/**
 * `modules`: which modules of the folders count as implemented (all where there are none), by name, name@revision or file. With a
 * device, those that it implements. Throws UsageError for a module that is nowhere; tells of what else is missing.
 */
export async function yangSchema(task: YangTask, modules: readonly string[]): Promise<YangSchema> {
  const { args, console, session } = task
  const reader = folderReader()
  const named = modules.filter(isFile)
  const folders = [...args.list('path'), ...named.map((file) => path.dirname(file))]
  if (folders.length === 0 && session === undefined) {
    throw new UsageError(
      'Where are the modules? Name their folder with --path DIR, or a device with --device.',
      'yang',
    )
  }
  const own = await yangFilesOf(named, reader)
  const files = [...own, ...(await yangFilesOf(folders, reader))]
  // Who names a file means that one, whatever else a folder has.
  const sources = [own, files].map((some) => new YangFolders(some, reader).source)
  const found =
    session === undefined
      ? await fromFolders(wantedOf(modules, files), sources, console)
      : await fromDevice(task, session, sources)
  for (const module of found.missing) {
    if (module.neededBy.length === 0 && session === undefined) throw nowhere(module, files)
    console.tell(printable(`warning: ${missingWords(module)} is missing: ${module.why}`))
  }
  for (const note of found.notes) console.tell(printable(`note: ${note}`))
  const texts = found.texts.map(({ text }) => parseYang(text))
  const implemented = found.texts
    .filter((text) => text.implemented)
    .map(({ name, revision }) => moduleLabel(name, revision))
  const schema = withFeatures(texts, implemented, found.features, args)
  return { schema, texts, missing: found.missing }
}

interface FoundTexts {
  readonly texts: readonly AssembledText[]
  readonly missing: readonly MissingModule[]
  readonly notes: readonly string[]
  readonly features: 'all' | Readonly<Record<string, readonly string[]>>
}

const isFile = (operand: string): boolean => operand.endsWith('.yang') || operand.includes(path.sep)

async function fromFolders(
  modules: readonly AnnouncedText[],
  sources: readonly TextSource[],
  { signal }: Console,
): Promise<FoundTexts> {
  return { ...(await assembleSchema({ modules, sources, signal })), features: 'all' }
}

/** Modules by name, or all that the files are of; submodules go with their modules. */
function wantedOf(modules: readonly string[], files: readonly YangFile[]): AnnouncedText[] {
  const plain = { submodules: [], deviations: [], implemented: true }
  if (modules.length === 0) {
    const names = new Set(files.map(({ name }) => name))
    return [...names].map((name) => ({ name, revision: '', ...plain }))
  }
  return modules.map((operand) => {
    const file = isFile(operand) ? files.find((candidate) => candidate.path === operand) : undefined
    const [name = '', revision = ''] = operand.split('@')
    return {
      name: file?.name ?? name,
      revision: file?.revision ?? (file === undefined ? revision : ''),
      ...plain,
    }
  })
}

function nowhere({ name, revision, why }: MissingModule, files: readonly YangFile[]): UsageError {
  const others = files
    .filter((file) => file.name === name)
    .map((file) => file.revision ?? 'without a date in its name')
  const advice =
    others.length === 0
      ? `Name the folder that has it with --path.${didYouMean(name, [...new Set(files.map((file) => file.name))])}`
      : `There are the revisions ${[...new Set(others)].join(', ')}.`
  return new UsageError(
    `The module ${moduleLabel(name, revision ?? '')} is missing. ${why} ${advice}`,
    'yang',
  )
}

async function fromDevice(
  task: YangTask,
  session: Session,
  folders: readonly TextSource[],
): Promise<FoundTexts> {
  const { console } = task
  const ended = new AbortController()
  const send = (operation: Parameters<typeof request>[1]): ReturnType<typeof request> =>
    request({ session, console }, operation)
  const { modules } = await listSchemaModules(session.capabilities, send)
  if (modules.length === 0) {
    throw new Error(
      'The device does not say which YANG modules it has. Name a folder with --path in place of it.',
    )
  }
  const download = new SchemaDownload({
    send,
    isEnd: (error) => {
      if (session.isOpen && !console.signal.aborted) return false
      ended.abort(error)
      return true
    },
  })
  const signal = AbortSignal.any([console.signal, ended.signal])
  const found = await assembleSchema({ modules, sources: [...folders, download.fetch], signal })
  console.tell(
    `${found.texts.length} modules loaded${found.missing.length === 0 ? '' : `, ${found.missing.length} missing`}.`,
  )
  return { ...found, features: featuresOf(modules) }
}

/** With --features the modules named there have those features and no others; the other modules have what they had. */
function withFeatures(
  texts: readonly YangText[],
  implemented: readonly string[],
  features: FoundTexts['features'],
  args: Arguments,
): Schema {
  const chosen = args.list('features').map((word) => {
    const [module = '', names = ''] = word.split(':')
    return [module, names.split(',').filter((name) => name !== '')] as const
  })
  const all = buildSchema({
    texts,
    implemented,
    features: features === 'all' ? 'all' : asSets(Object.entries(features)),
  })
  if (chosen.length === 0) return all
  for (const [module, names] of chosen) checkFeatures(all, module, names)
  const known = all.modules.map(
    (module) => [module.name, [...module.features].flatMap(([name, isOn]) => (isOn ? [name] : []))] as const,
  )
  return buildSchema({ texts, implemented, features: asSets([...known, ...chosen]) })
}

const asSets = (
  entries: readonly (readonly [string, readonly string[]])[],
): Map<string, ReadonlySet<string>> => new Map(entries.map(([module, names]) => [module, new Set(names)]))

function checkFeatures(schema: Schema, name: string, features: readonly string[]): void {
  const module = schema.module(name)
  if (module === undefined) throw new UsageError(`--features: there is no module ${name}.`, 'yang')
  const unknown = features.find((feature) => !module.features.has(feature))
  if (unknown === undefined) return
  const known = [...module.features.keys()].join(', ')
  const advice = known === '' ? 'It has none.' : `It has ${known}.`
  throw new UsageError(`--features: the module ${name} has no feature ${unknown}. ${advice}`, 'yang')
}
