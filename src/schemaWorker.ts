// The thread in which the editor's schemas live: takes calls, answers them in turn.

import { parentPort } from 'node:worker_threads'
import type { SchemaCall } from './language/schemaRequests.ts'
import { SchemaService } from './language/schemaService.ts'

const service = new SchemaService()
parentPort?.on('message', (call: SchemaCall) => parentPort?.postMessage(service.answer(call)))
