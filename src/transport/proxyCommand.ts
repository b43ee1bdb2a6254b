// The command that stands in for a TCP connection, from words to a running stream (ssh_config(5), "ProxyCommand").

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { Duplex } from 'node:stream'
import type { Attempt } from './attempt.ts'
import { ConnectError } from './errors.ts'
import { expandTokens, proxyTokens, type TokenValues } from './sshTokens.ts'

/**
 * Only ever from the user's own ssh config or settings: it runs as the user. A workspace must not name one.
 */
export interface ProxyCommand {
  /** As written, with its tokens. */
  readonly command: string
  readonly tokens: TokenValues
}

export type ProxyInvocation =
  /** No shell takes part. */
  | { readonly kind: 'program'; readonly program: string; readonly args: readonly string[] }
  /** One line for the user's shell, which OpenSSH gives every ProxyCommand to. */
  | { readonly kind: 'shell'; readonly line: string }

/** A value that a shell takes as it stands, and no program takes as an option. */
const HARMLESS = /^(?!-)[\p{L}\p{N}_.:%@+,/-]*$/u

/**
 * Plain words become a program with its arguments. Whatever a shell would interpret goes to the shell, since that is what the
 * user wrote it for; the values of the tokens in it must be harmless there. Throws ConnectError for one that is not.
 */
export function proxyInvocation({ command, tokens }: ProxyCommand): ProxyInvocation {
  const values = proxyTokens(tokens)
  for (const [, letter = ''] of command.matchAll(/%(.)/g)) {
    const value = values[letter] ?? ''
    if (HARMLESS.test(value)) continue
    throw new ConnectError(
      'unreachable',
      `The ProxyCommand is not run: "${value}" has characters that are not safe in a command.`,
    )
  }
  const words = plainWords(command)?.map((word) => expandTokens(word, values))
  const [program, ...args] = words?.[0] === 'exec' ? words.slice(1) : (words ?? [])
  if (program !== undefined) return { kind: 'program', program, args }
  return { kind: 'shell', line: expandTokens(command, values) }
}

/** Every character is plain, blank, or in quotes that hide nothing from a shell. */
const PLAIN = /^(?:[^'"`\\$|&;<>(){}*?[\]#~!=]|'[^']*'|"[^"`\\$!]*")*$/

/** Words without anything that a shell would act upon; `undefined` if there is such a thing. */
function plainWords(command: string): string[] | undefined {
  if (!PLAIN.test(command)) return undefined
  const words = command.match(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? []
  return words.map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'))
}

/** Starts the command. Its end before a first byte ends the stream with a ConnectError that quotes what it complained of. */
export function openProxyCommand(proxy: ProxyCommand, attempt: Attempt): Promise<Duplex> {
  const invocation = proxyInvocation(proxy)
  const shell = process.env['SHELL'] ?? '/bin/sh'
  const options = { stdio: 'pipe', windowsHide: true } as const
  const child =
    invocation.kind === 'program'
      ? spawn(invocation.program, invocation.args, options)
      : process.platform === 'win32'
        ? spawn(invocation.line, { ...options, shell: true })
        : spawn(shell, ['-c', `exec ${invocation.line}`], options)
  const name = invocation.kind === 'program' ? invocation.program : shell
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      reject(
        new ConnectError('unreachable', `The ProxyCommand cannot be started (${name}): ${error.message}.`, {
          cause: error,
        }),
      )
    })
    child.once('spawn', () => resolve(attempt.own(new ProxyStream(child))))
  })
}

const STDERR_CHARACTERS = 2_000
/** Milliseconds that the command gets to end by itself. */
const END_GRACE = 2_000
/** Milliseconds between the end of the command and that of its output. */
const DRAIN_GRACE = 500

class ProxyStream extends Duplex {
  readonly #child: ChildProcessWithoutNullStreams
  #heard = false
  #complaint = ''
  #open = 2
  #drain: NodeJS.Timeout | undefined
  #hasEnded = false

  constructor(child: ChildProcessWithoutNullStreams) {
    super()
    this.#child = child
    child.stdout.on('data', (bytes: Buffer) => {
      this.#heard = true
      this.#drain?.refresh()
      if (!this.push(bytes)) child.stdout.pause()
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-STDERR_CHARACTERS)
    })
    // A broken pipe shows as the end of the command.
    child.stdin.on('error', () => undefined)
    child.stdout.once('end', () => this.#partEnded())
    child.once('exit', () => this.#partEnded())
  }

  /** Output and program end together but for a moment; one alone is the end, too: a grandchild can hold the output open. */
  #partEnded(): void {
    this.#open -= 1
    if (this.#open === 0) this.#ended()
    else this.#drain = setTimeout(() => this.#drained(), DRAIN_GRACE)
  }

  /** What waits for a slow reader is not lost. */
  #drained(): void {
    if (this.#child.stdout.isPaused()) this.#drain?.refresh()
    else this.#ended()
  }

  #ended(): void {
    clearTimeout(this.#drain)
    if (this.#hasEnded || this.destroyed) return
    this.#hasEnded = true
    // A grandchild may have more to say; there is nobody left to hear it.
    this.#child.stdout.destroy()
    if (this.#heard) {
      this.push(null)
      this.end()
      return
    }
    const { exitCode, signalCode } = this.#child
    const how =
      signalCode !== null
        ? `ended with signal ${signalCode}`
        : exitCode === null
          ? 'closed its output'
          : `ended with status ${exitCode}`
    const said = this.#complaint.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
    this.destroy(
      new ConnectError(
        'unreachable',
        `The ProxyCommand ${how} before the connection stood. ${said === '' ? 'It wrote nothing about it.' : `It wrote: ${said}`}`,
      ),
    )
  }

  override _read(): void {
    this.#child.stdout.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // Its end tells more than a write that failed.
    this.#child.stdin.write(chunk, () => done())
  }

  override _final(done: () => void): void {
    this.#child.stdin.end(done)
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#drain)
    const { stdin, stdout, stderr } = this.#child
    for (const pipe of [stdin, stdout, stderr]) pipe.destroy()
    this.#child.kill('SIGHUP')
    const insist = setTimeout(() => this.#child.kill('SIGKILL'), END_GRACE)
    this.#child.once('exit', () => clearTimeout(insist))
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) clearTimeout(insist)
    done(error)
  }
}
