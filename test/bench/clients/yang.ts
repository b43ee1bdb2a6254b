// Parses and compiles YANG modules, holds many of them, or has a thread do it; measures one of these in a process of its own.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import v8 from 'node:v8'
import vm from 'node:vm'
import { schemaThread } from '../../../src/app/schemaThread.ts'
import { assembleSchema, type AnnouncedText } from '../../../src/language/schemaAssembly.ts'
import { SchemaClient } from '../../../src/language/schemaClient.ts'
import { loadSchema } from '../../../src/language/schemaLoading.ts'
import { yangFile } from '../../../src/language/yangFolders.ts'
import { checkSchema } from '../../../src/yang/checkSchema.ts'
import { parseYang } from '../../../src/yang/parseYang.ts'
import { buildSchema } from '../../../src/yang/schema.ts'
import { treeDiagram } from '../../../src/yang/treeDiagram.ts'
import { residentNow } from '../memory.ts'
import type { YangJob } from '../yang.ts'

interface Text {
  readonly name: string
  readonly text: string
}

function textsIn(folder: string): Text[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((file) => {
    const found = yangFile(path.join(folder, file), path.basename(file))
    return found === undefined ? [] : [{ name: found.name, text: readFileSync(found.path, 'utf8') }]
  })
}

/** All of the files, each resolved to its last leaf. */
function compile(files: readonly string[], folder: string): object {
  const began = performance.now()
  const wanted = files.map((file) => readFileSync(file, 'utf8'))
  const names = files.map((file) => path.basename(file).replace(/(?:@.*)?\.yang$/, ''))
  const others = textsIn(folder).filter(({ text }) => !wanted.includes(text))
  const texts = [...wanted, ...others.map(({ text }) => text)].map((text) => parseYang(text))
  const schema = buildSchema({ texts, implemented: names })
  checkSchema(schema)
  return { modules: schema.modules.length, ms: performance.now() - began }
}

/** Each module with what it imports, from its text to its tree; the first ones find nothing compiled, as a person does. */
async function onDemand(folder: string): Promise<object> {
  const files = new Map(textsIn(folder).map(({ name, text }) => [name, text]))
  const source = (name: string): Promise<string | undefined> => Promise.resolve(files.get(name))
  const times: number[] = []
  let worst = ''
  for (const name of files.keys()) {
    const began = performance.now()
    const { texts } = await assembleSchema({ modules: [announced(name)], sources: [source] })
    const schema = buildSchema({ texts: texts.map(({ text }) => text), implemented: [name] })
    const module = schema.module(name)
    if (module === undefined) continue
    treeDiagram(schema, module)
    const took = performance.now() - began
    if (took > Math.max(0, ...times)) worst = name
    times.push(took)
  }
  const sorted = times.toSorted((a, b) => a - b)
  return { median: sorted[Math.floor(sorted.length / 2)], most: sorted.at(-1), worst }
}

const announced = (name: string): AnnouncedText => ({
  ...{ name, revision: '', submodules: [], deviations: [] },
  implemented: true,
})

/** `count` modules: the corpus over and over, each time under other names and namespaces. */
function copies(folder: string, count: number): Text[] {
  const originals = textsIn(folder)
  return Array.from({ length: count }, (_, at) => {
    const original = originals[at % originals.length] ?? { name: '', text: '' }
    const round = Math.floor(at / originals.length)
    const text = original.text
      .replace(/^(\s*(?:sub)?module\s+|\s*(?:import|include|belongs-to)\s+)"?([\w.-]+)"?/gm, `$1$2-${round}`)
      .replace(/^(\s*namespace\s+)(["'])/m, `$1$2x${round}:`)
    return { name: `${original.name}-${round}`, text }
  })
}

function held(folder: string, count: number): object {
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc') as () => void
  const texts = copies(folder, count)
  const bytes = texts.reduce((sum, { text }) => sum + text.length, 0)
  collect()
  const base = residentNow()
  const schema = buildSchema({ texts: texts.map(({ text }) => text) })
  collect()
  const linked = process.memoryUsage()
  const linkedRss = residentNow()
  checkSchema(schema)
  collect()
  const resolved = process.memoryUsage()
  return {
    modules: schema.modules.length,
    sourceMB: bytes / 1e6,
    baseMB: base / 1e6,
    linkedMB: (linked.heapUsed + linked.external) / 1e6,
    linkedRssMB: linkedRss / 1e6,
    resolvedMB: (resolved.heapUsed + resolved.external) / 1e6,
    resolvedRssMB: residentNow() / 1e6,
  }
}

/** The extension host's part: gathering the texts, and handing them to the thread. */
async function inThread(folder: string, count: number, thread: string): Promise<object> {
  const texts = copies(folder, count)
  const files = new Map(texts.map(({ name, text }) => [name, text]))
  const client = new SchemaClient(schemaThread(thread))
  await client.ask('offer', { hashes: [] })
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await pause(20)
  const began = performance.now()
  const { texts: gathered } = await assembleSchema({
    modules: [...files.keys()].map(announced),
    sources: [async (name) => (await pause(0), files.get(name))],
  })
  const loaded = await loadSchema(client, {
    ...{ key: 'bench', features: 'all' },
    implemented: gathered.filter(({ implemented }) => implemented).map(({ name }) => name),
    texts: gathered.map(({ text }) => ({
      hash: createHash('sha256').update(text.slice(0, 5_000)).update(String(text.length)).digest('hex'),
      read: () => Promise.resolve(text),
    })),
  })
  const ms = performance.now() - began
  await pause(20) // what was held up last is seen after it
  delay.disable()
  client.dispose()
  return { modules: loaded.modules.length, ms, standstill: delay.max / 1e6 - 1 }
}

async function main(): Promise<void> {
  const { parameters } = JSON.parse(process.argv[2] ?? '') as { readonly parameters: YangJob }
  process.stdout.write(JSON.stringify(await measured(parameters)))
}

function measured(job: YangJob): object | Promise<object> {
  switch (job.kind) {
    case 'compile':
      return compile(job.files, job.corpus)
    case 'onDemand':
      return onDemand(job.corpus)
    case 'held':
      return held(job.corpus, job.count)
    case 'thread':
      return inThread(job.corpus, job.count, job.thread)
  }
}

await main()
