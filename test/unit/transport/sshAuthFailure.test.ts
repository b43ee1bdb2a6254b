// The login: what is said when nobody is let in.

import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { ssh2 } from '../../../src/transport/ssh.ts'
import { SshLogin, type SshCredentials } from '../../../src/transport/sshAuth.ts'
import { startAgent } from '../fakes/sshAgent.ts'
import { ALL, LOCKED_KEY, methods, OTHER_KEY, password, PLAIN_KEY } from './sshLogins.ts'

const AGENT = await startAgent([OTHER_KEY])
after(() => AGENT.close())

describe('what is said when nobody is let in', () => {
  const cases: readonly (readonly [
    name: string,
    credentials: Omit<SshCredentials, 'username'>,
    offered: readonly string[],
    sentence: string,
  ])[] = [
    [
      'wrong password',
      { password },
      ['password', 'keyboard-interactive'],
      'admin was not let in. The device accepts password, keyboard-interactive; tried: password.',
    ],
    [
      'nothing that fits',
      { password },
      ['publickey'],
      'admin was not let in. The device accepts publickey; nothing that fits was configured.',
    ],
    [
      'refused key',
      { privateKey: PLAIN_KEY },
      ['publickey'],
      'admin was not let in. The device accepts publickey; tried: key file.',
    ],
    [
      'refused agent',
      { agent: AGENT.socket },
      ['publickey'],
      'admin was not let in. The device accepts publickey; tried: SSH agent.',
    ],
    [
      'an agent that is not there',
      { agent: '/agent' },
      ['publickey'],
      'admin was not let in. The device accepts publickey; nothing that fits was configured. The SSH agent does not answer: Failed to connect to agent.',
    ],
    [
      'refused keys',
      {
        keys: [
          { name: 'id_a', privateKey: PLAIN_KEY },
          { name: 'id_b', privateKey: OTHER_KEY },
        ],
        certificateFiles: ['id_a-cert.pub'],
      },
      ['publickey'],
      'admin was not let in. The device accepts publickey; tried: id_a, id_b. OpenSSH certificates cannot be shown from here; ' +
        'where one is needed, reach the device through a local process: ssh -s HOST netconf.',
    ],
    [
      'a named key that cannot be used',
      { keys: [{ name: '~/.ssh/id_x', privateKey: 'x' }] },
      ['publickey'],
      'admin was not let in. The device accepts publickey; nothing that fits was configured. ' +
        'The private key ~/.ssh/id_x cannot be used: it is not a private key in OpenSSH, PEM or PuTTY format.',
    ],
    [
      'wrong passphrase',
      { privateKey: LOCKED_KEY, passphrase: password, password },
      ALL,
      'The private key cannot be used: wrong passphrase.',
    ],
    [
      'empty passphrase',
      { privateKey: LOCKED_KEY, passphrase: () => Promise.resolve('') },
      ALL,
      'The private key cannot be used: wrong passphrase.',
    ],
    [
      'no key at all',
      { privateKey: 'hunter2' },
      ALL,
      'The private key cannot be used: it is not a private key in OpenSSH, PEM or PuTTY format.',
    ],
    [
      'a public key',
      { privateKey: ssh2.utils.generateKeyPairSync('ed25519').public },
      ALL,
      'The private key cannot be used: it is a public key.',
    ],
    [
      'a key that breaks off',
      { privateKey: PLAIN_KEY.slice(0, 200) },
      ALL,
      'The private key cannot be used: it is not a private key in OpenSSH, PEM or PuTTY format.',
    ],
    [
      'a server that takes nothing',
      { password },
      [],
      'admin was not let in: nothing that fits was configured.',
    ],
  ]
  for (const [name, credentials, offered, sentence] of cases) {
    it(name, async () => {
      const login = new SshLogin({ username: 'admin', ...credentials })
      await methods(login, offered, true)
      assert.equal(login.failure, sentence)
    })
  }

  it('never a secret', async () => {
    const login = new SshLogin({ username: 'admin', privateKey: LOCKED_KEY, passphrase: password, password })
    await methods(login, ALL, true)
    assert.doesNotMatch(`${login.failure}${JSON.stringify(login)}`, /hunter2|BEGIN/)
  })

  it('one of several keys that cannot be used does not keep the password back', async () => {
    const keys = [
      { name: 'a', privateKey: 'x' },
      { name: 'b', privateKey: LOCKED_KEY },
    ]
    const login = new SshLogin({ username: 'u', keys, passphrase: password, password })
    const [none, key, ...passwords] = await methods(login, ['publickey', 'password'], true)
    assert.deepEqual([none, key, passwords.length], ['none', 'publickey', 3])
    assert.match(
      login.failure,
      /private key a cannot be used.*private key b cannot be used: wrong passphrase/,
    )
  })

  it('a key that cannot be used does not end the login where an agent is left', async () => {
    const login = new SshLogin({
      username: 'u',
      privateKey: LOCKED_KEY,
      passphrase: password,
      agent: AGENT.socket,
    })
    // The locked key is offered, and falls out when its passphrase is wrong.
    assert.deepEqual(await methods(login, ALL, true), ['none', 'publickey', 'publickey', 'publickey'])
  })
})
