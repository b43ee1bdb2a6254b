// The results panels: one webview for each task on many devices, told what has come so far.

import { Uri, ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode'
import type { ResultsIntent } from '../bridge/results.ts'
import { isOpen } from './resultsModel.ts'
import { ResultsView, type ResultsSource } from './resultsView.ts'
import { webviewHtml, webviewOptions } from './webviewHtml.ts'

/** Results, and what can be done with them; rows are named by their index. */
export interface ShownResults extends ResultsSource {
  open(index: number): void
  compare(one: number, other: number): void
  retry(indices: readonly number[]): void
  discard(indices: readonly number[]): void
  exportAs(format: 'csv' | 'json'): void
  cancel(): void
  /** Nobody can see them any more. */
  forget(): void
}

interface Open {
  readonly panel: WebviewPanel
  readonly view: ResultsView
  timer: NodeJS.Timeout | undefined
}

const VIEW_TYPE = 'netconfExplorer.results'
/** Milliseconds between two messages to the webview, whatever comes in between. */
const PACE = 100

export class ResultsPanels implements Disposable {
  readonly #extensionUri: Uri
  readonly #open = new Map<ShownResults, Open>()
  /** Can be shown again after its panel was closed. */
  #last: ShownResults | undefined

  constructor(extensionUri: Uri) {
    this.#extensionUri = extensionUri
  }

  /**
   * Opens the panel of these results, or brings it to the front; the focus stays where it is, since a question may be on the
   * screen, and what is typed is meant for that.
   */
  show(source: ShownResults): void {
    const before = this.#last
    this.#last = source
    if (before !== undefined && before !== source) this.#forget(before)
    const open = this.#open.get(source) ?? this.#create(source)
    open.panel.reveal(undefined, true)
  }

  /** Shows the last results again, and puts the focus there; false where there are none. */
  reveal(): boolean {
    if (this.#last === undefined) return false
    this.show(this.#last)
    this.#open.get(this.#last)?.panel.reveal()
    return true
  }

  /** Something in these results changed, which may be told as often as it happens. Returns whether a panel shows them. */
  changed(source: ShownResults): boolean {
    const open = this.#open.get(source)
    if (open === undefined) return false
    open.timer ??= setTimeout(() => this.#post(source, open), PACE)
    return true
  }

  dispose(): void {
    for (const { panel } of [...this.#open.values()]) panel.dispose()
    this.#last?.forget()
  }

  /** What is still under way goes on without a panel, and says when it is over. */
  #forget(source: ShownResults): void {
    if (!this.#open.has(source) && source.progress === 'over') source.forget()
  }

  #create(source: ShownResults): Open {
    const panel = window.createWebviewPanel(
      VIEW_TYPE,
      `Results: ${source.about.operation}`,
      { viewColumn: ViewColumn.Active, preserveFocus: true },
      webviewOptions(this.#extensionUri),
    )
    panel.iconPath = {
      light: Uri.joinPath(this.#extensionUri, 'media', 'results-light.svg'),
      dark: Uri.joinPath(this.#extensionUri, 'media', 'results-dark.svg'),
    }
    const open: Open = { panel, view: new ResultsView(), timer: undefined }
    this.#open.set(source, open)
    panel.webview.onDidReceiveMessage((intent: ResultsIntent) => this.#receive(source, open, intent))
    panel.onDidDispose(() => {
      clearTimeout(open.timer)
      this.#open.delete(source)
      if (source !== this.#last) this.#forget(source)
    })
    panel.webview.html = webviewHtml(panel.webview, this.#extensionUri, 'results')
    return open
  }

  #post(source: ShownResults, open: Open): void {
    clearTimeout(open.timer)
    open.timer = undefined
    // A hidden webview drops the message; it says `ready` when it is back.
    void open.panel.webview.postMessage(open.view.stateOf(source))
  }

  #receive(source: ShownResults, open: Open, intent: ResultsIntent): void {
    switch (intent.type) {
      case 'ready':
        this.#post(source, open)
        return
      case 'show':
      case 'sort':
      case 'filter':
      case 'mark':
        open.view.receive(intent)
        this.#post(source, open)
        return
      case 'open':
        source.open(intent.id)
        return
      case 'compare': {
        const [one, other] = open.view.marked
        if (one !== undefined && other !== undefined) source.compare(one, other)
        return
      }
      case 'retry':
        source.retry([intent.id])
        return
      case 'retryAll':
        source.retry(indicesOf(source, 'canRetry'))
        return
      case 'discard':
        source.discard([intent.id])
        return
      case 'discardAll':
        source.discard(indicesOf(source, 'canDiscard'))
        return
      case 'cancel':
        source.cancel()
        return
      case 'exportAs':
        source.exportAs(intent.format)
        return
    }
  }
}

function indicesOf({ results }: ResultsSource, what: 'canRetry' | 'canDiscard'): readonly number[] {
  return results.flatMap((result, index) => (result[what] && !isOpen(result) ? [index] : []))
}
