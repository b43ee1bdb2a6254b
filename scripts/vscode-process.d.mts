// Types of vscode-process.mjs for the end-to-end tests.

interface VsCodeOptions {
  /** A packaged extension to install, or an unpacked one to use where it lies. */
  readonly extension: { readonly vsix: string } | { readonly folder: string }
  /** User settings, on top of those that keep the window quiet. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly keybindings?: readonly object[]
  /** Added to the environment of the server, which the extension host inherits. */
  readonly env?: Readonly<Record<string, string>>
}

export interface VsCodeProcess {
  /** The scratch folder with settings, extensions and logs; gone after `stop`. */
  readonly directory: string
  /** The user's settings.json, read at the start and written by VS Code; changes made from outside are not seen. */
  readonly settingsFile: string
  /** The address of the workbench with `folder` open. */
  url(folder: string): string
  /** Resolves when the server ends, by itself or by `stop`. */
  readonly exited: Promise<unknown>
  /** Ends the server with all its extension hosts, then removes the scratch folder. */
  stop(): Promise<void>
}

/** @public Imported as vscode-process.mjs. */
export function startVsCode(options: VsCodeOptions): Promise<VsCodeProcess>
