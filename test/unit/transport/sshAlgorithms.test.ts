// What we offer to an SSH server, read from the wire, and in which order.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { describe, it } from 'node:test'
import { ssh2 } from '../../../src/transport/ssh.ts'
import { sshAlgorithms } from '../../../src/transport/sshAlgorithms.ts'

interface Offer {
  readonly kex: readonly string[]
  readonly hostKey: readonly string[]
  readonly cipher: readonly string[]
  readonly mac: readonly string[]
}

/** Lets the client connect to a port that reads its SSH_MSG_KEXINIT (RFC 4253 §7.1) and no more. */
async function offered(preferred: readonly string[], legacy: boolean): Promise<Offer> {
  let received = Buffer.alloc(0)
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = new ssh2.Client().on('error', () => undefined)
  client.connect({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    username: 'u',
    algorithms: sshAlgorithms(preferred, legacy),
  })
  const [socket] = (await once(server, 'connection')) as [Socket]
  socket.write('SSH-2.0-test\r\n')
  try {
    for (;;) {
      const [bytes] = (await once(socket, 'data')) as [Buffer]
      received = Buffer.concat([received, bytes])
      const packet = received.subarray(received.indexOf('\n') + 1)
      if (packet.length > 4 && packet.length >= 4 + packet.readUInt32BE(0)) return kexInit(packet)
    }
  } finally {
    client.destroy()
    socket.destroy()
    server.close()
  }
}

function kexInit(packet: Buffer): Offer {
  let at = 4 + 1 + 1 + 16
  const lists = Array.from({ length: 6 }, () => {
    const length = packet.readUInt32BE(at)
    const list = packet.toString('latin1', at + 4, at + 4 + length).split(',')
    at += 4 + length
    return list
  })
  const [kex = [], hostKey = [], cipher = [], , mac = []] = lists
  // The rest are no algorithms but marks of extensions (RFC 8308).
  return { kex: kex.filter((name) => !/^(?:ext-info|kex-strict)/.test(name)), hostKey, cipher, mac }
}

const WEAK = /sha1$|^ssh-rsa$|^ssh-dss$|-cbc$|md5|arcfour|blowfish/

describe('an offer', () => {
  it('holds nothing weak, but for HMAC-SHA1 as the last resort', async () => {
    const { kex, hostKey, cipher, mac } = await offered([], false)
    assert.deepEqual(
      [...kex, ...hostKey, ...cipher].filter((name) => WEAK.test(name)),
      [],
    )
    const weak = mac.filter((name) => /sha1|md5/.test(name))
    assert.deepEqual(mac.slice(mac.length - weak.length), weak)
    assert.ok(!weak.some((name) => /md5|96/.test(name)))
    assert.ok(kex.length > 5 && hostKey.length > 4 && cipher.length > 3 && mac.length > 3)
  })

  it('begins with what is fast and modern', async () => {
    const { kex, hostKey, cipher } = await offered([], false)
    assert.deepEqual(
      [kex[0], hostKey[0], cipher[0]],
      ['curve25519-sha256', 'ssh-ed25519', 'aes128-gcm@openssh.com'],
    )
  })

  it('for an old device has the weak ones behind all others', async () => {
    const [modern, legacy] = [await offered([], false), await offered([], true)]
    for (const list of ['kex', 'hostKey', 'cipher', 'mac'] as const) {
      const more = legacy[list].slice(modern[list].length)
      assert.deepEqual(legacy[list].slice(0, modern[list].length), modern[list])
      assert.ok(
        more.length > 0 && more.every((name) => /sha1|^ssh-rsa$|^ssh-dss$|-cbc$|md5/.test(name)),
        more.join(),
      )
    }
    assert.ok(legacy.hostKey.includes('ssh-rsa'))
    assert.ok(legacy.kex.includes('diffie-hellman-group14-sha1'))
  })

  const preferences: readonly (readonly [
    types: readonly string[],
    legacy: boolean,
    first: readonly string[],
  ])[] = [
    [['ecdsa-sha2-nistp384'], false, ['ecdsa-sha2-nistp384', 'ssh-ed25519']],
    [['ssh-rsa'], false, ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-ed25519']],
    [['ssh-rsa'], true, ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa', 'ssh-ed25519']],
    [
      ['ssh-rsa', 'ecdsa-sha2-nistp256'],
      false,
      ['ecdsa-sha2-nistp256', 'rsa-sha2-512', 'rsa-sha2-256', 'ssh-ed25519'],
    ],
    [['sk-ssh-ed25519@openssh.com', 'ssh-dss'], false, ['ssh-ed25519']],
  ]
  for (const [types, legacy, first] of preferences) {
    it(`asks first for the known key: ${types.join(', ')}${legacy ? ' (old device)' : ''}`, async () => {
      const { hostKey } = await offered(types, legacy)
      assert.deepEqual(hostKey.slice(0, first.length), first)
      assert.equal(new Set(hostKey).size, hostKey.length)
    })
  }

  it('names nothing that ssh2 does not know here', async () => {
    const algorithms = sshAlgorithms([], true) as unknown as Record<string, { append: readonly RegExp[] }>
    const { kex, hostKey, cipher, mac } = await offered([], true)
    const wanted = ['kex', 'serverHostKey', 'cipher', 'hmac'].map((list) => algorithms[list]?.append.length)
    assert.deepEqual(
      [kex, hostKey, cipher, mac].map(({ length }) => length),
      wanted,
    )
  })
})
