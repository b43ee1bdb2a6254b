// Find in one reply: a search over the lines of the tab in sight, and which of its matches is the current one.

import type { FindState, XmlTab } from '../bridge/reply.ts'
import { XmlFind } from '../language/xmlFind.ts'
import { MAX_SHOWN, type XmlLines } from '../language/xmlLines.ts'
import type { Slices } from './slices.ts'

export interface FindSink {
  changed(state: FindState): void
  reveal(tab: XmlTab, line: number): void
}

interface Target {
  readonly tab: XmlTab
  readonly lines: XmlLines
}

export class ReplyFind {
  readonly #slices: Slices
  readonly #sink: FindSink
  #open = false
  #query = ''
  #matchCase = false
  #target: Target | undefined
  #search: XmlFind | undefined
  #current = -1
  #cancel: (() => void) | undefined

  constructor(slices: Slices, sink: FindSink) {
    this.#slices = slices
    this.#sink = sink
  }

  get state(): FindState {
    const match = this.#search?.match(this.#current)
    return {
      open: this.#open,
      query: this.#query,
      matchCase: this.#matchCase,
      searching: this.#search !== undefined && !this.#search.done,
      count: this.#search?.count ?? 0,
      more: this.#search?.more ?? false,
      current: this.#current + 1,
      line: match?.line ?? -1,
      occurrence: this.#occurrence(),
    }
  }

  /** Offset of the current match in the tab's text; -1 for none. */
  focus(tab: XmlTab): number {
    return this.#target?.tab === tab ? (this.#search?.match(this.#current)?.offset ?? -1) : -1
  }

  open(tab: XmlTab, lines: XmlLines): void {
    this.#open = true
    this.search(tab, lines, this.#query, this.#matchCase, 0)
  }

  /** Goes on with a search that was open on another text. */
  resume(tab: XmlTab, lines: XmlLines, { query, matchCase }: FindState): void {
    this.#open = true
    this.search(tab, lines, query, matchCase, 0)
  }

  close(): void {
    this.#open = false
    this.#stop()
    this.#search = undefined
    this.#current = -1
    this.#changed()
  }

  /** Another text is in sight: an open search goes on there. */
  retarget(tab: XmlTab, lines: XmlLines, from = 0): void {
    if (this.#open) this.search(tab, lines, this.#query, this.#matchCase, from)
  }

  /** Looks for `query`; the first match at or behind the offset `from` becomes the current one. */
  search(tab: XmlTab, lines: XmlLines, query: string, matchCase: boolean, from: number): void {
    const anchor = this.#target?.lines === lines ? this.focus(tab) : -1
    this.#stop()
    this.#target = { tab, lines }
    this.#query = query
    this.#matchCase = matchCase
    const search = new XmlFind(lines.outline, query, matchCase)
    this.#search = search
    this.#current = -1
    this.#cancel = this.#slices.run(
      () => {
        if (lines.done) return search.advance()
        // Without its layout a text cannot be searched: to help with that is no waste of time.
        lines.advance()
        return false
      },
      () => {
        if (this.#current === -1) this.#settle(search, anchor === -1 ? from : anchor)
        this.#changed()
      },
    )
    this.#changed()
  }

  move(by: 1 | -1): void {
    const count = this.#search?.count ?? 0
    if (count === 0) return
    this.#current = (this.#current + by + count) % count
    this.#revealCurrent()
    this.#changed()
  }

  /** Picks the current match as soon as one is known behind `from`, or any when the search has ended. */
  #settle(search: XmlFind, from: number): void {
    const index = search.firstFrom(from)
    if (index < search.count) this.#current = index
    else if (search.done && search.count > 0) this.#current = 0
    else return
    this.#revealCurrent()
  }

  #revealCurrent(): void {
    const match = this.#search?.match(this.#current)
    if (match !== undefined && this.#target !== undefined) this.#sink.reveal(this.#target.tab, match.line)
  }

  /** How many matches stand before the current one in the part of its line that is shown. */
  #occurrence(): number {
    const match = this.#search?.match(this.#current)
    if (match === undefined || this.#target === undefined) return -1
    const { lines } = this.#target
    const row = lines.rows(lines.folds.rowOf(match.line), 1, match.offset)[0]
    const shownFrom = lines.outline.start(match.line) + (row?.before ?? 0)
    const before = this.#search?.firstFrom(Math.max(shownFrom, match.offset - MAX_SHOWN)) ?? 0
    return this.#current - before
  }

  #stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  #changed(): void {
    this.#sink.changed(this.state)
  }
}
