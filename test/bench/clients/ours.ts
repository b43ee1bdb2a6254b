// Our client: the library as it is published.

import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type * as library from '../../../src/library.ts'
import type { Client, ClientReply } from '../../../src/library.ts'
import { anyOperation } from '../../../src/netconf/operations.ts'
import type { Job } from '../task.ts'
import type { BenchClient, Line } from './line.ts'
import { runJob } from './run.ts'

type Library = typeof library

async function ourClient({ library: file }: Job): Promise<BenchClient> {
  const { connect } = (await import(pathToFileURL(file).href)) as Library
  return {
    open: async ({ host, port, user, keyFile, hostKey }, framing) =>
      lineOf(
        await connect({
          transport: 'ssh',
          host,
          port,
          username: user,
          privateKey: readFileSync(keyFile, 'utf8'),
          hostKey: { sha256: hostKey },
          ...(framing === '1.0' && { framing }),
        }),
      ),
  }
}

function lineOf(client: Client): Line {
  /** As a program would that still needs it. */
  const kept: ClientReply[] = []
  return {
    small: async (content) => {
      const { isOk } = await client.rpc(content)
      if (!isOk) throw new Error('This is no <ok/>.')
    },
    large: async (content, { file, reads = false } = {}) => {
      if (file !== undefined) return toFile(client, content, file)
      kept.length = 0
      const reply = await client.rpc(content, { timeoutMs: 0 })
      kept.push(reply)
      if (reads && reply.xml.charCodeAt(reply.xml.length - 1) !== 0x3e)
        throw new Error('The reply does not end.')
      return reply.bytes
    },
    notifications: async (content, reads) => {
      const queue = client.notifications()
      await client.rpc(content)
      let read = 0
      if (!reads) {
        // The reply to an rpc behind them: all have come.
        await client.rpc('<bench xmlns="urn:netconf-explorer:bench"/>')
        return queue.queued
      }
      for await (const { dropped } of queue) read += 1 + dropped * 1_000_000_000
      return read
    },
    close: () => client.close(),
  }
}

async function toFile(client: Client, content: string, file: string): Promise<number> {
  const fd = openSync(file, 'w')
  const sink = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at)
  }
  const { bytes } = await client.session.request(anyOperation(content), { timeoutMs: 0, sink })
  closeSync(fd)
  return bytes
}

void runJob(ourClient)
