// What the panel shows of one reply: its tab, the windows onto lines and tree, folds and find; laid out in short slices.

import type { Disposable } from 'vscode'
import type { ReplyRecord } from '../app/replies.ts'
import type { ReplyIntent, ReplyState, ReplyTab, XmlTab } from '../bridge/reply.ts'
import { XmlLines } from '../language/xmlLines.ts'
import { XmlTree } from '../language/xmlTree.ts'
import { ReplyFind } from './replyFind.ts'
import { Slices } from './slices.ts'

export interface PresenterSink {
  post(state: ReplyState): void
  /** The tab or the progress changed. */
  postReply(): void
}

interface Window {
  readonly first: number
  readonly count: number
}

type PresenterIntent = Exclude<
  ReplyIntent,
  { type: 'ready' | 'showReply' | 'openAsDocument' | 'save' | 'copy' | 'openElement' | 'copyElement' }
>

/** What is sent before the webview said how much it can show. */
const FIRST_WINDOW: Window = { first: 0, count: 100 }
/** The most rows a webview may ask for at once. */
const MAX_WINDOW = 1_000

export class ReplyPresenter implements Disposable {
  readonly record: ReplyRecord
  readonly #sink: PresenterSink
  readonly #lines: Readonly<Record<XmlTab, XmlLines>>
  readonly #tree: XmlTree
  readonly #find: ReplyFind
  readonly #slices = new Slices()
  readonly #windows: Record<XmlTab | 'tree', Window> = {
    reply: FIRST_WINDOW,
    request: FIRST_WINDOW,
    tree: FIRST_WINDOW,
  }
  #tab: ReplyTab

  constructor(record: ReplyRecord, sink: PresenterSink) {
    this.record = record
    this.#sink = sink
    this.#tab = record.errors.length > 0 ? 'errors' : 'reply'
    this.#lines = { reply: new XmlLines(record.xml), request: new XmlLines(record.requestXml) }
    this.#lines.reply.advance()
    this.#lines.request.advance()
    this.#tree = new XmlTree(this.#lines.reply.outline)
    this.#find = new ReplyFind(this.#slices, {
      changed: (state) => sink.post({ type: 'find', find: state }),
      reveal: (tab, line) => this.#reveal(tab, line),
    })
    for (const tab of ['reply', 'request'] as const) this.#layOut(tab)
  }

  get tab(): ReplyTab {
    return this.#tab
  }

  get progress(): number {
    return this.#lines.reply.progress
  }

  postAll(): void {
    this.#postLines('reply')
    this.#postLines('request')
    this.#postTree()
    this.#sink.post({ type: 'find', find: this.#find.state })
  }

  elementAt(line: number): { readonly name: string; readonly xml: string } {
    return this.#tree.sourceOf(line)
  }

  receive(intent: PresenterIntent): void {
    switch (intent.type) {
      case 'showTab': {
        this.#showTab(intent.tab)
        return
      }
      case 'showLines':
        this.#windows[intent.tab] = windowOf(intent)
        {
          this.#postLines(intent.tab)
          return
        }
      case 'showTree':
        this.#windows.tree = windowOf(intent)
        {
          this.#postTree()
          return
        }
      case 'toggleFold':
        this.#lines[intent.tab].folds.toggle(intent.line)
        {
          this.#postLines(intent.tab)
          return
        }
      case 'foldAll':
        this.#lines[intent.tab].folds.foldAll()
        {
          this.#postLines(intent.tab)
          return
        }
      case 'unfoldAll':
        this.#lines[intent.tab].folds.unfoldAll()
        {
          this.#postLines(intent.tab)
          return
        }
      case 'toggleElement':
        this.#tree.toggle(intent.line)
        {
          this.#postTree()
          return
        }
      case 'collapseTree':
        this.#tree.collapse()
        {
          this.#postTree()
          return
        }
      case 'showElement':
        this.#showTab('reply')
        {
          this.#reveal('reply', intent.line)
          return
        }
      case 'openFind': {
        const tab = this.#xmlTab()
        this.#showTab(tab)
        this.#find.open(tab, this.#lines[tab])
        return
      }
      case 'closeFind': {
        this.#find.close()
        return
      }
      case 'find': {
        const tab = this.#xmlTab()
        const lines = this.#lines[tab]
        const top = lines.outline.start(lines.folds.lineOf(this.#windows[tab].first))
        this.#find.search(tab, lines, intent.query, intent.matchCase, top)
        return
      }
      case 'findNext': {
        this.#find.move(1)
        return
      }
      case 'findPrevious': {
        this.#find.move(-1)
        return
      }
    }
  }

  dispose(): void {
    this.#slices.dispose()
  }

  #xmlTab(): XmlTab {
    return this.#tab === 'request' ? 'request' : 'reply'
  }

  #showTab(tab: ReplyTab): void {
    if (tab === this.#tab) return
    this.#tab = tab
    this.#sink.postReply()
    if (tab === 'reply' || tab === 'request') this.#find.retarget(tab, this.#lines[tab])
  }

  #layOut(tab: XmlTab): void {
    const lines = this.#lines[tab]
    if (lines.done) return
    this.#slices.run(
      () => lines.advance(),
      () => {
        this.#postLines(tab)
        if (tab !== 'reply') return
        this.#tree.refresh()
        this.#postTree()
        this.#sink.postReply()
      },
    )
  }

  #reveal(tab: XmlTab, line: number): void {
    const { folds } = this.#lines[tab]
    folds.reveal(line)
    const row = folds.rowOf(line)
    const { count } = this.#windows[tab]
    this.#windows[tab] = { first: Math.max(0, row - Math.floor(count / 2)), count }
    this.#postLines(tab, row)
  }

  #postLines(tab: XmlTab, reveal = -1): void {
    const lines = this.#lines[tab]
    const { first, count } = this.#windows[tab]
    const total = lines.folds.rowCount
    const from = Math.max(0, Math.min(first, total - count))
    const rows = lines.rows(from, count, this.#find.focus(tab))
    this.#sink.post({ type: 'lines', tab, first: from, total, rows, reveal })
  }

  #postTree(): void {
    const { first, count } = this.#windows.tree
    const from = Math.max(0, Math.min(first, this.#tree.rowCount - count))
    const rows = this.#tree.rows(from, count)
    this.#sink.post({ type: 'tree', first: from, total: this.#tree.rowCount, rows })
  }
}

function windowOf({ first, count }: Window): Window {
  return { first: Math.max(0, Math.floor(first)), count: Math.min(MAX_WINDOW, Math.max(1, Math.ceil(count))) }
}
