#!/usr/bin/env node
// The command line `netconf-explorer`: builds what a command sees of the process, runs it, ends with its exit code.

import { createOutput } from './cli/fileOutput.ts'
import { interruptionOf } from './cli/interruption.ts'
import { main } from './cli/main.ts'
import { openTerminal, TerminalPrompter } from './cli/prompter.ts'

const signal = interruptionOf(process, (exitCode) => process.exit(exitCode))
const terminal = openTerminal()

const exitCode = await main(process.argv.slice(2), (args) => ({
  out: createOutput(args?.value('output'), process.stdout),
  tell: (sentence) => {
    if (args?.has('quiet') !== true || sentence.startsWith('error')) process.stderr.write(`${sentence}\n`)
  },
  readInput: async () => {
    const parts: Buffer[] = []
    for await (const part of process.stdin) parts.push(part as Buffer)
    return Buffer.concat(parts).toString('utf8')
  },
  environment: process.env,
  person: terminal && new TerminalPrompter(terminal, () => process.emit('SIGINT')),
  signal,
}))

terminal?.close()
process.exitCode = exitCode
