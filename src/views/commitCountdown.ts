// The status-bar item that counts down to the undoing of a commit that nobody has confirmed.

import { Disposable, StatusBarAlignment, ThemeColor, window, type StatusBarItem } from 'vscode'
import type { AppContext } from '../app/context.ts'
import type { PendingCommit, UndoneCommit } from '../app/confirmedCommits.ts'

/** Shows it while a commit waits; the caller disposes it. */
export function createCommitCountdown({
  confirmedCommits,
}: Pick<AppContext, 'confirmedCommits'>): Disposable {
  const item = window.createStatusBarItem('netconfExplorer.confirmedCommit', StatusBarAlignment.Left, 49)
  item.name = 'NETCONF Confirmed Commit'
  item.command = 'netconfExplorer.settleConfirmedCommit'
  item.backgroundColor = new ThemeColor('statusBarItem.warningBackground')
  let clock: NodeJS.Timeout | undefined
  const draw = (): void => {
    const { all } = confirmedCommits
    show(item, all)
    if (all.length === 0) clearInterval(clock)
    clock = all.length === 0 ? undefined : (clock ?? setInterval(draw, 1_000))
  }
  return Disposable.from(
    item,
    new Disposable(() => clearInterval(clock)),
    confirmedCommits.onDidChange(draw),
    confirmedCommits.onDidUndo(tellUndone),
  )
}

function show(item: StatusBarItem, all: readonly PendingCommit[]): void {
  const [first] = all
  if (first === undefined) {
    item.hide()
    return
  }
  const others = all.length === 1 ? '' : ` (+${all.length - 1})`
  item.text = `$(watch) ${first.device.name}: confirm commit within ${timeLeft(first)}${others}`
  const lines = all.map(({ device, deadline }) => `${device.name}: until ${deadline.toLocaleTimeString()}`)
  item.tooltip = `NETCONF: committed, and undone by the device unless it is confirmed. Click to confirm or cancel.\n${lines.join('\n')}`
  item.show()
}

/** `9:58`, `1:00:00`. */
function timeLeft({ deadline }: PendingCommit): string {
  const seconds = Math.max(0, Math.round((deadline.getTime() - Date.now()) / 1_000))
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  const tail = String(seconds % 60).padStart(2, '0')
  return hours === 0 ? `${minutes}:${tail}` : `${hours}:${String(minutes).padStart(2, '0')}:${tail}`
}

function tellUndone({ pending: { device, deadline }, why }: UndoneCommit): void {
  const reason =
    why === 'time'
      ? `nobody confirmed the commit until ${deadline.toLocaleTimeString()}`
      : 'the session that could confirm the commit has ended'
  void window.showWarningMessage(
    `${device.name}: ${reason}, so the device goes back to the configuration it had before.`,
  )
}
