// Read-only documents with a proper tab name: replies, datastores to compare, YANG modules.

import {
  EventEmitter,
  languages,
  Uri,
  window,
  workspace,
  type Disposable,
  type TextDocument,
  type TextDocumentContentProvider,
  type ViewColumn,
} from 'vscode'

const SCHEME = 'netconf-explorer'

export class Documents implements TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>()
  readonly #changed = new EventEmitter<Uri>()
  readonly onDidChange = this.#changed.event
  readonly #subscriptions: readonly Disposable[]
  #last = 0

  constructor() {
    this.#subscriptions = [
      workspace.registerTextDocumentContentProvider(SCHEME, this),
      workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    ]
  }

  /** Makes a document; `name` becomes its tab's name, the ending chooses the language. */
  add(name: string, text: string): Uri {
    this.#last += 1
    // A device's name may hold anything: what would act as a path or is no character to show is replaced.
    const safe = name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-')
    const uri = Uri.from({ scheme: SCHEME, path: `/${safe}`, query: String(this.#last) })
    this.#texts.set(uri.toString(), text)
    return uri
  }

  /** Opens a document made by `add`, as `language` if given. */
  async show(uri: Uri, options: { language?: string; column?: ViewColumn } = {}): Promise<TextDocument> {
    const document = await workspace.openTextDocument(uri)
    // To set a language sends the whole text again.
    if (options.language !== undefined && options.language !== document.languageId)
      await languages.setTextDocumentLanguage(document, options.language)
    await window.showTextDocument(document, {
      preview: false,
      ...(options.column !== undefined && { viewColumn: options.column }),
    })
    return document
  }

  provideTextDocumentContent(uri: Uri): string {
    return (
      this.#texts.get(uri.toString()) ??
      '<!-- This reply is no longer in memory. Run the command again. -->\n'
    )
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose()
    this.#changed.dispose()
  }
}
