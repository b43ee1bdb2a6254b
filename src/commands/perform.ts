// One operation on one device as a command does it: with progress, and its reply on the screen.

import { window } from 'vscode'
import type { AppContext } from '../app/context.ts'
import { exchange, type Exchange, type ExchangeOptions } from '../app/exchange.ts'
import { DeviceFailure } from '../app/failure.ts'
import type { Device } from '../app/settings.ts'
import type { Operation } from '../netconf/operations.ts'
import { megabytes, withProgress } from './progress.ts'

export interface PerformOptions extends Pick<ExchangeOptions, 'rpcAttributes' | 'detail' | 'send'> {
  /** `always` for replies that one asked to see, `problems` where `<ok/>` needs no panel. Default `problems`. */
  readonly show?: 'always' | 'problems' | 'never'
  /** What `<ok/>` means here, for the status bar; default is the operation's label. */
  readonly done?: string
}

/** Throws as `exchange` does; a reply with errors is on the screen by then. */
export async function perform(
  context: AppContext,
  device: Device,
  operation: Operation,
  options: PerformOptions = {},
): Promise<Exchange> {
  const { show = 'problems', done = operation.label } = options
  try {
    const finished = await withProgress(`${device.name}: ${operation.label}`, ({ signal, report }) =>
      exchange(context, device, operation, {
        ...options,
        signal,
        onProgress: (bytes) => report(`${megabytes(bytes)} received`),
      }),
    )
    const warned = finished.reply.warnings.length > 0
    if (show === 'always' || (show === 'problems' && (warned || !finished.reply.isOk)))
      context.showReply(finished.record)
    else if (show === 'problems') window.setStatusBarMessage(`$(check) ${device.name}: ${done}`, 5_000)
    return finished
  } catch (error) {
    if (error instanceof DeviceFailure && error.record !== undefined) context.showReply(error.record)
    throw error
  }
}
