// Runs named steps side by side as their needs allow, and tells how each ended.

import { spawn } from 'node:child_process'

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<void>} [act] what to do, or
 * @property {string[]} [command] what to run; its output is kept, and shown if it fails
 * @property {string[]} [needs] names of steps that come first; if one of them fails, this one counts as failed
 * @property {boolean} [setUp] waits for the network more than it computes: takes no slot, counts as no check
 * @property {boolean} [alone] wants the whole machine
 * @property {boolean} [tests] its output ends with the counts of node:test
 * @property {(files: string[]) => string[]} [again] how to run the failed files once more, if few tests failed; for tests of
 *   real programs, whose time is not ours. What passes then counts as passed, and is told as unsteady, with the tests' names
 */

const SLOTS = 2
const LIMIT_MS = 8 * 60_000
/** More failures than these are no accident of timing. */
const FEW_TESTS = 3

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1).padStart(6)} s`

/**
 * Runs a command to its end, or to the time limit. Never rejects. It has its own process group, since npm does not pass
 * a signal on to what its scripts have started.
 */
function capture([command, ...args], cwd) {
  return new Promise((resolve) => {
    let output = ''
    const env = { ...process.env, NO_COLOR: '1' }
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    const end = (signal) => {
      try {
        process.kill(-child.pid, signal)
      } catch {
        // nobody of the group is left
      }
    }
    const atExit = () => end('SIGTERM')
    const insist = setTimeout(() => end('SIGKILL'), LIMIT_MS + 5_000)
    const limit = setTimeout(() => {
      output += `\nnot done after ${LIMIT_MS / 60_000} minutes\n`
      end('SIGTERM')
    }, LIMIT_MS)
    process.once('exit', atExit)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text))
    }
    const settle = (ok) => {
      clearTimeout(limit)
      clearTimeout(insist)
      process.removeListener('exit', atExit)
      resolve({ ok, output })
    }
    child.once('error', (error) => {
      output += String(error)
      settle(false)
    })
    child.once('close', (code) => settle(code === 0))
  })
}

/** The counts that node:test prints at its end, in its spec or TAP form. */
function countTests(output) {
  const count = (word) => {
    const lines = [...output.matchAll(new RegExp(`^(?:ℹ|#) ${word} (\\d+)$`, 'gm'))]
    return Number(lines.at(-1)?.[1] ?? 0)
  }
  return { passed: count('pass'), failed: count('fail') + count('cancelled') }
}

/** What node:test says at its end of the tests that failed; everything where it says nothing. */
const failuresIn = (output) => /^✖ failing tests:$[^]*/m.exec(output)?.[0] ?? output

/** The files of failed tests, and the names of what failed. */
function failedTests(output) {
  const told = /^✖ failing tests:$[^]*/m.exec(output)?.[0] ?? ''
  const files = [...told.matchAll(/^test at (.+?):\d+:\d+$/gm)].map(([, file]) => file)
  const names = [...told.matchAll(/^✖ (?!failing tests:)(.+?)(?: \([\d.]+ms\))?$/gm)].map(([, name]) => name)
  return { files: [...new Set(files)], names }
}

async function runStep(step, cwd) {
  const began = performance.now()
  let result
  if (step.act === undefined) result = await capture(step.command, cwd)
  else {
    result = await step.act().then(
      () => ({ ok: true, output: '' }),
      (error) => ({ ok: false, output: String(error) }),
    )
  }
  const counts = step.tests
    ? countTests(result.output)
    : { passed: result.ok && !step.setUp ? 1 : 0, failed: 0 }
  if (!result.ok && counts.failed === 0) counts.failed = 1
  if (!result.ok && step.again !== undefined) {
    const { files, names } = failedTests(result.output)
    const few = files.length > 0 && names.length <= FEW_TESTS
    const second = few ? await capture(step.again(files), cwd) : { ok: false }
    if (second.ok) {
      counts.passed += counts.failed
      counts.failed = 0
      const output = `unsteady: failed, and passed when run again: ${names.join('; ')}`
      report(step, { ok: true, output }, counts, seconds(began))
      return { ok: true, ...counts }
    }
  }
  report(step, result, counts, seconds(began))
  return { ok: result.ok, ...counts }
}

function report(step, { ok, output }, counts, time) {
  const tests = step.tests ? `  ${counts.passed} passed, ${counts.failed} failed` : ''
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${step.name.padEnd(12)} ${time}${tests}`)
  if (!ok) console.log(`${(step.tests ? failuresIn(output) : output).trimEnd()}\n`)
  else for (const [line] of output.matchAll(/^(?:skipped|unsteady): .*$/gm)) console.log(`       ${line}`)
}

/** Runs all steps; resolves with the sums over those that are checks or tests. */
export async function runSteps(steps, cwd) {
  const waiting = new Set(steps)
  const running = new Map()
  const ended = new Map()
  const slotsTaken = () => [...running.keys()].reduce((sum, step) => sum + slotsOf(step), 0)
  const slotsOf = (step) => (step.setUp ? 0 : step.alone ? SLOTS : 1)
  const needed = (step) => (step.needs ?? []).map((name) => ended.get(name))

  const start = (step) => {
    waiting.delete(step)
    const end = runStep(step, cwd).then((result) => {
      running.delete(step)
      ended.set(step.name, result)
    })
    running.set(step, end)
  }
  const skip = (step) => {
    waiting.delete(step)
    ended.set(step.name, { ok: false, passed: 0, failed: 1 })
    const missing = step.needs.filter((name) => ended.get(name)?.ok === false)
    console.log(`FAILED ${step.name.padEnd(12)} not run, for want of: ${missing.join(', ')}`)
  }

  while (waiting.size > 0 || running.size > 0) {
    for (const step of [...waiting]) {
      const needs = needed(step)
      if (needs.some((result) => result?.ok === false)) skip(step)
      else if (!needs.includes(undefined) && slotsTaken() + slotsOf(step) <= SLOTS) start(step)
    }
    if (running.size > 0) await Promise.race(running.values())
  }
  const sum = (key) => [...ended.values()].reduce((total, result) => total + result[key], 0)
  return { passed: sum('passed'), failed: sum('failed') }
}
