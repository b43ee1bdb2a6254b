// A large reply that is given up before or while it arrives: the rest is dropped, and the session is as good as new.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Framing } from '../../../src/netconf/framing.ts'
import { get } from '../../../src/netconf/operations.ts'
import { openFake, settle, type FakeRpc } from '../fakes/fakeServer.ts'

const BASE = 'urn:ietf:params:xml:ns:netconf:base:1.0'
const DATA = `<data>${'<entry>Zürich → 🚀 ]]&gt;</entry>'.repeat(20_000)}</data>`

const whole = ({ id }: FakeRpc, content: string): string =>
  `<rpc-reply xmlns="${BASE}" message-id="${id}">${content}</rpc-reply>`

for (const framing of ['1.0', '1.1'] satisfies Framing[]) {
  for (const when of ['before', 'while'] as const) {
    for (const content of [DATA, DATA.replaceAll('data>', 'output>')]) {
      const name = content.startsWith('<data') ? 'data' : 'other content'
      test(`base:${framing}, ${name}, cancelled ${when} it arrives`, async () => {
        const { server, session, oddities } = await openFake({ versions: [framing], chunkSize: 4_096 })
        const abort = new AbortController()
        const seen: number[] = []
        const onProgress = (bytes: number): void => {
          seen.push(bytes)
          if (bytes > 200_000) abort.abort()
        }
        const request = session.request(get(), { signal: abort.signal, onProgress })
        const rpc = await server.nextRpc()
        const text = whole(rpc, content)
        if (when === 'before') abort.abort()
        server.send(text)
        await assert.rejects(request, { name: 'AbortError' })

        const next = session.request(get())
        const answer = whole(await server.nextRpc(), DATA)
        server.send(answer)
        assert.equal((await next).xml, answer)
        await settle()
        assert.deepEqual(oddities, [
          `A late reply to message ${rpc.id} came (${Buffer.byteLength(text)} bytes); it was dropped.`,
        ])
        if (when === 'while')
          assert.ok(seen.length > 10 && Math.max(...seen) < 210_000, 'progress ends with the wait')
        await session.close()
      })
    }
  }
}
