// Runs a program of the bench to its end and reads the JSON it prints.

import { spawn } from 'node:child_process'

/** Milliseconds; ncclient takes minutes over what others do in seconds. */
const LIMIT = 150_000

export class TooSlow extends Error {
  constructor() {
    super(`not done after ${LIMIT / 1000} s`)
    this.name = 'TooSlow'
  }
}

/** Rejects with TooSlow, or with the end of what the program complained about. */
export function runProgram(
  [program, ...args]: readonly [string, ...string[]],
  job: unknown,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args, JSON.stringify(job)], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let complaint = ''
    let tooSlow = false
    const atExit = (): void => void child.kill('SIGKILL')
    const limit = setTimeout(() => {
      tooSlow = true
      child.kill('SIGKILL')
    }, LIMIT)
    process.once('exit', atExit)
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stderr
      .setEncoding('utf8')
      .on('data', (text: string) => (complaint = (complaint + text).slice(-2_000)))
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(limit)
      process.removeListener('exit', atExit)
      if (tooSlow) reject(new TooSlow())
      else if (code === 0) resolve(JSON.parse(output))
      else reject(new Error(complaint.trim() === '' ? `ended with ${String(code)}` : complaint.trim()))
    })
  })
}
