// Brings what a fresh machine lacks: the npm packages, the Debian packages of the tests.

import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/** Debian package → files of which one shows that it, or its like, is there. */
const DEBIAN_PACKAGES = {
  chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  'fonts-liberation': ['/usr/share/fonts/truetype/liberation', '/usr/share/fonts/truetype/liberation2'],
  // Without its netconfd-module-* packages: those act on the machine itself, hostname and interfaces included.
  netconfd: ['/usr/sbin/netconfd'],
  'openssh-server': ['/usr/sbin/sshd'],
  // For ln2d, the test server that is compiled from test/servers/libnetconf2.
  gcc: ['/usr/bin/cc'],
  'libc6-dev': ['/usr/include/stdio.h'],
  'libnetconf2-dev': ['/usr/include/nc_server.h'],
  // yanglint, the oracle of test/yang.
  'libyang2-tools': ['/usr/bin/yanglint'],
  'libyang2-dev': ['/usr/include/libyang/libyang.h'],
  'libssh-dev': ['/usr/include/libssh/libssh.h'],
  'libssl-dev': ['/usr/include/openssl/ssl.h'],
  'libyuma-base': ['/usr/share/yuma/modules'],
  openssl: ['/usr/bin/openssl'],
}

/** Runs a command in the repository, its output shown; rejects unless it ends with 0. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: repository,
      stdio: ['ignore', 'inherit', 'inherit'],
      ...options,
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}.`))
    })
  })
}

const changedAt = (file) => statSync(path.join(repository, file), { throwIfNoEntry: false })?.mtimeMs ?? 0

/** True unless `npm ci` has run since package-lock.json last changed. */
export const npmPackagesMissing = () =>
  changedAt('node_modules/.package-lock.json') < changedAt('package-lock.json')

export async function installNpmPackages() {
  if (npmPackagesMissing()) await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
}

/** Of `packages`, or of those above. */
export const missingDebianPackages = (packages = DEBIAN_PACKAGES) =>
  Object.keys(packages).filter((name) => !packages[name].some((file) => existsSync(file)))

/** Installs what is missing where apt and root are there; else says in one line what to install. */
export async function installDebianPackages(packages = DEBIAN_PACKAGES, what = 'all tests') {
  const missing = missingDebianPackages(packages)
  if (missing.length === 0) return
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    console.log(
      `For ${what} install: ${missing.join(' ')} (Debian: sudo apt-get install ${missing.join(' ')})`,
    )
    return
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] }
  await run('apt-get', ['update', '-qq'], quiet)
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], quiet)
}
