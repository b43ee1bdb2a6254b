// An SSH agent on a socket of its own, for logins by agent.

import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ssh2, type ParsedKey } from '../../../src/transport/ssh.ts'

export interface FakeAgent {
  readonly socket: string
  /** How often it has signed. */
  readonly signed: () => number
  close(): void
}

/** Holds these private keys; `refuses` says no to each signature, as a person could. */
export async function startAgent(privateKeys: readonly string[], refuses = false): Promise<FakeAgent> {
  const directory = mkdtempSync(path.join(tmpdir(), 'netconf-explorer-agent-'))
  const socket = path.join(directory, 'agent.sock')
  const keys = privateKeys.map((key) => ssh2.utils.parseKey(key) as ParsedKey)
  let signed = 0
  const server = createServer((connection) => {
    const protocol = new ssh2.AgentProtocol(false)
    protocol.on('identities', (request) => protocol.getIdentitiesReply(request, keys))
    protocol.on('sign', (request, wanted, data, { hash }) => {
      const key = keys.find((each) => each.getPublicSSH().equals(wanted.getPublicSSH()))
      if (key === undefined || refuses) {
        protocol.failureReply(request)
        return
      }
      signed += 1
      protocol.signReply(request, key.sign(data, hash))
    })
    connection.on('error', () => undefined)
    connection.pipe(protocol).pipe(connection)
  }).listen(socket)
  await once(server, 'listening')
  return {
    socket,
    signed: () => signed,
    close: () => {
      server.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
