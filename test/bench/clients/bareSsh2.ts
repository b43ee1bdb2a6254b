// The floor: the ssh2 package alone, each request one write without delay, the bytes that come merely counted.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { Client } from 'ssh2'
import type { Place } from '../place.ts'
import { rawLine, type RawStream } from './rawNetconf.ts'
import { runJob } from './run.ts'

function openStream({ host, port, user, keyFile, hostKey }: Place): Promise<RawStream> {
  return new Promise((resolve, reject) => {
    const client = new Client()
    client.once('error', reject)
    client.once('ready', () => {
      client.subsys('netconf', (error, channel) => {
        if (error !== undefined) {
          reject(error)
          return
        }
        resolve({
          write: (bytes) => void channel.write(bytes),
          onData: (listener) => void channel.on('data', listener),
          close: () =>
            new Promise((closed) => {
              client.once('close', () => closed())
              client.end()
            }),
        })
      })
    })
    client.connect({
      sock: connect({ host, port, noDelay: true }),
      username: user,
      privateKey: readFileSync(keyFile),
      hostVerifier: (key: Buffer) =>
        `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}` === hostKey,
      algorithms: { cipher: ['aes128-gcm@openssh.com'] },
    })
  })
}

void runJob(() =>
  Promise.resolve({ open: async (place, framing) => rawLine(await openStream(place), framing) }),
)
