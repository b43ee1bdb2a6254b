// Reads the user's and the machine's ssh config from their places, Include files too.

import { readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { inHome } from './homePath.ts'
import { parseSshConfig, type SshConfig, type SshConfigFile, type SshConfigProblem } from './sshConfig.ts'
import { matchesPattern } from './wildcard.ts'

export interface SshConfigPlaces {
  /** Default `~/.ssh/config`. Absent as a file: the config is empty. */
  readonly userFile?: string
  /** Default `/etc/ssh/ssh_config`; `undefined` for none. */
  readonly systemFile?: string | undefined
}

const SYSTEM_FILE = process.platform === 'win32' ? 'C:\\ProgramData\\ssh\\ssh_config' : '/etc/ssh/ssh_config'

/** The user's file counts before the machine's. Files are read at once, as they are small; one that cannot be is a problem. */
export function readSshConfig({
  userFile = path.join(homedir(), '.ssh', 'config'),
  ...places
}: SshConfigPlaces = {}): { readonly value: SshConfig; readonly problems: readonly SshConfigProblem[] } {
  const systemFile = 'systemFile' in places ? places.systemFile : SYSTEM_FILE
  const files: SshConfig[] = []
  const problems: SshConfigProblem[] = []
  for (const file of [userFile, systemFile]) {
    if (file === undefined) continue
    const report = (message: string): void => void problems.push({ file, line: 0, message })
    const text = textOf(file, report)
    if (text === undefined) continue
    // Relative names in Include are meant from ~/.ssh, or from the folder of the machine's file.
    const base = file === systemFile ? path.dirname(file) : path.join(homedir(), '.ssh')
    const readInclude = (pattern: string): SshConfigFile[] => includedFiles(pattern, base, report)
    const read = parseSshConfig(text, { file, readInclude })
    files.push(read.value)
    problems.push(...read.problems)
  }
  return { value: { statements: [{ kind: 'include', files }] }, problems }
}

function includedFiles(pattern: string, base: string, report: (message: string) => void): SshConfigFile[] {
  return filesFitting(path.resolve(base, inHome(pattern))).flatMap((file) => {
    const text = textOf(file, report)
    return text === undefined ? [] : [{ file, text }]
  })
}

/** Files whose path fits an absolute pattern, in the order of their names; `*` and `?` stop at a `/` and pass over dot files. */
function filesFitting(pattern: string): string[] {
  const { root } = path.parse(pattern)
  let found = [root]
  for (const part of pattern.slice(root.length).split(path.sep)) {
    found = /[*?]/.test(part)
      ? found.flatMap((folder) => entriesFitting(folder, part))
      : found.map((folder) => path.join(folder, part))
  }
  return found
}

function entriesFitting(folder: string, pattern: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => matchesPattern(name, pattern) && name.startsWith('.') === pattern.startsWith('.'))
      .sort()
      .map((name) => path.join(folder, name))
  } catch {
    return [] // no folder, so nothing that fits
  }
}

function textOf(file: string, report: (message: string) => void): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return undefined
    }
    report(`cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}
