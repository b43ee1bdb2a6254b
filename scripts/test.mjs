// `npm test`: everything there is to check, with its set-up; the last line is the sum.

import {
  installDebianPackages,
  installNpmPackages,
  missingDebianPackages,
  npmPackagesMissing,
  repository,
} from './setup.mjs'
import { runSteps } from './steps.mjs'
import { vsCodeObstacle } from './vscode-server.mjs'

const npmRun = (script) => ['npm', 'run', '--silent', script]
const check = (name, script) => ({ name, command: npmRun(script), needs: ['npm packages'] })

/** Longest first, so that the slots are used to the end. */
const STEPS = [
  { name: 'npm packages', act: installNpmPackages, setUp: true },
  { name: 'deb packages', act: installDebianPackages, setUp: true },
  ...(vsCodeObstacle() === undefined
    ? [{ name: 'VS Code', command: ['node', 'scripts/vscode-server.mjs'], setUp: true }]
    : []),
  check('lint', 'check:lint'),
  check('types', 'check:types'),
  { ...check('unit', 'test:unit'), tests: true },
  {
    name: 'servers',
    command: npmRun('test:servers'),
    needs: ['npm packages', 'deb packages'],
    tests: true,
    again: (files) => ['node', '--import', 'tsx', '--test', '--test-reporter=spec', ...files],
  },
  { name: 'yang', command: npmRun('test:yang'), needs: ['npm packages', 'deb packages'] },
  check('format', 'check:format'),
  check('unused code', 'check:unused'),
  check('package', 'package'),
  {
    name: 'e2e',
    command: npmRun('e2e'),
    needs: ['package', 'deb packages', ...(vsCodeObstacle() === undefined ? ['VS Code'] : [])],
    alone: true, // a real editor that has to share the machine is slow enough to fail
    tests: true,
    again: () => npmRun('e2e'),
  },
]

for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => process.exit(130))

const began = performance.now()
if (npmPackagesMissing() || missingDebianPackages().length > 0) console.log('Setting up (once) …')
const { passed, failed } = await runSteps(STEPS, repository)
console.log(`${((performance.now() - began) / 1000).toFixed(0)} s in all`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
