// A text of the panel, the whole reply or one element of it: its lines, its tree, and how to take a part of it.

import type { Disposable } from 'vscode'
import type { Subtree } from '../bridge/reply.ts'
import {
  ancestorsOf,
  elementName,
  elementSource,
  namespacesAround,
  standingAlone,
  type WrittenNamespaces,
} from '../language/xmlSubtree.ts'
import { LinesView, type LinesMessage } from './linesView.ts'
import { Slices } from './slices.ts'
import { TreeView, type TreeMessage } from './treeView.ts'

export interface TextSink {
  lines(text: ReplyText, message: LinesMessage): void
  tree(text: ReplyText, message: TreeMessage): void
  grown(text: ReplyText): void
  focus(text: ReplyText): number
}

/** An element picked in the panel, standing on its own. */
export interface ReplyPart {
  readonly name: string
  readonly xml: string
}

/** Where a text comes from that is an element of another. */
interface Origin {
  readonly path: readonly string[]
  /** The line of the element in the text around it. */
  readonly line: number
  readonly name: string
  readonly inherited: WrittenNamespaces
}

/** Counts texts within one panel, so that its webview tells one from the other. */
export type NextText = () => number

export class ReplyText implements Disposable {
  readonly id: number
  readonly view: LinesView
  readonly tree: TreeView
  readonly #source: string
  readonly #next: NextText
  readonly #sink: TextSink
  readonly #origin: Origin | undefined
  readonly #slices = new Slices()

  constructor(source: string, next: NextText, sink: TextSink, origin?: Origin) {
    this.id = next()
    this.#source = source
    this.#next = next
    this.#sink = sink
    this.#origin = origin
    this.view = new LinesView(source, this.#slices, {
      post: (message) => sink.lines(this, message),
      focus: () => sink.focus(this),
      grown: () => {
        this.tree.grown(this.view.lines.done)
        sink.grown(this)
      },
    })
    const openLevels = origin === undefined ? 2 : 1
    this.tree = new TreeView(this.view.lines.outline, openLevels, this.#slices, (message) =>
      sink.tree(this, message),
    )
  }

  /** Absent for the whole reply. */
  get subtree(): Subtree | undefined {
    return this.#origin && { path: this.#origin.path, length: this.#source.length }
  }

  /** The line of this element in the text around it. */
  get line(): number {
    return this.#origin?.line ?? 0
  }

  /** This text as a part of the reply; undefined where it is all of it. */
  get part(): ReplyPart | undefined {
    const { name, inherited } = this.#origin ?? {}
    return name === undefined || inherited === undefined
      ? undefined
      : { name, xml: standingAlone(this.#source, inherited) }
  }

  /** Hands over the element on the line as soon as its end is known. */
  take(line: number, use: (part: ReplyPart) => void): void {
    this.#whenWhole(line, () => {
      const { outline } = this.view.lines
      const inherited = namespacesAround(outline, line, this.#origin?.inherited ?? new Map())
      use({
        name: elementName(outline, line),
        xml: standingAlone(elementSource(outline, line), inherited),
      })
    })
  }

  /** Hands over a text of the element on the line, as soon as its end is known. */
  takeAlone(line: number, use: (text: ReplyText) => void): void {
    this.#whenWhole(line, () => {
      const { outline } = this.view.lines
      const ancestors = ancestorsOf(outline, line)
      const outer = this.#origin?.path.slice(0, -1) ?? []
      const origin = {
        path: [...outer, ...[...ancestors, line].map((at) => this.#label(at))],
        line,
        name: elementName(outline, line),
        inherited: namespacesAround(outline, line, this.#origin?.inherited ?? new Map()),
      }
      use(new ReplyText(elementSource(outline, line), this.#next, this.#sink, origin))
    })
  }

  dispose(): void {
    this.#slices.dispose()
  }

  #label(line: number): string {
    const key = this.tree.tree.keyOf(line)
    const name = elementName(this.view.lines.outline, line)
    return key === '' ? name : `${name} ${key}`
  }

  #whenWhole(line: number, action: () => void): void {
    const { outline } = this.view.lines
    if (line < 0 || line >= outline.lineCount || !outline.isElement(line)) return
    if (outline.isOpen(line)) this.view.whenLaidOut(action)
    else action()
  }
}
