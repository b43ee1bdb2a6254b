// The thread of the schemas, as the extension has it.

import '../../../src/schemaWorker.ts'
