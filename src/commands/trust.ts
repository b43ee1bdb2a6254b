// No connection is made from an untrusted workspace.

import { commands, window, workspace } from 'vscode'

/** Says why not, and offers the way out. */
export async function workspaceIsTrusted(): Promise<boolean> {
  if (workspace.isTrusted) return true
  const manage = 'Manage Workspace Trust'
  const answer = await window.showWarningMessage(
    'Connections are off because this workspace is not trusted.',
    manage,
  )
  if (answer === manage) await commands.executeCommand('workbench.trust.manage')
  return false
}
