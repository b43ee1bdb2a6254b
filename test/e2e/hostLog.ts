// Finds in VS Code's logs what our extension let slip: errors and rejections that nobody handled.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const ENTRY = /^\d{4}-\d\d-\d\d [\d:.]+ \[(\w+)\] /

/** VS Code's own: its window asked for the children of a row that had just gone from the tree. */
const OF_VS_CODE = /\[error\] No tree item with id '[^']*' found\.$/

/** The logs of the extension hosts of one server, newest last. */
function hostLogs(serverDirectory: string): string[] {
  const root = path.join(serverDirectory, 'data/logs')
  if (!existsSync(root)) return []
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'remoteexthost.log')
    .sort()
    .map((file) => readFileSync(path.join(root, file), 'utf8'))
}

/** The whole text of all extension hosts' logs. */
export const readHostLogs = (serverDirectory: string): string => hostLogs(serverDirectory).join('\n')

/**
 * The log entries, stack included, that are errors. All count as ours, since no other extension of note is installed and an
 * error that came back from the editor does not name its caller. Throws if there is no log to look at.
 */
export function slips(serverDirectory: string): string[] {
  const logs = hostLogs(serverDirectory)
  if (logs.length === 0) throw new Error(`No extension host log under ${serverDirectory}`)
  return logs
    .flatMap(entriesOf)
    .filter(({ level }) => level === 'error' || level === 'critical')
    .map(({ text }) => text)
    .filter((text) => !OF_VS_CODE.test(text))
}

function entriesOf(log: string): { level: string; text: string }[] {
  return log
    .split(/^(?=\d{4}-\d\d-\d\d [\d:.]+ \[)/m)
    .map((text) => ({ level: ENTRY.exec(text)?.[1] ?? '', text: text.trimEnd() }))
}
