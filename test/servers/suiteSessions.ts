// Shared suite, sessions: locks between them, killing, giving up on a reply, saying goodbye.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SessionClosedError, TimeoutError } from '../../src/netconf/errors.ts'
import { editConfig, getConfig, killSession, lock, unlock } from '../../src/netconf/operations.ts'
import type { Session, SessionOptions } from '../../src/netconf/session.ts'
import { plant, refusal, type ServerUnderTest } from './serverUnderTest.ts'

export function sessionsSuite(server: ServerUnderTest, session: () => Session): void {
  const withSecond = async (
    use: (second: Session) => Promise<void>,
    options: SessionOptions = {},
  ): Promise<void> => {
    const second = await server.connect(options)
    try {
      await use(second)
    } finally {
      await second.close()
    }
  }

  test('lock: denied to another session, which learns who holds it', () =>
    withSecond(async (second) => {
      const { target } = server
      assert.ok((await session().request(lock(target))).isOk)
      const denied = (await refusal(second.request(lock(target)))).errors[0]
      assert.equal(denied?.tag, 'lock-denied')
      assert.equal(denied.info.find(({ name }) => name === 'session-id')?.value, String(session().id))

      const edit = editConfig({ target, config: plant('<mode>off</mode>') })
      assert.equal((await refusal(second.request(edit))).errors[0]?.tag, 'in-use')
      await refusal(second.request(unlock(target)))
      assert.ok((await session().request(unlock(target))).isOk)
      assert.ok((await second.request(lock(target))).isOk)
    }))

  test('a lock ends with its session', async () => {
    await withSecond(async (second) => {
      await second.request(lock('running'))
    })
    assert.ok((await session().request(lock('running'))).isOk)
    assert.ok((await session().request(unlock('running'))).isOk)
  })

  test('kill-session: the killed side sees the end, its requests too', () =>
    withSecond(async (second) => {
      assert.ok((await session().request(killSession(second.id))).isOk)
      assert.equal((await second.closed).by, 'peer')
      assert.equal(second.isOpen, false)
      await assert.rejects(second.request(getConfig({ source: 'running' })), SessionClosedError)
    }))

  test('kill-session: refused for a session that is not there, and for our own', async () => {
    for (const id of [4_000_000, session().id]) {
      assert.equal((await refusal(session().request(killSession(id)))).errors[0]?.tag, 'invalid-value')
    }
  })

  test('timeout: the request ends, the session lives, the late reply harms nobody', async () => {
    const oddities: string[] = []
    const onOddity = (sentence: string): void => void oddities.push(sentence)
    await withSecond(
      async (second) => {
        const thaw = server.freeze()
        try {
          const request = second.request(getConfig({ source: 'running' }), { timeoutMs: 100 })
          await assert.rejects(request, (error) => error instanceof TimeoutError && error.ms === 100)
        } finally {
          thaw()
        }
        assert.ok((await second.request(lock(server.target))).isOk)
        assert.equal(oddities.length, 1)
        assert.match(oddities[0] ?? '', /late reply/)
      },
      { onOddity },
    )
  })

  test('abort: the request ends with the signal’s reason, the session lives', () =>
    withSecond(async (second) => {
      const controller = new AbortController()
      const thaw = server.freeze()
      try {
        const request = second.request(getConfig({ source: 'running' }), { signal: controller.signal })
        controller.abort(new Error('enough'))
        await assert.rejects(request, /enough/)
      } finally {
        thaw()
      }
      assert.ok((await second.request(lock(server.target))).isOk)
    }))

  test('close: ends by us, and may be called again', async () => {
    const second = await server.connect()
    await Promise.all([second.close(), second.close()])
    assert.equal((await second.closed).by, 'us')
    await assert.rejects(second.request(getConfig({ source: 'running' })), SessionClosedError)
  })
}
