// Runs all journeys in one process, or those whose file names contain one of the arguments.

import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { slips } from './hostLog.ts'
import { journey } from './journey.ts'
import { RESULTS, worldObstacle } from './world.ts'

// Each server of a run hangs on to the end of this process.
process.setMaxListeners(50)

/** VS Code logs a rejection that nobody handled after one second. */
const REJECTION_MS = 1_500

const here = path.dirname(fileURLToPath(import.meta.url))
const wanted = process.argv.slice(2)
const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort()

// Ends by exit, so that the exit handlers take the servers along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

const obstacle = worldObstacle()
if (obstacle !== undefined) {
  console.log(`skipped: ${obstacle}`)
  process.exit(process.env['CI'] === undefined ? 0 : 1)
}
if (files.length === 0) throw new Error(`No journey is named ${wanted.join(' or ')}.`)

rmSync(RESULTS, { recursive: true, force: true })
for (const file of files) await import(pathToFileURL(path.join(here, file)).href)

journey(
  'nothing slipped: no error in the log of the extension host',
  async (world) => {
    await pause(REJECTION_MS)
    assert.deepEqual(slips(world.logDirectory), [])
  },
  { continues: true },
)
