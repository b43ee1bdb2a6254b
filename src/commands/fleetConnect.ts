// Connects many devices before anything is asked about them; the slow ones keep nobody waiting.

import type { AppContext } from '../app/context.ts'
import { onMany } from '../app/parallel.ts'
import type { Device } from '../app/settings.ts'
import { withProgress } from './progress.ts'

/** Milliseconds without news before the slow ones are left behind; they go on connecting. */
const PATIENCE = 4_000

/**
 * Resolves when all are connected or have failed, or when nothing has happened for a while and no question is open; the result
 * ends what is still being connected then. Never rejects for a device that cannot be connected; throws the signal's reason when
 * a person cancels.
 */
export async function connectedSoon(
  context: AppContext,
  devices: readonly Device[],
): Promise<AbortController> {
  const { connections, questions } = context
  const missing = devices.filter(({ id }) => connections.session(id) === undefined)
  const attempts = new AbortController()
  if (missing.length === 0) return attempts
  await withProgress(`Connecting to ${missing.length} devices`, async ({ signal, report }) => {
    signal.addEventListener('abort', () => attempts.abort())
    let ended = 0
    let news = performance.now()
    const all = onMany(
      missing,
      (device) =>
        connections.connect(device, attempts.signal).finally(() => {
          ended += 1
          news = performance.now()
          report(`${ended} of ${missing.length}`)
        }),
      attempts.signal,
    )
    const isLate = (): boolean => {
      if (missing.some(({ id }) => questions.isAsking(id))) news = performance.now()
      return performance.now() - news > PATIENCE
    }
    await Promise.race([all, until(() => signal.aborted || isLate())])
    signal.throwIfAborted()
  })
  return attempts
}

function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!condition()) return
      clearInterval(timer)
      resolve()
    }, 100)
  })
}
