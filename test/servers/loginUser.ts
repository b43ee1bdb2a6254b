// The account that the tests log in with: made for one run, removed after it.

import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const PREFIX = 'netconf-test-'

export interface LoginUser {
  readonly name: string
  /** Absent where we are not root: then it is the current user, who logs in by key alone. */
  readonly password: string | undefined
  readonly owner: { readonly uid: number; readonly gid: number } | undefined
  remove(): void
}

/** As root a new account with a random password, and a home in `scratch`; else the current user. */
export async function loginUser(scratch: string): Promise<LoginUser> {
  if (process.getuid?.() !== 0) {
    return { name: os.userInfo().username, password: undefined, owner: undefined, remove: () => undefined }
  }
  removeLeftOvers()
  const name = `${PREFIX}${process.pid}`
  const password = randomBytes(12).toString('base64url')
  const home = path.join(scratch, 'home')
  await accountTool('useradd', ['--no-create-home', '--home-dir', home, '--shell', '/bin/sh', name])
  execFileSync('/usr/sbin/chpasswd', { input: `${name}:${password}\n` })
  const remove = (): void => {
    process.removeListener('exit', remove)
    quietly('userdel', ['--force', name])
  }
  process.once('exit', remove)
  const id = (which: string): number => Number(execFileSync('id', [which, name], { encoding: 'utf8' }))
  const owner = { uid: id('-u'), gid: id('-g') }
  // Two instances that start at once would both make ~/.yuma, one of them in vain.
  for (const directory of [home, path.join(home, '.yuma')]) {
    mkdirSync(directory)
    chownSync(directory, owner.uid, owner.gid)
  }
  return { name, password, owner, remove }
}

/** The account files allow one writer at a time, and refuse instead of waiting. */
async function accountTool(program: string, args: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      execFileSync(program, args, { stdio: 'pipe' })
      return
    } catch (error) {
      if (attempt === 20) throw error
      await pause(100)
    }
  }
}

/** Accounts of runs that were killed before they could tidy up. */
function removeLeftOvers(): void {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const name = line.split(':')[0] ?? ''
    if (!name.startsWith(PREFIX) || existsSync(`/proc/${name.slice(PREFIX.length)}`)) continue
    quietly('userdel', ['--force', name])
  }
}

function quietly(program: string, args: readonly string[]): void {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
  } catch {
    // The next run removes what is left.
  }
}
