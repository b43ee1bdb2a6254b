// Runs yanglint: sets of modules loaded one after the other in one process, what each has become and its tree diagrams.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** At most so many of its processes at a time. */
const PARALLEL = 2

export const yanglintIsThere = (): boolean => existsSync('/usr/bin/yanglint')

export interface TreeJob {
  /** Added one after the other, imports made implemented where they are referenced (`-i`). Relative to the folder. */
  readonly files: readonly string[]
  /** The modules to print. */
  readonly print: readonly string[]
}

export interface TreeReply {
  /** `name@revision`, in the order in which they became so. */
  readonly implemented: readonly string[]
  readonly imported: readonly string[]
  /** By module. */
  readonly features: ReadonlyMap<string, ReadonlySet<string>>
  /** By module; none where it was refused or yanglint died of it. */
  readonly trees: ReadonlyMap<string, string>
  readonly crashed: boolean
}

/**
 * The replies in the order of the jobs. A job that yanglint dies of costs that job alone. Interactively yanglint looks for imports in
 * the folder around a file's folder too: it sees the modules by a link from a folder of their own.
 */
export async function askForTrees(folder: string, jobs: readonly TreeJob[]): Promise<readonly TreeReply[]> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'yanglint-'))
  try {
    const link = path.join(scratch, 'modules')
    await symlink(folder, link)
    return await askParallel(link, jobs)
  } finally {
    await rm(scratch, { recursive: true })
  }
}

async function askParallel(folder: string, jobs: readonly TreeJob[]): Promise<readonly TreeReply[]> {
  const share = Math.ceil(jobs.length / PARALLEL)
  const shares = Array.from({ length: PARALLEL }, (_, at) => jobs.slice(at * share, (at + 1) * share))
  return (await Promise.all(shares.map((some) => runAll(folder, some)))).flat()
}

async function runAll(folder: string, jobs: readonly TreeJob[]): Promise<TreeReply[]> {
  const replies: TreeReply[] = []
  while (replies.length < jobs.length) {
    const waiting = jobs.slice(replies.length)
    const { output, crashed } = await run(folder, [
      `searchpath ${folder}`,
      ...waiting.flatMap((job) => commandsOf(folder, job)),
    ])
    const parts = output.split(LIST_TITLE).slice(1)
    for (const { files } of waiting) {
      // A list after each file, another one to end the job.
      const lists = parts.splice(0, files.length + 1)
      const isWhole = lists.length > files.length
      if (!isWhole && !crashed) throw new Error(`yanglint said too little: ${output.slice(-200)}`)
      replies.push(readReply(lists.slice(0, files.length), !isWhole))
      if (!isWhole) break
    }
  }
  return replies
}

const LIST_TITLE = 'List of the loaded models:\n'

const commandsOf = (folder: string, { files, print }: TreeJob): string[] => [
  'clear',
  ...files.flatMap((file) => [`add -i ${path.join(folder, file)}`, 'list']),
  'feature -a',
  ...print.map((name) => `print -f tree ${name}`),
  'list',
]

/** Its output line by line, so that a crash loses nothing that was said. It searches its working folder too, whatever it is told. */
function run(cwd: string, commands: readonly string[]): Promise<{ output: string; crashed: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn('stdbuf', ['-oL', 'yanglint'], { cwd, stdio: ['pipe', 'pipe', 'ignore'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stdin.on('error', () => undefined)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      const crashed = signal !== null || (code !== null && code >= 128)
      resolve({ output: Buffer.concat(chunks).toString('utf8'), crashed })
    })
    child.stdin.end(`${commands.join('\n')}\n`)
  })
}

function readReply(lists: readonly string[], crashed: boolean): TreeReply {
  const [before = '', ...trees] = (lists.at(-1) ?? '').split(/^(?=module: )/m)
  const features = new Map<string, ReadonlySet<string>>()
  for (const [, name = '', lines = ''] of before.matchAll(/^(\S+):\n((?:\t.*\n?)*)/gm)) {
    features.set(
      name,
      new Set([...lines.matchAll(/^\t(\S+)\s+\(on\)/gm)].map(([, feature]) => feature ?? '')),
    )
  }
  // What was printed last when it died is not whole.
  const whole = crashed ? trees.slice(0, -1) : trees
  return {
    implemented: [...new Set(lists.flatMap((list) => marked(list, 'I')))],
    imported: marked(before, 'i'),
    features,
    trees: new Map(whole.map((tree) => [/^module: (.*)/.exec(tree)?.[1] ?? '', tree])),
    crashed,
  }
}

const marked = (list: string, mark: 'I' | 'i'): string[] =>
  [...list.matchAll(new RegExp(`^ {4}${mark} (\\S+)`, 'gm'))].map(([, module]) => module ?? '')
