// Algorithm lists with + - ^ and patterns, compared with what OpenSSH makes of them.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { algorithmList } from '../../../src/transport/algorithmList.ts'

function ssh(...args: string[]): string {
  return execFileSync('ssh', args, { encoding: 'utf8' }).trim()
}

/** What `ssh -G` shows for one keyword. */
function opensshSays(keyword: string, ...option: string[]): string[] {
  const lines = ssh('-G', '-F', '/dev/null', ...option, 'host').split('\n')
  const line = lines.find((each) => each.startsWith(`${keyword.toLowerCase()} `))
  return (line ?? '').split(' ')[1]?.split(',') ?? []
}

describe('as OpenSSH reads them', () => {
  for (const [keyword, query, lists] of [
    ['Ciphers', 'cipher', ['aes256-ctr,3des-cbc', '+aes128-cbc,aes128-ctr', '-*-gcm@openssh.com,aes1*', '^aes256-cbc,aes256-ctr']],
    ['MACs', 'mac', ['hmac-sha1', '-*-etm@openssh.com', '^hmac-sha1,hmac-md5', '+hmac-md5']],
    ['KexAlgorithms', 'kex', ['+diffie-hellman-group1-sha1', '-sntrup*,curve*', '^ecdh-sha2-nistp521', 'diffie-hellman-group14-sha1']],
    ['HostKeyAlgorithms', 'HostKeyAlgorithms', ['+ssh-rsa', '-*cert*,sk-*', '^rsa-sha2-512', 'ssh-ed25519,ssh-dss']],
  ] as const) {
    for (const list of lists) {
      test(`${keyword} ${list}`, () => {
        const available = ssh('-Q', query).split('\n')
        const expected = opensshSays(keyword, '-o', `${keyword}=${list}`)
        assert.deepEqual(algorithmList(list, opensshSays(keyword), available), expected)
      })
    }
  }
}) // prettier-ignore

test('what is not available falls out', () => {
  assert.deepEqual(algorithmList('sntrup761x25519-sha512,b', ['a'], ['a', 'b']), ['b'])
  assert.deepEqual(algorithmList('^x, b', ['a'], ['a', 'b']), ['b', 'a'])
  assert.deepEqual(algorithmList('x', ['a'], ['a']), [])
  assert.deepEqual(algorithmList('-*', ['a'], ['a']), [])
})
