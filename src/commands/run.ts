// Runs a command's handler; the one place where errors become words for a person.

import { commands, env, window, type MessageItem } from 'vscode'
import { DeviceFailure, isCancellation, OutcomeUnknown, Refusal } from '../app/failure.ts'
import type { Log } from '../app/log.ts'
import { plainText } from '../app/plainText.ts'
import type { Device } from '../app/settings.ts'
import { ProtocolError, RpcError, SessionClosedError } from '../netconf/errors.ts'
import { NetconfError } from '../transport/errors.ts'

interface Offer extends MessageItem {
  readonly take: () => unknown
}

/** Never throws. What went wrong is on the screen and in the log. */
export async function run(log: Log, action: () => Promise<void>): Promise<void> {
  try {
    await action()
  } catch (error) {
    // Not awaited: a command is over when its message is up, not when somebody has read it.
    if (!isCancellation(error)) void tell(log, error)
  }
}

async function tell(log: Log, error: unknown): Promise<void> {
  if (error instanceof Refusal) {
    log.info(error.message)
    await window.showWarningMessage(plainText(error.message))
    return
  }
  const message = error instanceof Error ? error.message : String(error)
  log.error(message, error)
  if (!(error instanceof DeviceFailure)) {
    await offer(`NETCONF Explorer: ${message}`, [showLog(log)])
    return
  }
  // The reply panel shows the errors that a device answered with; and who disconnects need not be told.
  if (error.cause instanceof RpcError || endedByUs(error.cause)) return
  await offer(`${error.device.name}: ${message}`, [...nextSteps(error), showLog(log)])
}

function endedByUs(cause: unknown): boolean {
  return cause instanceof SessionClosedError && cause.by === 'us' && !(cause.cause instanceof ProtocolError)
}

function nextSteps({ device, cause }: DeviceFailure): Offer[] {
  if (cause instanceof OutcomeUnknown) return [onDevice('Show Changes', 'showChanges', device)]
  if (!(cause instanceof NetconfError)) return []
  switch (cause.kind) {
    case 'connect':
      if ('reason' in cause && cause.reason === 'hostKey') return [copyAdvice(cause)]
      return [onDevice('Try Again', 'connectDevice', device), onDevice('Edit Device', 'editDevice', device)]
    case 'closed':
      return [onDevice('Reconnect', 'connectDevice', device)]
    case 'timeout':
      return [
        {
          title: 'Time Limits',
          take: () => commands.executeCommand('workbench.action.openSettings', 'netconfExplorer timeout'),
        },
      ]
    case 'protocol':
      return [onDevice('Edit Device', 'editDevice', device)]
    case 'rpc':
      return []
  }
}

function onDevice(title: string, command: string, { id: deviceId }: Device): Offer {
  return {
    title,
    take: () => commands.executeCommand(`netconfExplorer.${command}`, { kind: 'device', deviceId }),
  }
}

/** The advice may hold a shell command. */
function copyAdvice({ message }: Error): Offer {
  return { title: 'Copy', take: () => env.clipboard.writeText(message) }
}

function showLog(log: Log): Offer {
  return { title: 'Show Log', take: () => log.channel.show() }
}

async function offer(message: string, offers: readonly Offer[]): Promise<void> {
  const chosen = await window.showErrorMessage(plainText(message), ...offers)
  await chosen?.take()
}
