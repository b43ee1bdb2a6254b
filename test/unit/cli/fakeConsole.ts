// A console that a test looks into: what was written, what was told, what a person would answer.

import type { Console, Output } from '../../../src/cli/console.ts'
import type { Prompter } from '../../../src/cli/prompter.ts'

export class FakeOutput implements Output {
  isTerminal = false
  text = ''
  isDiscarded = false

  write(text: string): Promise<void> {
    this.text += text
    return Promise.resolve()
  }

  discard(): void {
    this.isDiscarded = true
  }

  close(): void {
    this.isTerminal = false
  }
}

export interface FakeConsole extends Console {
  readonly out: FakeOutput
  readonly told: string[]
  readonly questions: string[]
}

export interface FakeConsoleOptions {
  readonly input?: string
  readonly environment?: Readonly<Record<string, string>>
  /** Of the person, in turn; absent: there is nobody. */
  readonly answers?: readonly (string | undefined)[]
  readonly out?: FakeOutput
  readonly signal?: AbortSignal
}

export function fakeConsole(options: FakeConsoleOptions = {}): FakeConsole {
  const told: string[] = []
  const questions: string[] = []
  const answers = [...(options.answers ?? [])]
  const person: Prompter = {
    ask: (question) => {
      questions.push(question)
      return Promise.resolve(answers.shift())
    },
  }
  return {
    out: options.out ?? new FakeOutput(),
    told,
    questions,
    tell: (sentence) => void told.push(sentence),
    readInput: () => Promise.resolve(options.input ?? ''),
    environment: options.environment ?? {},
    person: options.answers === undefined ? undefined : person,
    signal: options.signal ?? new AbortController().signal,
  }
}
