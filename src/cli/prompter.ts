// Asks the person at the terminal, one line at a time, without echo for secrets.

import { openSync } from 'node:fs'
import { ReadStream, WriteStream } from 'node:tty'

export interface Prompter {
  /** The line that was typed; `undefined` if it was refused with Ctrl-C or Ctrl-D. */
  ask(question: string, options?: { readonly hidden?: boolean }): Promise<string | undefined>
}

/** The keyboard, as much of it as is needed here. */
export interface Keyboard {
  setRawMode(raw: boolean): unknown
  on(event: 'data', listener: (bytes: Buffer) => void): unknown
  removeListener(event: 'data', listener: (bytes: Buffer) => void): unknown
  resume(): unknown
  pause(): unknown
}

export interface Screen {
  write(text: string): unknown
}

/** The controlling terminal, whatever standard input and output are; `undefined` if there is none. */
export function openTerminal():
  { readonly keyboard: Keyboard; readonly screen: Screen; close(): void } | undefined {
  const [input, output] =
    process.platform === 'win32' ? ['\\\\.\\CONIN$', '\\\\.\\CONOUT$'] : ['/dev/tty', '/dev/tty']
  try {
    const keyboard = new ReadStream(openSync(input, 'r'))
    const screen = new WriteStream(openSync(output, 'w'))
    keyboard.pause()
    return {
      keyboard,
      screen,
      close() {
        keyboard.destroy()
        screen.destroy()
      },
    }
  } catch {
    return undefined
  }
}

const ENTER = /[\r\n]/
const CTRL_C = '\u0003'
const CTRL_D = '\u0004'
const CTRL_U = '\u0015'
const ERASE = /[\b\u007f]/

/** Reads keys itself: in raw mode nothing is echoed, and Ctrl-C is a key. `onInterrupt` is told of it. */
export class TerminalPrompter implements Prompter {
  readonly #keyboard: Keyboard
  readonly #screen: Screen
  readonly #onInterrupt: () => void
  /** Typed ahead, or pasted in one go with the next answers. */
  #ahead = ''

  constructor(terminal: { readonly keyboard: Keyboard; readonly screen: Screen }, onInterrupt: () => void) {
    this.#keyboard = terminal.keyboard
    this.#screen = terminal.screen
    this.#onInterrupt = onInterrupt
  }

  ask(question: string, { hidden = false } = {}): Promise<string | undefined> {
    const line = new Line((text) => {
      if (!hidden) this.#screen.write(text)
    })
    // Before the question: whoever answers at once must not see it echoed.
    this.#keyboard.setRawMode(true)
    this.#screen.write(`${question} `)
    return new Promise((resolve) => {
      const take = (typed: string): void => {
        const characters = Array.from(typed)
        for (const [index, character] of characters.entries()) {
          if (!line.press(character)) continue
          this.#ahead = characters.slice(index + 1).join('')
          finish()
          return
        }
      }
      const onData = (bytes: Buffer): void => take(bytes.toString('utf8'))
      const finish = (): void => {
        this.#keyboard.removeListener('data', onData)
        this.#keyboard.setRawMode(false)
        this.#keyboard.pause()
        this.#screen.write('\r\n')
        if (line.isInterrupted) this.#onInterrupt()
        resolve(line.answer)
      }
      this.#keyboard.on('data', onData)
      this.#keyboard.resume()
      const ahead = this.#ahead
      this.#ahead = ''
      take(ahead)
    })
  }
}

/** One line as it is typed. */
class Line {
  isInterrupted = false
  answer: string | undefined
  readonly #echo: (text: string) => void
  readonly #typed: string[] = []

  constructor(echo: (text: string) => void) {
    this.#echo = echo
  }

  /** Whether that was the end of it. */
  press(character: string): boolean {
    if (ENTER.test(character)) {
      this.answer = this.#typed.join('')
      return true
    }
    if (character === CTRL_C || (character === CTRL_D && this.#typed.length === 0)) {
      this.isInterrupted = character === CTRL_C
      return true
    }
    if (ERASE.test(character)) {
      if (this.#typed.pop() !== undefined) this.#echo('\b \b')
    } else if (character === CTRL_U) {
      this.#echo('\b \b'.repeat(this.#typed.length))
      this.#typed.length = 0
    } else if (character >= ' ') {
      this.#typed.push(character)
      this.#echo(character)
    }
    return false
  }
}
