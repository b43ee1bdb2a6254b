// Starts the thread of the schemas.

import { Worker } from 'node:worker_threads'
import type { StartThread } from '../language/schemaClient.ts'
import type { SchemaReturn } from '../language/schemaRequests.ts'

/** Megabytes: 2,000 modules take 400, and a window may have several sets of them. */
const MOST_MEMORY = 2_048

/** `file` is the built dist/schemaWorker.cjs. */
export function schemaThread(file: string): StartThread {
  return ({ returned, ended }) => {
    const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY } })
    worker.unref()
    worker.on('message', (message: SchemaReturn) => returned(message))
    worker.on('messageerror', (error) => ended(`an answer could not be read (${error.message}).`))
    worker.on('error', (error) => ended(reason(error)))
    worker.on('exit', (code) => ended(`their thread ended with code ${code}.`))
    return { post: (call) => worker.postMessage(call), end: () => void worker.terminate() }
  }
}

function reason(error: Error): string {
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return `they need more than ${MOST_MEMORY} MB of memory. Load the schemas of fewer devices at a time.`
  }
  return `${error.message.replace(/\.?$/, '.')} Try again; if it happens again, please report it.`
}
