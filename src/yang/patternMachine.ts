// Matches a regular expression in time linear in the text: all ways at once, none tried again.

import type { PatternNode } from './patternNode.ts'

type CharacterTest = (codePoint: number) => boolean

/** `to` are the places of the next instructions; a character with its test passes one. */
interface Instruction {
  readonly test: CharacterTest | undefined
  readonly to: number[]
}

/** Above this a machine is not built: 60,000 instructions are about 10 MB. */
const MOST_INSTRUCTIONS = 60_000

/**
 * A matcher of whole texts, Thompson's construction; undefined where the tree has assertions, or repeats groups so often that the
 * machine would be too large.
 */
export function buildMachine(
  node: PatternNode,
  ignoreCase: boolean,
): ((text: string) => boolean) | undefined {
  if (size(node) > MOST_INSTRUCTIONS) return undefined
  const program: Instruction[] = []
  const tests = new Map<string, CharacterTest>()
  const testOf = (source: string): CharacterTest => {
    const known = tests.get(source) ?? characterTest(source, ignoreCase)
    tests.set(source, known)
    return known
  }
  const first = emit(node, program, testOf)
  for (const place of first.out) program[place]?.to.push(ACCEPT)
  return (text) => run(program, first.start, text)
}

const ACCEPT = -1

function size(node: PatternNode): number {
  switch (node.kind) {
    case 'characters':
      return 1
    case 'assertion':
      return Infinity
    case 'sequence':
      return node.items.reduce((sum, item) => sum + size(item), 1)
    case 'alternatives':
      return node.branches.reduce((sum, branch) => sum + size(branch), 1)
    case 'repeat': {
      const copies = node.max === Infinity ? node.min + 1 : node.max
      return copies * (size(node.item) + 1) + 1
    }
  }
}

function characterTest(source: string, ignoreCase: boolean): CharacterTest {
  const expression = new RegExp(`^${source}$`, ignoreCase ? 'vi' : 'v')
  const known = new Map<number, boolean>()
  return (codePoint) => {
    const before = known.get(codePoint)
    if (before !== undefined) return before
    const result = expression.test(String.fromCodePoint(codePoint))
    if (known.size < 512) known.set(codePoint, result)
    return result
  }
}

/** A piece of program: where it starts, and the instructions that want to know what comes behind it. */
interface Piece {
  readonly start: number
  readonly out: readonly number[]
}

type Emit = (node: PatternNode, program: Instruction[], testOf: (source: string) => CharacterTest) => Piece

const emit: Emit = (node, program, testOf) => {
  switch (node.kind) {
    case 'characters':
      return instruction(program, testOf(node.source))
    case 'assertion':
      return instruction(program, undefined)
    case 'sequence':
      return chain(
        program,
        node.items.map((item) => () => emit(item, program, testOf)),
      )
    case 'alternatives': {
      const split = instruction(program, undefined)
      const branches = node.branches.map((branch) => emit(branch, program, testOf))
      program[split.start]?.to.push(...branches.map((branch) => branch.start))
      return { start: split.start, out: branches.flatMap((branch) => branch.out) }
    }
    case 'repeat':
      return emitRepeat(() => emit(node.item, program, testOf), program, node.min, node.max)
  }
}

function instruction(program: Instruction[], test: CharacterTest | undefined): Piece {
  program.push({ test, to: [] })
  return { start: program.length - 1, out: [program.length - 1] }
}

function chain(program: Instruction[], pieces: readonly (() => Piece)[]): Piece {
  const { start, out } = instruction(program, undefined)
  let open = out
  for (const make of pieces) {
    const piece = make()
    for (const place of open) program[place]?.to.push(piece.start)
    open = piece.out
  }
  return { start, out: open }
}

function emitRepeat(make: () => Piece, program: Instruction[], min: number, max: number): Piece {
  const optional = (): Piece => {
    const split = instruction(program, undefined)
    const piece = make()
    program[split.start]?.to.push(piece.start)
    return { start: split.start, out: [...piece.out, split.start] }
  }
  const loop = (): Piece => {
    const split = instruction(program, undefined)
    const piece = make()
    program[split.start]?.to.push(piece.start)
    for (const place of piece.out) program[place]?.to.push(split.start)
    return split
  }
  const pieces = Array.from({ length: min }, () => make)
  if (max === Infinity) return chain(program, [...pieces, loop])
  return chain(program, [...pieces, ...nested(program, optional, max - min)])
}

/** `(x(x(x)?)?)?` would nest as deep as the count: each optional one is left out by jumping to the same end instead. */
function nested(program: Instruction[], optional: () => Piece, count: number): readonly (() => Piece)[] {
  if (count === 0) return []
  return [
    () => {
      const pieces = Array.from({ length: count }, optional)
      const skips = pieces.map((piece) => piece.start)
      const [first] = pieces
      pieces.forEach((piece, index) => {
        const following = pieces[index + 1]
        if (following === undefined) return
        for (const place of piece.out) if (place !== piece.start) program[place]?.to.push(following.start)
      })
      const last = pieces.at(-1)
      const ends = last === undefined ? [] : last.out.filter((place) => place !== last.start)
      return { start: first?.start ?? 0, out: [...new Set([...ends, ...skips])] }
    },
  ]
}

/** All threads step together; an instruction is entered once per character. */
function run(program: readonly Instruction[], start: number, text: string): boolean {
  const entered = new Int32Array(program.length).fill(-1)
  /** Follows what needs no character; true where the end was reached. */
  const enter = (from: readonly number[], step: number, into: Instruction[]): boolean => {
    let accepted = false
    const stack = [...from]
    for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
      if (place === ACCEPT) accepted = true
      else if (entered[place] !== step) {
        entered[place] = step
        const next = program[place]
        if (next?.test !== undefined) into.push(next)
        else if (next !== undefined) stack.push(...next.to)
      }
    }
    return accepted
  }
  let threads: Instruction[] = []
  let step = 0
  let accepted = enter([start], step, threads)
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0
    const next: Instruction[] = []
    step += 1
    accepted = false
    for (const thread of threads) {
      if (thread.test?.(codePoint) === true && enter(thread.to, step, next)) accepted = true
    }
    threads = next
    if (threads.length === 0 && !accepted) return false
  }
  return accepted
}
