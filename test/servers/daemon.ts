// A server program as a child process: its output kept, its end certain.

import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const READY_MS = 15_000
const STOP_MS = 3_000

export interface DaemonOptions {
  readonly program: string
  readonly args: readonly string[]
  /** Takes everything the program prints. */
  readonly outputFile: string
  /** The log that the program itself writes, if it does. */
  readonly logFile?: string
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Runs as this user, where one is given. */
  readonly owner?: { readonly uid: number; readonly gid: number } | undefined
  ready(): boolean | Promise<boolean>
}

export class Daemon {
  readonly #child: ChildProcess
  readonly #options: DaemonOptions
  readonly #atExit = (): void => void this.#child.kill('SIGKILL')
  readonly exited: Promise<void>

  private constructor(options: DaemonOptions) {
    this.#options = options
    const output = openSync(options.outputFile, 'a')
    // The kernel ends it with us, even where no handler of ours gets to run.
    const tied = existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'KILL', options.program] : [options.program]
    const [program = options.program, ...args] = [...tied, ...options.args]
    this.#child = spawn(program, args, {
      cwd: options.cwd,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...options.env },
      ...options.owner,
    })
    closeSync(output)
    process.once('exit', this.#atExit)
    this.exited = new Promise((resolve) => {
      const ended = (): void => {
        process.removeListener('exit', this.#atExit)
        resolve()
      }
      this.#child.once('exit', ended)
      this.#child.once('error', ended)
    })
  }

  /** Starts a program and waits until it is ready; throws with the end of its output if it is not. */
  static async start(options: DaemonOptions): Promise<Daemon> {
    const daemon = new Daemon(options)
    const end = Date.now() + READY_MS
    while (daemon.running && Date.now() < end) {
      if (await options.ready()) return daemon
      await pause(20)
    }
    await daemon.kill()
    throw new Error(`${options.program} did not start:\n${daemon.#said().slice(-4000)}`)
  }

  get pid(): number {
    return this.#child.pid ?? -1
  }

  get running(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  #said(): string {
    const files = [this.#options.outputFile, this.#options.logFile ?? '']
    return files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('\n')
  }

  /** Asks it to end, insists after three seconds. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM')
    const insist = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS)
    await this.exited
    clearTimeout(insist)
  }

  /** Makes it stand still, alive and connected but mute, until the returned function is called. */
  freeze(): () => void {
    this.#child.kill('SIGSTOP')
    return () => void this.#child.kill('SIGCONT')
  }

  /** Ends it at once, as a crash would. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.exited
  }
}

const SETPRIV = '/usr/bin/setpriv'
