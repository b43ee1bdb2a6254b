// `npm start`: opens VS Code with the extension and its built-in demo device.

import { spawn } from 'node:child_process'
import { accessSync, constants, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { installNpmPackages, repository, run } from './setup.mjs'
import { vsCodeObstacle } from './vscode-server.mjs'
import { startVsCode } from './vscode-process.mjs'

/** The extension opens the demo device by itself when it finds this in its environment. */
const DEMO = { NETCONF_EXPLORER_DEMO: '1' }

/** The installed editor's command; the one inside a remote window's terminal cannot load a folder as an extension. */
function installedCode() {
  if (process.env.VSCODE_IPC_HOOK_CLI !== undefined) return undefined
  if (process.getuid?.() === 0) return undefined // VS Code's desktop does not run as root
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code']
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of names) {
      const file = path.join(folder, name)
      try {
        accessSync(file, constants.X_OK)
        return file
      } catch {
        // not in this folder
      }
    }
  }
  return undefined
}

/** Opens the installed editor and waits until its window is closed. */
function openInstalled(code, workspace, stopped) {
  const args = [
    `--extensionDevelopmentPath=${repository}`,
    '--disable-workspace-trust',
    '--new-window',
    '--wait',
  ]
  console.log('Opening VS Code. Ctrl-C, or closing its window, ends this.')
  return new Promise((resolve, reject) => {
    const child = spawn(code, [...args, workspace], {
      env: { ...process.env, ...DEMO },
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    })
    child.once('error', reject)
    child.once('exit', resolve)
    void stopped.then(() => child.kill())
  })
}

/** Serves a real VS Code to the browser until somebody says stop. */
async function serve(workspace, stopped) {
  const settings = { 'workbench.colorTheme': 'Dark Modern' }
  const vsCode = await startVsCode({ extension: { folder: repository }, env: DEMO, settings })
  try {
    console.log('VS Code runs in your browser; Ctrl-C ends it. Open:')
    console.log(vsCode.url(workspace))
    const first = await Promise.race([stopped, vsCode.exited.then(() => 'exited')])
    if (first === 'exited') throw new Error('The VS Code server ended by itself.')
  } finally {
    await vsCode.stop()
  }
}

async function main() {
  const stopped = new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, resolve)
    // npm passes a signal on to its shell, and the shell does not pass it on to us.
    const parent = process.ppid
    setInterval(() => process.ppid !== parent && resolve(), 500).unref()
  })
  const code = installedCode()
  const obstacle = code === undefined ? vsCodeObstacle() : undefined
  if (obstacle !== undefined) throw new Error(obstacle)

  await installNpmPackages()
  await run('npm', ['run', '--silent', 'build'])
  const workspace = mkdtempSync(path.join(os.tmpdir(), 'netconf-explorer-demo-'))
  try {
    cpSync(path.join(repository, 'media/samples'), workspace, { recursive: true })
    // Has the extension activated at start (activationEvents in package.json).
    writeFileSync(path.join(workspace, '.netconf-explorer-demo'), '')
    await (code === undefined ? serve(workspace, stopped) : openInstalled(code, workspace, stopped))
  } finally {
    rmSync(workspace, { recursive: true, force: true })
  }
}

try {
  await main()
  process.exit(0)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
