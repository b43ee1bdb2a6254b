// Speaks NETCONF with a program of this machine through its standard input and output.

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { basename } from 'node:path'
import { ConnectError } from './errors.ts'
import type { Transport, TransportListener } from './transport.ts'

export interface ProcessOptions {
  /** A program, found by PATH or by its path; never given to a shell. */
  readonly command: string
  readonly args: readonly string[]
  /** In addition to our own environment. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Ends the wait for the start; a running program is ended by `close`. */
  readonly signal?: AbortSignal
}

/** Milliseconds between closing its input, asking it to end, and killing it. */
const CLOSE_GRACE = 2_000
/** Milliseconds that its output may stay open after its end, which a grandchild can cause. */
const DRAIN_GRACE = 500
const STDERR_CHARACTERS = 4_096
const STDERR_LINES = 3

/**
 * Starts the program, e.g. `ssh -s host netconf`. A program says nothing of its own before NETCONF's hello, so the time
 * limit is the session's for that. Throws ConnectError if it cannot be started, or the signal's reason. If it ends before its
 * first byte, `closed` gets a ConnectError with what it wrote to standard error.
 */
export async function connectProcess(options: ProcessOptions): Promise<Transport> {
  const { command, args, env, cwd, signal } = options
  signal?.throwIfAborted()
  const child = spawn(command, args, {
    shell: false,
    windowsHide: true,
    stdio: 'pipe',
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  })
  // A broken pipe shows as the end of the program.
  child.stdin.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error: NodeJS.ErrnoException) => reject(startError(error, options)))
  })
  if (signal?.aborted === true) {
    child.kill('SIGKILL')
    throw signal.reason
  }
  return processTransport(child, basename(command))
}

function startError(error: NodeJS.ErrnoException, { command, cwd }: ProcessOptions): ConnectError {
  const cause = { cause: error }
  switch (error.code) {
    case 'ENOENT': {
      const folder = cwd === undefined ? '' : ` in ${cwd}`
      return new ConnectError(
        'unreachable',
        `The program ${command} cannot be found${folder}. Check the command, or give its full path.`,
        cause,
      )
    }
    case 'EACCES':
      return new ConnectError(
        'unreachable',
        `The program ${command} may not be run. Check its permissions.`,
        cause,
      )
    default:
      return new ConnectError(
        'unreachable',
        `The program ${command} cannot be started: ${error.message}.`,
        cause,
      )
  }
}

function processTransport(child: ChildProcessWithoutNullStreams, name: string): Transport {
  let listener: TransportListener | undefined
  let heard = false
  let closing = false
  let complaint = ''
  let ended: { readonly cause: Error | undefined } | undefined
  const timers = new Set<NodeJS.Timeout>()
  const later = (ms: number, action: () => void): void => void timers.add(setTimeout(action, ms))

  const finish = (): void => {
    if (ended !== undefined) return
    for (const timer of timers) clearTimeout(timer)
    for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe.destroy()
    ended = { cause: closing ? undefined : endError(child, name, complaint, heard) }
    listener?.closed(ended.cause)
  }
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-STDERR_CHARACTERS)
  })
  child.on('error', () => undefined) // a signal that cannot be sent: it has ended, or ends with us
  child.once('exit', () => later(DRAIN_GRACE, finish))
  child.once('close', finish)
  return {
    listen(next) {
      listener = next
      if (ended !== undefined) {
        next.closed(ended.cause)
        return
      }
      child.stdout.on('data', (bytes: Buffer) => {
        heard = true
        next.data(bytes)
      })
    },
    send(bytes) {
      if (child.stdin.writable) child.stdin.write(bytes)
    },
    close() {
      if (closing || ended !== undefined) return
      closing = true
      child.stdin.end()
      if (listener === undefined) child.stdout.resume()
      later(CLOSE_GRACE, () => child.kill('SIGTERM'))
      later(2 * CLOSE_GRACE, () => child.kill('SIGKILL'))
    },
  }
}

/** The arguments stay out of it: they may hold what is nobody's business. */
function endError(
  child: ChildProcessWithoutNullStreams,
  name: string,
  complaint: string,
  heard: boolean,
): Error | undefined {
  if (heard && child.exitCode === 0) return undefined
  const how =
    child.signalCode === null ? `status ${child.exitCode ?? 'unknown'}` : `signal ${child.signalCode}`
  const words = lastLines(complaint)
  const said = words === '' ? 'It wrote nothing about it to standard error.' : `It wrote: ${words}`
  return heard
    ? new Error(`${name} ended with ${how}. ${said}`)
    : new ConnectError('unreachable', `${name} ended with ${how} before NETCONF began. ${said}`)
}

function lastLines(text: string): string {
  return text
    .replace(/\u001b\[[\d;]*[A-Za-z]/g, '') // colours
    .split(/[\r\n]+/)
    .map((line) => line.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim())
    .filter((line) => line !== '')
    .slice(-STDERR_LINES)
    .join(' ')
}
