// `npm run bench`: sets up what the bench needs, builds what it measures, runs it.

import { installDebianPackages, installNpmPackages, run } from './setup.mjs'

const DEBIAN_PACKAGES = {
  gcc: ['/usr/bin/gcc'],
  'libc6-dev': ['/usr/include/stdio.h'],
  'openssh-server': ['/usr/sbin/sshd'],
  'openssh-client': ['/usr/bin/ssh'],
  // Without it ncclient is left out of the table.
  'python3-ncclient': ['/usr/lib/python3/dist-packages/ncclient'],
}

await installNpmPackages()
await installDebianPackages(DEBIAN_PACKAGES, 'the whole bench').catch((error) =>
  console.log(`Not everything could be installed: ${error.message}`),
)
try {
  await run('npm', ['run', '--silent', 'build:node'])
  await run(process.execPath, ['--import', 'tsx', 'test/bench/main.ts', ...process.argv.slice(2)])
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
