// Runs one VS Code server on loopback, in a scratch folder of its own, with one extension in it.

import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ensureVsCode } from './vscode-server.mjs'

const START_MS = 60_000
const STOP_MS = 3_000

/** What every window of ours is spared: banners, tips, updates, telemetry, trust questions. */
const QUIET_SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'window.menuBarVisibility': 'compact',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

function writeJson(file, value) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`)
}

/** Makes an unpacked extension folder count as installed. */
function linkExtension(folder, extensions) {
  const { publisher, name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const relativeLocation = `${publisher}.${name}-${version}`
  const location = path.join(extensions, relativeLocation)
  mkdirSync(extensions, { recursive: true })
  symlinkSync(path.resolve(folder), location)
  writeJson(path.join(extensions, 'extensions.json'), [
    {
      identifier: { id: `${publisher}.${name}`.toLowerCase() },
      version,
      location: { $mid: 1, path: location, scheme: 'file' },
      relativeLocation,
      metadata: { pinned: true, source: 'vsix' },
    },
  ])
}

function installVsix(server, vsix, args, env) {
  const result = spawnSync(
    server.node,
    [server.main, '--install-extension', path.resolve(vsix), '--force', ...args],
    { encoding: 'utf8', timeout: START_MS, env },
  )
  if (result.status !== 0) throw new Error(`VS Code refused ${vsix}:\n${result.stdout}${result.stderr}`)
}

const answers = async (url) => {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok
  } catch {
    return false
  }
}

/** Waits until the server says its port and answers there. */
async function listening(running) {
  const end = Date.now() + START_MS
  while (running.exitCode === undefined && Date.now() < end) {
    const port = /agent listening on (\d+)/.exec(running.output)?.[1]
    if (port !== undefined && (await answers(`http://127.0.0.1:${port}/version`))) return port
    await pause(50)
  }
  throw new Error(`The VS Code server did not start (${running.exitCode}):\n${running.output.slice(-2000)}`)
}

/**
 * Starts a server on a free loopback port; documented in vscode-process.d.mts.
 * It has its own process group, which is what gets the signals: a server that is told to end alone leaves its
 * extension hosts behind for hours, waiting for a reconnection.
 */
export async function startVsCode(options) {
  const vsCode = ensureVsCode()
  const directory = mkdtempSync(path.join(os.tmpdir(), 'netconf-explorer-vscode-'))
  const extensions = path.join(directory, 'extensions')
  const settingsFile = path.join(directory, 'data/User/settings.json')
  const args = [
    '--accept-server-license-terms',
    '--server-data-dir',
    directory,
    '--extensions-dir',
    extensions,
  ]
  const env = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...options.env }
  const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 })

  writeJson(settingsFile, { ...QUIET_SETTINGS, ...options.settings })
  writeJson(path.join(directory, 'data/User/keybindings.json'), options.keybindings ?? [])
  if ('folder' in options.extension) linkExtension(options.extension.folder, extensions)
  else installVsix(vsCode, options.extension.vsix, args, env)

  const child = spawn(
    vsCode.node,
    [
      ...[vsCode.main, '--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
      ...['--telemetry-level', 'off', '--reconnection-grace-time', '15', ...args],
    ],
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env },
  )
  const signal = (name) => {
    try {
      return process.kill(-child.pid, name)
    } catch {
      return false // nobody of the group is left
    }
  }
  const atExit = () => {
    signal('SIGKILL')
    remove()
  }
  process.once('exit', atExit)

  const running = { output: '', exitCode: undefined }
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (running.output += text))
  child.on('error', (error) => (running.output += String(error)))
  child.on('exit', (code, name) => (running.exitCode = code ?? name))

  const stop = async () => {
    signal('SIGTERM')
    for (let waited = 0; waited < STOP_MS && signal(0); waited += 50) await pause(50)
    signal('SIGKILL')
    process.removeListener('exit', atExit)
    remove()
  }
  try {
    const port = await listening(running)
    return {
      directory,
      settingsFile,
      url: (folder) => `http://127.0.0.1:${port}/?folder=${encodeURIComponent(path.resolve(folder))}`,
      exited: new Promise((resolve) => child.once('exit', resolve)),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
