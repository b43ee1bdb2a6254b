// A folder of YANG modules, read: what the comparisons with yanglint work on.

import { readFile, readdir, realpath } from 'node:fs/promises'
import path from 'node:path'
import { parseYang } from '../../src/yang/parseYang.ts'
import type { Statement, YangText } from '../../src/yang/statement.ts'

export interface CorpusFile {
  /** Relative to the folder. */
  readonly file: string
  readonly text: YangText
  readonly kind: 'module' | 'submodule'
  readonly name: string
  /** YYYY-MM-DD of the newest revision, '' without any. */
  readonly revision: string
}

export interface Corpus {
  /** The folder's last name. */
  readonly name: string
  /** Absolute. */
  readonly folder: string
  /** The modules and submodules found, by file. */
  readonly files: readonly CorpusFile[]
  /** All texts, in the order of `files`. */
  readonly texts: readonly YangText[]
  /** Files with no module in them, or with an error in their text. */
  readonly unread: readonly { readonly file: string; readonly why: string }[]
  /** What reading and parsing took. */
  readonly seconds: number
}

/** All `.yang` files below a folder. */
export async function readCorpus(folder: string): Promise<Corpus> {
  const absolute = await realpath(folder)
  const names = (await readdir(absolute, { recursive: true }))
    .filter((name) => name.endsWith('.yang'))
    .sort((a, b) => (a < b ? -1 : 1))
  const sources = await Promise.all(names.map((name) => readFile(path.join(absolute, name), 'utf8')))
  const started = performance.now()
  const parsed = sources.map((source) => parseYang(source))
  const seconds = (performance.now() - started) / 1000
  const files = parsed.flatMap((text, index) => describe(names[index] ?? '', text) ?? [])
  const unread = parsed.flatMap((text, index) => {
    const why = text.problems.find(({ severity }) => severity === 'error')?.message
    return why === undefined ? [] : [{ file: names[index] ?? '', why }]
  })
  const texts = files.map(({ text }) => text)
  return { name: path.basename(absolute), folder: absolute, files, texts, unread, seconds }
}

function describe(file: string, text: YangText): CorpusFile | undefined {
  const root = text.statements.find(({ keyword }) => keyword === 'module' || keyword === 'submodule')
  if (root?.argument === undefined) return undefined
  const kind = root.keyword === 'module' ? 'module' : 'submodule'
  return { file, text, kind, name: root.argument, revision: newestRevision(root) }
}

function newestRevision(root: Statement): string {
  const dates = root.children
    .filter(({ keyword }) => keyword === 'revision')
    .map(({ argument }) => argument ?? '')
  return dates.sort().at(-1) ?? ''
}
