// The whole contract between the reply panel's host and its webview: state goes down, intents come up.

export type ReplyTab = 'reply' | 'tree' | 'errors' | 'request'
/** The tabs that show lines of XML. */
export type XmlTab = 'reply' | 'request'

export interface ReplySummary {
  /** Shown as "R3". */
  readonly number: number
  readonly deviceName: string
  readonly operation: string
  /** What narrows the operation, such as `subtree interfaces` or `XPath /a/b, with-defaults trim`. */
  readonly detail?: string
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  readonly elapsedMs: number
  readonly bytes: number
  readonly outcome: 'ok' | 'data' | 'errors'
  readonly errors: number
  readonly warnings: number
}

/** One display line of formatted XML. */
export interface XmlRow {
  /** Counts from 0 over all lines, folded ones too: the name of the line in intents. */
  readonly line: number
  /** Levels of indentation. */
  readonly depth: number
  /** What the text begins inside of. */
  readonly context: 'markup' | 'text' | 'comment' | 'cdata'
  readonly text: string
  /** Characters of the line left out before and behind `text`. */
  readonly before: number
  readonly after: number
  readonly fold: 'none' | 'open' | 'closed'
  /** Of a closed fold: the lines hidden and the text of the last one. */
  readonly hidden: number
  readonly foldEnd: string
}

/** One element in the tree. */
export interface TreeRow {
  readonly line: number
  readonly level: number
  readonly name: string
  /** As written, `xmlns="…" operation="…"`; '' for none. */
  readonly attributes: string
  /** Of a leaf; '' for an empty one. */
  readonly value: string
  /** Of an element with children: its first leaf, which in a list is the key; '' for none. */
  readonly key: string
  readonly children: number
  readonly expanded: boolean
}

export interface Subtree {
  /** The elements that lead to it, each with its key where it has one, and last itself. */
  readonly path: readonly string[]
  /** Characters. */
  readonly length: number
}

export interface ReplyError {
  readonly severity: 'error' | 'warning'
  readonly type: string
  readonly tag: string
  readonly appTag?: string
  readonly path?: string
  readonly message?: string
  /** What to do next, in our words. */
  readonly advice?: string
  /** Each child of error-info, formatted. */
  readonly info: readonly string[]
}

export interface FindState {
  readonly open: boolean
  readonly query: string
  readonly matchCase: boolean
  readonly searching: boolean
  readonly count: number
  /** There are more than `count`; they are not counted. */
  readonly more: boolean
  /** Counts from 1; 0 for none. */
  readonly current: number
  /** The line of the current match, and which match it is in that line's shown text; -1 for none. */
  readonly line: number
  readonly occurrence: number
}

/** Host → webview. Each message replaces what the same type said before. */
export type ReplyState =
  | { readonly type: 'empty' }
  | {
      readonly type: 'reply'
      readonly reply: ReplySummary
      /** Newest first. */
      readonly history: readonly ReplySummary[]
      readonly tab: ReplyTab
      /** Names the text that lines and tree are of: another number, another text. */
      readonly text: number
      /** The one element that is shown; absent where it is the whole reply. */
      readonly subtree?: Subtree
      /** How much of the text is laid out, 0 to 1. */
      readonly progress: number
    }
  | {
      readonly type: 'lines'
      readonly tab: XmlTab
      readonly first: number
      readonly total: number
      readonly rows: readonly XmlRow[]
      /** A row to scroll to; -1 to stay. */
      readonly reveal: number
    }
  | {
      readonly type: 'tree'
      readonly first: number
      readonly total: number
      readonly rows: readonly TreeRow[]
      /** A row to scroll to; -1 to stay. */
      readonly reveal: number
    }
  | { readonly type: 'errors'; readonly errors: readonly ReplyError[]; readonly more: number }
  | { readonly type: 'find'; readonly find: FindState }

/** Webview → host: what the person did. */
export type ReplyIntent =
  | { readonly type: 'ready' }
  | { readonly type: 'showReply'; readonly number: number }
  | { readonly type: 'showTab'; readonly tab: ReplyTab }
  /** The rows in sight, some more on both sides included. */
  | { readonly type: 'showLines'; readonly tab: XmlTab; readonly first: number; readonly count: number }
  | { readonly type: 'showTree'; readonly first: number; readonly count: number }
  | { readonly type: 'toggleFold'; readonly tab: XmlTab; readonly line: number }
  | { readonly type: 'foldAll'; readonly tab: XmlTab }
  | { readonly type: 'unfoldAll'; readonly tab: XmlTab }
  | { readonly type: 'toggleElement'; readonly line: number }
  | { readonly type: 'collapseTree' }
  /** Show the element of the tree among the lines of the reply. */
  | { readonly type: 'showElement'; readonly line: number }
  /** Show that element and nothing else; `back` returns to what it was in. */
  | { readonly type: 'showAlone'; readonly line: number }
  | { readonly type: 'back' }
  | { readonly type: 'openElement'; readonly line: number }
  | { readonly type: 'copyElement'; readonly line: number }
  | { readonly type: 'openFind' }
  | { readonly type: 'closeFind' }
  | { readonly type: 'find'; readonly query: string; readonly matchCase: boolean }
  | { readonly type: 'findNext' }
  | { readonly type: 'findPrevious' }
  /** These three: what is shown, the whole reply or the one element. */
  | { readonly type: 'openAsDocument' }
  | { readonly type: 'save' }
  | { readonly type: 'copy' }
