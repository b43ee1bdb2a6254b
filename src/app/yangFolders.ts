// The folders with YANG modules that the user names.

import { readdir, readFile, stat } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { workspace } from 'vscode'
import { listYangFiles, YangFolders, type FolderReader } from '../language/yangFolders.ts'
import type { TextSource } from '../language/schemaAssembly.ts'
import { Turns } from '../netconf/turns.ts'
import { inHome } from '../transport/homePath.ts'
import { yangFolders } from './settings.ts'

/** Files open at once. */
const PARALLEL = 16

/** A source of all modules in the folders of the setting. Tells of a folder that cannot be read, and goes on without it. */
export async function userFolders(warn: (message: string) => void): Promise<TextSource> {
  const reader = folderReader()
  const files = []
  for (const folder of yangFolders()) {
    try {
      files.push(...(await listYangFiles([absolute(folder)], reader)))
    } catch (error) {
      warn(
        `The setting netconfExplorer.yangFolders: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
  }
  return new YangFolders(files, reader).source
}

/** A relative path is one of the workspace. */
function absolute(folder: string): string {
  const expanded = inHome(folder)
  const base = workspace.workspaceFolders?.[0]?.uri.fsPath
  return isAbsolute(expanded) || base === undefined ? expanded : resolve(base, expanded)
}

function folderReader(): FolderReader {
  const turns = new Turns(PARALLEL)
  return {
    list: async (folder) => {
      const entries = await readdir(folder, { withFileTypes: true })
      return Promise.all(
        entries.map(async (entry) => ({
          name: entry.name,
          kind: entry.isSymbolicLink() ? await linked(join(folder, entry.name)) : kindOf(entry),
        })),
      )
    },
    read: (file) => turns.take(() => readFile(file, 'utf8')),
    join,
  }
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): 'file' | 'folder' | 'other' {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other'
}

/** A link to a file counts as one; folders are not followed, since they may lead in a circle. */
async function linked(path: string): Promise<'file' | 'other'> {
  const target = await stat(path).catch(() => undefined)
  return target?.isFile() === true ? 'file' : 'other'
}
