// A yanglint process that holds a set of modules and judges documents; started anew where it crashed.

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'

export type YanglintKind = 'config' | 'data' | 'edit' | 'rpc' | 'reply' | 'notif'

export interface YanglintJob {
  /** A file that yanglint is to read. */
  readonly file: string
  readonly kind: YanglintKind
}

export interface YanglintVerdict {
  readonly accepted: boolean
  /** It died on this one. What it said before counts. */
  readonly crashed: boolean
  /** Data or schema path of the first error; undefined where it names none. */
  readonly path: string | undefined
  readonly pathKind: 'data' | 'schema' | undefined
  /** Line of the document, from 1. */
  readonly line: number | undefined
  /** What it said, in full. */
  readonly text: string
}

export interface YanglintModules {
  /** `name@revision` (or `name`) of the implemented ones. */
  readonly implemented: readonly string[]
  readonly features: ReadonlyMap<string, ReadonlySet<string>>
  /** Name → revisions of all that are there, for import only or not; '' for none. */
  readonly revisions: ReadonlyMap<string, ReadonlySet<string>>
}

export interface YanglintSession {
  readonly modules: YanglintModules
  /** Judges the documents in order. */
  readonly judge: (jobs: readonly YanglintJob[]) => Promise<YanglintVerdict[]>
  /** Writes data and configuration, which it has accepted before, as JSON beside them: `file.json`. */
  readonly convert: (jobs: readonly YanglintJob[]) => Promise<void>
  /** The texts of modules as yanglint has them. */
  readonly print: (names: readonly string[]) => Promise<string[]>
  readonly end: () => void
  /** How long it was waited for. */
  readonly seconds: () => number
}

const MARK = 'mark-'

/** Loads the files one after the other; without those that it refuses, for a refused module leaves libyang's identities in disorder. */
export async function startYanglint(
  folders: readonly string[],
  files: readonly string[],
): Promise<YanglintSession> {
  const searchPaths = folders.map((folder) => `searchpath ${folder}`)
  const adds = (good: readonly string[]): string[] =>
    good.flatMap((file) => [`${MARK}next`, `add -i ${file}`])
  let load = [...searchPaths, ...adds(files)]
  let waited = 0
  const run = async (process: YanglintProcess, commands: readonly string[]): Promise<Said> => {
    const start = performance.now()
    const said = await process.run(commands)
    waited += performance.now() - start
    return said
  }
  let process = openProcess()
  let loaded = await run(process, [...load, 'list', 'feature -a'])
  const reports = reportsOf(loaded)
  const good = files.filter((_file, index) => !/^(libyang\[0\]|YANGLINT\[E\])/m.test(reports[index] ?? ''))
  if (good.length < files.length) {
    load = [...searchPaths, ...adds(good)]
    process.end()
    process = openProcess()
    loaded = await run(process, [...load, 'list', 'feature -a'])
  }

  const judge = async (jobs: readonly YanglintJob[]): Promise<YanglintVerdict[]> => {
    const verdicts: YanglintVerdict[] = []
    while (verdicts.length < jobs.length) {
      const said = await run(
        process,
        jobs
          .slice(verdicts.length)
          .flatMap(({ file, kind }) => [`${MARK}next`, `data ${present(kind)}-t ${kind} ${file}`]),
      )
      const reports = reportsOf(said)
      reports.forEach((text, at) =>
        verdicts.push(verdictFrom(text, said.crashed && at === reports.length - 1)),
      )
      if (reports.length === 0) throw new Error(`yanglint judged nothing: ${said.stderr.slice(-400)}`)
      if (said.crashed) {
        process = openProcess()
        await run(process, load)
      }
    }
    return verdicts
  }
  return {
    modules: readModules(loaded.stdout),
    judge,
    convert: async (jobs) => {
      const commands = jobs.map(
        ({ file, kind }) =>
          `data -t ${kind === 'data' ? 'get' : 'getconfig'} -f json -o ${file}.json ${file}`,
      )
      await run(process, commands)
    },
    print: async (names) => {
      const texts: string[] = []
      for (const name of names) texts.push((await run(process, [`print -f yang ${name}`])).stdout)
      return texts
    },
    end: () => process.end(),
    seconds: () => waited / 1000,
  }
}

/** What it said after each mark. */
function reportsOf({ stderr }: Said): string[] {
  return stderr.split(new RegExp(`^.*Unknown command "${MARK}next[^\\n]*\\n`, 'm')).slice(1)
}

/** yanglint brings some modules along, in the revision that it was built with: their names. */
export async function builtInModules(): Promise<ReadonlySet<string>> {
  const { modules, end } = await startYanglint([], [])
  end()
  return new Set(modules.revisions.keys())
}

/** Modules of which nothing is there must not be missed. */
function present(kind: YanglintKind): string {
  return kind === 'config' || kind === 'data' ? '-e ' : ''
}

function readModules(stdout: string): YanglintModules {
  const features = new Map<string, ReadonlySet<string>>()
  for (const [, name, lines] of stdout.matchAll(/^(\S+):\n((?:\t.*\n?)+)/gm)) {
    const on = [...(lines ?? '').matchAll(/^\t(\S+)\s+\(on\)/gm)].map((match) => match[1] ?? '')
    features.set(name ?? '', new Set(on))
  }
  const revisions = new Map<string, Set<string>>()
  for (const [, name = '', revision = ''] of stdout.matchAll(/^ {4}[iI] ([^@\s]+)(?:@(\S+))?/gm)) {
    revisions.set(name, (revisions.get(name) ?? new Set()).add(revision))
  }
  return {
    implemented: [...stdout.matchAll(/^ {4}I (\S+)/gm)].map((match) => match[1] ?? ''),
    features,
    revisions,
  }
}

function verdictFrom(text: string, crashed: boolean): YanglintVerdict {
  const errors = text
    .split('\n')
    .filter((line) => line.startsWith('libyang[0]') || line.startsWith('YANGLINT[E]'))
  const location = /\(path: (Data|Schema) location "(.*?)"(?:, line number \d+)?\.\)/s.exec(text)
  const line = /line number (\d+)\.\)/i.exec(text)
  return {
    accepted: errors.length === 0 && !crashed,
    crashed,
    path: location?.[2],
    pathKind: location === null ? undefined : location[1] === 'Data' ? 'data' : 'schema',
    line: line === null ? undefined : Number(line[1]),
    text: text.trim(),
  }
}

interface Said {
  readonly stdout: string
  readonly stderr: string
  readonly crashed: boolean
}

interface YanglintProcess {
  /** Ends when yanglint has done all of it, or died. */
  readonly run: (commands: readonly string[]) => Promise<Said>
  readonly end: () => void
}

/** Line-buffered, so that what it says can be waited for. */
function openProcess(): YanglintProcess {
  const child: ChildProcessWithoutNullStreams = spawn('stdbuf', ['-oL', 'yanglint'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  let closed = false
  let onChange = (): void => undefined
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
    onChange()
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk
    onChange()
  })
  child.on('error', () => {
    closed = true
    onChange()
  })
  // It may crash before it has read all.
  child.stdin.on('error', () => undefined)
  child.on('close', () => {
    closed = true
    onChange()
  })
  const run = (commands: readonly string[]): Promise<Said> =>
    new Promise((resolve) => {
      stdout = ''
      stderr = ''
      const finished = `"${MARK}end"`
      onChange = () => {
        const at = stderr.indexOf(finished)
        if (!closed && at === -1) return
        onChange = () => undefined
        const upTo = at === -1 ? stderr.length : stderr.lastIndexOf('\n', at) + 1
        resolve({ stdout, stderr: stderr.slice(0, upTo), crashed: at === -1 })
      }
      child.stdin.write(`${commands.join('\n')}\n${MARK}end\n`)
      onChange()
    })
  return { run, end: () => child.kill() }
}
