// The command line as a child process, with a home of its own: nothing of the tester's ssh takes part.

import assert from 'node:assert/strict'
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const PROGRAM = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../dist/cli.js')

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly home: string
  /** Standard input, closed behind it. */
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
}

export class CliProcess {
  stdout = ''
  stderr = ''
  readonly #child: ChildProcessWithoutNullStreams
  readonly ended: Promise<Ended>
  #changed: () => void = () => undefined

  constructor(args: readonly string[], { home, input = '', env = {} }: CliOptions) {
    const { PATH = '' } = process.env
    // A session of its own has no terminal to ask on.
    this.#child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { PATH, HOME: home, ...env },
      detached: true,
    })
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text
      this.#changed()
    })
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text
      this.#changed()
    })
    this.#child.stdin.on('error', () => undefined)
    this.#child.stdin.end(input)
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code) => resolve({ code, stdout: this.stdout, stderr: this.stderr }))
    })
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name)
  }

  /** Waits until it has said this, on standard output or error. */
  async says(pattern: RegExp): Promise<void> {
    const isSaid = (): boolean => pattern.test(this.stdout) || pattern.test(this.stderr)
    let hasEnded = false
    void this.ended.then(() => {
      hasEnded = true
      this.#changed()
    })
    while (!isSaid()) {
      assert.ok(!hasEnded, `It ended without saying ${String(pattern)}:\n${this.stdout}\n${this.stderr}`)
      await new Promise<void>((resolve) => (this.#changed = resolve))
    }
  }
}

export function runCli(args: readonly string[], options: CliOptions): Promise<Ended> {
  return new CliProcess(args, options).ended
}
