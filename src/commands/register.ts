// Registers all commands; what they do is loaded when the first one is run.

import { commands, Disposable } from 'vscode'
import { COMMAND_IDS } from './commandIds.ts'
import type { CommandContext } from './context.ts'
import { run } from './run.ts'

/** Under `netconfExplorer.`; the caller disposes them. */
export function registerCommands(context: CommandContext): Disposable {
  const registered = COMMAND_IDS.map((id) =>
    commands.registerCommand(`netconfExplorer.${id}`, (argument?: unknown, chosen?: unknown) =>
      run(context.log, async () => {
        const { HANDLERS } = await import('./table.ts')
        // Each handler checks or narrows the arguments that its menus pass.
        await HANDLERS[id](context, argument as never, chosen as never)
      }),
    ),
  )
  return Disposable.from(...registered)
}
