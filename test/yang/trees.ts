// Compares tree diagrams with yanglint's: each module alone, and each with all that augment it or deviate from it.

import { buildSchema } from '../../src/yang/schema.ts'
import { treeDiagram } from '../../src/yang/treeDiagram.ts'
import type { Corpus, CorpusFile } from './corpus.ts'
import { askForTrees } from './yanglint.ts'
import type { TreeJob, TreeReply } from './yanglint.ts'

export interface Difference {
  readonly kind: 'tree' | 'validation'
  /** The module and what was loaded with it. */
  readonly what: string
  readonly ours: string
  readonly theirs: string
  readonly cause: string
}

export interface Comparison {
  readonly compared: number
  readonly equal: number
  readonly differences: readonly Difference[]
  /** Jobs that yanglint died of, modules that it refused to load. */
  readonly crashed: number
  readonly refused: number
  readonly seconds: number
  readonly yanglintSeconds: number
}

export async function compareTrees(corpus: Corpus): Promise<Comparison> {
  const modules = corpus.files.filter(({ kind }) => kind === 'module')
  const jobs = [...modules.map((module) => [module]), ...groupsOf(modules)]
  const asked = performance.now()
  const replies = await askForTrees(
    corpus.folder,
    jobs.map((files) => jobOf(files)),
  )
  const started = performance.now()
  const results = jobs.flatMap((files, at) => compareJob(corpus, files, replies[at]))
  return {
    compared: results.length,
    equal: results.filter((result) => result === undefined).length,
    differences: results.filter((result) => result !== undefined),
    crashed: replies.filter(({ crashed }) => crashed).length,
    refused: modules.filter((_, at) => replies[at]?.trees.size === 0 && !replies[at].crashed).length,
    seconds: (performance.now() - started) / 1000,
    yanglintSeconds: (started - asked) / 1000,
  }
}

const jobOf = (files: readonly CorpusFile[]): TreeJob => ({
  files: files.map(({ file }) => file),
  print: [...new Set(files.map(({ name }) => name))],
})

/** A module with those that change it: the newest revision of each. */
function groupsOf(modules: readonly CorpusFile[]): readonly (readonly CorpusFile[])[] {
  const newest = new Map<string, CorpusFile>()
  for (const module of modules) {
    if (module.revision >= (newest.get(module.name)?.revision ?? '')) newest.set(module.name, module)
  }
  const changers = new Map<string, CorpusFile[]>()
  for (const module of newest.values()) {
    for (const target of changedBy(module)) {
      if (target !== module.name) changers.set(target, [...(changers.get(target) ?? []), module])
    }
  }
  return [...changers].flatMap(([name, others]) => {
    const target = newest.get(name)
    return target ? [[target, ...others]] : []
  })
}

/** Names of the modules that the augments and deviations of a module begin in. */
function changedBy({ text }: CorpusFile): ReadonlySet<string> {
  const root = text.statements[0]
  const prefixes = new Map<string, string>()
  const targets = new Set<string>()
  for (const { keyword, argument = '', children } of root?.children ?? []) {
    const prefix = children.find((child) => child.keyword === 'prefix')?.argument
    if (keyword === 'import' && prefix !== undefined) prefixes.set(prefix, argument)
    if (keyword !== 'augment' && keyword !== 'deviation') continue
    const first = /^\s*\/\s*([\w.-]+):/.exec(argument)?.[1]
    const name = first === undefined ? undefined : prefixes.get(first)
    if (name !== undefined) targets.add(name)
  }
  return targets
}

/** One result for each tree that yanglint printed: undefined where ours is the same. */
function compareJob(
  corpus: Corpus,
  files: readonly CorpusFile[],
  reply: TreeReply | undefined,
): (Difference | undefined)[] {
  if (!reply || reply.trees.size === 0) return []
  const loaded = new Set([...reply.implemented, ...reply.imported])
  // What the job names goes first: a folder may hold the same revision twice.
  const texts = [...files, ...corpus.files]
    .filter((file) => file.kind === 'submodule' || loaded.has(nameOf(file)))
    .map(({ text }) => text)
  const here = new Set(corpus.files.map((file) => nameOf(file)))
  const implemented = reply.implemented.filter((name) => here.has(name))
  const schema = buildSchema({ texts, implemented, features: reply.features })
  return [...reply.trees].map(([name, theirs]) => {
    const module = schema.module(name)
    const ours = module ? treeDiagram(schema, module) : ''
    if (ours.trimEnd() === theirs.trimEnd()) return undefined
    const [left, right] = firstDifference(ours, theirs)
    const what = `${name}, loaded: ${files.map((file) => nameOf(file)).join(' ')}`
    return { kind: 'tree', what, ours: left, theirs: right, cause: causeOf(ours, theirs) }
  })
}

const nameOf = ({ name, revision }: CorpusFile): string => (revision === '' ? name : `${name}@${revision}`)

function firstDifference(ours: string, theirs: string): [string, string] {
  const left = ours.trimEnd().split('\n')
  const right = theirs.trimEnd().split('\n')
  const at = left.findIndex((line, index) => line !== right[index])
  return at === -1 ? ['(end)', right[left.length] ?? ''] : [left[at] ?? '', right[at] ?? '(end)']
}

/** The cause where the texts alone tell it. */
function causeOf(ours: string, theirs: string): string {
  const sorted = (text: string): string => text.trimEnd().split('\n').sort().join('\n')
  if (sorted(ours) !== sorted(theirs)) return 'not explained'
  return 'the same lines in another order: yanglint keeps augments in a set whose order depends on all it loaded before'
}
