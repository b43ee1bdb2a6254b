// Runs every unit test in one process: starting a process for each file took longer than the tests.

import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
for (const file of files.filter((name) => name.endsWith('.test.ts')).sort()) {
  await import(pathToFileURL(path.join(import.meta.dirname, file)).href)
}
