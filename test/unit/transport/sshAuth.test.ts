// The login: which method comes next, and what is asked when.

import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { ssh2, type ParsedKey, type Prompt } from '../../../src/transport/ssh.ts'
import { SshLogin, type SshCredentials, type SshQuestions } from '../../../src/transport/sshAuth.ts'
import { startAgent } from '../fakes/sshAgent.ts'
import {
  ALL,
  ask,
  LOCKED_KEY,
  methods,
  OTHER_KEY,
  passphrase,
  password,
  PLAIN_KEY,
  type Method,
} from './sshLogins.ts'

const AGENT = await startAgent([OTHER_KEY])
after(() => AGENT.close())

describe('the order of methods', () => {
  const cases: readonly (readonly [
    name: string,
    credentials: Omit<SshCredentials, 'username'>,
    offered: readonly string[],
    order: string,
  ])[] = [
    ['nothing configured', {}, ALL, 'none'],
    ['a password', { password }, ALL, 'none password password password'],
    [
      'a password, the server asks by questions',
      { password },
      ['keyboard-interactive'],
      'none keyboard-interactive keyboard-interactive keyboard-interactive',
    ],
    ['a password, the server wants a key', { password }, ['publickey'], 'none'],
    ['a key', { privateKey: PLAIN_KEY }, ALL, 'none publickey'],
    ['a key, the server wants a password', { privateKey: PLAIN_KEY }, ['password'], 'none'],
    ['a key and an agent', { privateKey: PLAIN_KEY, agent: AGENT.socket }, ALL, 'none publickey publickey'],
    ['an agent', { agent: AGENT.socket }, ALL, 'none publickey'],
    ['an agent that is not there', { agent: '/agent', password }, ['publickey'], 'none'],
    ['an agent with the same key', { privateKey: OTHER_KEY, agent: AGENT.socket }, ALL, 'none publickey'],
    [
      'an agent whose keys are not named',
      { privateKey: PLAIN_KEY, agent: AGENT.socket, identitiesOnly: true },
      ALL,
      'none publickey',
    ],
    [
      'several keys',
      {
        keys: [
          { name: 'a', privateKey: PLAIN_KEY },
          { name: 'b', privateKey: OTHER_KEY },
        ],
      },
      ALL,
      'none publickey publickey',
    ],
    [
      'a key and a password',
      { privateKey: PLAIN_KEY, password },
      ALL,
      'none publickey password password password',
    ],
    ['a locked key with its passphrase', { privateKey: LOCKED_KEY, passphrase }, ALL, 'none publickey'],
    [
      'a locked key without',
      { privateKey: LOCKED_KEY, agent: AGENT.socket },
      ALL,
      'none publickey publickey',
    ],
    ['a server that takes nothing', { password, privateKey: PLAIN_KEY, agent: AGENT.socket }, [], 'none'],
    ['a server that takes host keys alone', { password }, ['hostbased'], 'none'],
  ]
  for (const [name, credentials, offered, order] of cases) {
    it(name, async () => {
      assert.equal((await methods(new SshLogin({ username: 'u', ...credentials }), offered)).join(' '), order)
    })
  }

  it('a server that stops offering a method is not asked with it again', async () => {
    const login = new SshLogin({ username: 'u', password })
    assert.notEqual(await login.next(['password'], false), false)
    assert.equal(await login.next(['publickey'], false), false)
  })
})

describe('asking', () => {
  it('happens only for what the server offers', async () => {
    const asked: string[] = []
    const asking = (what: string) => (): Promise<undefined> => {
      asked.push(what)
      return Promise.resolve(undefined)
    }
    const credentials = {
      username: 'u',
      privateKey: LOCKED_KEY,
      passphrase: asking('passphrase'),
      password: asking('password'),
    }
    await methods(new SshLogin(credentials), ['hostbased'])
    assert.deepEqual(asked, [])
    await methods(new SshLogin(credentials), ['publickey'])
    assert.deepEqual(asked, [], 'the server does not want this key')
    await methods(new SshLogin(credentials), ['publickey'], true)
    assert.deepEqual(asked, ['passphrase'])
  })

  it('a password: at most three times, each time with the number of the attempt', async () => {
    for (const offered of [['password'], ['keyboard-interactive'], ['password', 'keyboard-interactive']]) {
      const attempts: number[] = []
      const login = new SshLogin({
        username: 'u',
        password: (attempt) => {
          attempts.push(attempt)
          return Promise.resolve('wrong')
        },
      })
      await methods(login, offered)
      assert.deepEqual(attempts, [0, 1, 2], offered.join())
    }
  })

  it('a dismissed password ends the login', async () => {
    let asked = 0
    const login = new SshLogin({
      username: 'u',
      password: () => {
        asked += 1
        return Promise.resolve(undefined)
      },
    })
    assert.deepEqual(await methods(login), ['none'])
    assert.equal(asked, 1)
    const questions = new SshLogin({ username: 'u', password: () => Promise.resolve(undefined) })
    assert.deepEqual(await methods(questions, ['keyboard-interactive']), ['none', 'keyboard-interactive'])
  })

  it('a question that fails ends the login, not the program', async () => {
    const login = new SshLogin({ username: 'u', password: () => Promise.reject(new Error('gone')) })
    const method = await login.next(['keyboard-interactive'], false)
    assert.deepEqual(await ask(method, [{ prompt: 'Password: ', echo: false }]), [])
  })
})

describe("the server's questions", () => {
  function loginWith(given: readonly string[] | undefined): {
    login: SshLogin
    asked: SshQuestions[]
    passwords: number[]
  } {
    const asked: SshQuestions[] = []
    const passwords: number[] = []
    const login = new SshLogin({
      username: 'u',
      password: (attempt) => {
        passwords.push(attempt)
        return Promise.resolve('hunter2')
      },
      answers: (questions) => {
        asked.push(questions)
        return Promise.resolve(given)
      },
    })
    return { login, asked, passwords }
  }

  for (const prompt of [
    'Password:',
    'Password: ',
    "admin's password: ",
    '(admin@core-1) Password: ',
    'PASSWORD',
  ]) {
    it(`${JSON.stringify(prompt)} is the password`, async () => {
      const { login, asked } = loginWith(['123456'])
      assert.deepEqual(
        await ask(await login.next(['keyboard-interactive'], false), [{ prompt, echo: false }]),
        ['hunter2'],
      )
      assert.deepEqual(asked, [])
    })
  }

  const others: readonly (readonly [string, readonly Prompt[]])[] = [
    ['a code', [{ prompt: 'Verification code: ', echo: false }]],
    ['a one-time password', [{ prompt: 'One-time password (OATH) for `u`: ', echo: false }]],
    ['an OTP', [{ prompt: 'OTP password: ', echo: false }]],
    ['a new password', [{ prompt: 'New password: ', echo: false }]],
    ['what is shown while typed', [{ prompt: 'Password hint: ', echo: true }]],
    ['two at once', [{ prompt: 'Password: ', echo: false }, { prompt: 'Code: ', echo: true }]],
  ] // prettier-ignore
  for (const [name, prompts] of others) {
    it(`${name}: is asked as it stands`, async () => {
      const { login, asked, passwords } = loginWith(['1', '2'].slice(0, prompts.length))
      const answers = await ask(await login.next(['keyboard-interactive'], false), [...prompts])
      assert.deepEqual(answers, ['1', '2'].slice(0, prompts.length))
      assert.deepEqual(asked, [
        {
          title: 'Title',
          instructions: 'Instructions',
          prompts: prompts.map(({ prompt, echo }) => ({ text: prompt, echo })),
        },
      ])
      assert.deepEqual(passwords, [])
    })
  }

  it('none at all is answered without asking anybody (OpenSSH with PAM)', async () => {
    const { login, asked, passwords } = loginWith(undefined)
    assert.deepEqual(await ask(await login.next(['keyboard-interactive'], false), []), [])
    assert.deepEqual([asked, passwords], [[], []])
    assert.notEqual(await login.next(['keyboard-interactive'], false), false)
  })

  it('for the password again within one attempt is the next attempt, and ends after three', async () => {
    const { login, passwords } = loginWith(undefined)
    const method = await login.next(['keyboard-interactive'], false)
    const prompts = [{ prompt: 'Password: ', echo: false }]
    const answers = [
      await ask(method, prompts),
      await ask(method, prompts),
      await ask(method, prompts),
      await ask(method, prompts),
    ]
    assert.deepEqual(answers, [['hunter2'], ['hunter2'], ['hunter2'], []])
    assert.deepEqual(passwords, [0, 1, 2])
    assert.equal(await login.next(['keyboard-interactive'], false), false)
  })

  it('dismissed end the login', async () => {
    const { login } = loginWith(undefined)
    assert.deepEqual(await ask(await login.next(['keyboard-interactive'], false), [{ prompt: 'Code:' }]), [])
    assert.equal(await login.next(['keyboard-interactive'], false), false)
  })
})

describe('partial success (several factors)', () => {
  it('a key, then a password', async () => {
    const login = new SshLogin({ username: 'u', privateKey: PLAIN_KEY, password })
    await login.next(null, false)
    assert.equal(typeOf(await login.next(['publickey'], false)), 'publickey')
    assert.equal(typeOf(await login.next(['password'], true)), 'password')
  })

  it('a key, then a code', async () => {
    const login = new SshLogin({
      username: 'u',
      privateKey: PLAIN_KEY,
      answers: () => Promise.resolve(['1']),
    })
    await login.next(['publickey'], false)
    const method = await login.next(['keyboard-interactive'], true)
    assert.deepEqual(await ask(method, [{ prompt: 'Code: ' }]), ['1'])
    assert.notEqual(await login.next(['keyboard-interactive'], false), false, 'a wrong code can be mended')
  })

  it('a key of the agent, then a code: no second key is tried', async () => {
    const login = new SshLogin({
      username: 'u',
      agent: AGENT.socket,
      answers: () => Promise.resolve(['1']),
    })
    await login.next(null, false)
    const offer = await login.next(['publickey'], false)
    assert.ok(offer !== false && offer.type === 'publickey')
    assert.ok(((offer.key as ParsedKey).sign(Buffer.from('data')) as unknown) instanceof Error)
    const signed = await login.next(['publickey'], false)
    assert.ok(signed !== false && signed.type === 'publickey')
    const signature = (signed.key as ParsedKey).sign(Buffer.from('data'))
    assert.equal((ssh2.utils.parseKey(OTHER_KEY) as ParsedKey).verify('data', signature), true)
    assert.ok(((signed.key as ParsedKey).sign(Buffer.from('other')) as unknown) instanceof Error)
    assert.equal(typeOf(await login.next(['keyboard-interactive'], true)), 'keyboard-interactive')
  })

  it('a password, then a code', async () => {
    const login = new SshLogin({ username: 'u', password, answers: () => Promise.resolve(['1']) })
    assert.equal(typeOf(await login.next(['password'], false)), 'password')
    assert.deepEqual(await ask(await login.next(['keyboard-interactive'], true), [{ prompt: 'Code: ' }]), [
      '1',
    ])
  })
})

const typeOf = (method: Method): string => (method === false ? 'nothing' : method.type)
