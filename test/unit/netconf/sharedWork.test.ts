// Work that several wait for: done once, ended by the last one who leaves.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SharedWork } from '../../../src/netconf/sharedWork.ts'

interface Work {
  readonly signal: AbortSignal
  readonly report: (progress: string) => void
  readonly end: (result: string) => void
  readonly fail: (error: Error) => void
}

function workshop(): {
  shared: SharedWork<string, string>
  begun: Work[]
  begin: Parameters<SharedWork<string, string>['join']>[1]
} {
  const begun: Work[] = []
  return {
    shared: new SharedWork(),
    begun,
    begin: (signal, report) =>
      new Promise((resolve, reject) => {
        begun.push({ signal, report, end: resolve, fail: reject })
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      }),
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('SharedWork', () => {
  it('is begun once for a key, and all get its result and its progress', async () => {
    const { shared, begun, begin } = workshop()
    const heard: string[] = []
    const one = shared.join('k', begin, { onProgress: (progress) => heard.push(`one ${progress}`) })
    await turn()
    begun[0]?.report('1 of 2')
    const two = shared.join('k', begin, { onProgress: (progress) => heard.push(`two ${progress}`) })
    const other = shared.join('other', begin)
    await turn()
    assert.equal(begun.length, 2)
    begun[0]?.report('2 of 2')
    begun[0]?.end('done')
    begun[1]?.end('other')
    assert.deepEqual(await Promise.all([one, two, other]), ['done', 'done', 'other'])
    assert.deepEqual(heard, ['one 1 of 2', 'two 1 of 2', 'one 2 of 2', 'two 2 of 2'])
  })

  it('goes on when one of several leaves, and ends when the last one does', async () => {
    const { shared, begun, begin } = workshop()
    const [first, second] = [new AbortController(), new AbortController()]
    const one = shared.join('k', begin, { signal: first.signal })
    const two = shared.join('k', begin, { signal: second.signal })
    await turn()
    first.abort(new Error('first left'))
    await assert.rejects(one, /first left/)
    assert.equal(begun[0]?.signal.aborted, false)
    second.abort(new Error('second left'))
    await assert.rejects(two, /second left/)
    assert.deepEqual(
      begun.map(({ signal }) => signal.aborted),
      [true],
    )
  })

  it('is begun anew after it has failed, was left, or has ended', async () => {
    const { shared, begun, begin } = workshop()
    const failing = shared.join('k', begin)
    await turn()
    begun[0]?.fail(new Error('broken'))
    await assert.rejects(failing, /broken/)
    const abort = new AbortController()
    const left = shared.join('k', begin, { signal: abort.signal })
    await turn()
    abort.abort(new Error('left'))
    // Joins before the work that was left has noticed.
    const next = shared.join('k', begin)
    await assert.rejects(left, /left/)
    await turn()
    begun.at(-1)?.end('done')
    assert.equal(await next, 'done')
    assert.ok(begun.length >= 2)
  })

  it('is not begun for a signal that was struck before', async () => {
    const { shared, begun, begin } = workshop()
    await assert.rejects(shared.join('k', begin, { signal: AbortSignal.abort(new Error('no')) }), /no/)
    await turn()
    assert.equal(begun.length, 0)
  })

  it('fails as beginning does', async () => {
    const shared = new SharedWork<string, string>()
    await assert.rejects(
      shared.join('k', () => {
        throw new Error('at once')
      }),
      /at once/,
    )
  })
})
