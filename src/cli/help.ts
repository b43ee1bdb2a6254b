// The help texts.

import type { Command } from './command.ts'
import { EXIT, INTERRUPTED } from './exitCodes.ts'
import { SHARED_GROUPS, type Option, type OptionGroup } from './options.ts'
import { PASSPHRASE_VARIABLE, PASSWORD_VARIABLE } from './secrets.ts'

const WIDTH = 100
const INDENT = '  '
const COLUMN = 30

/** Of the program. */
export function overview(commands: readonly Command[]): string {
  return join([
    'netconf-explorer – a NETCONF client for the terminal',
    '',
    `Usage: netconf-explorer COMMAND [USER@]DEVICE[:PORT] [operands] [options]`,
    '',
    ...paragraph(
      'DEVICE is a name, an address (IPv6 in brackets before a port), or a Host of your ~/.ssh/config. XML goes to standard output, everything for people to standard error.',
    ),
    '',
    'Commands',
    ...commands.map((command) => row(command.name, command.summary)),
    '',
    `"netconf-explorer COMMAND --help" tells about one of them, with examples.`,
    '',
    ...SHARED_GROUPS.flatMap((group) => [...groupLines(group), '']),
    'Passwords',
    ...paragraph(
      `A password or passphrase is asked for on the terminal, without echo, or taken from ${PASSWORD_VARIABLE} and ${PASSPHRASE_VARIABLE} in the environment; keys may come from an SSH agent. It is never an argument: those can be read by everybody on the machine.`,
      INDENT,
    ),
    '',
    'Exit codes',
    ...[...Object.values(EXIT), INTERRUPTED].map(({ code, meaning }) => row(String(code), meaning)),
    '',
    'Examples',
    ...exampleLines([
      { line: 'hello admin@core-1', says: 'does it work?' },
      { line: 'get-config core-1 > core-1.xml', says: 'a backup' },
      { line: 'edit-config core-1 mtu.xml --commit', says: 'a change' },
    ]),
  ])
}

/** Of one command. */
export function helpOf(command: Command): string {
  const target = command.standsAlone === true ? '' : ' DEVICE'
  const operands = command.operands === '' ? '' : ` ${command.operands}`
  return join([
    `netconf-explorer ${command.name} – ${command.summary}`,
    '',
    `Usage: netconf-explorer ${command.name}${target}${operands} [options]`,
    '',
    ...command.details.flatMap((text) => [...paragraph(text), '']),
    ...(command.options.length === 0
      ? []
      : [...groupLines({ title: 'Options', options: command.options }), '']),
    'Examples',
    ...exampleLines(command.examples),
    '',
    ...SHARED_GROUPS.flatMap((group) => [...groupLines(group), '']),
    'Exit codes and passwords: see netconf-explorer --help',
  ])
}

function exampleLines(examples: Command['examples']): string[] {
  return examples.flatMap(({ line, says }) => [`${INDENT}# ${says}`, `${INDENT}netconf-explorer ${line}`])
}

function groupLines({ title, options }: OptionGroup): string[] {
  return [title, ...options.map((option) => row(optionHead(option), optionText(option)))]
}

function optionHead({ name, short, value }: Option): string {
  const dashed = short === undefined ? `    --${name}` : `-${short}, --${name}`
  return value === undefined ? dashed : `${dashed} ${value}`
}

function optionText({ help, choices, repeats }: Option): string {
  const shown =
    choices === undefined || choices.every((choice) => help.includes(choice)) ? '' : `: ${choices.join(', ')}`
  return `${help}${shown}${repeats === true ? ' (may be repeated)' : ''}`
}

function row(head: string, text: string): string {
  const lines = wrapped(text, WIDTH - COLUMN)
  const padded = `${INDENT}${head}`.padEnd(COLUMN)
  const isLong = padded.length > COLUMN || !padded.endsWith(' ')
  const first = isLong
    ? [padded.trimEnd(), ...lines.slice(0, 1).map(indented)]
    : [`${padded}${lines[0] ?? ''}`]
  return [...first, ...lines.slice(1).map(indented)].join('\n')
}

const indented = (line: string): string => `${' '.repeat(COLUMN)}${line}`

function paragraph(text: string, indent = ''): string[] {
  return wrapped(text, WIDTH - indent.length).map((line) => `${indent}${line}`)
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}

function join(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`
}
