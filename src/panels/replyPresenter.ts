// What the panel shows of one reply: its tab, the text in sight, what is looked for in it.

import type { Disposable } from 'vscode'
import type { ReplyRecord } from '../app/replies.ts'
import type { FindState, ReplyIntent, ReplyState, ReplyTab, Subtree, XmlTab } from '../bridge/reply.ts'
import { LinesView } from './linesView.ts'
import { ReplyFind } from './replyFind.ts'
import { ReplyText, type NextText, type ReplyPart, type TextSink } from './replyText.ts'
import { Slices } from './slices.ts'

export interface PresenterSink {
  post(state: ReplyState): void
  /** The tab, the text or the progress changed. */
  postReply(): void
}

export interface PresenterOptions {
  readonly nextText: NextText
  /** A search that was open on the reply before: it goes on in this one. */
  readonly find?: FindState
}

type PresenterIntent = Exclude<
  ReplyIntent,
  { type: 'ready' | 'showReply' | 'openAsDocument' | 'save' | 'copy' | 'openElement' | 'copyElement' }
>

export class ReplyPresenter implements Disposable {
  readonly record: ReplyRecord
  readonly #sink: PresenterSink
  readonly #slices = new Slices()
  readonly #find: ReplyFind
  readonly #request: LinesView
  readonly #whole: ReplyText
  /** Elements shown alone, each taken out of the one before. */
  readonly #alone: ReplyText[] = []
  #tab: ReplyTab

  constructor(record: ReplyRecord, options: PresenterOptions, sink: PresenterSink) {
    this.record = record
    this.#sink = sink
    this.#tab = record.errors.length > 0 ? 'errors' : 'reply'
    this.#find = new ReplyFind(this.#slices, {
      changed: (state) => sink.post({ type: 'find', find: state }),
      reveal: (tab, line) => this.#viewOf(tab).reveal(line),
    })
    this.#request = new LinesView(record.requestXml, this.#slices, {
      post: (message) => sink.post({ type: 'lines', tab: 'request', ...message }),
      grown: () => undefined,
      focus: () => this.#find.focus('request'),
    })
    this.#whole = new ReplyText(record.xml, options.nextText, this.#textSink())
    if (options.find?.open === true) this.#find.resume('reply', this.#whole.view.lines, options.find)
  }

  get tab(): ReplyTab {
    return this.#tab
  }

  /** Number of the text in sight. */
  get text(): number {
    return this.#text.id
  }

  get subtree(): Subtree | undefined {
    return this.#text.subtree
  }

  get progress(): number {
    return this.#text.view.lines.progress
  }

  get find(): FindState {
    return this.#find.state
  }

  /** The element that is shown alone; undefined where the whole reply is shown. */
  get part(): ReplyPart | undefined {
    return this.#text.part
  }

  postAll(): void {
    this.#text.view.post()
    this.#request.post()
    this.#text.tree.post()
    this.#sink.post({ type: 'find', find: this.#find.state })
  }

  /** Hands over the element on the line, at once or when the reply is laid out that far. */
  takeElement(line: number, use: (part: ReplyPart) => void): void {
    this.#text.take(line, use)
  }

  receive(intent: PresenterIntent): void {
    switch (intent.type) {
      case 'showTab':
        this.showTab(intent.tab)
        break
      case 'showLines':
        this.#viewOf(intent.tab).show(intent)
        break
      case 'showTree':
        this.#text.tree.show(intent)
        break
      case 'toggleFold':
        this.#viewOf(intent.tab).toggleFold(intent.line)
        break
      case 'foldAll':
        this.#viewOf(intent.tab).foldAll()
        break
      case 'unfoldAll':
        this.#viewOf(intent.tab).unfoldAll()
        break
      case 'toggleElement':
        this.#text.tree.toggle(intent.line)
        break
      case 'collapseTree':
        this.#text.tree.collapse()
        break
      case 'showElement':
        this.showTab('reply')
        this.#text.view.reveal(intent.line)
        break
      case 'showAlone':
        this.#showAlone(intent.line)
        break
      case 'back':
        this.#back()
        break
      case 'openFind':
      case 'closeFind':
      case 'find':
      case 'findNext':
      case 'findPrevious':
        this.#receiveFind(intent)
        break
    }
  }

  showTab(tab: ReplyTab): void {
    if (tab === this.#tab) return
    this.#tab = tab
    this.#sink.postReply()
    if (tab === 'reply' || tab === 'request') this.#find.retarget(tab, this.#viewOf(tab).lines)
  }

  dispose(): void {
    this.#slices.dispose()
    for (const text of [this.#whole, ...this.#alone]) text.dispose()
  }

  get #text(): ReplyText {
    return this.#alone.at(-1) ?? this.#whole
  }

  #viewOf(tab: XmlTab): LinesView {
    return tab === 'request' ? this.#request : this.#text.view
  }

  #xmlTab(): XmlTab {
    return this.#tab === 'request' ? 'request' : 'reply'
  }

  /** Only the text in sight is heard. */
  #textSink(): TextSink {
    const inSight = (text: ReplyText): boolean => text === this.#text
    return {
      lines: (text, message) => {
        if (inSight(text)) this.#sink.post({ type: 'lines', tab: 'reply', ...message })
      },
      tree: (text, message) => {
        if (inSight(text)) this.#sink.post({ type: 'tree', ...message })
      },
      grown: (text) => {
        if (inSight(text)) this.#sink.postReply()
      },
      focus: (text) => (inSight(text) ? this.#find.focus('reply') : -1),
    }
  }

  #showAlone(line: number): void {
    const from = this.#text
    from.takeAlone(line, (text) => {
      // By the time that its end is known, something else may be in sight.
      if (this.#text !== from) {
        text.dispose()
        return
      }
      this.#alone.push(text)
      this.#textChanged()
      text.view.post()
      text.tree.post()
    })
  }

  #back(): void {
    const left = this.#alone.pop()
    if (left === undefined) return
    left.dispose()
    const { view, tree } = this.#text
    this.#textChanged(view.lines.outline.start(left.line))
    view.reveal(left.line)
    tree.reveal(left.line)
  }

  /** `from`: offset in the new text from which an open search goes on. */
  #textChanged(from = 0): void {
    this.#sink.postReply()
    if (this.#tab !== 'request') this.#find.retarget('reply', this.#text.view.lines, from)
  }

  #receiveFind(
    intent: Extract<
      PresenterIntent,
      { type: 'openFind' | 'closeFind' | 'find' | 'findNext' | 'findPrevious' }
    >,
  ): void {
    const tab = this.#xmlTab()
    const view = this.#viewOf(tab)
    switch (intent.type) {
      case 'openFind':
        this.showTab(tab)
        this.#find.open(tab, view.lines)
        break
      case 'closeFind':
        this.#find.close()
        break
      case 'find':
        this.#find.search(tab, view.lines, intent.query, intent.matchCase, view.top)
        break
      case 'findNext':
        this.#find.move(1)
        break
      case 'findPrevious':
        this.#find.move(-1)
        break
    }
  }
}
