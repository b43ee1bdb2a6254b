// Work that may take long: a progress with cancel appears only when it does.

import { ProgressLocation, window } from 'vscode'

/** Milliseconds before anything shows: most replies are here sooner. */
const PATIENCE = 400
/** Milliseconds between two messages: a reply comes in a thousand packets a second. */
const REPORT_MS = 100

export interface Work {
  readonly signal: AbortSignal
  /** Says how far it is, such as "3.2 MB received". */
  readonly report: (message: string) => void
}

/** Runs `work`; cancelling strikes its signal. The title reads on from the extension's name. */
export async function withProgress<Value>(
  title: string,
  work: (work: Work) => Promise<Value>,
): Promise<Value> {
  const abort = new AbortController()
  let latest: string | undefined
  const running = work({ signal: abort.signal, report: (message) => void (latest = message) })
  const settled = running.then(
    () => 'settled' as const,
    () => 'settled' as const,
  )
  const waited = await Promise.race([
    settled,
    new Promise<'late'>((resolve) => setTimeout(resolve, PATIENCE, 'late')),
  ])
  if (waited === 'settled') return running
  return window.withProgress(
    { location: ProgressLocation.Notification, title: `NETCONF: ${title}`, cancellable: true },
    (progress, token) => {
      token.onCancellationRequested(() => abort.abort())
      let shown: string | undefined
      const show = (): void => {
        if (latest !== undefined && latest !== shown) progress.report({ message: latest })
        shown = latest
      }
      show()
      const timer = setInterval(show, REPORT_MS)
      return running.finally(() => clearInterval(timer))
    },
  )
}

/** `1.2 MB`, for progress messages. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
