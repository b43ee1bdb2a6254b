// `npm run bench`: sets up what the bench needs, builds what it measures, runs it.

import { installDebianPackages, installNpmPackages, run } from './setup.mjs'

await installNpmPackages()
await installDebianPackages(['gcc', 'libc6-dev', 'openssh-server', 'python3-ncclient'], 'the bench')
await run('npm', ['run', '--silent', 'build:node'])
await run(process.execPath, ['--import', 'tsx', 'test/bench/main.ts', ...process.argv.slice(2)]).catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
