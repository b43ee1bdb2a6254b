// Pins, known_hosts and revocations: which of them has the last word.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { judgeHostKey, type HostKeyQuestion } from '../../../src/transport/hostKeyRules.ts'
import { formatKnownHost, hostKeyOf, parseKnownHosts } from '../../../src/transport/knownHosts.ts'

const keyOf = (fill: number) =>
  hostKeyOf(
    Buffer.concat([
      ...[Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519')],
      ...[Buffer.from([0, 0, 0, 32]), Buffer.alloc(32, fill)],
    ]),
  )
const key = keyOf(1)
const other = keyOf(2)
const line = (shown: typeof key): string => formatKnownHost('core-1', 830, shown)

describe('a host key', () => {
  const pin = { sha256: [key.sha256] }
  const cases: readonly (readonly [string, string, Partial<HostKeyQuestion>, string])[] = [
    ['pinned, no file knows the host', '', pin, 'accept'],
    ['pinned, a file has another key', line(other), pin, 'accept'],
    ['pinned but revoked', `@revoked ${line(key)}`, pin, 'refuse'],
    ['known, but another one is pinned', line(key), { sha256: [other.sha256] }, 'refuse'],
    ['pinned by a weak pin, no file knows the host', '', { ...pin, pinOverrides: false }, 'accept'],
    ['pinned by a weak pin and known', line(key), { ...pin, pinOverrides: false }, 'accept'],
    ['pinned by a weak pin, a file has another key', line(other), { ...pin, pinOverrides: false }, 'refuse'],
    ['changed', line(other), {}, 'refuse'],
  ]
  for (const [name, lines, more, decision] of cases) {
    it(`${name}: ${decision}`, () => {
      const { entries } = parseKnownHosts(lines)
      const question: HostKeyQuestion = {
        ...{ host: 'core-1', port: 830, key, entries, mode: 'accept-new' },
        ...more,
      }
      assert.equal(judgeHostKey(question).decision, decision)
    })
  }
})
