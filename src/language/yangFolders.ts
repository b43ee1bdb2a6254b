// Folders with YANG modules: which files there are, and the text of a module by its name.

import { isModuleName, isRevision, readModuleHead } from '../yang/moduleHead.ts'

/** The file system, as far as it is needed. Paths are the platform's. */
export interface FolderReader {
  /** Rejects where there is no such folder, or it cannot be read. */
  readonly list: (
    folder: string,
  ) => Promise<readonly { readonly name: string; readonly kind: 'file' | 'folder' | 'other' }[]>
  readonly read: (file: string) => Promise<string>
  readonly join: (folder: string, name: string) => string
}

export interface YangFile {
  readonly path: string
  /** As the file's name says it. */
  readonly name: string
  readonly revision: string | undefined
}

/** More is not a folder of modules, but a disk. */
const MOST_FILES = 20_000
const MOST_ENTRIES = 200_000
const MOST_LEVELS = 20

/** All of them, in the order of their paths. Throws a sentence for a folder that cannot be read, or is too large. */
export async function listYangFiles(folders: readonly string[], reader: FolderReader): Promise<YangFile[]> {
  const files: YangFile[] = []
  for (const folder of folders) {
    const found = await walk(folder, reader)
    files.push(...found.sort((a, b) => (a.path < b.path ? -1 : 1)))
  }
  return files
}

async function walk(top: string, reader: FolderReader): Promise<YangFile[]> {
  const files: YangFile[] = []
  let entries = 0
  let level: string[] = [top]
  for (let depth = 0; level.length > 0 && depth < MOST_LEVELS; depth += 1) {
    const next: string[] = []
    for (const folder of level) {
      for (const { name, kind } of await listed(folder, folder === top, reader)) {
        entries += 1
        if (kind === 'folder' && !name.startsWith('.') && name !== 'node_modules')
          next.push(reader.join(folder, name))
        const file = kind === 'file' ? yangFile(reader.join(folder, name), name) : undefined
        if (file !== undefined) files.push(file)
      }
      if (files.length > MOST_FILES || entries > MOST_ENTRIES) {
        throw new Error(`${top} holds too many files: name the folders further down that hold the modules.`)
      }
    }
    level = next
  }
  return files
}

/** A folder further down that cannot be read is passed over. */
async function listed(
  folder: string,
  isTop: boolean,
  reader: FolderReader,
): ReturnType<FolderReader['list']> {
  try {
    return await reader.list(folder)
  } catch (error) {
    if (!isTop) return []
    throw new Error(`${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** `acme-plant.yang` or `acme-plant@2026-01-01.yang`; undefined for any other name. */
export function yangFile(path: string, fileName: string): YangFile | undefined {
  const [, stem] = /^(.*)\.yang$/i.exec(fileName) ?? []
  if (stem === undefined) return undefined
  const [name = '', revision] = stem.split('@')
  if (!isModuleName(name)) return undefined
  return { path, name, revision: revision !== undefined && isRevision(revision) ? revision : undefined }
}

/** Finds modules by the names of their files, as yanglint and pyang do. */
export class YangFolders {
  readonly #reader: FolderReader
  readonly #byName = new Map<string, YangFile[]>()

  constructor(files: readonly YangFile[], reader: FolderReader) {
    this.#reader = reader
    for (const file of files) this.#byName.set(file.name, [...(this.#byName.get(file.name) ?? []), file])
  }

  /** That very revision, or the newest where none is asked for. Throws what keeps a file from being read. */
  readonly source = async (name: string, revision: string | undefined): Promise<string | undefined> => {
    const files = this.#byName.get(name) ?? []
    const exact = files.find((file) => revision !== undefined && file.revision === revision)
    if (exact !== undefined) return this.#reader.read(exact.path)
    let newest: { readonly text: string; readonly revision: string } | undefined
    for (const file of files) {
      // Its name says that it is another one.
      if (revision !== undefined && file.revision !== undefined) continue
      const text = await this.#reader.read(file.path)
      const found = readModuleHead(text)?.revision ?? file.revision ?? ''
      if (revision !== undefined && found !== revision) continue
      if (newest === undefined || found > newest.revision) newest = { text, revision: found }
    }
    return newest?.text
  }
}
