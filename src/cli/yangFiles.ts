// YANG files of this machine: those that are named, and those in folders.

import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { listYangFiles, yangFile, type FolderReader, type YangFile } from '../language/yangFolders.ts'
import { Turns } from '../netconf/turns.ts'
import { UsageError } from './failures.ts'

/** Files open at once. */
const PARALLEL = 16

export function folderReader(): FolderReader {
  const reading = new Turns(PARALLEL)
  return {
    list: async (folder) => {
      const entries = await readdir(folder, { withFileTypes: true })
      return Promise.all(
        entries.map(async (entry) => {
          const { name } = entry
          if (entry.isSymbolicLink()) return { name, kind: await linked(path.join(folder, name)) }
          return { name, kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other' }
        }),
      )
    },
    read: (file) => reading.take(() => readFile(file, 'utf8')),
    join: (folder, name) => path.join(folder, name),
  }
}

/** A link to a file counts as one; folders are not followed, since they may lead in a circle. */
async function linked(file: string): Promise<'file' | 'other'> {
  const target = await stat(file).catch(() => undefined)
  return target?.isFile() === true ? 'file' : 'other'
}

/** The files that are named, and those in the folders that are. Throws UsageError for what is neither, or too much. */
export async function yangFilesOf(places: readonly string[], reader: FolderReader): Promise<YangFile[]> {
  const files: YangFile[] = []
  for (const place of places) {
    const what = await stat(place).catch((error: unknown) => {
      throw new UsageError(
        `${place} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        'yang',
      )
    })
    if (!what.isDirectory()) files.push(namedFile(place))
    else files.push(...(await foldersFiles(place, reader)))
  }
  return files
}

async function foldersFiles(folder: string, reader: FolderReader): Promise<YangFile[]> {
  try {
    return await listYangFiles([folder], reader)
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), 'yang')
  }
}

/** Who names a file means it, whatever it is called. */
function namedFile(file: string): YangFile {
  const base = path.basename(file)
  return yangFile(file, base) ?? { path: file, name: base.replace(/[@.].*$/, ''), revision: undefined }
}
