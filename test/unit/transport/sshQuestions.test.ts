// Logins in several steps, each over the wire: a key, then rounds of questions.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { ssh2, type AuthContext, type ParsedKey } from '../../../src/transport/ssh.ts'
import type { SshCredentials, SshQuestions } from '../../../src/transport/sshAuth.ts'
import { connectSsh } from '../../../src/transport/sshClient.ts'
import { startAgent, type FakeAgent } from '../fakes/sshAgent.ts'
import { failure, HOST_KEY, options } from './sshAttempts.ts'
import { LOCKED_KEY, OTHER_KEY, PLAIN_KEY } from './sshLogins.ts'

const LOCKED = ssh2.utils.parseKey(LOCKED_KEY, 'sesame') as ParsedKey

/** Lets in whoever has one of these keys, then answers a round for the password and a round for code and PIN. */
function twoFactors(
  accepted: readonly ParsedKey[],
): (context: AuthContext, state: { factors: number }) => void {
  return (context, state) => {
    if (context.method === 'publickey' && state.factors === 0) {
      const { key, signature, blob, hashAlgo } = context
      const known = accepted.find((each) => each.getPublicSSH().equals(key.data))
      if (known === undefined) context.reject(['publickey'])
      else if (signature === undefined || blob === undefined) context.accept()
      else if (known.verify(blob, signature, hashAlgo)) {
        state.factors = 1
        context.reject(['keyboard-interactive'], true)
      } else context.reject(['publickey'])
    } else if (context.method === 'keyboard-interactive' && state.factors === 1) {
      context.prompt([{ prompt: 'Password: ', echo: false }], ([password]) => {
        const prompts = [
          { prompt: 'Code: ', echo: true },
          { prompt: 'PIN: ', echo: false },
        ]
        context.prompt(prompts, 'Token', 'Press the button', ([code, pin]) => {
          if (password === 'hunter2' && code === '123456' && pin === '99') context.accept()
          else context.reject(['keyboard-interactive'])
        })
      })
    } else context.reject(state.factors === 0 ? ['publickey'] : ['keyboard-interactive'])
  }
}

describe('a key, then two rounds of questions', () => {
  let port: number
  let agent: FakeAgent
  const server = new ssh2.Server({ hostKeys: [HOST_KEY] }, (connection) => {
    const state = { factors: 0 }
    const accepted = [LOCKED, ssh2.utils.parseKey(OTHER_KEY) as ParsedKey]
    connection.on('error', () => undefined)
    connection.on('authentication', (context) => twoFactors(accepted)(context, state))
    connection.on('session', (accept) => accept().on('subsystem', (open) => open()))
  })
  before(async () => {
    agent = await startAgent([PLAIN_KEY, OTHER_KEY, OTHER_KEY])
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  })
  after(() => {
    agent.close()
    server.close()
  })

  const ways: readonly (readonly [name: string, credentials: () => Partial<SshCredentials>])[] = [
    ['a key', () => ({ privateKey: OTHER_KEY })],
    [
      'the second of several keys',
      () => ({ keys: [PLAIN_KEY, OTHER_KEY].map((privateKey) => ({ name: 'k', privateKey })) }),
    ],
    ['a locked key', () => ({ privateKey: LOCKED_KEY, passphrase: () => Promise.resolve('sesame') })],
    ['a key of the agent', () => ({ agent: agent.socket })],
  ]
  for (const [name, credentials] of ways) {
    it(name, async () => {
      const asked: SshQuestions[] = []
      const passwords: number[] = []
      const transport = await connectSsh(
        options(port, {
          credentials: {
            username: 'u',
            ...credentials(),
            password: (attempt) => {
              passwords.push(attempt)
              return Promise.resolve('hunter2')
            },
            answers: (questions) => {
              asked.push(questions)
              return Promise.resolve(['123456', '99'])
            },
          },
        }),
      )
      const expected: SshQuestions = {
        title: 'Token',
        instructions: 'Press the button',
        prompts: [
          { text: 'Code: ', echo: true },
          { text: 'PIN: ', echo: false },
        ],
      }
      assert.deepEqual([asked, passwords], [[expected], [0]])
      transport.close()
    })
  }

  it('the agent signs once, and only for the key that the server takes', async () => {
    const before = agent.signed()
    await failure(connectSsh(options(port, { credentials: { username: 'u', agent: agent.socket } })))
    assert.equal(agent.signed() - before, 1)
  })

  it('an agent that signs nothing is one key less', async () => {
    const refusing = await startAgent([OTHER_KEY], true)
    const credentials = { username: 'u', agent: refusing.socket }
    const error = await failure(connectSsh(options(port, { credentials })))
    assert.deepEqual([error.reason, refusing.signed()], ['auth', 0])
    refusing.close()
  })
})
