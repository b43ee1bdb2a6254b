// Which rpc-errors fail a request, with several of them in a reply and some exempt.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isExempt, isFailure, type ErrorMode } from '../../../src/netconf/errorPolicy.ts'
import type { RpcErrorInfo } from '../../../src/netconf/errors.ts'
import { get } from '../../../src/netconf/operations.ts'
import { openFake } from '../fakes/fakeServer.ts'

const error = (message?: string, severity: 'error' | 'warning' = 'error'): RpcErrorInfo => ({
  type: 'application',
  tag: 'operation-failed',
  severity,
  info: [],
  ...(message !== undefined && { message }),
})

describe('a pattern', () => {
  const cases: readonly (readonly [pattern: string, message: string | undefined, matches: boolean])[] = [
    ['VLAN exists', 'VLAN exists', true],
    ['VLAN exists', '  vlan EXISTS\n', true],
    ['VLAN exists', 'VLAN exists already', false],
    ['VLAN*', 'vlan exists', true],
    ['VLAN*', 'a VLAN exists', false],
    ['*exists', 'vlan exists', true],
    ['*exists', 'exists not', false],
    ['*VLAN with the same name exists*', 'Error: vlan with the same name exists (5)', true],
    ['*VLAN*', 'LAN', false],
    ['*', 'anything', true],
    ['**', 'anything', true],
    ['a.c', 'abc', false],
    ['no error given', undefined, true],
    ['no error*', undefined, true],
    ['', undefined, false],
    ['', '', true],
  ]
  for (const [pattern, message, matches] of cases) {
    it(`${JSON.stringify(pattern)} ${matches ? 'matches' : 'does not match'} ${JSON.stringify(message)}`, () => {
      assert.equal(isExempt(message, [pattern]), matches)
    })
  }
})

describe('a reply with', () => {
  const a = error('a')
  const b = error('b')
  const warning = error('w', 'warning')
  const cases: readonly (readonly [
    name: string,
    errors: readonly RpcErrorInfo[],
    exempt: readonly string[],
    failsIn: readonly ErrorMode[],
  ])[] = [
    ['no error', [], [], []],
    ['an error', [a], [], ['errors', 'all']],
    ['a warning', [warning], [], ['all']],
    ['an exempt error', [a], ['a'], []],
    ['an exempt warning', [warning], ['w'], []],
    ['an exempt error first, another behind', [a, b], ['a'], ['errors', 'all']],
    ['an exempt error behind another', [b, a], ['a'], ['errors', 'all']],
    ['all errors exempt', [a, b], ['a', 'b'], []],
    ['an exempt error and a warning', [a, warning], ['a'], ['all']],
  ]
  for (const [name, errors, exempt, failsIn] of cases) {
    it(`${name} fails in: ${failsIn.join(', ') || 'no mode'}`, () => {
      const failed = (['none', 'errors', 'all'] as const).filter((mode) =>
        isFailure(errors, { mode, exempt }),
      )
      assert.deepEqual(failed, failsIn)
    })
  }
})

describe('on a session', () => {
  const ERROR =
    '<rpc-error><error-severity>error</error-severity><error-message>VLAN exists</error-message></rpc-error>'
  const WARNING =
    '<rpc-error><error-severity>warning</error-severity><error-message>odd</error-message></rpc-error>'

  it('errors that fail nothing are told with the reply', async () => {
    const { server, session } = await openFake({}, { exemptErrors: ['vlan*'] })
    const reply = session.request(get())
    server.reply(await server.nextRpc(), `${ERROR}<ok/>`)
    const { warnings, isOk } = await reply
    assert.deepEqual([warnings.map(({ message }) => message), isOk], [['VLAN exists'], true])
    await session.close()
  })

  it('the mode is the session’s, unless the request names one', async () => {
    const { server, session } = await openFake({}, { errorMode: 'all' })
    const strict = session.request(get())
    server.reply(await server.nextRpc(), `${WARNING}<ok/>`)
    await assert.rejects(strict, { kind: 'rpc' })
    const lenient = session.request(get(), { errorMode: 'none' })
    server.reply(await server.nextRpc(), ERROR)
    assert.equal((await lenient).warnings[0]?.severity, 'error')
    await session.close()
  })
})
