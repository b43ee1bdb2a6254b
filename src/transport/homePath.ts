// The home folder in the names of files, written as `~`.

import { homedir } from 'node:os'

/** The path with `~` or `~/…` made whole; the folders of other users (`~name`) are left alone. */
export function inHome(path: string, home = homedir()): string {
  return /^~(?:$|[/\\])/.test(path) ? `${home}${path.slice(1)}` : path
}
