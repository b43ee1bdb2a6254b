// Questions on a terminal: what is typed, what is seen of it, how it ends.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { TerminalPrompter, type Keyboard } from '../../../src/cli/prompter.ts'

class FakeKeyboard implements Keyboard {
  readonly modes: boolean[] = []
  #listener: ((bytes: Buffer) => void) | undefined

  setRawMode(raw: boolean): void {
    this.modes.push(raw)
  }
  on(_event: 'data', listener: (bytes: Buffer) => void): void {
    this.#listener = listener
  }
  removeListener(): void {
    this.#listener = undefined
  }
  resume(): void {
    // nothing flows here
  }
  pause(): void {
    // nothing flows here
  }
  type(keys: string): void {
    this.#listener?.(Buffer.from(keys))
  }
}

function terminal(): {
  keyboard: FakeKeyboard
  seen: () => string
  prompter: TerminalPrompter
  interrupts: () => number
} {
  const keyboard = new FakeKeyboard()
  let seen = ''
  let interrupts = 0
  const screen = { write: (text: string) => (seen += text) }
  const prompter = new TerminalPrompter({ keyboard, screen }, () => (interrupts += 1))
  return { keyboard, seen: () => seen, prompter, interrupts: () => interrupts }
}

describe('TerminalPrompter', () => {
  test('a secret leaves no trace on the screen', async () => {
    const { keyboard, seen, prompter } = terminal()
    const answer = prompter.ask('Password:', { hidden: true })
    for (const key of 'pä ss\r') keyboard.type(key)
    assert.equal(await answer, 'pä ss')
    assert.equal(seen(), 'Password: \r\n')
    assert.deepEqual(keyboard.modes, [true, false])
  })

  test('an open answer is echoed; keys erase', async () => {
    const { keyboard, seen, prompter } = terminal()
    const answer = prompter.ask('Trust it?', {})
    keyboard.type('nope\u0015yex\u007fs\r')
    assert.equal(await answer, 'yes')
    assert.match(seen(), /yes?x\x08 \x08s\r\n$/)
  })

  test('what is pasted with it answers the next question', async () => {
    const { keyboard, prompter } = terminal()
    const first = prompter.ask('One?')
    keyboard.type('1\n2\n')
    assert.equal(await first, '1')
    assert.equal(await prompter.ask('Two?'), '2')
  })

  test('Ctrl-C gives up and interrupts, Ctrl-D gives up', async () => {
    const { keyboard, prompter, interrupts } = terminal()
    const first = prompter.ask('One?', { hidden: true })
    keyboard.type('abc\u0003')
    assert.equal(await first, undefined)
    assert.equal(interrupts(), 1)
    const second = prompter.ask('Two?')
    keyboard.type('\u0004')
    assert.equal(await second, undefined)
    assert.equal(interrupts(), 1)
  })
})
