// The reply panel: one webview that shows one reply of the history at a time.

import { Uri, ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode'
import type { ReplyRecord, Replies } from '../app/replies.ts'
import type { ReplyIntent, ReplyState } from '../bridge/reply.ts'
import { ReplyPresenter } from './replyPresenter.ts'
import type { ReplyPart } from './replyText.ts'
import { errorsMessage, summaryOf } from './replySummary.ts'
import { webviewHtml, webviewOptions } from './webviewHtml.ts'

/** What the panel's buttons do is decided outside. `part`: the element that the person picked, in place of the whole reply. */
export interface ReplyPanelActions {
  openAsDocument(record: ReplyRecord, part?: ReplyPart): void
  save(record: ReplyRecord, part?: ReplyPart): void
  copy(record: ReplyRecord, part?: ReplyPart): void
}

const VIEW_TYPE = 'netconfExplorer.reply'

export class ReplyPanel implements Disposable {
  readonly #extensionUri: Uri
  readonly #replies: Replies
  readonly #actions: ReplyPanelActions
  readonly #historyChange: Disposable
  #panel: WebviewPanel | undefined
  #presenter: ReplyPresenter | undefined
  #lastText = 0

  constructor(extensionUri: Uri, replies: Replies, actions: ReplyPanelActions) {
    this.#extensionUri = extensionUri
    this.#replies = replies
    this.#actions = actions
    this.#historyChange = replies.onDidChange((record) => {
      if (record === undefined) this.#forget()
      else this.#postReply()
    })
  }

  /** Shows the reply, in that tab if one is given, beside the editor, which keeps the focus. */
  show(record: ReplyRecord, tab?: 'tree'): void {
    this.#panel ??= this.#open()
    this.#panel.reveal(undefined, true)
    this.#select(record)
    if (tab !== undefined) this.#presenter?.showTab(tab)
  }

  /** Opens the panel with the newest reply, or with a word that there is none. */
  reveal(): void {
    const newest = this.#presenter?.record ?? this.#replies.all[0]
    if (newest !== undefined) this.show(newest)
    else (this.#panel ??= this.#open()).reveal()
  }

  dispose(): void {
    this.#historyChange.dispose()
    this.#panel?.dispose()
  }

  #open(): WebviewPanel {
    const panel = window.createWebviewPanel(
      VIEW_TYPE,
      'NETCONF Reply',
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      webviewOptions(this.#extensionUri),
    )
    panel.iconPath = {
      light: Uri.joinPath(this.#extensionUri, 'media', 'reply-light.svg'),
      dark: Uri.joinPath(this.#extensionUri, 'media', 'reply-dark.svg'),
    }
    panel.webview.onDidReceiveMessage((intent: ReplyIntent) => this.#receive(intent))
    panel.onDidDispose(() => {
      this.#panel = undefined
      this.#dropPresenter()
    })
    panel.webview.html = webviewHtml(panel.webview, this.#extensionUri, 'reply')
    return panel
  }

  #select(record: ReplyRecord): void {
    if (record !== this.#presenter?.record) {
      const find = this.#presenter?.find
      this.#dropPresenter()
      this.#presenter = new ReplyPresenter(
        record,
        { nextText: () => (this.#lastText += 1), ...(find !== undefined && { find }) },
        { post: (state) => this.#post(state), postReply: () => this.#postReply() },
      )
    }
    if (this.#panel !== undefined) this.#panel.title = `R${record.number} ${record.deviceName}`
    this.#postAll()
  }

  #dropPresenter(): void {
    this.#presenter?.dispose()
    this.#presenter = undefined
  }

  #forget(): void {
    this.#dropPresenter()
    if (this.#panel !== undefined) this.#panel.title = 'NETCONF Reply'
    this.#postAll()
  }

  #post(state: ReplyState): void {
    // A hidden or closed webview drops the message; it says `ready` when it is back and is sent everything.
    void this.#panel?.webview.postMessage(state)
  }

  #postReply(): void {
    if (this.#presenter === undefined) {
      this.#post({ type: 'empty' })
      return
    }
    const { record, tab, text, subtree, progress } = this.#presenter
    // The reply in sight stays in the list even when the history is full and has dropped it.
    const { all } = this.#replies
    const history = all.includes(record) ? all : [...all, record]
    this.#post({
      type: 'reply',
      reply: summaryOf(record),
      history: history.map(summaryOf),
      tab,
      text,
      ...(subtree !== undefined && { subtree }),
      progress,
    })
  }

  #postAll(): void {
    this.#postReply()
    if (this.#presenter === undefined) return
    this.#post(errorsMessage(this.#presenter.record))
    this.#presenter.postAll()
  }

  #receive(intent: ReplyIntent): void {
    const presenter = this.#presenter
    if (intent.type === 'ready') this.#postAll()
    if (presenter === undefined) return
    const { record } = presenter
    switch (intent.type) {
      case 'ready':
        return
      case 'showReply': {
        const wanted = this.#replies.byNumber(intent.number)
        if (wanted !== undefined) this.#select(wanted)
        return
      }
      case 'openAsDocument':
        this.#actions.openAsDocument(record, presenter.part)
        return
      case 'save':
        this.#actions.save(record, presenter.part)
        return
      case 'copy':
        this.#actions.copy(record, presenter.part)
        return
      case 'openElement':
        presenter.takeElement(intent.line, (part) => this.#actions.openAsDocument(record, part))
        return
      case 'copyElement':
        presenter.takeElement(intent.line, (part) => this.#actions.copy(record, part))
        return
      default:
        presenter.receive(intent)
    }
  }
}
