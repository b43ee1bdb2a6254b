// A growing table of display lines in typed arrays: twenty bytes a line, whatever the line holds.

/** What a display line begins inside of: a line of its own, or the rest of something that holds a line break. */
export type LineContext = 'markup' | 'text' | 'comment' | 'cdata'

const CONTEXTS: readonly LineContext[] = ['markup', 'text', 'comment', 'cdata']

const FIELDS = 5
const BLOCK_BITS = 14
const BLOCK = 1 << BLOCK_BITS
const START = 0
const END = 1
const CLOSE = 2
const CHILDREN = 3
const SHAPE = 4
/** In `close`: the element's end has not been read yet. */
const STILL_OPEN = 0xffff_ffff
/** Deeper lines are indented no further. */
const MAX_INDENT = 1_000

export class LineTable {
  /** Blocks, so that growing copies nothing: a step of the builder takes the same time at any size. */
  readonly #blocks: Uint32Array[] = []
  #count = 0

  get count(): number {
    return this.#count
  }

  /** Returns the new line's index. `irregular`: its tags are not written as the printer writes them. */
  push(start: number, end: number, depth: number, context: LineContext, irregular: boolean): number {
    const line = this.#count
    if (line >> BLOCK_BITS === this.#blocks.length) this.#blocks.push(new Uint32Array(FIELDS * BLOCK))
    this.#count += 1
    this.#write(line, START, start)
    this.#write(line, END, end)
    this.#write(line, CLOSE, line)
    this.#write(line, CHILDREN, 0)
    this.#write(
      line,
      SHAPE,
      Math.min(depth, MAX_INDENT) * 8 + CONTEXTS.indexOf(context) * 2 + (irregular ? 1 : 0),
    )
    return line
  }

  /** Drops the line `count` and all behind it. */
  truncate(count: number): void {
    this.#count = count
  }

  setEnd(line: number, end: number, irregular: boolean): void {
    this.#write(line, END, end)
    if (irregular) this.#write(line, SHAPE, this.#read(line, SHAPE) | 1)
  }

  markOpen(line: number): void {
    this.#write(line, CLOSE, STILL_OPEN)
  }

  setClose(line: number, close: number): void {
    this.#write(line, CLOSE, close)
  }

  setChildren(line: number, children: number): void {
    this.#write(line, CHILDREN, children)
  }

  start(line: number): number {
    return this.#read(line, START)
  }

  end(line: number): number {
    return this.#read(line, END)
  }

  /** The line on which what begins here ends: the line itself, or a later one. */
  close(line: number): number {
    const close = this.#read(line, CLOSE)
    return close === STILL_OPEN ? this.#count - 1 : close
  }

  /** Whether the end of what begins here has not been read yet. */
  isOpen(line: number): boolean {
    return this.#read(line, CLOSE) === STILL_OPEN
  }

  /** Element children of the element that begins here. */
  children(line: number): number {
    return this.#read(line, CHILDREN)
  }

  depth(line: number): number {
    return this.#read(line, SHAPE) >> 3
  }

  context(line: number): LineContext {
    return CONTEXTS[(this.#read(line, SHAPE) >> 1) & 3] ?? 'markup'
  }

  irregular(line: number): boolean {
    return (this.#read(line, SHAPE) & 1) === 1
  }

  #read(line: number, field: number): number {
    return this.#blocks[line >> BLOCK_BITS]?.[(line & (BLOCK - 1)) * FIELDS + field] ?? 0
  }

  #write(line: number, field: number, value: number): void {
    const block = this.#blocks[line >> BLOCK_BITS]
    if (block !== undefined) block[(line & (BLOCK - 1)) * FIELDS + field] = value
  }
}
