// The shared suite: what every NETCONF server must pass, whoever wrote it.

import { after, afterEach, before, describe } from 'node:test'
import { discardChanges } from '../../src/netconf/operations.ts'
import type { Session } from '../../src/netconf/session.ts'
import { editingSuite } from './suiteEditing.ts'
import { readingSuite } from './suiteReading.ts'
import { sessionsSuite } from './suiteSessions.ts'
import type { ServerUnderTest } from './serverUnderTest.ts'

/** Declares all tests for one server, reached in one way. They share a session, and the server is reset before. */
export function sharedSuite(name: string, server: ServerUnderTest): void {
  describe(name, () => {
    let session: Session | undefined
    const open = (): Session => {
      if (session === undefined) throw new Error('The session did not open.')
      return session
    }

    before(async () => {
      await server.reset()
      session = await server.connect()
    })
    afterEach(async () => {
      if (server.target === 'candidate') await session?.request(discardChanges())
    })
    after(() => session?.close())

    readingSuite(server, open)
    editingSuite(server, open)
    sessionsSuite(server, open)
  })
}
