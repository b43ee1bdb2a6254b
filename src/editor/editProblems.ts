// Shows as Problems what is wrong with a text that was to be sent, or what a device said of it.

import {
  Diagnostic,
  DiagnosticSeverity,
  languages,
  Range,
  workspace,
  type Disposable,
  type TextDocument,
} from 'vscode'
import type { Problem, TextRange } from '../language/problem.ts'
import { describeRpcError, type RpcErrorInfo } from '../netconf/errors.ts'

export class EditProblems implements Disposable {
  readonly #collection = languages.createDiagnosticCollection('netconf-explorer')
  readonly #subscriptions: readonly Disposable[]

  constructor() {
    this.#subscriptions = [
      workspace.onDidCloseTextDocument(({ uri }) => this.#collection.delete(uri)),
      // What a device said of a text says nothing of the next one.
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#collection.delete(document.uri)
      }),
    ]
  }

  /** Replaces what was shown for the document. */
  showProblems(document: TextDocument, problems: readonly Problem[]): void {
    this.#collection.set(
      document.uri,
      problems.map((problem) => diagnostic(document, problem, problem.message, problem.severity)),
    )
  }

  /** Underlines for each rpc-error the element that it names in `document`. */
  async showRpcErrors(document: TextDocument, errors: readonly RpcErrorInfo[]): Promise<void> {
    const { placeOfError } = await import('../language/errorPlace.ts')
    const text = document.getText()
    this.#collection.set(
      document.uri,
      errors.map((error) => {
        const shown = diagnostic(document, placeOfError(text, error), describeRpcError(error), error.severity)
        shown.code = error.tag
        return shown
      }),
    )
  }

  clear(document: TextDocument): void {
    this.#collection.delete(document.uri)
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose()
    this.#collection.dispose()
  }
}

function diagnostic(
  document: TextDocument,
  { start, end }: TextRange,
  message: string,
  severity: 'error' | 'warning',
): Diagnostic {
  const range = new Range(document.positionAt(start), document.positionAt(end))
  const made = new Diagnostic(
    range,
    message,
    severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
  )
  made.source = 'NETCONF'
  return made
}
